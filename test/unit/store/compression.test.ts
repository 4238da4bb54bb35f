import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bestCodec, compressFrame, decompressFrame } from '../../../src/engine/store/compression.ts';
import type { Codec } from '../../../src/engine/store/compression.ts';

for (const codec of ['zstd', 'brotli'] satisfies Codec[]) {
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
