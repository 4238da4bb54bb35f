/** The process that `backup.test.ts` kills: makes backups, or restores two of them in turn, until it is gone. */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { confirmRestore, createBackup, planRestore, restoreBackup, rollBackRestore } from '../../src/engine/maintain/maintain.ts';

const [, , mode, workspace = '', firstRound = '0', ...archives] = process.argv;
const place = { workspace, stateFolder: path.join(workspace, '.logbrief') };
let secondsAhead = mode === 'backup' ? Number(firstRound) * 3600 : 0;
/** Each backup gets a second of its own, and each process an hour: names that a killed one has taken are no reason to end. */
const clock = { nowMs: () => Date.now() + secondsAhead * 1000 };

async function backUpForever(): Promise<void> {
  using database = new DatabaseSync(path.join(place.stateFolder, 'store', 'logbrief.db'));
  for (;;) {
    secondsAhead++;
    await createBackup({ ...place, clock, snapshotStore: (file) => database.prepare('VACUUM INTO ?').run(file) });
  }
}

async function restoreForever(): Promise<void> {
  for (let round = Number(firstRound); ; round++) {
    const plan = await planRestore({ ...place, archive: archives[round % archives.length] ?? '', workspaceFiles: true });
    await restoreBackup(plan, { ...place, clock, workspaceFiles: true, ensureStopped: () => undefined });
    if (round % 3 === 0) rollBackRestore(place, clock);
    else confirmRestore(place, clock);
  }
}

process.stdout.write('ready\n');
await (mode === 'backup' ? backUpForever() : restoreForever());
