/** Lives of the observed processes, and how the present one stands against an earlier one. */
import type { IssueId } from './issue.ts';

/** What told that a run began. */
export type RunStart = 'first record' | 'announcement' | 'process id' | 'new file' | 'command' | 'gap';

/** One life of the process that writes a log. Times are ms since the epoch by the log's clock. */
export interface Run {
  /** The log, or the command, that it is a run of. */
  readonly log: string;
  /** Counts from 1 per log. */
  readonly number: number;
  readonly startedMs: number;
  readonly startedBy: RunStart;
  /** Where its first record stands; a log that is rotated goes on in another source. */
  readonly sourceId: number;
  readonly positionBytes: number;
  /** When it was seen to end; undefined while nothing says so. */
  readonly endedMs: number | undefined;
  /** Process id as its records name it. */
  readonly pid: number | undefined;
  readonly lastMs: number;
  readonly records: number;
  /** Templates of its start lines, the first one first: by it the next start is told from a part that starts. */
  readonly starts: readonly number[];
  /** Sightings by issue, for as long as it ran. */
  readonly issues: Readonly<Record<string, number>>;
}

/** A run against an earlier one of the same log. */
export interface RunComparison {
  /** Number of the run it is compared with. */
  readonly run: number;
  /** That one ran without anything worse than MEDIUM; else it is only the one before. */
  readonly isGood: boolean;
  readonly newIssues: readonly IssueId[];
  readonly unchangedIssues: readonly IssueId[];
  /** Not seen although this run has written as much. */
  readonly goneIssues: readonly IssueId[];
  /** Not seen, and this run has not written enough to say that they are gone. */
  readonly openIssues: readonly IssueId[];
}

/** A run with its comparison; the first run of a log has none. */
export interface RunView extends Run {
  readonly against?: RunComparison;
}

/** How `logbrief run` names what it captures: program, time, process id. */
const captured = /(?:^|\/)captures\/(.+)_\d{8}_\d{6}_\d+\.log$/;

/** Returns the program whose output a log is, undefined for a log that no command of ours made. */
export function capturedProgram(logName: string): string | undefined {
  return captured.exec(logName)?.[1];
}

/** Returns what a log's runs are counted under: captured commands by their program, whenever they ran. */
export function runLogOf(logName: string): string {
  return capturedProgram(logName) ?? logName;
}
