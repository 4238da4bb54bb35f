/** What `doctor` finds: every check with what was measured and what it should be. */

/** `note`: it works, and could be better; `unknown`: it could not be measured here. Only `wrong` counts as a failure. */
export type CheckStatus = 'ok' | 'note' | 'unknown' | 'wrong';

/** One check. */
export interface Check {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly status: CheckStatus;
  /** What was measured, with its unit. */
  readonly measured: string;
  /** What it should be. */
  readonly limit: string;
  /** Why it is so, when it is not right. */
  readonly cause?: string;
  /** What to do, safe in itself. */
  readonly advice?: string;
  /** What `--fix` does about it; only what cannot do harm. */
  readonly fix?: string;
  /** What became of that, when it was asked for. */
  readonly fixed?: 'fixed' | 'failed';
}

/** All checks. */
export interface Diagnosis {
  readonly checks: readonly Check[];
  /** How many are wrong. */
  readonly wrong: number;
}
