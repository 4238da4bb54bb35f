import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { fixedClock } from '../../../src/base/clock.ts';
import { createBackup, listBackups, planCleanup, pruneBackups, verifyArchive, verifyBackup } from '../../../src/engine/maintain/maintain.ts';
import type { BackupReport } from '../../../src/model/maintenance.ts';
import { clock, dayMs, nowMs, StateFixture, storeOf } from './fixture.ts';

function backUp(state: StateFixture, atMs = nowMs, store: string | Uint8Array = 'the store'): Promise<BackupReport> {
  return createBackup({ stateFolder: state.stateFolder, workspace: state.workspace, clock: fixedClock(atMs), snapshotStore: storeOf(store) });
}

/** Some bits of compressed text mean nothing: the same zeros, copied from elsewhere. */
function unpacksTo(bytes: Uint8Array, plain: Buffer): boolean {
  try {
    return zlib.gunzipSync(bytes).equals(plain);
  } catch {
    return false;
  }
}

test('a backup holds store, configuration, history and reports, is private and verified, and leaves nothing beside it', async () => {
  using state = new StateFixture();
  state.write('config/enhanced_logging.production.yaml', 'briefing: {}\n');
  state.write('config/secrets.yaml', 'not ours\n');
  state.write('.logbrief/history/dashboard_20260615_110000.json', '{}');
  state.write('.logbrief/history/other.json', '{}');
  const report = await backUp(state);
  assert.match(path.basename(report.path), /^backup_20260615_\d{6}\.tar\.gz$/);
  assert.equal(report.files, 5);
  assert.equal(report.sizeBytes, fs.statSync(report.path).size);
  if (process.platform !== 'win32') assert.equal(fs.statSync(report.path).mode & 0o777, 0o600);
  assert.deepEqual(fs.readdirSync(path.dirname(report.path)).sort(), [path.basename(report.path), 'verified.json']);
  assert.deepEqual(await verifyArchive(report.path), { created: new Date(nowMs).toISOString(), files: 5, totalBytes: 'the store'.length + 'briefing:\n  enabled: true\n'.length + '# Briefing\n'.length + 'briefing: {}\n'.length + '{}'.length });
  assert.deepEqual(listBackups(state.stateFolder).map(({ files, verifiedMs }) => [files, verifiedMs]), [[5, nowMs]]);
});

test('two backups of the same second get names of their own', async () => {
  using state = new StateFixture();
  const first = await backUp(state);
  const second = await backUp(state);
  assert.notEqual(first.path, second.path);
  assert.equal(listBackups(state.stateFolder).length, 2);
});

test('of two backups at once one says that the other is running', async () => {
  using state = new StateFixture();
  const results = await Promise.allSettled([backUp(state), backUp(state)]);
  assert.deepEqual(results.map(({ status }) => status), ['fulfilled', 'rejected']);
  assert.match(String((results[1] as PromiseRejectedResult).reason), /is running/);
});

test('a store that cannot be copied fails the backup and leaves nothing', async () => {
  using state = new StateFixture();
  const failing = createBackup({
    stateFolder: state.stateFolder, workspace: state.workspace, clock,
    snapshotStore: () => { throw Object.assign(new Error('no space'), { code: 'ENOSPC' }); },
  });
  await assert.rejects(failing, { code: 'diskFull', message: /disk is full. Free space/ });
  assert.deepEqual(fs.readdirSync(path.join(state.stateFolder, 'backups')), []);
});

test('an aborted backup leaves nothing and says that it was stopped', async () => {
  using state = new StateFixture();
  const abort = new AbortController();
  const stopped = createBackup({
    stateFolder: state.stateFolder, workspace: state.workspace, clock, signal: abort.signal,
    snapshotStore: (file) => {
      fs.writeFileSync(file, 'x');
      abort.abort();
    },
  });
  await assert.rejects(stopped, { code: 'aborted' });
  assert.deepEqual(fs.readdirSync(path.join(state.stateFolder, 'backups')), []);
});

test('the lock of a process that died is taken over, that of one that lives is not', async () => {
  using state = new StateFixture();
  const lock = path.join(state.stateFolder, 'backups', '.lock');
  const hold = (pid: number): string => state.write('.logbrief/backups/.lock', JSON.stringify({ token: 'x', pid, born: '', host: os.hostname() }));
  for (const living of [process.pid, process.ppid]) {
    hold(living);
    await assert.rejects(backUp(state), { code: 'storeBusy' });
  }
  // Above the largest process id that Linux gives.
  hold(2 ** 22 + 1);
  await backUp(state);
  assert.equal(fs.existsSync(lock), false);
});

