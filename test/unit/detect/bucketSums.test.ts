/** Sums on the grid: few or many buckets, the same answers. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { BucketSums } from '../../../src/engine/detect/bucketSums.ts';
import { bucketCount } from '../../../src/engine/detect/timeGrid.ts';
import { randomOf } from '../../bench/generate.ts';

test('sums and counts are those of plain tables, however many buckets there are, also when the grid moves', () => {
  for (const buckets of [1, 16, 17, 200]) {
    const seed = buckets;
    const random = randomOf(seed);
    const sums = new BucketSums();
    let model = new Map<number, { count: number; sum: number }>();
    for (let step = 0; step < 1500; step++) {
      if (step % 500 === 499) {
        const half = (bucket: number): number => (bucket >> 1) - 3;
        sums.regrid(half);
        const moved = new Map<number, { count: number; sum: number }>();
        for (const [bucket, { count, sum }] of model) {
          const to = half(bucket);
          if (to < 0) continue;
          const there = moved.get(to) ?? { count: 0, sum: 0 };
          moved.set(to, { count: there.count + count, sum: there.sum + sum });
        }
        model = moved;
      }
      const bucket = Math.floor(random() * buckets);
      const value = Math.floor(random() * 1000);
      sums.add(bucket, value);
      const there = model.get(bucket) ?? { count: 0, sum: 0 };
      model.set(bucket, { count: there.count + 1, sum: there.sum + value });
    }
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      assert.deepEqual([sums.countAt(bucket), sums.sumAt(bucket)], [model.get(bucket)?.count ?? 0, model.get(bucket)?.sum ?? 0], `seed ${seed}, bucket ${bucket}`);
    }
  }
});
