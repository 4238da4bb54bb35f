import { test } from 'node:test';
import assert from 'node:assert/strict';
import { outcomeOf, readsAsFailure, type OutcomeKind } from '../../../src/engine/detect/words.ts';
import { failingWords } from '../../../src/engine/detect/words/failing.ts';
import { harmlessForms } from '../../../src/engine/detect/words/harmless.ts';
import { turnForms } from '../../../src/engine/detect/words/turns.ts';
import { outcomeSamples } from './outcomeSamples.ts';

for (const { language, samples } of failingWords) {
  for (const sample of samples) test(`says plainly that something failed (${language}): ${sample}`, () => assert.equal(readsAsFailure(sample), true));
}

for (const { id, samples } of harmlessForms) {
  for (const sample of samples) {
    test(`means nothing bad (${id}): ${sample}`, () => assert.equal(readsAsFailure(sample), false, JSON.stringify(outcomeOf(sample))));
  }
}

for (const { kind, samples } of turnForms) {
  const expected: OutcomeKind = kind === 'brokenRecovery' ? 'failure' : kind;
  for (const sample of samples) test(`is told as ${expected}: ${sample}`, () => assert.equal(outcomeOf(sample).kind, expected));
}

for (const [kind, lines] of Object.entries(outcomeSamples)) {
  for (const line of lines) {
    test(`reads as ${kind}: ${line}`, () => {
      const outcome = outcomeOf(line);
      if (kind === 'calm') assert.ok(!readsAsFailure(line) && outcome.kind !== 'gaveUp', JSON.stringify(outcome));
      else assert.equal(outcome.kind, kind, JSON.stringify(outcome));
    });
  }
}

test('every harmless form earns its place: without it one of its samples reads as a failure', () => {
  for (const { id, samples, expression } of harmlessForms) {
    assert.ok(samples.some((sample) => sample.search(new RegExp(expression.source, expression.flags.replace('g', ''))) >= 0), id);
  }
});

test('more than 200 lines are told apart', () => {
  assert.ok(Object.values(outcomeSamples).flat().length > 200);
});
