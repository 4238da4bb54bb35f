/** What a line of build or test output can be evidence of, and how a tool writes it. */

/**
 * Kinds of evidence. `green` says that a run went well; `noise` is what looks like a fault and is none; `change` is what a watch loop
 * writes when it starts over, with what was changed.
 */
export type EvidenceKind =
  | 'annotation' | 'exit' | 'tally' | 'test' | 'error' | 'exception' | 'assertion' | 'place' | 'code' | 'command' | 'step' | 'hint' | 'cause' | 'weak' | 'frame'
  | 'green' | 'noise' | 'change';

/**
 * Whose output follows: that of something failing, of something that passed (`dull`, for some lines), a list of what is no fault
 * (`quiet`, until something else is said), or nobody knows.
 */
export type Heat = 'hot' | 'dull' | 'quiet' | 'plain';

/** One way in which a tool writes one kind of line; the first of a table that fits wins. */
export interface Idiom {
  readonly tool: string;
  readonly kind: EvidenceKind;
  /**
   * Groups with a meaning: `test` (name of the failing test), `path` and `line` (a place), `code` (the tool's own name for the kind of
   * error; lines with the same code are of one sort), `step`.
   */
  readonly expression: RegExp;
  /** 0-100; without it the kind's usual worth. */
  readonly worth?: number;
  /** A watch loop ends a round with it: what was wrong before and is not said again is over. `perhaps`: a build that runs once says it too. */
  readonly isRound?: true | 'perhaps';
  /** What the lines behind it are, up to the next line that says something else. */
  readonly heat?: Heat;
  /** What it judges stands before it, as the output of a test does that is told by its end. */
  readonly isVerdict?: boolean;
  /** It shows the source that the line before speaks of. */
  readonly isExcerpt?: boolean;
  /** With which characters a line of it begins, blanks in front aside; only where the expression has no word that tells it. */
  readonly starts?: string;
  /** A character that every line of it has, with a 0 behind it where a digit follows there; only where nothing else tells it. */
  readonly holds?: string;
  /** A line of it is one word; only where nothing else tells it. */
  readonly isWord?: boolean;
  readonly samples: readonly string[];
}

/** How much a line of each kind is worth before its surroundings are looked at, 0-100; tuned on failed jobs of public projects (ours). */
export const usualWorth: Readonly<Record<EvidenceKind, number>> = {
  annotation: 84, exit: 66, tally: 84, test: 88, error: 84, exception: 84, assertion: 72, place: 52, code: 36, command: 38, step: 56, hint: 34, cause: 66, weak: 24, frame: 14,
  green: 0, noise: 0, change: 60,
};
