/** What became of each issue since a moment: the answer of `verify-fix`. */
import type { Issue } from './issue.ts';

/** Since when: a mark by its name, the newest edit of the workspace's sources, or the start of the present run. */
export type Since = { readonly kind: 'mark'; readonly name: string } | { readonly kind: 'edit' } | { readonly kind: 'run' };

/** `not exercised`: not seen, but too little was done to tell. */
export type FixVerdict = 'new' | 'unchanged' | 'not exercised' | 'gone';

/** How often the path that leads to an issue was taken, by records that were written before it failed. */
export interface Exercise {
  /** The template of such a record; log text. */
  readonly template: string;
  readonly before: number;
  readonly since: number;
  /** So many would have shown the fault with 95 % likelihood, had it been as frequent as before. */
  readonly needed: number;
}

/** One issue's verdict and what it rests on. */
export interface IssueVerdict {
  readonly issue: Issue;
  readonly verdict: FixVerdict;
  /** Sightings. */
  readonly before: number;
  readonly since: number;
  /** Missing where nothing but failures is written there. */
  readonly exercise?: Exercise;
  /** One sentence without log text. */
  readonly reason: string;
}

/** The whole answer. */
export interface Verification {
  readonly since: Since;
  /** The moment, ms since the epoch, and what it is in words. */
  readonly sinceMs: number;
  readonly sinceText: string;
  /** Records stored since then. */
  readonly records: number;
  /** New ones first, then unchanged, not exercised, gone; each by rank. */
  readonly verdicts: readonly IssueVerdict[];
  /** Whether nothing is wrong any more as far as can be told. */
  readonly isClean: boolean;
  readonly notices: readonly string[];
}
