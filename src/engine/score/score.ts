/**
 * Score: health 0-100, each point lost with its reason (FEATURES B6). Published formula: from 100,
 * - 50 when more than half of the work is lost (an outage);
 * - each issue CRITICAL or HIGH 25, MEDIUM 21, LOW 1 while it is open; one that is over the same for an hour, then half of it for another;
 *   all issues together 50 at most, the LOW ones among them 10.
 * So without an outage the score stays at 50 or above, and with one below. Never below 0.
 */
import type { Issue, IssueSeverity } from '../../model/issue.ts';
import type { Health, HealthReason, Outage, SystemHealth } from '../../model/snapshot.ts';
import { isOpen, rankIssues } from './rank.ts';

export { isOpen, rankIssues } from './rank.ts';

const outagePoints = 50;
const points: Readonly<Record<IssueSeverity, number>> = { CRITICAL: 25, HIGH: 25, MEDIUM: 21, LOW: 1 };
const issuesTogether = 50;
const lowTogether = 10;
const overForMs = 3_600_000;
/** Characters of the title in a reason. */
const titleLength = 80;

/** What the score is judged by. */
export interface ScoreInput {
  readonly issues: readonly Issue[];
  readonly outage: Outage | undefined;
  /** Records understood so far; without any there is no score. */
  readonly records: number;
  readonly nowMs: number;
}

/** Scores; deterministic and monotone: another issue never raises it. */
export function scoreHealth({ issues, outage, records, nowMs }: ScoreInput): Health {
  if (records === 0) return { score: undefined, word: 'UNKNOWN', reasons: [] };
  const reasons: HealthReason[] = outage ? [{ points: outagePoints, reason: `outage: ${outage.reason}`, ...(outage.issueId === undefined ? {} : { issueId: outage.issueId }) }] : [];
  let left = issuesTogether;
  let leftLow = lowTogether;
  for (const issue of rankIssues(issues)) {
    const full = pointsOf(issue, nowMs);
    const taken = Math.min(full, left, issue.severity === 'LOW' ? leftLow : full);
    if (taken <= 0) continue;
    left -= taken;
    if (issue.severity === 'LOW') leftLow -= taken;
    reasons.push({ points: taken, reason: reasonOf(issue), issueId: issue.id });
  }
  const score = Math.max(0, 100 - reasons.reduce((sum, reason) => sum + reason.points, 0));
  return { score, word: wordOf(score), reasons };
}

/** The borders of the operations guide: red below 50, amber below 80. */
function wordOf(score: number): SystemHealth {
  if (score < 50) return 'CRITICAL';
  if (score < 80) return 'WARNING';
  return score < 90 ? 'ATTENTION' : 'HEALTHY';
}

function pointsOf(issue: Issue, nowMs: number): number {
  const full = points[issue.severity];
  if (isOpen(issue)) return full;
  if (issue.state === 'muted') return 0;
  const overMs = nowMs - issue.lastSeenMs;
  if (overMs < overForMs) return full;
  return overMs < 2 * overForMs ? Math.ceil(full / 2) : 0;
}

function reasonOf({ severity, title, count, state }: Issue): string {
  const shown = title.length > titleLength ? `${title.slice(0, titleLength)}…` : title;
  return `${severity}: ${shown} (${count === 1 ? 'once' : `${count} times`}, ${state})`;
}
