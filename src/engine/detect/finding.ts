/** What a detector sees at one moment: a fault with its rhythm, not yet ranked. Findings become issues when they are judged. */
import type { Issue, IssueId, IssueSeverity, IssueState } from '../../model/issue.ts';
import type { KnownFailure } from './known.ts';
import type { Counts, Rhythm, Span } from './rhythm.ts';
import { depthOf } from './roles.ts';

/** A fault as it stands; `grade` and the fields behind it are filled by the judge. */
export interface Finding {
  /** Counts, dates, places and words. */
  readonly issue: Issue;
  readonly counts: Counts;
  readonly span: Span;
  readonly rhythm: Rhythm;
  /** All its words, for what it shares with others. */
  readonly text: string;
  /** How deep in the stack it lies, more being deeper; see `roles.ts`. */
  readonly depth: number;
  /** Row of the table of known failures, if one fits. */
  readonly known: KnownFailure | undefined;
  /** Of a silence: how long it paused at most before; what it is the symptom of may begin as much later. */
  readonly pauseMs?: number;
  grade: IssueSeverity;
  state: IssueState;
  why: string;
  causedBy: IssueId | undefined;
}

/** Makes a finding that nobody has graded yet. */
export function findingOf(issue: Issue, counts: Counts, span: Span, more: { readonly rhythm: Rhythm; readonly known: KnownFailure | undefined; readonly pauseMs?: number }): Finding {
  const text = `${issue.title}\n${issue.message}`;
  return {
    issue, counts, span, text, ...more,
    depth: depthOf({ logNames: issue.sources, component: issue.component, text, known: more.known }),
    grade: issue.severity, state: issue.state, why: '', causedBy: undefined,
  };
}

/** Whether it is something that has broken, not noise and not a word at start-up. */
export function isFault(finding: Finding): boolean {
  return finding.grade !== 'LOW';
}

/** When it began to be a fault; NaN where nothing has a time. */
export function onsetOf(finding: Finding): number {
  return finding.rhythm.onsetMs;
}

/** `3 per minute`, `0.2 per minute`: a rate in words. */
export function rateWords(perMinute: number): string {
  return `${perMinute >= 10 ? Math.round(perMinute) : Math.round(perMinute * 10) / 10} per minute`;
}

/** `109 s`, `12 min`, `3.5 h`: a duration in words. */
export function durationWords(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 360_000) / 10} h`;
}
