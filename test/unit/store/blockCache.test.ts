import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { BlockCache, Store, StoreReader, type BlockCacheOptions } from '../../../src/engine/store/store.ts';
import type { CacheTierState } from '../../../src/model/snapshot.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { batchOf, commitOf, savedOf, sourceOf } from './batches.ts';

const startMs = Date.UTC(2026, 0, 1);

/** A store with one block per commit: block i holds ten records at minute i, the one of `errorBlock` an ERROR. */
async function makeStore(folder: string, blocks: number, errorBlock = -1): Promise<void> {
  await using store = await Store.open(folder);
  const source = sourceOf(1);
  let position = 0;
  for (let block = 0; block < blocks; block++) {
    const records = Array.from({ length: 10 }, (_, i) => ({ text: `block ${block} record ${i} ${'x'.repeat(300)}\n`, timestampMs: startMs + block * 60_000 + i, severity: block === errorBlock ? 17 : 9 }));
    const batch = batchOf(source, records, position, block * 10 + 1);
    position = batch.endPositionBytes;
    store.append(batch, startMs);
    store.commit(commitOf({ sources: [savedOf(source, position)] }));
  }
}

class Desk {
  readonly folder: string;
  readonly cache: BlockCache;
  nowMs = 1000;

  constructor(context: TestContext, options: Partial<BlockCacheOptions> = {}) {
    this.folder = temporaryFolder(context);
    this.cache = new BlockCache({ stateFolder: this.folder, names: 100, l1Blocks: 4, l2Blocks: 8, l3Blocks: 100, ttlMs: 1000, isIntelligent: false, memoryBytes: 100e6, nowMs: () => this.nowMs, ...options });
  }

  /** Texts of the records of one block. */
  ask(block: number): string[] {
    using reader = StoreReader.open(this.folder, this.cache);
    const page = reader.records({ filter: { fromMs: startMs + block * 60_000, toMs: startMs + block * 60_000 + 1000 }, limit: 100 });
    return page.records.map(({ text }) => text).reverse();
  }

  tier(name: string): CacheTierState {
    const found = this.cache.state.find((tier) => tier.name === name);
    assert.ok(found, name);
    return found;
  }

  hits(): number[] {
    return ['l1', 'l2', 'l3'].map((name) => this.tier(name).hits);
  }
}

const expected = (block: number): string[] => Array.from({ length: 10 }, (_, i) => `block ${block} record ${i} ${'x'.repeat(300)}`);

test('each tier answers with what the store holds: memory, compressed memory, disk', async (context) => {
  const desk = new Desk(context, { l1Blocks: 1, l2Blocks: 2 });
  await makeStore(desk.folder, 6);
  for (let i = 0; i < 3; i++) assert.deepEqual(desk.ask(0), expected(0));
  assert.deepEqual(desk.hits(), [2, 0, 0]);
  assert.deepEqual(desk.ask(1), expected(1), 'puts block 0 on disk, since it was asked for three times');
  assert.deepEqual(desk.ask(0), expected(0));
  assert.deepEqual(desk.hits(), [2, 1, 0], 'compressed in memory');
  for (const block of [2, 3]) desk.ask(block);
  assert.deepEqual(desk.ask(0), expected(0));
  assert.deepEqual(desk.hits(), [2, 1, 1], 'on disk');
  const [file = ''] = fs.readdirSync(path.join(desk.folder, 'cache'));
  assert.equal(fs.statSync(path.join(desk.folder, 'cache', file)).mode & 0o777, 0o600);
});

test('a file on disk that was damaged or cut is not served', async (context) => {
  for (const damage of [(file: Buffer): Buffer => file.subarray(0, file.length - 1), (file: Buffer): Buffer => Buffer.from(file.map((byte, i) => (i === file.length - 5 ? byte ^ 1 : byte))), (): Buffer => Buffer.alloc(0)]) {
    const desk = new Desk(context, { l1Blocks: 1, l2Blocks: 0 });
    await makeStore(desk.folder, 2);
    for (const block of [0, 0, 0, 1]) desk.ask(block);
    const folder = path.join(desk.folder, 'cache');
    const [file = ''] = fs.readdirSync(folder);
    fs.writeFileSync(path.join(folder, file), damage(fs.readFileSync(path.join(folder, file))));
    assert.deepEqual(desk.ask(0), expected(0));
    assert.equal(desk.tier('l3').hits, 0);
  }
});

