import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../src/base/clock.ts';
import { confirmRestore, createBackup, keepHistory, listBackups, planRestore, restoreBackup, rotateFile, settleRestore, verifyArchive } from '../../src/engine/maintain/maintain.ts';

/** 30 moments each; LOGBRIEF_KILLS makes it fewer, or more. */
const kills = Number(process.env['LOGBRIEF_KILLS'] ?? 30);
const childPath = path.join(import.meta.dirname, 'backupChild.ts');

class Workspace implements Disposable {
  readonly workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-backup-')));
  readonly stateFolder = path.join(this.workspace, '.logbrief');

  constructor() {
    for (const folder of ['.logbrief/store', '.logbrief/history', 'config']) fs.mkdirSync(path.join(this.workspace, folder), { recursive: true });
  }

  /** Fills everything with content of its own; the store gets a write-ahead log that is not checkpointed. */
  fill(mark: string, storeBytes: number): void {
    fs.rmSync(path.join(this.stateFolder, 'store'), { recursive: true });
    fs.mkdirSync(path.join(this.stateFolder, 'store'));
    const database = new DatabaseSync(path.join(this.stateFolder, 'store', 'logbrief.db'));
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE blocks (bytes BLOB); CREATE TABLE mark (text TEXT)');
    for (let written = 0; written < storeBytes; written += 50_000) database.prepare('INSERT INTO blocks VALUES (?)').run(randomBytes(50_000));
    database.prepare('INSERT INTO mark VALUES (?)').run(mark);
    database.close();
    for (const name of ['.logbrief/config.yaml', '.logbrief/briefing.md', '.logbrief/dashboard.json', 'config/enhanced_logging.yaml']) fs.writeFileSync(path.join(this.workspace, name), `# ${mark}\n`);
    for (let file = 0; file < 20; file++) fs.writeFileSync(path.join(this.stateFolder, 'history', `dashboard_20260101_0000${String(file).padStart(2, '0')}.json`), mark);
  }

  async backUp(): ReturnType<typeof createBackup> {
    using database = new DatabaseSync(path.join(this.stateFolder, 'store', 'logbrief.db'));
    return await createBackup({ workspace: this.workspace, stateFolder: this.stateFolder, clock: systemClock, snapshotStore: (file) => database.prepare('VACUUM INTO ?').run(file) });
  }

