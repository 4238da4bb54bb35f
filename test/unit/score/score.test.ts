import { test } from 'node:test';
import assert from 'node:assert/strict';
import { rankIssues, scoreHealth } from '../../../src/engine/score/score.ts';
import { madeIssue, someMs } from '../../support/issues.ts';

test('without records the health is UNKNOWN', () => {
  assert.deepEqual(scoreHealth({ outage: undefined, issues: [], records: 0, nowMs: someMs }), { score: undefined, word: 'UNKNOWN', reasons: [] });
});

test('without issues the health is 100', () => assert.equal(scoreHealth({ outage: undefined, issues: [], records: 5, nowMs: someMs }).score, 100));

test('the reasons add up to the points lost', () => {
  const { score, reasons } = scoreHealth({ outage: undefined, issues: [madeIssue(), madeIssue({ id: 'LB-2', severity: 'MEDIUM' })], records: 5, nowMs: someMs });
  assert.equal(100 - (score ?? 0), reasons.reduce((sum, { points }) => sum + points, 0));
});

test('another issue never raises the score', () => {
  const issues = Array.from({ length: 12 }, (_, i) => madeIssue({ id: `LB-${i}`, severity: (['LOW', 'CRITICAL', 'MEDIUM', 'HIGH'] as const)[i % 4] ?? 'LOW' }));
  const scores = issues.map((_, i) => scoreHealth({ outage: undefined, issues: issues.slice(0, i), records: 5, nowMs: someMs }).score ?? 0);
  assert.deepEqual(scores, [...scores].sort((a, b) => b - a));
});

test('an issue that is over costs as much for an hour, half for another, then nothing', () => {
  const scoreAt = (nowMs: number): number => scoreHealth({ outage: undefined, issues: [madeIssue({ state: 'resolved', lastSeenMs: someMs })], records: 5, nowMs }).score ?? 0;
  assert.deepEqual([someMs + 60_000, someMs + 3_600_001, someMs + 7_200_001].map(scoreAt), [75, 87, 100]);
});

test('without an outage no number of issues takes the score below 50, with one it is below', () => {
  const issues = Array.from({ length: 30 }, (_, i) => madeIssue({ id: `LB-${i}`, severity: 'HIGH' }));
  assert.equal(scoreHealth({ outage: undefined, issues, records: 5, nowMs: someMs }).score, 50);
  const outage = { reason: '9 of 10 requests fail', sinceMs: someMs };
  assert.ok((scoreHealth({ outage, issues: [madeIssue({ severity: 'LOW' })], records: 5, nowMs: someMs }).score ?? 100) < 50);
});

test('noise alone leaves the system healthy', () => {
  const issues = Array.from({ length: 30 }, (_, i) => madeIssue({ id: `LB-${i}`, severity: 'LOW', isNoise: true }));
  assert.equal(scoreHealth({ outage: undefined, issues, records: 5, nowMs: someMs }).word, 'HEALTHY');
});

test('issues are ranked open first, then by severity, then by first sight', () => {
  const ids = rankIssues([
    madeIssue({ id: 'old', state: 'resolved', severity: 'CRITICAL' }), madeIssue({ id: 'later', firstSeenMs: someMs + 5 }), madeIssue({ id: 'first' }), madeIssue({ id: 'worst', severity: 'CRITICAL', firstSeenMs: someMs + 9 }),
  ]).map((issue) => issue.id);
  assert.deepEqual(ids, ['worst', 'first', 'later', 'old']);
});
