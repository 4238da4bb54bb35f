import { test } from 'node:test';
import assert from 'node:assert/strict';
import { exerciseOf, isExercised, type UsualCount } from '../../../src/engine/exercise.ts';
import type { Exercise } from '../../../src/model/verification.ts';

const fault = 9;
const [banner, charging, checking, tick] = [1, 2, 3, 4];

function exercised(places: readonly (readonly number[])[], counts: Readonly<Record<number, readonly [number, number]>>): Exercise | undefined {
  return exerciseOf({
    neighbourhoods: places.map((before) => ({ sourceId: 1, templateId: fault, before })),
    counts: new Map(Object.entries(counts).map(([id, [before, since]]): [number, UsualCount] => [Number(id), { before, since }])),
    failing: new Set([fault]), textOf: (id) => `template ${id}`,
  });
}

test('a fault that came every time is gone after one time without it', () => {
  const answer = exercised([[charging], [charging]], { [fault]: [2, 0], [charging]: [2, 1] });
  assert.deepEqual(answer, { template: `template ${charging}`, before: 2, since: 1, needed: 1 });
});

test('a rare fault needs as many times as make it likely to show, and never more than before', () => {
  assert.equal(exercised([[charging]], { [fault]: [10, 0], [charging]: [100, 20] })?.needed, 29);
  assert.equal(exercised([[charging]], { [fault]: [1, 0], [charging]: [100, 20] })?.needed, 100);
});

test('all near forerunners have to be seen again', () => {
  const answer = exercised([[checking, charging]], { [fault]: [4, 0], [charging]: [4, 9], [checking]: [4, 0] });
  assert.ok(answer);
  assert.equal(answer.template, `template ${checking}`);
  assert.equal(isExercised(answer), false);
});

test('what stands before one of many places only, or far before, is no forerunner', () => {
  const answer = exercised([[charging, tick, tick, tick, tick, tick, tick, banner], [charging], [charging]], { [fault]: [3, 0], [charging]: [3, 1], [banner]: [1, 0], [tick]: [6, 0] });
  assert.equal(answer?.template, `template ${charging}`);
});

test('behind the sighting before begins the way to this one', () => {
  const answer = exercised([[charging, fault, banner], [charging, fault, banner]], { [fault]: [2, 0], [charging]: [2, 1], [banner]: [9, 0] });
  assert.equal(answer?.template, `template ${charging}`);
});

test('where nothing stands before it, all that its log writes counts; where it writes faults only, nothing does', () => {
  assert.deepEqual(exercised([[]], { [fault]: [5, 0], [tick]: [10, 3] }), { template: '<*>', before: 10, since: 3, needed: 5 });
  assert.equal(exercised([[]], { [fault]: [5, 0] }), undefined);
});
