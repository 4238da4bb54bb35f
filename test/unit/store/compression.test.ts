import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryFolder } from '../../support/temporary.ts';
import { Store, StoreReader } from '../../../src/engine/store/store.ts';
import { batchOf, commitOf, savedOf, sourceOf } from './batches.ts';
import fc from 'fast-check';
import { bestCodec, compressFrame, decompressFrame } from '../../../src/engine/store/compression.ts';
import type { Codec } from '../../../src/engine/store/compression.ts';

for (const codec of ['zstd', 'brotli', 'none'] satisfies Codec[]) {
  test(`${codec} gives back any bytes, none included`, () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      assert.deepEqual(Uint8Array.from(decompressFrame(compressFrame(bytes, codec), codec, bytes.length)), bytes);
    }));
  });

  test(`${codec} refuses a frame of another size than was said`, () => {
    const frame = compressFrame(Buffer.alloc(1000, 7), codec);
    for (const size of [0, 999, 1001]) assert.throws(() => decompressFrame(frame, codec, size));
  });
}

test('a zstd frame with a flipped byte never gives other bytes', () => {
  const bytes = Buffer.from('one two three four five six seven eight nine ten '.repeat(40));
  const frame = compressFrame(bytes, 'zstd');
  for (let at = 0; at < frame.length; at++) {
    const damaged = Uint8Array.from(frame);
    damaged[at] = (damaged[at] ?? 0) ^ 0x10;
    assert.ok(isRefused(damaged, bytes.length) || decompressFrame(damaged, 'zstd', bytes.length).equals(bytes), `byte ${at}`);
  }
});

function isRefused(frame: Uint8Array, size: number): boolean {
  try {
    decompressFrame(frame, 'zstd', size);
    return false;
  } catch (error) {
    return error instanceof Error;
  }
}

test('a frame of an unknown codec is refused with its name', () => {
  assert.throws(() => decompressFrame(Buffer.alloc(4), 'snappy', 4), /unknown codec snappy/);
});

test('zstd is taken where Node has it', () => assert.equal(bestCodec(), 'zstd'));

test('without compression a store holds, merges, finds and verifies the same, in more room', async (context) => {
  const sizes = await Promise.all([true, false].map(async (isCompressed) => {
    const folder = temporaryFolder(context);
    await using store = await Store.open(folder, { isCompressed });
    const source = sourceOf(1);
    let position = 0;
    let storedBytes = 0;
    for (let i = 0; i < 6; i++) {
      const batch = batchOf(source, [{ text: `${'the same words again '.repeat(40)}${i}\n`, timestampMs: 1000 + i }], position, i + 1);
      position = batch.endPositionBytes;
      store.append(batch, 1000);
      storedBytes += store.commit(commitOf({ sources: [savedOf(source, position)] })).storedBytes;
    }
    await store.maintain(1000, new AbortController().signal);
    using reader = StoreReader.open(folder);
    assert.deepEqual(reader.records({ filter: { text: 'again 3' }, limit: 10 }).records.map(({ line }) => line), [4]);
    assert.deepEqual(reader.verify().problems, []);
    return storedBytes;
  }));
  assert.ok((sizes[1] ?? 0) > 3 * (sizes[0] ?? Infinity), sizes.join());
});
