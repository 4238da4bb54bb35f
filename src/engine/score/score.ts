/**
 * Score: health 0-100, each point lost with its reason (FEATURES B6). Published formula: from 100, every issue takes
 * CRITICAL 45, HIGH 22, MEDIUM 8, LOW 2 while open; a resolved one a quarter of it for an hour after it was last seen. Never below 0.
 */
import type { Issue, IssueSeverity } from '../../model/issue.ts';
import type { Health, HealthReason, SystemHealth } from '../../model/snapshot.ts';

const points: Readonly<Record<IssueSeverity, number>> = { CRITICAL: 45, HIGH: 22, MEDIUM: 8, LOW: 2 };
const resolvedShare = 0.25;
const resolvedForMs = 3_600_000;
/** Characters of the title in a reason. */
const titleLength = 80;

/** What the score is judged by. */
export interface ScoreInput {
  readonly issues: readonly Issue[];
  /** Records understood so far; without any there is no score. */
  readonly records: number;
  readonly nowMs: number;
}

/** Scores; deterministic and monotone: another issue never raises it. */
export function scoreHealth({ issues, records, nowMs }: ScoreInput): Health {
  if (records === 0) return { score: undefined, word: 'UNKNOWN', reasons: [] };
  const reasons = rankIssues(issues).map((issue) => reasonOf(issue, nowMs)).filter((reason) => reason.points > 0);
  const lost = reasons.reduce((sum, reason) => sum + reason.points, 0);
  const score = Math.max(0, 100 - lost);
  return { score, word: wordOf(score), reasons };
}

/** Orders issues: open before resolved and muted, worse before milder, then the one seen first; ties by id. */
export function rankIssues(issues: readonly Issue[]): Issue[] {
  const open = (issue: Issue): number => (issue.state === 'open' || issue.state === 'reopened' ? 0 : 1);
  return [...issues].sort((a, b) => open(a) - open(b) || points[b.severity] - points[a.severity] || a.firstSeenMs - b.firstSeenMs || (a.id < b.id ? -1 : 1));
}

/** The borders of the operations guide: red below 50, amber below 80. */
function wordOf(score: number): SystemHealth {
  if (score < 50) return 'CRITICAL';
  if (score < 80) return 'WARNING';
  return score < 100 ? 'ATTENTION' : 'HEALTHY';
}

function reasonOf(issue: Issue, nowMs: number): HealthReason {
  const full = points[issue.severity];
  const title = issue.title.length > titleLength ? `${issue.title.slice(0, titleLength)}…` : issue.title;
  const base = { reason: `${issue.severity}: ${title} (${issue.count} times, ${issue.state})`, issueId: issue.id };
  if (issue.state === 'open' || issue.state === 'reopened') return { ...base, points: full };
  const isRecent = issue.state === 'resolved' && nowMs - issue.lastSeenMs < resolvedForMs;
  return { ...base, points: isRecent ? Math.ceil(full * resolvedShare) : 0 };
}
