import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Store, StoreReader } from '../../../src/engine/store/store.ts';
import type { RecordFilter } from '../../../src/model/query.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { commitOf, commitRecords, sourceOf } from './batches.ts';
import type { TestRecord } from './batches.ts';

function found(folder: string, filter: RecordFilter, limit = 100): string[] {
  using reader = StoreReader.open(folder);
  return reader.records({ filter, limit }).records.map((record) => record.text);
}

async function storeWith(folder: string, logs: readonly (readonly TestRecord[])[]): Promise<void> {
  await using store = await Store.open(folder);
  store.commit(commitOf({ components: [{ id: 1, name: 'db' }, { id: 2, name: 'web' }] }));
  for (const [i, records] of logs.entries()) commitRecords(store, sourceOf(i + 1), records, { observedMs: 1000 });
}

test('records of several sources come newest first', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'a1\n', timestampMs: 1 }, { text: 'a4\n', timestampMs: 4 }], [{ text: 'b3\n', timestampMs: 3 }, { text: 'b2\n', timestampMs: 2 }]]);
  assert.deepEqual(found(folder, {}), ['a4', 'b3', 'b2', 'a1']);
});

test('a record without a time of its own is sorted by when it was read', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'early\n', timestampMs: 999 }, { text: 'none\n' }, { text: 'late\n', timestampMs: 1001 }]]);
  assert.deepEqual(found(folder, {}), ['late', 'none', 'early']);
});

test('a record has all that was stored of it', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'first\r\nsecond\r\n', timestampMs: 5.25, severity: 17, component: 2, template: 9, flags: 4 }, { text: 'rest' }]]);
  using reader = StoreReader.open(folder);
  assert.deepEqual(reader.records({ filter: {}, limit: 5 }).records[1], {
    sourceId: 1, path: 'app1.log', line: 1, positionBytes: 0, timestampMs: 5.25, observedTimestampMs: 1000, severityNumber: 17, component: 'web', templateId: 9,
    text: 'first\nsecond', truncated: true,
  });
});

const mixed: readonly (readonly TestRecord[])[] = [
  [{ text: 'alpha error\n', timestampMs: 10, severity: 17, component: 1, template: 1 }, { text: 'beta\r\nmore error\r\n', timestampMs: 20, severity: 9, component: 2, template: 2 }],
  [{ text: 'gamma error\n', timestampMs: 30, severity: 21, component: 1, template: 3 }, { text: 'Error \u00e9\n', timestampMs: 40, template: 1 }],
];

const questions: readonly (readonly [what: string, filter: RecordFilter, expected: readonly string[]])[] = [
  ['a time range includes its start and not its end', { fromMs: 20, toMs: 40 }, ['gamma error', 'beta\nmore error']],
  ['a lowest severity leaves out what is lower or missing', { minSeverity: 17 }, ['gamma error', 'alpha error']],
  ['a severity inside a band is compared exactly', { minSeverity: 18 }, ['gamma error']],
  ['a source is asked for by its name', { sources: ['app2.log', 'nowhere.log'] }, ['Error \u00e9', 'gamma error']],
  ['no source of the name gives nothing', { sources: ['nowhere.log'] }, []],
  ['a component is asked for by its name', { component: 'db' }, ['gamma error', 'alpha error']],
  ['no component of the name gives nothing', { component: 'disk' }, []],
  ['a template is asked for by its id', { templateId: 1 }, ['Error \u00e9', 'alpha error']],
  ['a text is a literal, letter case as given', { text: 'error' }, ['gamma error', 'beta\nmore error', 'alpha error']],
  ['a text may have letters of several bytes', { text: ' \u00e9' }, ['Error \u00e9']],
  ['a text over a line end is found whatever the line end was', { text: 'beta\nmore' }, ['beta\nmore error']],
  ['a text does not reach over the border of two records', { text: 'error\nError' }, []],
  ['an empty text is no condition', { text: '', templateId: 3 }, ['gamma error']],
  ['conditions add up', { text: 'error', component: 'db', toMs: 30 }, ['alpha error']],
];

for (const [what, filter, expected] of questions) {
  test(what, async (t) => {
    const folder = temporaryFolder(t);
    await storeWith(folder, mixed);
    assert.deepEqual(found(folder, filter), expected);
    using reader = StoreReader.open(folder);
    assert.deepEqual([...reader.exportRecords(filter)].map((record) => record.text).toSorted(), expected.toSorted());
  });
}

test('a text is not found over the border of two records without a line end', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'abc' }, { text: 'def abcdef' }, { text: 'abcdef' }]]);
  assert.deepEqual(found(folder, { text: 'abcdef' }), ['abcdef', 'def abcdef']);
});

test('pages join without a gap or a double, also while records are written and blocks are merged', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  const ends = new Map<number, number>();
  let written = 0;
  const write = (timestampMs: number): void => {
    const id = 1 + written % 3;
    written++;
    ends.set(id, commitRecords(store, sourceOf(id), [{ text: `r${timestampMs}\n`, timestampMs }], { positionBytes: ends.get(id) ?? 0, firstLine: written }));
  };
  for (let i = 0; i < 60; i++) write(1000 + (i * 37) % 60);
  using reader = StoreReader.open(folder);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = reader.records({ filter: {}, limit: 7, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...page.records.map((record) => record.text));
    cursor = page.cursor;
    write(5000 + written);
    await store.maintain(0, new AbortController().signal);
  } while (cursor !== undefined);
  assert.deepEqual(seen, Array.from({ length: 60 }, (_, i) => `r${1059 - i}`));
});

