import { test } from 'node:test';
import assert from 'node:assert/strict';
import { knownFailures, knownFailureOf } from '../../../src/engine/detect/known.ts';
import { depth } from '../../../src/engine/detect/known/scale.ts';

for (const { id, samples, counters } of knownFailures) {
  for (const sample of samples) test(`reads as ${id}: ${sample}`, () => assert.equal(knownFailureOf(sample)?.id, id));
  for (const counter of counters ?? []) test(`does not read as ${id}: ${counter}`, () => assert.notEqual(knownFailureOf(counter)?.id, id));
}

test('every kind of failure has its own id', () => {
  const ids = knownFailures.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test('every kind of failure says in sentences what it means and what to check', () => {
  for (const { id, means, check, minutes, depth: deep } of knownFailures) {
    assert.match(means, /^[A-Z].{20,}[.?]$/, id);
    assert.match(check, /^[A-Z].{20,}[.?]$/, id);
    assert.ok(minutes > 0, id);
    assert.ok(Object.values<number>(depth).includes(deep), id);
  }
});
