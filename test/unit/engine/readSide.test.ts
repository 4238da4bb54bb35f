import { test } from 'node:test';
import assert from 'node:assert/strict';
import v8 from 'node:v8';
import vm from 'node:vm';
import type { Query } from '../../../src/engine/query.ts';
import { ReadSide } from '../../../src/engine/readSide.ts';
import { Store } from '../../../src/engine/store/store.ts';
import { defaultSettings } from '../../../src/model/defaultSettings.ts';
import type { PerformanceSettings } from '../../../src/model/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { batchOf, commitOf, savedOf, sourceOf } from '../store/batches.ts';

const { performance } = defaultSettings;

/** Blocks of about 1 MiB of text each. */
async function makeStore(folder: string, blocks: number): Promise<void> {
  await using store = await Store.open(folder);
  const source = sourceOf(1);
  let position = 0;
  for (let block = 0; block < blocks; block++) {
    const records = Array.from({ length: 1000 }, (_, i) => ({ text: `${'y'.repeat(1000)} ${block} ${i}\n`, timestampMs: 1e12 + block * 1000 + i }));
    const batch = batchOf(source, records, position, block * 1000 + 1);
    position = batch.endPositionBytes;
    store.append(batch, 1e12);
    store.commit(commitOf({ sources: [savedOf(source, position)] }));
  }
}

function readAll(side: ReadSide): number {
  using query: Query = side.open();
  let records = 0;
  for (let cursor: string | undefined, isMore = true; isMore;) {
    const page = query.records({ filter: {}, limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
    records += page.records.length;
    cursor = page.cursor;
    isMore = cursor !== undefined;
  }
  return records;
}

function sideOf(folder: string, settings: Partial<PerformanceSettings> = {}): ReadSide {
  return new ReadSide({ workspace: folder, stateFolder: folder, clock: { nowMs: () => 1000 } }, { ...performance, l3CacheSize: 0, ...settings });
}

test('memory falls by what the caches held when they are told to shrink', async (context) => {
  const folder = temporaryFolder(context);
  await makeStore(folder, 12);
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  const bufferBytes = (): number => {
    collect();
    collect();
    return process.memoryUsage().arrayBuffers;
  };
  const side = sideOf(folder);
  assert.equal(readAll(side), 12_000);
  const before = bufferBytes();
  const held = side.caches.reduce((sum, { bytes }) => sum + bytes, 0);
  assert.ok(held > 11e6, `${held} bytes in caches`);
  side.resize(0);
  const after = bufferBytes();
  assert.ok(before - after > 0.8 * held, `${before} to ${after}, ${held} were in caches`);
  assert.equal(readAll(side), 12_000, 'and everything can still be asked');
});

test('caches keep to a quarter of the memory threshold, whatever their number of blocks', async (context) => {
  const folder = temporaryFolder(context);
  await makeStore(folder, 30);
  const side = sideOf(folder, { memoryThresholdMb: 64, l1CacheSize: 1000, l2CacheSize: 1000 });
  readAll(side);
  const held = side.caches.reduce((sum, { bytes }) => sum + bytes, 0);
  assert.ok(held > 5e6 && held <= 16e6, `${held}`);
});

test('caching_enabled and the sizes take effect at once', async (context) => {
  const folder = temporaryFolder(context);
  await makeStore(folder, 3);
  const side = sideOf(folder);
  for (let i = 0; i < 2; i++) readAll(side);
  assert.ok((side.caches[0]?.hits ?? 0) > 0);
  side.apply({ ...performance, cachingEnabled: false });
  assert.deepEqual(side.caches, []);
  assert.equal(readAll(side), 3000);
  side.apply({ ...performance, l1CacheSize: 0, l3CacheSize: 0 });
  for (let i = 0; i < 2; i++) readAll(side);
  assert.deepEqual(side.caches.map(({ name, hits }) => [name, hits > 0]), [['l1', false], ['l2', true], ['names', true]]);
});