test('a cut, an emptied and a renamed foreign file are not listed as backups', async () => {
  using state = new StateFixture();
  const { path: archive } = await backUp(state, nowMs, Buffer.alloc(300_000, 'abc'));
  const bytes = fs.readFileSync(archive);
  const place = (name: string, content: Uint8Array): void => fs.writeFileSync(path.join(path.dirname(archive), name), content);
  place('backup_20260101_000000.tar.gz', bytes.subarray(0, bytes.length - 20));
  place('backup_20260102_000000.tar.gz', bytes.subarray(0, 100));
  place('backup_20260103_000000.tar.gz', new Uint8Array());
  place('backup_20260104_000000.tar.gz', Buffer.from('hello'));
  place('backup_20260105_000000.tar.gz.partial', bytes);
  place('mine.tar.gz', bytes);
  assert.deepEqual(listBackups(state.stateFolder).map((entry) => entry.path), [archive]);
});

test('a flipped byte anywhere is found when the backup is read back', async () => {
  using state = new StateFixture();
  const { path: archive } = await backUp(state);
  const bytes = fs.readFileSync(archive);
  const plain = zlib.gunzipSync(bytes);
  // The first ten bytes of gzip hold a time and a system that say nothing about the content.
  for (let at = 10; at < bytes.length; at += 7) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 0x10;
    if (unpacksTo(damaged, plain)) continue;
    fs.writeFileSync(archive, damaged);
    await assert.rejects(verifyArchive(archive), { code: 'archiveInvalid' }, `byte ${at}`);
  }
});

test('a backup that changed since it was verified does not count as verified', async () => {
  using state = new StateFixture();
  const { path: archive } = await backUp(state);
  const later = new Date(nowMs + 5000);
  fs.utimesSync(archive, later, later);
  assert.equal(listBackups(state.stateFolder)[0]?.verifiedMs, undefined);
  assert.deepEqual(await verifyBackup(state.stateFolder, archive, fixedClock(nowMs + 9000)), { files: 3 });
  assert.equal(listBackups(state.stateFolder)[0]?.verifiedMs, nowMs + 9000);
});

test('old backups go after 30 days, but never below three good ones; a damaged one does not count', async () => {
  using state = new StateFixture();
  const made: string[] = [];
  for (const days of [100, 90, 80, 70, 60]) made.push((await backUp(state, nowMs - days * dayMs)).path);
  const [oldest = '', second = '', third = '', fourth = '', newest = ''] = made;
  const bytes = fs.readFileSync(fourth);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  const { atime, mtime } = fs.statSync(fourth);
  fs.writeFileSync(fourth, bytes);
  // As a disk would: nothing but the byte is different.
  fs.utimesSync(fourth, atime, mtime);
  assert.deepEqual(await pruneBackups({ stateFolder: state.stateFolder, clock }), [oldest]);
  for (const kept of [second, third, fourth, newest]) assert.equal(fs.existsSync(kept), true, kept);
});

test('young backups stay however many there are', async () => {
  using state = new StateFixture();
  for (let days = 5; days > 0; days--) await backUp(state, nowMs - days * dayMs);
  assert.deepEqual(await pruneBackups({ stateFolder: state.stateFolder, clock }), []);
});

test('a clean-up offers the same old backups and no others', async () => {
  using state = new StateFixture();
  const made: string[] = [];
  for (const days of [100, 90, 80, 70]) {
    const { path: archive } = await backUp(state, nowMs - days * dayMs);
    made.push(archive);
  }
  // Written now, by the machine's clock.
  const machineMs = fs.statSync(made[0] ?? '').mtimeMs;
  const plan = planCleanup({ stateFolder: state.stateFolder, clock: fixedClock(machineMs + 2 * 3_600_000) });
  assert.deepEqual(plan.candidates.map((candidate) => candidate.path), [made[0]]);
});

test('links in the state folder do not get into a backup', { skip: process.platform === 'win32' }, async () => {
  using state = new StateFixture();
  const secret = state.write('secret.txt', 'secret');
  fs.symlinkSync(secret, path.join(state.stateFolder, 'events.ndjson'));
  assert.equal((await backUp(state)).files, 3);
});
