/** The newest run of each log against the last good one before it. */
import { groupBy } from '../../base/groupBy.ts';
import type { Issue, IssueId } from '../../model/issue.ts';
import type { Run, RunComparison, RunView } from '../../model/run.ts';

/** A run of fewer records never got to its work, so that nothing worse was seen in it says nothing. */
const leastRecords = 5;
/** Logs whose newest run is told at most. */
export const mostRunLogs = 20;

/** Returns the newest run of each log, the last begun first. `runs`: the newest ones of each log, oldest first. */
export function runViews(runs: readonly Run[], issues: readonly Issue[]): RunView[] {
  const byLog = groupBy(runs, ({ log }) => log);
  const newest = [...byLog.values()].flatMap((ofLog) => ofLog.at(-1) ?? []);
  const told = newest.sort((a, b) => (b.startedMs || 0) - (a.startedMs || 0) || (a.log < b.log ? -1 : 1)).slice(0, mostRunLogs);
  const known = new Map<string, Issue>(issues.map((issue) => [issue.id, issue]));
  return told.map((now) => ({ ...now, ...compared(now, byLog.get(now.log)?.slice(0, -1) ?? [], known) }));
}

function compared(now: Run, earlier: readonly Run[], known: ReadonlyMap<string, Issue>): { readonly against?: RunComparison } {
  const good = earlier.findLast((run) => run.records >= leastRecords && Object.keys(run.issues).every((id) => !isBad(known.get(id))));
  const before = good ?? earlier.at(-1);
  if (!before) return {};
  const then = Object.keys(before.issues).filter((id) => known.has(id)) as IssueId[];
  const seen = Object.keys(now.issues).filter((id) => known.has(id)) as IssueId[];
  const missing = then.filter((id) => now.issues[id] === undefined);
  const isComparable = now.records >= before.records / 2;
  return {
    against: {
      run: before.number, isGood: good !== undefined,
      newIssues: seen.filter((id) => before.issues[id] === undefined), unchangedIssues: seen.filter((id) => before.issues[id] !== undefined),
      goneIssues: isComparable ? missing : [], openIssues: isComparable ? [] : missing,
    },
  };
}

function isBad(issue: Issue | undefined): boolean {
  return issue !== undefined && issue.isNoise !== true && (issue.severity === 'HIGH' || issue.severity === 'CRITICAL');
}