test('what another process left on disk is found, and what is over the limit is deleted', async (context) => {
  const desk = new Desk(context, { l1Blocks: 1, l2Blocks: 0 });
  await makeStore(desk.folder, 4);
  for (const block of [0, 0, 0, 1, 1, 1, 2, 2, 2, 3]) desk.ask(block);
  assert.equal(fs.readdirSync(path.join(desk.folder, 'cache')).length, 3);
  const next = new BlockCache({ stateFolder: desk.folder, names: 100, l1Blocks: 1, l2Blocks: 0, l3Blocks: 2, ttlMs: 1000, isIntelligent: false, memoryBytes: 1e6, nowMs: () => 0 });
  using reader = StoreReader.open(desk.folder, next);
  reader.records({ filter: { fromMs: startMs + 2 * 60_000, toMs: startMs + 2 * 60_000 + 1000 }, limit: 100 });
  assert.equal(next.state.find(({ name }) => name === 'l3')?.hits, 1);
  assert.equal(fs.readdirSync(path.join(desk.folder, 'cache')).length, 2);
});

test('merged, quarantined and replaced blocks are never answered from a cache', async (context) => {
  const desk = new Desk(context);
  await makeStore(desk.folder, 6);
  for (let block = 0; block < 6; block++) desk.ask(block);
  {
    await using store = await Store.open(desk.folder);
    assert.ok((await store.maintain(startMs + 1, new AbortController().signal)).mergedBlocks > 0);
  }
  const before = desk.hits();
  assert.deepEqual(desk.ask(2), expected(2));
  assert.deepEqual(desk.hits(), before, 'the merged block is a new one');
  assert.deepEqual(desk.ask(2), expected(2));
  {
    await using store = await Store.open(desk.folder);
    using reader = StoreReader.open(desk.folder);
    store.quarantine([{ sourceId: 1, path: '', fromBytes: 0, toBytes: 1, records: 1, reason: 'a test', blockId: blockIdOf(reader) }], startMs);
  }
  assert.deepEqual(desk.ask(2), [], 'quarantined');
});

test('an entry that nobody asks for lives as long as the lifetime says', async (context) => {
  const desk = new Desk(context, { l3Blocks: 0 });
  await makeStore(desk.folder, 2);
  desk.ask(0);
  desk.nowMs += 900;
  desk.ask(0);
  desk.nowMs += 900;
  desk.ask(0);
  assert.deepEqual([desk.tier('l1').hits, desk.tier('l2').hits], [2, 0], 'asking makes it live longer');
  desk.nowMs += 1100;
  desk.cache.purge();
  assert.deepEqual(desk.cache.state.map(({ entries, bytes }) => [entries, bytes]), [[0, 0], [0, 0], [0, 0]]);
});

test('intelligent eviction keeps what is asked for often through a search over everything, and blocks with errors longer', async (context) => {
  const hitsAfterScan = async (isIntelligent: boolean, errorBlock: number): Promise<number> => {
    const desk = new Desk(context, { isIntelligent, l1Blocks: 2, l2Blocks: 0, l3Blocks: 0 });
    await makeStore(desk.folder, 10, errorBlock);
    for (const block of [0, 1]) desk.ask(block);
    for (let block = 2; block < 10; block++) desk.ask(block);
    const before = desk.tier('l1').hits;
    for (const block of [0, 1]) desk.ask(block);
    return desk.tier('l1').hits - before;
  };
  assert.equal(await hitsAfterScan(true, -1), 2);
  assert.equal(await hitsAfterScan(false, -1), 0);
  const desk = new Desk(context, { isIntelligent: true, l1Blocks: 1, l2Blocks: 0, l3Blocks: 0 });
  await makeStore(desk.folder, 3, 1);
  for (const block of [0, 1, 1, 2, 2, 1]) desk.ask(block);
  assert.equal(desk.tier('l1').hits, 2, 'block 1 with the error pushed block 0 out at once, and stayed');
});

test('a tier of size 0 is off, and a share of 0 empties memory', async (context) => {
  const desk = new Desk(context, { l1Blocks: 0, l2Blocks: 0, l3Blocks: 0 });
  await makeStore(desk.folder, 2);
  for (const block of [0, 0]) assert.deepEqual(desk.ask(block), expected(block));
  assert.deepEqual([desk.tier('l1').hits, desk.tier('l2').hits, desk.cache.state.length], [0, 0, 3]);
  const other = new Desk(context);
  await makeStore(other.folder, 2);
  for (const block of [0, 1]) other.ask(block);
  assert.ok(other.tier('l1').bytes > 0);
  other.cache.resize(0);
  assert.equal(other.tier('l1').bytes + other.tier('l2').bytes, 0);
  assert.deepEqual(other.ask(1), expected(1));
  other.cache.resize(1);
  for (const block of [1, 1]) other.ask(block);
  assert.equal(other.tier('l1').entries, 1);
});

test('a reader keeps as many names as it may; none are read from the store each time', async (context) => {
  const missesWith = async (names: number): Promise<number> => {
    const desk = new Desk(context, { names });
    await makeStore(desk.folder, 1);
    assert.deepEqual(desk.ask(0), expected(0));
    return desk.tier('names').misses;
  };
  assert.deepEqual([await missesWith(100), await missesWith(0)], [1, 10]);
});

function blockIdOf(reader: StoreReader): number {
  return reader.verify().blocks;
}
