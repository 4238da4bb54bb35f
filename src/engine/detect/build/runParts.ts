/** The parts of a run of a build: its steps, and how it ended. */

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
