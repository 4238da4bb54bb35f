import { test } from 'node:test';
import assert from 'node:assert/strict';
import { rankIssues, scoreHealth } from '../../../src/engine/score/score.ts';
import { madeIssue, someMs } from '../../support/issues.ts';

test('without records the health is UNKNOWN', () => {
  assert.deepEqual(scoreHealth({ issues: [], records: 0, nowMs: someMs }), { score: undefined, word: 'UNKNOWN', reasons: [] });
});

test('without issues the health is 100', () => assert.equal(scoreHealth({ issues: [], records: 5, nowMs: someMs }).score, 100));

test('the reasons add up to the points lost', () => {
  const { score, reasons } = scoreHealth({ issues: [madeIssue(), madeIssue({ id: 'LB-2', severity: 'MEDIUM' })], records: 5, nowMs: someMs });
  assert.equal(100 - (score ?? 0), reasons.reduce((sum, { points }) => sum + points, 0));
});

test('another issue never raises the score', () => {
  const issues = Array.from({ length: 12 }, (_, i) => madeIssue({ id: `LB-${i}`, severity: (['LOW', 'CRITICAL', 'MEDIUM', 'HIGH'] as const)[i % 4] ?? 'LOW' }));
  const scores = issues.map((_, i) => scoreHealth({ issues: issues.slice(0, i), records: 5, nowMs: someMs }).score ?? 0);
  assert.deepEqual(scores, [...scores].sort((a, b) => b - a));
});

test('a resolved issue costs less than an open one and nothing after an hour', () => {
  const scoreOf = (state: 'open' | 'resolved', nowMs: number): number => scoreHealth({ issues: [madeIssue({ state, lastSeenMs: someMs })], records: 5, nowMs }).score ?? 0;
  assert.ok(scoreOf('open', someMs) < scoreOf('resolved', someMs + 60_000));
  assert.equal(scoreOf('resolved', someMs + 3_600_001), 100);
});

test('issues are ranked open first, then by severity, then by first sight', () => {
  const ids = rankIssues([
    madeIssue({ id: 'old', state: 'resolved', severity: 'CRITICAL' }), madeIssue({ id: 'later', firstSeenMs: someMs + 5 }), madeIssue({ id: 'first' }), madeIssue({ id: 'worst', severity: 'CRITICAL', firstSeenMs: someMs + 9 }),
  ]).map((issue) => issue.id);
  assert.deepEqual(ids, ['worst', 'first', 'later', 'old']);
});
