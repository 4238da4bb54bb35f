import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { EngineError } from '../../src/base/errors.ts';
import { Store, StoreReader } from '../../src/engine/store/store.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { batchOf, commitOf, commitRecords, savedOf, sourceOf } from '../unit/store/batches.ts';
import { numberedLine } from './storeLines.ts';

const rounds = 20;

/** Starts a writer and waits until it has committed `commits` times. */
async function startWriter(folder: string, seed: number, commits: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'storeWriter.ts'), folder, `${seed}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    assert.match(line, /^committed /);
    if (++seen >= commits) break;
  }
  assert.ok(seen >= commits, 'the writer ended by itself');
  child.stdout.resume();
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Returns how many lines are stored, after checking that they are all lines up to the checkpoint, once and in order. */
function checkedLines(folder: string): number {
  using reader = StoreReader.open(folder);
  assert.equal(reader.writerAlive(), false);
  assert.deepEqual(reader.verify().problems, []);
  const expected = new Map<number, { line: number; position: number }>();
  let lines = 0;
  for (const { sourceId, line, positionBytes, bytes } of reader.exportRawLines({})) {
    const last = expected.get(sourceId) ?? { line: 0, position: 0 };
    const text = numberedLine(sourceId, last.line + 1);
    assert.equal(`${Buffer.from(bytes).toString()}\n`, text);
    assert.deepEqual([line, positionBytes], [last.line + 1, last.position]);
    expected.set(sourceId, { line, position: positionBytes + text.length });
    lines++;
  }
  for (const { id, checkpoint } of reader.sources()) assert.deepEqual(expected.get(id), { line: checkpoint.lines, position: checkpoint.positionBytes });
  return lines;
}

test('a writer that is killed at any moment loses nothing and doubles nothing', async (t) => {
  const folder = temporaryFolder(t);
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  t.diagnostic(`SEED=${seed}`);
  let state = seed + 1;
  let last = 0;
  for (let round = 0; round < rounds; round++) {
    state = (state * 48_271) % 2_147_483_647;
    const child = await startWriter(folder, state, 1 + (state % 12));
    // The moment of death is the point of this test: somewhere in the middle of what follows a commit.
    await setTimeout(state % 30);
    await kill(child);
    const lines = checkedLines(folder);
    assert.ok(lines > last, `round ${round}: ${lines} lines after ${last}`);
    last = lines;
  }
});

test('of two writing processes the second is refused until the first is killed', async (t) => {
  const folder = temporaryFolder(t);
  const child = await startWriter(folder, 1, 1);
  try {
    await assert.rejects(Store.open(folder), { code: 'storeBusy' });
    using reader = StoreReader.open(folder);
    assert.equal(reader.writerAlive(), true);
    assert.ok(reader.records({ filter: {}, limit: 3 }).records.length > 0);
  } finally {
    await kill(child);
  }
  await using store = await Store.open(folder);
  assert.equal(store.saved().sources.length, 3);
});

/** Mounts a disk of 8 MB; undefined where that is not permitted. */
function smallDisk(t: TestContext): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch (error) {
    t.diagnostic(String(error));
    fs.rmdirSync(folder);
    return undefined;
  }
  t.after(() => {
    execFileSync('umount', ['-l', folder]);
    fs.rmdirSync(folder);
  });
  return folder;
}

/** Text that does not compress. */
function noise(seed: number): Uint8Array {
  let state = seed + 1;
  return Uint8Array.from({ length: 100_000 }, (_, i) => {
    state = (state * 48_271) % 2_147_483_647;
    return i === 99_999 ? 10 : (state >> 8) & 0xff;
  });
}

test('a full disk is told as such, the committed records stay, and writing goes on when there is space again', async (t) => {
  const folder = smallDisk(t);
  if (folder === undefined) {
    t.skip('needs root and the right to mount a small disk');
    return;
  }
  await using store = await Store.open(folder);
  const ballast = path.join(folder, 'ballast');
  fs.writeFileSync(ballast, Buffer.alloc(4_000_000));
  let end = commitRecords(store, sourceOf(1), [{ text: 'first\n' }]);
  const committed = (): number => {
    using reader = StoreReader.open(folder);
    return reader.sources()[0]?.checkpoint.positionBytes ?? 0;
  };
  let failure: unknown;
  let appended = end;
  for (let i = 0; i < 100 && failure === undefined; i++) {
    const batch = batchOf(sourceOf(1), [{ text: noise(i) }], appended, 2 + i);
    store.append(batch, 0);
    appended = batch.endPositionBytes;
    try {
      store.commit(commitOf({ sources: [savedOf(sourceOf(1), appended)] }));
      end = appended;
    } catch (error) {
      failure = error;
    }
  }
  assert.ok(failure instanceof EngineError && failure.code === 'diskFull', String(failure));
  assert.equal(committed(), end);
  fs.rmSync(ballast);
  store.commit(commitOf({ sources: [savedOf(sourceOf(1), appended)] }));
  assert.equal(committed(), appended);
  using reader = StoreReader.open(folder);
  assert.deepEqual(reader.verify().problems, []);
  assert.equal([...reader.exportRecords({})].length, 1 + Math.round((appended - 6) / 100_000));
});

test('a disk that is full from the start is told as such', async (t) => {
  const folder = smallDisk(t);
  if (folder === undefined) {
    t.skip('needs root and the right to mount a small disk');
    return;
  }
  const ballast = path.join(folder, 'ballast');
  const file = fs.openSync(ballast, 'w');
  try {
    for (;;) fs.writeSync(file, Buffer.alloc(65_536));
  } catch (error) {
    assert.match(String(error), /ENOSPC/);
  }
  fs.closeSync(file);
  await assert.rejects(Store.open(folder), { code: 'diskFull' });
  fs.rmSync(ballast);
  await using store = await Store.open(folder);
  assert.equal(commitRecords(store, sourceOf(1), [{ text: 'x\n' }]), 2);
});
