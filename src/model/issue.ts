/** What a detector sees now (finding) and what is tracked over time (issue). */
import type { SeverityNumber } from './severity.ts';

/** The kinds of fault, for filters and icons (FEATURES B3). */
export const categories = [
  'AUTH', 'BUILD', 'CONFIG', 'DB', 'DI', 'DISK', 'MEMORY', 'MVP', 'NETWORK', 'PERF', 'PROCESS', 'TEST', 'TLS', 'UI', 'OTHER',
] as const;

/** One of `categories`. */
export type Category = (typeof categories)[number];

/** How bad an issue is, as people and agents read it. */
export const issueSeverities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;

/** One of `issueSeverities`. */
export type IssueSeverity = (typeof issueSeverities)[number];

/** Where an issue can stand. */
export const issueStates = ['open', 'resolved', 'reopened', 'muted'] as const;

/** One of `issueStates`. */
export type IssueState = (typeof issueStates)[number];

/** `LB-` and eight hex digits; the same fault has the same id on every machine (DESIGN decision 9). */
export type IssueId = string & { readonly __brand: 'IssueId' };

/** A place in a log that shows the fault. */
export interface Evidence {
  /** As answers name the source, with `/`. */
  readonly path: string;
  readonly line: number;
  /** At most 400 characters of the record's telling line, control characters still in it. */
  readonly excerpt: string;
}

/** One physical line of a log that tells much about a fault. */
export interface KeyLine {
  readonly line: number;
  /** As written, without colours and the time that a build server puts in front; at most 500 bytes. */
  readonly text: string;
}

/** A place in the workspace's code. */
export interface CodePlace {
  /** Relative to the workspace when inside, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly functionName?: string;
}

/** How the file that a link leads to was last changed at that line. */
export interface CodeChange {
  /** `file time`: nobody keeps the line's history, so the moment is that of the whole file. */
  readonly kind: 'commit' | 'uncommitted' | 'file time';
  /** Abbreviated hash and first line of its message; only for a commit. */
  readonly commit?: string;
  readonly subject?: string;
  /** Ms since the epoch: the commit's author date, or when the file was written. */
  readonly atMs: number;
  /** The issue was first seen after that moment. */
  readonly isIssueAfter: boolean;
}

/** A place of the workspace that exists and that a log leads to. */
export interface CodeLink extends CodePlace {
  /** A stack frame, a frame followed through a source map, or the constant words of the message. */
  readonly how: 'frame' | 'source map' | 'text';
  /** It is the best candidate, not a certain one. */
  readonly isLikely: boolean;
  readonly change?: CodeChange;
}

/** One cause, tracked. Times are ms since the epoch by the source's clock, by ours where the source has none. */
export interface Issue {
  readonly id: IssueId;
  /** Which detector saw it: `error`, `trace`, … */
  readonly type: string;
  readonly category: Category;
  readonly severity: IssueSeverity;
  readonly severityNumber: SeverityNumber;
  /** One line: what happens. Log text; every exit encodes it. */
  readonly title: string;
  /** The first record's telling text, some lines at most. */
  readonly message: string;
  readonly component: string | undefined;
  readonly state: IssueState;
  readonly count: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  /** Names of the sources it was seen in, in order of first sight. */
  readonly sources: readonly string[];
  /** First and latest place, at most five. */
  readonly evidence: readonly Evidence[];
  /** The frame in the user's own code that is nearest to the fault, as written in the log. */
  readonly frame: CodePlace | undefined;
  /** Where the logger says that it was called, as written in the log. */
  readonly caller?: CodePlace;
  /** Where in the workspace that is, once it was found there. */
  readonly code?: CodeLink;
  readonly suggestedActions: readonly string[];
  /** Minutes; undefined when nothing is known about this kind of fault. */
  readonly estimatedMinutes: number | undefined;
  /** The template of the telling line, `<*>` for what varies; empty where the fault is no line. */
  readonly template?: string;
  /** Since when it is a fault: later than the first sight where it was a rare noise before, and has become a surge. */
  readonly onsetMs?: number;
  /** Sightings since `onsetMs`, where that is later than the first sight. */
  readonly sinceOnset?: number;
  /** Why it is an issue, or why it ranks low: one sentence with the figures, without log text. */
  readonly why?: string;
  /** The issue that this one follows from. */
  readonly causedBy?: IssueId | undefined;
  /** There from the first second at a steady rate, so nothing that has just broken. */
  readonly isNoise?: boolean;
  /** Lines of the first evidence's log that tell most, best first; only where one fault spreads over many lines, as in a build log. */
  readonly keyLines?: readonly KeyLine[];
}

/** Types of issues that are made of counts over many records and are no lines of their own. */
const derivedTypes: ReadonlySet<string> = new Set(['requests', 'silence', 'drift', 'replaced', 'restarts']);

/** Whether an issue is made of counts over many records. */
export function isDerived({ type }: Pick<Issue, 'type'>): boolean {
  return derivedTypes.has(type);
}

/** Whether an issue comes from a build log. */
export function isBuildIssue({ type }: Pick<Issue, 'type'>): boolean {
  return type === 'build' || type === 'test';
}