  /** Hash of every name and content that a restore is about, and of whatever else lies there. */
  digest(): string {
    const hash = createHash('sha256');
    const files = fs.readdirSync(this.workspace, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort();
    for (const file of files.filter((name) => !name.includes('backups') && !name.endsWith('audit.ndjson'))) hash.update(file).update(fs.readFileSync(file));
    return hash.digest('hex');
  }

  [Symbol.dispose](): void {
    fs.rmSync(this.workspace, { recursive: true, force: true });
  }
}

/** Starts the child and kills it some time after it began. */
async function killAfter(delayMs: number, words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [childPath, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await Promise.race([once(child.stdout, 'data'), ended]);
  await wait(delayMs);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  assert.equal(signal, 'SIGKILL', 'the child ended by itself');
}

/** Moments spread over `spanMs` and shuffled a little, so that every part of the work is hit. */
function moments(spanMs: number): number[] {
  return Array.from({ length: kills }, (_, index) => ((index + Math.random()) / kills) * spanMs);
}

test('a backup killed at any moment leaves only whole archives in the list', async () => {
  using place = new Workspace();
  place.fill('live', 2_000_000);
  const started = performance.now();
  await place.backUp();
  const onceMs = performance.now() - started;
  for (const [round, delayMs] of moments(2 * onceMs).entries()) {
    await killAfter(delayMs, ['backup', place.workspace, String(round)]);
    const listed = listBackups(place.stateFolder).map((entry) => entry.path);
    const named = fs.readdirSync(path.join(place.stateFolder, 'backups')).filter((name) => /^backup_\d{8}_\d{6}\.tar\.gz$/.test(name));
    assert.equal(listed.length, named.length, `killed after ${delayMs} ms`);
    await verifyArchive(listed[0] ?? '');
  }
  for (const { path: archive } of listBackups(place.stateFolder)) await verifyArchive(archive);
  const { path: last } = await place.backUp();
  assert.deepEqual(fs.readdirSync(path.join(place.stateFolder, 'backups')).filter((name) => name.includes('partial') || name.startsWith('.')), [], 'what a kill left is gone after the next backup');
  await verifyArchive(last);
});

test('a restore killed at any moment leaves the old or the new state, whole', async () => {
  using place = new Workspace();
  const archives: string[] = [];
  const states = new Map<string, string>();
  for (const mark of ['first', 'second']) {
    place.fill(mark, 1_000_000);
    archives.push((await place.backUp()).path);
  }
  for (const archive of archives) {
    await restoreAndConfirm(place, archive);
    states.set(place.digest(), archive);
  }
  assert.equal(states.size, 2);
  const started = performance.now();
  await restoreAndConfirm(place, archives[0] ?? '');
  const onceMs = performance.now() - started;
  const seen = new Set<string>();
  for (const [index, delayMs] of moments(4 * onceMs).entries()) {
    await killAfter(delayMs, ['restore', place.workspace, String(index), ...archives]);
    if (settleRestore(place, systemClock) === 'unconfirmed') confirmRestore(place, systemClock);
    const state = states.get(place.digest());
    assert.notEqual(state, undefined, `neither old nor new after ${delayMs} ms`);
    seen.add(state ?? '');
    using database = new DatabaseSync(path.join(place.stateFolder, 'store', 'logbrief.db'), { readOnly: true });
    assert.equal(database.prepare('PRAGMA integrity_check').get()?.['integrity_check'], 'ok');
  }
  assert.equal(seen.size, 2, 'both states were met');
});

async function restoreAndConfirm(place: Workspace, archive: string): Promise<void> {
  const plan = await planRestore({ workspace: place.workspace, stateFolder: place.stateFolder, archive, workspaceFiles: true });
  await restoreBackup(plan, { workspace: place.workspace, stateFolder: place.stateFolder, clock: systemClock, workspaceFiles: true, ensureStopped: () => undefined });
  confirmRestore(place, systemClock);
}

/** Makes a file system of 8 MB, or skips the test plainly. */
function smallDisk(context: TestContext, folder: string): Disposable | undefined {
  fs.mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    context.skip('a tmpfs cannot be mounted here');
    return undefined;
  }
  return { [Symbol.dispose]: () => void execFileSync('umount', [folder]) };
}

test('on a full disk a backup, the history and a rotation fail plainly and what was there stays', async (context) => {
  using place = new Workspace();
  using disk = smallDisk(context, path.join(place.workspace, 'disk'));
  if (!disk) return;
  const stateFolder = path.join(place.workspace, 'disk', '.logbrief');
  fs.mkdirSync(path.join(stateFolder, 'history'), { recursive: true });
  const backUp = (bytes: number): Promise<unknown> => createBackup({ workspace: place.workspace, stateFolder, clock: systemClock, snapshotStore: (file) => fs.writeFileSync(file, randomBytes(bytes)) });
  await backUp(100_000);
  const whole = listBackups(stateFolder);
  // Once while copying the store, once while packing it.
  for (const bytes of [20_000_000, 5_000_000]) {
    await assert.rejects(backUp(bytes), { code: 'diskFull', message: /Free space/ });
    assert.deepEqual(listBackups(stateFolder), whole);
    assert.deepEqual(fs.readdirSync(path.join(stateFolder, 'backups')).length, 2);
  }
  const events = path.join(stateFolder, 'events.ndjson');
  fs.writeFileSync(events, 'one line\n');
  fs.writeFileSync(`${events}.1`, randomBytes(100_000));
  const history = keepHistory({ stateFolder, text: 'small', maxFiles: 1, nowMs: Date.now() });
  try {
    fs.writeFileSync(path.join(stateFolder, 'filler'), randomBytes(9_000_000));
  } catch (thrown) {
    assert.equal((thrown as NodeJS.ErrnoException).code, 'ENOSPC');
  }
  assert.throws(() => keepHistory({ stateFolder, text: 'x'.repeat(100_000), maxFiles: 1, nowMs: Date.now() }), { code: 'diskFull' });
  assert.equal(fs.readFileSync(history, 'utf8'), 'small');
  assert.throws(() => rotateFile({ path: events, maxBytes: 1, keep: 3 }), { code: 'diskFull' });
  fs.rmSync(path.join(stateFolder, 'filler'));
  assert.equal(rotateFile({ path: events, maxBytes: 1, keep: 3 }), false);
  assert.deepEqual(fs.readdirSync(stateFolder).filter((name) => name.startsWith('events')).sort(), ['events.ndjson.1', 'events.ndjson.2.gz']);
  assert.equal(fs.readFileSync(`${events}.1`, 'utf8'), 'one line\n');
});
