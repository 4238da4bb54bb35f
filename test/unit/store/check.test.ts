import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bytesIn, numberIn, openConnection } from '../../../src/engine/store/database.ts';
import { Store, StoreReader } from '../../../src/engine/store/store.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { batchOf, commitOf, commitRecords, coverageOf, savedOf, sourceOf } from './batches.ts';

function databaseOf(folder: string): string {
  return path.join(folder, 'store', 'logbrief.db');
}

/** Changes the database behind the store's back. */
function tamper(folder: string, sql: string): void {
  const connection = openConnection(databaseOf(folder), 'readWrite');
  connection.exec(sql);
  connection.close();
}

/** A source of three blocks with two records each. */
async function makeStore(folder: string): Promise<void> {
  await using store = await Store.open(folder);
  let positionBytes = 0;
  for (let i = 0; i < 3; i++) positionBytes = commitRecords(store, sourceOf(1), [{ text: `block ${i}\n` }, { text: 'more of it\n', template: i }], { positionBytes, firstLine: 1 + 2 * i });
}

function verify(folder: string): ReturnType<StoreReader['verify']> {
  using reader = StoreReader.open(folder);
  return reader.verify();
}

/** Flips one bit of a byte of a blob of block 2. */
function flip(column: string): (folder: string) => void {
  return (folder) => {
    const connection = openConnection(databaseOf(folder), 'readWrite');
    const bytes = Buffer.from(bytesIn(connection.prepare(`SELECT ${column} FROM blocks WHERE id = 2`).get() ?? {}, column));
    bytes[11] = (bytes[11] ?? 0) ^ 1;
    connection.prepare(`UPDATE blocks SET ${column} = ? WHERE id = 2`).run(bytes);
    connection.close();
  };
}

test('a sound store checks without a problem', async (t) => {
  const folder = temporaryFolder(t);
  await makeStore(folder);
  assert.deepEqual(verify(folder), { blocks: 3, records: 6, bytes: 57, problems: [], missing: [] });
});

const damages: readonly (readonly [what: string, damage: string | ((folder: string) => void)])[] = [
  ['a flipped byte of the text', flip('text')],
  ['a flipped byte of the columns', flip('columns')],
  ['a flipped byte of the hash', flip('hash')],
  ['a changed record count', 'UPDATE blocks SET record_count = 3 WHERE id = 2'],
  ['a changed time', 'UPDATE blocks SET last_ms = 77 WHERE id = 2'],
  ['a changed set of templates', "UPDATE blocks SET templates = x'09' WHERE id = 2"],
  ['an unknown codec', "UPDATE blocks SET codec = 'rot13' WHERE id = 2"],
  ['an emptied text', "UPDATE blocks SET text = x'' WHERE id = 2"],
];

for (const [what, damage] of damages) {
  test(`${what} is found, told, and never served`, async (t) => {
    const folder = temporaryFolder(t);
    await makeStore(folder);
    if (typeof damage === 'string') tamper(folder, damage);
    else damage(folder);
    const check = verify(folder);
    assert.equal(check.problems.length, 1, check.problems.join('\n'));
    assert.match(check.problems[0] ?? '', /^Block 2 \(source 1, bytes 19 to 38\) is damaged: /);
    assert.deepEqual(check.missing.map(({ fromBytes, toBytes, blockId }) => [fromBytes, toBytes, blockId]), [[19, 38, 2]]);
    using reader = StoreReader.open(folder);
    assert.deepEqual([...reader.exportRecords({})].map((record) => record.line), [1, 2, 5, 6]);
    assert.equal(reader.records({ filter: { text: 'block' }, limit: 9 }).records.length, 2);
    assert.equal([...reader.exportRawLines({})].length, 4);
    assert.equal(reader.problems.length, 1);
  });
}

test('a block that was put aside is told as missing and left out from then on', async (t) => {
  const folder = temporaryFolder(t);
  await makeStore(folder);
  flip('text')(folder);
  {
    await using store = await Store.open(folder);
    store.quarantine(verify(folder).missing, 5);
  }
  using reader = StoreReader.open(folder);
  assert.deepEqual(reader.missing().map(({ path: name, fromBytes, toBytes, records }) => [name, fromBytes, toBytes, records]), [['app1.log', 19, 38, 2]]);
  assert.equal([...reader.exportRecords({})].length, 4);
  assert.deepEqual(reader.problems, []);
  assert.equal(reader.verify().problems.length, 1);
});

test('bytes that are in no block are told, unless they were left out on purpose', async (t) => {
  const folder = temporaryFolder(t);
  await makeStore(folder);
  tamper(folder, 'DELETE FROM blocks WHERE id = 2');
  assert.match(verify(folder).problems.join(), /19 bytes before its checkpoint are in no block/);
  await using store = await Store.open(folder);
  store.commit(commitOf({ coverage: [coverageOf(1, 19)] }));
  assert.deepEqual(verify(folder).problems, []);
});

test('a checkpoint before the last block and one far behind it are told', async (t) => {
  const folder = temporaryFolder(t);
  await makeStore(folder);
  tamper(folder, 'UPDATE sources SET position = 50');
  assert.match(verify(folder).problems.join(), /checkpoint 50 lies before/);
  tamper(folder, 'UPDATE sources SET position = 60');
  assert.match(verify(folder).problems.join(), /3 bytes before its checkpoint/);
});

test('a damaged page of the database is told', async (t) => {
  const folder = temporaryFolder(t);
  await makeStore(folder);
  const connection = openConnection(databaseOf(folder), 'readOnly');
  const page = numberIn(connection.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'blocks_by_month'").get() ?? {}, 'rootpage');
  const pageBytes = numberIn(connection.prepare('PRAGMA page_size').get() ?? {}, 'page_size');
  connection.close();
  const file = fs.openSync(databaseOf(folder), 'r+');
  // The number of entries of the index's first page: none.
  fs.writeSync(file, Buffer.alloc(2), 0, 2, (page - 1) * pageBytes + 3);
  fs.closeSync(file);
  assert.match(verify(folder).problems.join(), /SQLite: /);
});

test('a gap on purpose between two batches stays apart from a missing block', async (t) => {
  const folder = temporaryFolder(t);
  await using store = await Store.open(folder);
  store.append(batchOf(sourceOf(1), [{ text: 'a\n' }]), 0);
  store.append(batchOf(sourceOf(1), [{ text: 'b\n' }], 100, 2), 0);
  store.commit(commitOf({ sources: [savedOf(sourceOf(1), 102)], coverage: [coverageOf(1, 98)] }));
  assert.deepEqual(verify(folder).problems, []);
  using reader = StoreReader.open(folder);
  assert.deepEqual([...reader.exportRecords({})].map((record) => record.positionBytes), [0, 100]);
});
