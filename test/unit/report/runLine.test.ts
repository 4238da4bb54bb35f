import { test } from 'node:test';
import assert from 'node:assert/strict';
import { runLine } from '../../../src/engine/report/runLine.ts';
import { renderBriefing } from '../../../src/engine/report/briefing.ts';
import { renderDashboard } from '../../../src/engine/report/dashboard.ts';
import type { IssueId } from '../../../src/model/issue.ts';
import type { RunView } from '../../../src/model/run.ts';
import { madeIssue, madeSnapshot, someMs } from '../../support/issues.ts';

const ids = (...names: string[]): IssueId[] => names.map((name) => name as IssueId);
const view: RunView = {
  log: 'logs/app.log', number: 3, startedMs: someMs, startedBy: 'announcement', sourceId: 1, positionBytes: 0, endedMs: undefined, pid: 4711, lastMs: someMs, records: 90, starts: [7], issues: { 'LB-a': 2 },
  against: { run: 1, isGood: true, newIssues: ids('LB-a', 'LB-b'), goneIssues: ids('LB-c'), unchangedIssues: ids('LB-d'), openIssues: [] },
};

test('the line names run, start, process and what is new, gone and unchanged', () => {
  assert.equal(runLine([view]), '\nRun: 3 of `logs/app.log` since 2026-01-02T03:04:05Z (pid 4711); against the last good run (1): 2 new, 1 gone, 1 unchanged (new: LB-a, LB-b)\n');
});

test('a log that ran once makes no line', () => {
  assert.equal(runLine([]), '');
  assert.equal(runLine([{ ...view, log: 'logs/other.log' }].map(({ log, number, startedMs, startedBy, sourceId, positionBytes, endedMs, pid, lastMs, records, starts, issues }) => ({ log, number, startedMs, startedBy, sourceId, positionBytes, endedMs, pid, lastMs, records, starts, issues }))), '');
});

test('briefing and dashboard have the run', () => {
  const snapshot = madeSnapshot([madeIssue()], { runs: [view] });
  assert.ok(renderBriefing(snapshot, 4096).includes('Run: 3 of'));
  const { runs } = JSON.parse(renderDashboard(snapshot)) as { runs: object[] };
  assert.deepEqual(runs, [{
    log: 'logs/app.log', number: 3, started: new Date(someMs).toISOString(), started_by: 'announcement', ended: null, pid: 4711, records: 90, issues: { 'LB-a': 2 },
    against: { run: 1, good: true, new: ['LB-a', 'LB-b'], gone: ['LB-c'], unchanged: ['LB-d'], not_seen_yet: [] },
  }]);
});
