import { test } from 'node:test';
import assert from 'node:assert/strict';
import { RestartBudget, maxRestarts, windowMs } from '../../../src/host/restartBudget.ts';

test('the delay doubles from one second to sixty', () => {
  const budget = new RestartBudget();
  assert.deepEqual(Array.from({ length: maxRestarts }, (_, crash) => budget.crashed(crash)), [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test('the ninth crash in ten minutes is not followed by a restart', () => {
  const budget = new RestartBudget();
  for (let crash = 0; crash < maxRestarts; crash++) budget.crashed(crash);
  assert.equal(budget.crashed(windowMs - 1), undefined);
});

test('crashes older than the window are forgotten', () => {
  const budget = new RestartBudget();
  for (let crash = 0; crash < maxRestarts; crash++) budget.crashed(crash);
  assert.equal(budget.crashed(windowMs + maxRestarts), 1000);
});

test('a start that somebody asked for begins with the shortest delay', () => {
  const budget = new RestartBudget();
  budget.crashed(0);
  budget.reset();
  assert.equal(budget.crashed(1), 1000);
});
