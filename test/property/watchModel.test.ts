/** Random lives of logs against a model: nothing that stays on disk until it is stored is lost, doubled or foreign. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { DiskModel, randomFrom } from '../unit/watch/diskModel.ts';
import { WatchDesk } from '../unit/watch/watchDesk.ts';

const runs = Number(process.env['LOGBRIEF_MODEL_RUNS'] ?? 200);
const firstSeed = Number(process.env['LOGBRIEF_MODEL_SEED'] ?? 1);
const logs = ['app.log', 'web.log'];
const away = ['aside', 'read', 'readAll', 'sweep', 'wait', 'commit', 'kill'];

test(`${runs} random sequences of writing, rotating, deleting, reading and restarting lose, double and invent nothing`, async () => {
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const { faults, trail } = await live(seed);
    assert.deepEqual(faults, [], `seed ${seed}: ${trail.join(' ')}`);
  }
});

interface Life {
  readonly faults: readonly string[];
  readonly trail: readonly string[];
}

async function live(seed: number): Promise<Life> {
  const random = randomFrom(seed);
  const isPolling = random() < 0.3;
  const trail: string[] = [];
  await using desk = await WatchDesk.open({ chunkBytes: 1 + Math.floor(random() ** 2 * 5000), maxOpenFiles: random() < 0.2 ? 1 : 8, reliableHints: !isPolling });
  const folder = path.join(desk.workspace, 'logs');
  const banner = ['', '', '== start ==\n', '= the same first lines in every log =\n'.repeat(3)][Math.floor(random() * 4)];
  const disk = new DiskModel(folder, random, () => desk.nowMs, banner);
  for (const log of logs) disk.write(log);
  await desk.later();
  desk.commit();
  const stored = (): Set<string> => new Set(linesOf(desk.stored()));
  const actions: Record<string, () => unknown> = {};
  const pick = (): string => logs[Math.floor(random() * logs.length)] ?? '';
  Object.assign(actions, {
    write: () => disk.write(pick()), write2: () => disk.write(pick()), write3: () => disk.write(pick()), partial: () => disk.write(pick(), false),
    late: () => disk.writeLate(pick()), create: () => disk.create(pick()),
    rotate: () => disk.rotate(pick(), stored()), date: () => disk.rotateByDate(pick(), stored()), aside: () => disk.moveFolder(),
    copy: () => disk.startCopy(pick(), stored()), cut: () => disk.finishCopy(stored()),
    compress: () => disk.compress(pick()), delete: () => disk.delete(pick(), stored()), rewrite: () => disk.rewrite(pick(), stored()),
    read: () => desk.read(1 + Math.floor(random() * 4)), readAll: () => desk.read(), wait: () => void (desk.nowMs += Math.floor(random() ** 3 * 5000)),
    sweep: () => desk.later(), commit: () => desk.commit(random() < 0.7), kill: () => desk.restart(),
  });
  const names = Object.keys(actions);
  for (let step = 0; step < 30; step++) {
    // While the folder is away nothing happens in it.
    const name = disk.isInPlace ? (names[Math.floor(random() * names.length)] ?? '') : (away[Math.floor(random() * away.length)] ?? '');
    trail.push(name);
    desk.nowMs += 1 + Math.floor(random() * 50);
    const before = new Set(disk.names());
    await Promise.resolve(actions[name]?.());
    if (!isPolling && random() < 0.7) {
      const after = new Set(disk.names());
      for (const file of new Set([...before, ...after])) desk.hints.tell(folder, file, before.has(file) !== after.has(file) || random() < 0.2);
    }
  }
  disk.returnFolder();
  disk.finishCopy(stored());
  for (let sweep = 0; sweep < 6; sweep++) await desk.later(5000);
  desk.commit();
  return { faults: disk.faults(linesOf(desk.stored())), trail };
}

function linesOf(stored: ReadonlyMap<number, Buffer>): string[] {
  return [...stored.values()].flatMap((bytes) => bytes.toString().split('\n')).filter((line) => line !== '');
}