test('records of the same moment are split over pages without a gap or a double', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [Array.from({ length: 50 }, (_, i) => ({ text: `a${i}\n` })), Array.from({ length: 50 }, (_, i) => ({ text: `b${i}\n` }))]);
  using reader = StoreReader.open(folder);
  const seen = new Set<string>();
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = reader.records({ filter: {}, limit: 9, ...(cursor === undefined ? {} : { cursor }) });
    for (const record of page.records) seen.add(record.text);
    cursor = page.cursor;
    pages++;
  } while (cursor !== undefined);
  assert.equal(seen.size, 100);
  assert.equal(pages, 12);
});

test('a last page that is just full has no cursor', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'a\n' }, { text: 'b\n' }]]);
  using reader = StoreReader.open(folder);
  assert.equal(reader.records({ filter: {}, limit: 2 }).cursor, undefined);
  assert.notEqual(reader.records({ filter: {}, limit: 1 }).cursor, undefined);
});

test('a cursor that is none and a limit of nothing are refused', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'a\n' }]]);
  using reader = StoreReader.open(folder);
  for (const cursor of ['', 'x', '1_2', '1_2_3_4', '1_2_NaN']) assert.throws(() => reader.records({ filter: {}, limit: 1, cursor }), { code: 'badRequest' }, cursor);
  assert.throws(() => reader.records({ filter: {}, limit: 0 }), { code: 'badRequest' });
});

test('a search in slices finds the same, and stops when it is aborted', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, mixed);
  using reader = StoreReader.open(folder);
  const query = { filter: { text: 'error' }, limit: 2 };
  assert.deepEqual(await reader.search(query, new AbortController().signal), reader.records(query));
  await assert.rejects(reader.search(query, AbortSignal.abort()), { code: 'aborted' });
  assert.equal(reader.records(query).records.length, 2);
});

test('a reader sees what was committed after it was opened, under the newest name of the source', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  const end = commitRecords(store, sourceOf(1, 'old.log'), [{ text: 'a\n', timestampMs: 1 }]);
  using reader = StoreReader.open(folder);
  assert.equal(reader.records({ filter: {}, limit: 9 }).records[0]?.path, 'old.log');
  commitRecords(store, sourceOf(1, 'new.log'), [{ text: 'b\n', timestampMs: 2 }], { positionBytes: end, firstLine: 2 });
  assert.deepEqual(reader.records({ filter: {}, limit: 9 }).records.map((record) => `${record.path} ${record.text}`), ['new.log b', 'new.log a']);
});

test('counters per minute and band add up over commits', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  const end = commitRecords(store, sourceOf(1), [{ text: 'a\n', timestampMs: 60_000, severity: 9 }, { text: 'b\n', timestampMs: 119_999, severity: 24 }, { text: 'c\n', timestampMs: -1, severity: 1 }]);
  commitRecords(store, sourceOf(1), [{ text: 'd\n', timestampMs: 61_000, severity: 10 }, { text: 'e\n', timestampMs: 61_000 }], { positionBytes: end, firstLine: 4 });
  using reader = StoreReader.open(folder);
  assert.deepEqual(reader.perMinute(-Infinity), [{ minuteMs: -60_000, counts: [0, 1, 0, 0, 0, 0, 0] }, { minuteMs: 60_000, counts: [1, 0, 0, 2, 0, 0, 1] }]);
  assert.deepEqual(reader.perMinute(0).length, 1);
});

test('errors are listed newest first with the beginning of their body', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[
    { text: 'info\n', severity: 9 }, { text: `12:00 ERROR ${'\u{1F600}'.repeat(200)}\n`, severity: 17, bodyOffset: 12, component: 1, template: 4, timestampMs: 7 },
    { text: 'FATAL x\n at y\n', severity: 21, bodyOffset: 6, timestampMs: 9 },
  ]]);
  using reader = StoreReader.open(folder);
  const rows = reader.errorRows({ limit: 10 });
  assert.deepEqual(rows.map((row) => row.excerpt), ['x\n at y', '\u{1F600}'.repeat(150)]);
  assert.deepEqual(rows[1], { sourceId: 1, path: 'app1.log', line: 2, positionBytes: 5, timeMs: 7, severityNumber: 17, component: 'db', templateId: 4, excerpt: '\u{1F600}'.repeat(150) });
  assert.equal(reader.errorRows({ limit: 10, templateId: 4, fromMs: 7, sourceId: 1 }).length, 1);
  assert.equal(reader.errorRows({ limit: 10, fromMs: 8 }).length, 1);
  assert.equal(reader.errorRows({ limit: 1 }).length, 1);
});

test('a flood of one error keeps 64 rows a block, and all of them in the block', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [Array.from({ length: 5000 }, (_, i) => ({ text: `boom ${i}\n`, severity: 17, template: 1 }))]);
  using reader = StoreReader.open(folder);
  assert.equal(reader.errorRows({ limit: 10_000 }).length, 128);
  assert.equal(reader.records({ filter: { minSeverity: 17 }, limit: 10_000 }).records.length, 5000);
});
