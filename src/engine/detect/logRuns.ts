/** What is remembered of the runs of one log. */
import type { OpenRun } from './openRun.ts';

/** Shared by all logs that have none. */
const noRuns: readonly OpenRun[] = [];
const noTemplates: readonly number[] = [];

/** What is known of one log. */
export class LogRuns {
  readonly log: string;
  /** Lists are copied when they grow: one that is pushed to takes room for sixteen, in each of ten thousand logs. */
  runs: readonly OpenRun[] = noRuns;
  sourceId: number | undefined;
  lastMs = NaN;
  /** The first two templates of a log that was read from its beginning. */
  preamble: readonly number[] = noTemplates;
  hasPreamble = false;
  sinceStop = 0;
  pid: number | undefined;
  pidRecords = 0;
  hasManyPids = false;

  constructor(log: string) {
    this.log = log;
  }

  /** The newest one. */
  get run(): OpenRun | undefined {
    return this.runs.at(-1);
  }
}
