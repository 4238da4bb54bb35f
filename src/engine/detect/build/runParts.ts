/** The parts of a run of a build: its steps, and how it ended. */

import type { Heat } from './idiom.ts';

/** How much of its worth a line keeps by what is printed around it. */
export const heatFactor: Readonly<Record<Heat, number>> = { hot: 1.1, plain: 1, dull: 0.18, quiet: 0.15 };
/** How much of it where runs that ended well said it, too. */
export const usualFactor = 0.15;

/** A part of a job with its own outcome. */
export interface Step {
  readonly name: string;
  readonly line: number;
  failed: boolean;
  /** Something in it said plainly what went wrong. */
  told: boolean;
  /** Clean-up behind the work, or left out since something failed before. */
  isPost: boolean;
}

/** How a run ended. */
export interface Ending {
  readonly line: number;
  readonly step: number;
  readonly text: string;
}
