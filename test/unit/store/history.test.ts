import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Store, StoreReader, type StoredLink } from '../../../src/engine/store/store.ts';
import type { Run } from '../../../src/model/run.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { batchOf, commitOf, commitRecords, savedOf, sourceOf } from './batches.ts';

const signal = new AbortController().signal;
const minute = 60_000;
const now = 100 * minute;
const run = (number: number): Run => ({ log: 'a.log', number, startedMs: number, startedBy: 'announcement', sourceId: 1, positionBytes: 0, endedMs: number === 1 ? 5 : undefined, pid: 7, lastMs: 9, records: 3, starts: [4, 2], issues: { 'LB-1': 2 } });

test('links and the newest runs of each log are there after a restart', async (t) => {
  const folder = temporaryFolder(t);
  const links: StoredLink[] = [
    { issueId: 'LB-1', link: { path: 'a.ts', line: 3, functionName: 'f', how: 'source map', isLikely: true }, change: { kind: 'commit', commit: 'abc1234', subject: 'x', atMs: 5 } },
    { issueId: 'LB-2', link: undefined, change: undefined },
  ];
  {
    await using store = await Store.open(folder);
    store.commit(commitOf({ links: [{ issueId: 'LB-1', link: undefined, change: undefined }], runs: Array.from({ length: 30 }, (_, i) => ({ ...run(i + 1), records: 1 })) }));
    store.commit(commitOf({ links, runs: [run(30)] }));
  }
  await using store = await Store.open(folder);
  assert.deepEqual(store.saved().links, links);
  assert.deepEqual(store.saved().runs.map(({ number }) => number), Array.from({ length: 20 }, (_, i) => i + 11));
  assert.deepEqual(store.saved().runs.at(-1), run(30));
});

test('a run whose end is no number is read as one that goes on', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  store.commit(commitOf({ runs: [{ ...run(1), endedMs: NaN }] }));
  assert.equal(store.saved().runs[0]?.endedMs, undefined);
});

test('sightings add up over commits and are asked for by their moment', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  for (const [issueId, startMs] of [['LB-1', now], ['LB-1', now], ['LB-1', now + 1000], ['LB-2', now - 1000]] as const) store.commit(commitOf({ sightings: [{ issueId, startMs, widthMs: 1000, count: 2 }] }));
  using reader = StoreReader.open(folder);
  assert.deepEqual([...reader.sightingsSince(now - minute)], [['LB-1', 6], ['LB-2', 2]]);
  assert.deepEqual([...reader.sightingsSince(now + 500)], [['LB-1', 6]]);
  assert.deepEqual([...reader.sightingsSince(now + 1000)], [['LB-1', 2]]);
});

test('old seconds become minutes, minutes go after a day, and no sighting is lost before', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  const seconds = Array.from({ length: 7200 }, (_, i) => ({ issueId: 'LB-1', startMs: i * 1000, widthMs: 1000, count: 1 }));
  store.commit(commitOf({ sightings: seconds }));
  await store.maintain(2 * 60 * minute, signal);
  using reader = StoreReader.open(folder);
  assert.equal(reader.sightingsSince(0).get('LB-1'), 7200);
  assert.equal(reader.sightingsSince(60 * minute).get('LB-1'), 3600);
  await store.maintain(2 * 60 * minute, signal);
  assert.equal(reader.sightingsSince(0).get('LB-1'), 7200);
  await store.maintain(26 * 60 * minute, signal);
  assert.equal(reader.sightingsSince(0).get('LB-1'), 3600);
});

test('records are counted by source and template before and since a border: a position where there is one, else a moment', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  const records = [1, 2, 1, 1].map((template, i) => ({ text: 'abcd\n', template, timestampMs: i }));
  for (const id of [1, 2]) commitRecords(store, sourceOf(id), records);
  using reader = StoreReader.open(folder);
  const { counts, isWhole } = reader.tally({ ms: 1, positions: new Map([[2, 15]]) }, 10);
  assert.equal(isWhole, true);
  assert.deepEqual(counts.map(({ sourceId, templateId, before, since }) => [sourceId, templateId, before, since]).sort(), [[1, 1, 1, 2], [1, 2, 0, 1], [2, 1, 2, 1], [2, 2, 1, 0]]);
  assert.equal(reader.tally({ ms: 1, positions: new Map() }, 1).isWhole, false);
});

test('what stands before a line is found over the border of blocks, nearest first', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  const source = sourceOf(1);
  const end = commitRecords(store, source, [1, 2, 3].map((template) => ({ text: 'abcd\n', template })));
  commitRecords(store, source, [{ text: 'a\nb\n', template: 4 }, { text: 'c\n', template: 5 }], { positionBytes: end, firstLine: 4 });
  using reader = StoreReader.open(folder);
  const look = (line: number, records: number, path = 'app1.log'): unknown => reader.lookAt([{ path, line }], { records, blocks: 9 })[0];
  assert.deepEqual(look(6, 3), { sourceId: 1, templateId: 5, before: [4, 3, 2] });
  assert.deepEqual(look(5, 9), { sourceId: 1, templateId: 4, before: [3, 2, 1] });
  assert.equal(look(7, 3), 'missing');
  assert.equal(look(1, 3, 'none.log'), 'missing');
});

test('records of many small blocks stand before a line; behind the limit of blocks a line is not read', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  for (let line = 1; line <= 9; line++) commitRecords(store, sourceOf(1), [{ text: 'abcd\n', template: line }], { positionBytes: 5 * (line - 1), firstLine: line });
  using reader = StoreReader.open(folder);
  const lines = [9, 8, 2].map((line) => ({ path: 'app1.log', line }));
  assert.deepEqual(reader.lookAt(lines, { records: 4, blocks: 6 }), [{ sourceId: 1, templateId: 9, before: [8, 7, 6, 5] }, { sourceId: 1, templateId: 8, before: [7, 6, 5, 4] }, 'unread']);
});

test('a line of a log that was made anew is looked for in the one that had it', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  const commit = (id: number, name: string, templates: readonly number[]): void => {
    const source = { ...sourceOf(id, name), logName: 'app.log' };
    const batch = batchOf(source, templates.map((template) => ({ text: 'abcd\n', template })));
    store.append(batch, 0);
    const saved = savedOf(source, batch.endPositionBytes);
    store.commit(commitOf({ sources: [{ ...saved, checkpoint: { ...saved.checkpoint, lines: templates.length } }] }));
  };
  commit(1, 'app.log.1', [1, 2, 3]);
  commit(2, 'app.log', [4, 5]);
  using reader = StoreReader.open(folder);
  const templateAt = (line: number): unknown => Object.values(reader.lookAt([{ path: 'app.log', line }], { records: 1, blocks: 9 })[0] ?? {})[1];
  assert.deepEqual([templateAt(2), templateAt(3)], [5, 3]);
});
