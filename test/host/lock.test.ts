import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { runToEnd } from './commands.ts';
import { withLock } from './lock.ts';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-lock-test-'));
after(() => fs.rmSync(scratch, { recursive: true, force: true }));
const ignore = (): void => undefined;

test('of several who want the lock one works at a time, and all do', async () => {
  const lock = path.join(scratch, 'several');
  let working = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++working);
    await new Promise(setImmediate);
    working--;
  };
  await Promise.all([1, 2, 3].map(() => withLock(lock, ignore, work)));
  assert.equal(most, 1);
  assert.equal(fs.existsSync(lock), false);
});

test('the lock is given back when the work fails', async () => {
  const lock = path.join(scratch, 'failing');
  await assert.rejects(withLock(lock, ignore, () => Promise.reject(new Error('no'))), /^Error: no$/);
  assert.equal(await withLock(lock, ignore, () => Promise.resolve('yes')), 'yes');
});

test('the lock of a process that was killed is taken over at once', async () => {
  const lock = path.join(scratch, 'killed');
  const script = `
    import { withLock } from ${JSON.stringify(path.join(import.meta.dirname, 'lock.ts'))};
    await withLock(${JSON.stringify(lock)}, () => {}, async () => process.kill(process.pid, 'SIGKILL'));`;
  assert.equal((await runToEnd(process.execPath, ['--input-type=module-typescript', '--eval', script])).exitCode, 128);
  assert.equal(fs.existsSync(lock), true);
  assert.equal(await withLock(lock, ignore, () => Promise.resolve('taken')), 'taken');
});

test('the lock of a holder elsewhere is taken over when it has not been touched for long', async () => {
  const lock = path.join(scratch, 'elsewhere');
  fs.mkdirSync(lock);
  fs.writeFileSync(path.join(lock, 'owner'), '1 another-machine x');
  fs.utimesSync(lock, 0, 0);
  assert.equal(await withLock(lock, ignore, () => Promise.resolve('taken')), 'taken');
});
