import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { openConnection } from '../../../src/engine/store/database.ts';
import { planMerge } from '../../../src/engine/store/merge.ts';
import type { MergeCandidate } from '../../../src/engine/store/merge.ts';
import { Store, StoreReader } from '../../../src/engine/store/store.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { commitRecords, sourceOf } from './batches.ts';

const { signal } = new AbortController();
const dayMs = 86_400_000;

function exported(folder: string): unknown[] {
  using reader = StoreReader.open(folder);
  return [...reader.exportRecords({})];
}

function blockCount(folder: string): number {
  using reader = StoreReader.open(folder);
  return reader.verify().blocks;
}

test('small blocks are merged and every record stays as it was', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  let positionBytes = 0;
  for (let i = 0; i < 300; i++) {
    const records = [{ text: `line ${i}\r\n`, timestampMs: 1000 - i, severity: i % 25, template: i, component: i % 3, flags: i % 16, zoneMinutes: -i, sourceBytes: 9 + i % 2 }, { text: `x ${i}\n` }];
    positionBytes = commitRecords(store, sourceOf(1), records, { positionBytes, firstLine: 1 + 2 * i, observedMs: 5000 + i });
  }
  const before = exported(folder);
  const report = await store.maintain(0, signal);
  assert.ok(report.mergedBlocks > 250 && blockCount(folder) < 20, `${blockCount(folder)} blocks`);
  assert.deepEqual(exported(folder), before);
  using reader = StoreReader.open(folder);
  assert.deepEqual(reader.verify().problems, []);
});

test('a block that grows line by line is rewritten a few times only', () => {
  let blocks: MergeCandidate[] = [];
  let rewritten = 0;
  let position = 0;
  for (let i = 0; i < 4000; i++) {
    blocks.push({ id: i, firstPosition: position, lastPosition: ++position, recordCount: 1, textBytes: 100, month: 1 });
    for (let plan = planMerge(blocks.toReversed()); plan.length > 0; plan = planMerge(blocks.toReversed())) {
      const recordCount = plan.reduce((sum, block) => sum + block.recordCount, 0);
      rewritten += recordCount;
      const merged = { ...plan[0], lastPosition: plan.at(-1)?.lastPosition ?? 0, recordCount, textBytes: recordCount * 100 };
      blocks = blocks.flatMap((block) => (block === plan[0] ? [{ ...block, ...merged }] : plan.includes(block) ? [] : [block]));
    }
  }
  assert.ok(rewritten < 4000 * 12, `${rewritten} records rewritten`);
  assert.ok(blocks.length < 40, `${blocks.length} blocks`);
});

test('blocks are not merged over a gap or into another month', () => {
  const block = (firstPosition: number, month: number): MergeCandidate => ({ id: firstPosition, firstPosition, lastPosition: firstPosition + 1, recordCount: 1, textBytes: 1, month });
  assert.deepEqual(planMerge([7, 6, 5, 3, 2, 1].map((at) => block(at, 1))), []);
  assert.deepEqual(planMerge([4, 3, 2, 1].map((at) => block(at, at < 3 ? 1 : 2))), []);
  assert.equal(planMerge([4, 3, 2, 1].map((at) => block(at, 1))).length, 4);
});

test('blocks of several sources are merged apart', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  for (let i = 0; i < 8; i++) for (const id of [1, 2]) commitRecords(store, sourceOf(id), [{ text: 'x\n' }], { positionBytes: 2 * i, firstLine: i + 1 });
  await store.maintain(0, signal);
  assert.equal(blockCount(folder), 2);
});

test('a damaged block is put aside, not merged', async (t) => {
  const folder = temporaryFolder(t);
  {
    await using store = await Store.open(folder);
    for (let i = 0; i < 9; i++) commitRecords(store, sourceOf(1), [{ text: 'x\n' }], { positionBytes: 2 * i, firstLine: i + 1 });
  }
  const connection = openConnection(path.join(folder, 'store', 'logbrief.db'), 'readWrite');
  connection.exec("UPDATE blocks SET hash = x'00' WHERE id = 9");
  connection.close();
  await using store = await Store.open(folder);
  const report = await store.maintain(0, signal);
  assert.equal(report.problems.length, 1);
  assert.equal(exported(folder).length, 8);
  using reader = StoreReader.open(folder);
  assert.equal(reader.missing().length, 1);
  assert.equal(blockCount(folder), 1);
});

test('a month that is older than the retention is dropped with its counters and errors, the range is told, and a check stays clean', async (t) => {
  const folder = temporaryFolder(t);
  const january = Date.UTC(2025, 0, 15);
  const march = Date.UTC(2025, 2, 15);
  await using store = await Store.open(folder, { retentionDays: 30 });
  const end = commitRecords(store, sourceOf(1), [{ text: 'old\n', severity: 17, timestampMs: january }], { observedMs: january });
  commitRecords(store, sourceOf(1), [{ text: 'new\n', severity: 17, timestampMs: march }], { positionBytes: end, firstLine: 2, observedMs: march });
  assert.equal((await store.maintain(january + 40 * dayMs, signal)).droppedBlocks, 0);
  assert.equal((await store.maintain(march, signal)).droppedBlocks, 1);
  using reader = StoreReader.open(folder);
  assert.deepEqual([...reader.exportRecords({})].map((record) => record.text), ['new']);
  assert.equal(reader.errorRows({ limit: 9 }).length, 1);
  assert.equal(reader.perMinute(0).length, 1);
  assert.deepEqual(reader.missing().map(({ fromBytes, toBytes, records }) => [fromBytes, toBytes, records]), [[0, 4, 1]]);
  assert.deepEqual(reader.verify().problems, []);
});

test('an old log that was read today is kept', async (t) => {
  const folder = temporaryFolder(t);
  const nowMs = Date.UTC(2025, 5, 1);
  await using store = await Store.open(folder, { retentionDays: 1 });
  commitRecords(store, sourceOf(1), [{ text: 'x\n', timestampMs: 0 }], { observedMs: nowMs });
  assert.equal((await store.maintain(nowMs, signal)).droppedBlocks, 0);
});

test('maintenance stops when it is aborted', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  for (let i = 0; i < 9; i++) commitRecords(store, sourceOf(1), [{ text: 'x\n' }], { positionBytes: 2 * i, firstLine: i + 1 });
  assert.equal((await store.maintain(0, AbortSignal.abort())).mergedBlocks, 0);
});
