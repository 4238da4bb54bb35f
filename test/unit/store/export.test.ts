import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Store, StoreReader } from '../../../src/engine/store/store.ts';
import type { RecordFilter } from '../../../src/model/query.ts';
import { recordFlag } from '../../../src/model/record.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { commitRecords, sourceOf } from './batches.ts';
import type { TestRecord } from './batches.ts';

const { late, truncated } = recordFlag;

/** Commits each list of records on its own, one behind the other. */
async function storeWith(folder: string, commits: readonly (readonly TestRecord[])[]): Promise<void> {
  await using store = await Store.open(folder);
  let positionBytes = 0;
  let firstLine = 1;
  for (const records of commits) {
    positionBytes = commitRecords(store, sourceOf(1), records, { positionBytes, firstLine });
    firstLine += records.reduce((sum, { text }) => sum + Buffer.from(text).filter((byte) => byte === 10).length, 0);
  }
}

function rawLines(folder: string, filter: RecordFilter = {}): string[] {
  using reader = StoreReader.open(folder);
  return [...reader.exportRawLines(filter)].map(({ line, bytes, positionBytes, truncated: isCut }) => `${line}@${positionBytes}${isCut ? '!' : ''} ${Buffer.from(bytes).toString('latin1')}`);
}

test('each physical line comes out once with its exact bytes and without its line end', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'one\r\n two\n\n' }, { text: Uint8Array.of(0xff, 0, 0x0d, 0x0d, 0x0a) }], [{ text: 'last without end\r' }]]);
  assert.deepEqual(rawLines(folder), ['1@0 one', '2@5  two', '3@10 ', '4@11 \u00ff\u0000\r', '5@16 last without end\r']);
});

test('a line that goes on in late records is one line, over blocks too', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'a\nbeg' }], [{ text: 'in', flags: late }], [{ text: 'ning\r', flags: late }], [{ text: '\nnext\n', flags: late }]]);
  assert.deepEqual(rawLines(folder), ['1@0 a', '2@2 beginning', '3@13 next']);
});

test('late lines behind a whole line are lines of their own', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'Error\n' }], [{ text: ' at x\n', flags: late }]]);
  assert.deepEqual(rawLines(folder), ['1@0 Error', '2@6  at x']);
});

test('a record that is not late begins a new line, even when the one before has no end', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'cut off' }, { text: 'new\n' }]]);
  assert.deepEqual(rawLines(folder), ['1@0 cut off', '2@7 new']);
});

test('of a record with a cut line the longest line is the one marked', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'short\nlooooooong\nend\n', flags: truncated }, { text: 'whole\n' }]]);
  assert.deepEqual(rawLines(folder), ['1@0 short', '2@6! looooooong', '3@17 end', '4@21 whole']);
});

test('a line is wanted as a whole when one of its records is', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'no\nyes and ', severity: 9 }], [{ text: 'no more\nother\n', flags: late, severity: 1 }]]);
  assert.deepEqual(rawLines(folder, { minSeverity: 9 }), ['1@0 no', '2@3 yes and no more']);
  assert.deepEqual(rawLines(folder, { text: 'other' }), ['2@3 yes and no more', '3@19 other']);
});

test('positions count dropped and redacted bytes from record to record', async (t) => {
  const folder = temporaryFolder(t);
  await storeWith(folder, [[{ text: 'key=***\n', sourceBytes: 20 }, { text: 'b\n' }]]);
  assert.deepEqual(rawLines(folder), ['1@0 key=***', '2@20 b']);
});

test('records are exported by source and position, whatever their times', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  commitRecords(store, sourceOf(2), [{ text: 'c\n', timestampMs: 1 }]);
  const end = commitRecords(store, sourceOf(1), [{ text: 'a\n', timestampMs: 9 }]);
  commitRecords(store, sourceOf(1), [{ text: 'b\n', timestampMs: 3 }], { positionBytes: end, firstLine: 2 });
  using reader = StoreReader.open(folder);
  assert.deepEqual([...reader.exportRecords({})].map(({ text, line }) => `${line} ${text}`), ['1 a', '2 b', '1 c']);
});

test('an export that is given up lets go of its snapshot', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  const end = commitRecords(store, sourceOf(1), [{ text: 'a\n' }]);
  using reader = StoreReader.open(folder);
  const lines = reader.exportRawLines({});
  assert.equal(lines.next().done, false);
  commitRecords(store, sourceOf(1), [{ text: 'b\n' }], { positionBytes: end, firstLine: 2 });
  assert.equal(reader.records({ filter: {}, limit: 9 }).records.length, 1);
  lines.return(undefined);
  assert.equal(reader.records({ filter: {}, limit: 9 }).records.length, 2);
});
