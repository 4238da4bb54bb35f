import { test } from 'node:test';
import assert from 'node:assert/strict';
import { knownFailures, knownFailureOf } from '../../../src/engine/detect/known.ts';
import { Candidates } from '../../../src/engine/detect/candidates.ts';
import { literalsOf } from '../../../src/engine/detect/literals.ts';
import { knownFailureIds } from '../../../src/model/knownFailureIds.ts';
import { depth } from '../../../src/engine/detect/known/scale.ts';

for (const { id, samples, counters } of knownFailures) {
  for (const sample of samples) test(`reads as ${id}: ${sample}`, () => assert.equal(knownFailureOf(sample)?.id, id));
  for (const counter of counters ?? []) test(`does not read as ${id}: ${counter}`, () => assert.notEqual(knownFailureOf(counter)?.id, id));
}

test('every kind of failure has its own id', () => {
  const ids = knownFailures.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test('a configuration can name every kind of failure, and no other', () => {
  assert.deepEqual([...knownFailureIds].sort(), knownFailures.map(({ id }) => id).sort(), 'write the ids into src/model/knownFailureIds.ts');
});

test('every kind of failure says in sentences what it means and what to check', () => {
  for (const { id, means, check, minutes, depth: deep } of knownFailures) {
    assert.match(means, /^[A-Z].{20,}[.?]$/, id);
    assert.match(check, /^[A-Z].{20,}[.?]$/, id);
    assert.ok(minutes > 0, id);
    assert.ok(Object.values<number>(depth).includes(deep), id);
  }
});

test('there are more than 120 kinds of failure', () => {
  assert.ok(knownFailures.length > 120, String(knownFailures.length));
});

test('the search by literals finds what trying every expression finds', () => {
  const texts = knownFailures.flatMap(({ samples, counters }) => [...samples, ...(counters ?? [])]);
  for (const [index, text] of texts.entries()) {
    const other = texts[(index * 7919 + 13) % texts.length] ?? '';
    for (const both of [text, `${text} ${other}`, other.slice(0, 20) + text.toUpperCase(), text.slice(3)]) {
      assert.equal(knownFailureOf(both)?.id, knownFailures.find(({ expression }) => expression.test(both))?.id, both);
    }
  }
});

test('nearly every expression has literals to go by', () => {
  assert.ok(new Candidates(knownFailures.map(({ expression }) => expression)).alwaysTried <= 2);
});

test('literals are those a text cannot do without', () => {
  assert.deepEqual(literalsOf(/\bdisk (?:is )?full\b|ENOSPC/i), ['disk ', 'enospc']);
  assert.deepEqual(literalsOf(/(?:read|write) ?timed/), ['timed']);
  assert.deepEqual(literalsOf(/fail(?=ed)[a-z]+ x{2,4}yz/), ['fail']);
  assert.deepEqual(literalsOf(/디스크.{0,3}부족/), ['디스크']);
  assert.equal(literalsOf(/a|bcd/), undefined);
  assert.equal(literalsOf(/(?:abc)?[d-f]*/), undefined);
});
