/** What a row of the table of known failures says, and its two scales. */
import type { Category, IssueSeverity } from '../../../model/issue.ts';

/**
 * How deep in the stack a kind of failure lies. Of failures that begin together the one with the higher number is the likelier cause:
 * a full disk stops the database, whose clients get errors, whose proxy answers 502.
 */
export const depth = {
  /** Hardware and what the operating system has only so much of. */
  machine: 60,
  /** What runs the processes: containers, orchestrator, service manager, clock. */
  platform: 50,
  /** A database, broker or cache that says of itself that it cannot. */
  store: 40,
  /** How a program is set up: configuration, schema, missing parts, secrets. */
  setup: 35,
  /** The way to something else: addresses, names, certificates, refusals, limits of others. */
  link: 30,
  /** The program itself. */
  service: 20,
  /** Who stands in front of it: proxy, browser, client. */
  edge: 10,
} as const;

/** How bad a kind of failure is when the log does not say: the whole stops, something fails, something is slow or at risk, worth knowing. */
export const grades = ['outage', 'failure', 'degraded', 'notice'] as const;

/** One of `grades`. */
export type Grade = (typeof grades)[number];

/** One kind of failure that is known from many systems. */
export interface KnownFailure {
  readonly id: string;
  readonly category: Category;
  /** Linear: gaps over any character have a limit. */
  readonly expression: RegExp;
  /** One sentence: what this failure means. */
  readonly means: string;
  /** What to check first. */
  readonly check: string;
  readonly minutes: number;
  /** One of the numbers of `depth`. */
  readonly depth: number;
  readonly grade: Grade;
  /** Only of a rule of the user's own: what counts whatever the records say. */
  readonly own?: { readonly severity?: IssueSeverity; readonly title?: string };
  /** How it is written by several products and languages; a test replays them. */
  readonly samples: readonly string[];
  /** What looks like it and must not fit this row. */
  readonly counters?: readonly string[];
}
