/** Counts per bucket: as pairs and as a table they say the same. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BucketCounts } from '../../../src/engine/detect/bucketCounts.ts';
import { bucketCount } from '../../../src/engine/detect/timeGrid.ts';

const seed = 20261124;
const buckets = fc.array(fc.integer({ min: 0, max: bucketCount - 1 }), { maxLength: 60 });

function modelOf(added: readonly number[]): Map<number, number> {
  const model = new Map<number, number>();
  for (const bucket of added) model.set(bucket, (model.get(bucket) ?? 0) + 1);
  return model;
}

function countsOf(added: readonly number[]): BucketCounts {
  const counts = new BucketCounts();
  for (const bucket of added) counts.add(bucket);
  return counts;
}

function entriesOf(counts: BucketCounts): [number, number][] {
  const entries: [number, number][] = [];
  counts.each((bucket, count) => entries.push([bucket, count]));
  return entries.sort(([a], [b]) => a - b);
}

test(`a few counts and many say what was counted (seed ${seed})`, () => {
  fc.assert(fc.property(buckets, (added) => {
    const counts = countsOf(added);
    const model = modelOf(added);
    const keys = [...model.keys()];
    assert.deepEqual(entriesOf(counts), [...model].sort(([a], [b]) => a - b));
    for (const bucket of [-1, 0, 7, bucketCount - 1, bucketCount]) assert.equal(counts.at(bucket), model.get(bucket) ?? 0);
    assert.equal(counts.between(-3, 40), added.filter((bucket) => bucket < 40).length);
    assert.equal(counts.between(100, 999), added.filter((bucket) => bucket >= 100).length);
    assert.deepEqual([counts.first(), counts.last()], keys.length === 0 ? [-1, -1] : [Math.min(...keys), Math.max(...keys)]);
  }), { seed });
});

test(`on a moved grid counts come together, and what lies outside is dropped (seed ${seed})`, () => {
  fc.assert(fc.property(buckets, (added) => {
    const counts = countsOf(added);
    counts.regrid((bucket) => Math.floor(bucket / 2) - 10);
    assert.deepEqual(entriesOf(counts), [...modelOf(added.map((bucket) => Math.floor(bucket / 2) - 10).filter((bucket) => bucket >= 0))].sort(([a], [b]) => a - b));
  }), { seed });
});
