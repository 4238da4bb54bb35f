/** The filter of a block: it may say yes too often, but never no where a literal stands; and it never outlives or betrays its block. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { openConnection, type Connection } from '../../../src/engine/store/database.ts';
import { gramsOf, mayHold, openedGrams, sealedGrams } from '../../../src/engine/store/grams.ts';
import { Store, StoreReader } from '../../../src/engine/store/store.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { commitOf, commitRecords, savedOf, sourceOf } from './batches.ts';

const seed = 20261124;

function textOf(words: number): Buffer {
  return Buffer.from(Array.from({ length: words }, (_, i) => `word${(i * 7919) % 5003} of line ${i}\n`).join(''));
}

test(`a literal that stands in a text is never said to be absent, wherever it begins (seed ${seed})`, () => {
  const text = textOf(3000);
  const filter = gramsOf(text);
  assert.ok(filter);
  fc.assert(fc.property(fc.integer({ min: 0, max: text.length - 1 }), fc.integer({ min: 1, max: 60 }), (from, length) => {
    assert.ok(mayHold(filter, text.subarray(from, from + length)));
  }), { seed, numRuns: 2000 });
});

test('a text whose memory begins between two words of four bytes has the same filter', () => {
  const text = textOf(3000);
  const shifted = Buffer.alloc(text.length + 1);
  shifted.set(text, 1);
  assert.deepEqual(gramsOf(shifted.subarray(1)), gramsOf(text));
});

test('a literal that stands nowhere is mostly said to be absent', () => {
  const filter = gramsOf(textOf(3000));
  assert.ok(filter);
  const absent = Array.from({ length: 100 }, (_, i) => `needle-in-the-hay-${i}`);
  assert.ok(absent.filter((literal) => mayHold(filter, Buffer.from(literal))).length < 10);
});

test('a short text has no filter', () => {
  assert.equal(gramsOf(Buffer.from('a line\n')), undefined);
});

test('a filter that is damaged, or of another block, is not used', () => {
  const filter = gramsOf(textOf(3000));
  assert.ok(filter);
  const own = new Uint8Array(16).fill(1);
  const sealed = sealedGrams(filter, own);
  assert.deepEqual(openedGrams(sealed, own), Buffer.from(filter));
  assert.equal(openedGrams(sealed, new Uint8Array(16).fill(2)), undefined);
  for (const at of [0, 4, sealed.length - 1]) {
    const damaged = Uint8Array.from(sealed);
    damaged[at] = (damaged[at] ?? 0) ^ 16;
    assert.equal(openedGrams(damaged, own), undefined);
  }
  assert.equal(openedGrams(sealed.subarray(0, 100), own), undefined);
});

/** A store with one full block of many lines, and its file open beside it. */
async function storeOf(folder: string): Promise<Connection> {
  await using store = await Store.open(folder);
  const source = sourceOf(1);
  const end = commitRecords(store, source, Array.from({ length: 3000 }, (_, i) => ({ text: `the request number ${i} took its time and was answered\n`, timestampMs: i })));
  store.commit(commitOf({ sources: [savedOf(source, end)] }));
  return openConnection(path.join(folder, 'store', 'logbrief.db'), 'readWrite');
}

function found(folder: string, text: string): number {
  using reader = StoreReader.open(folder);
  return reader.records({ filter: { text }, limit: 10 }).records.length;
}

test('a search uses the filter, does without one, and trusts no wrong one', async (t) => {
  const folder = temporaryFolder(t);
  const database = await storeOf(folder);
  t.after(() => database.close());
  assert.deepEqual([found(folder, 'request number 2711 took'), found(folder, 'no such literal')], [1, 0]);
  database.exec('UPDATE grams SET filter = zeroblob(length(filter))');
  assert.equal(found(folder, 'request number 2711 took'), 1);
  database.exec('DELETE FROM grams');
  assert.equal(found(folder, 'request number 2711 took'), 1);
});

test('a block that the filter rules out is not read', async (t) => {
  const folder = temporaryFolder(t);
  const database = await storeOf(folder);
  t.after(() => database.close());
  database.exec("UPDATE blocks SET text = x'00'");
  using reader = StoreReader.open(folder);
  assert.equal(reader.records({ filter: { text: 'no such literal' }, limit: 10 }).records.length, 0);
  assert.deepEqual(reader.problems, []);
  assert.equal(reader.records({ filter: { text: 'request number 2711 took' }, limit: 10 }).records.length, 0);
  assert.equal(reader.problems.length, 1);
});

test('a filter goes with its block', async (t) => {
  const folder = temporaryFolder(t);
  const database = await storeOf(folder);
  t.after(() => database.close());
  const filters = (): unknown => database.prepare('SELECT count(*) AS count FROM grams').get()?.['count'];
  assert.equal(filters(), 1);
  database.exec('DELETE FROM blocks');
  assert.equal(filters(), 0);
});
