/** One run while it is tracked; `view()` is what others see. */
import type { Run, RunStart } from '../../model/run.ts';

/** Issues counted per run at most; a run with more has other troubles than their number. */
const issueLimit = 500;

/** A line that announces a start: when and at which record of the run it was seen last. */
export interface StartLine {
  readonly template: number;
  ms: number;
  record: number;
}

/** Shared by all runs that announce nothing. */
const noStarts: readonly StartLine[] = [];

/** A run that may still go on. */
export class OpenRun {
  readonly log: string;
  readonly number: number;
  readonly startedMs: number;
  readonly sourceId: number;
  readonly positionBytes: number;
  startedBy: RunStart;
  endedMs: number | undefined;
  pid: number | undefined;
  lastMs: number;
  records = 0;
  /** Start lines of its banner. Copied when they grow: a list that is pushed to takes room for sixteen. */
  starts: readonly StartLine[] = noStarts;
  /** Made with the first sighting: most runs of many logs have none. */
  #issues: Map<string, number> | undefined;

  constructor(begun: Pick<Run, 'log' | 'number' | 'startedMs' | 'startedBy' | 'sourceId' | 'positionBytes'>) {
    this.log = begun.log;
    this.number = begun.number;
    this.startedMs = begun.startedMs;
    this.startedBy = begun.startedBy;
    this.sourceId = begun.sourceId;
    this.positionBytes = begun.positionBytes;
    this.lastMs = begun.startedMs;
  }

  /** Goes on with a saved run. */
  static restore(saved: Run): OpenRun {
    const run = new OpenRun(saved);
    run.endedMs = saved.endedMs;
    run.pid = saved.pid;
    run.lastMs = saved.lastMs;
    run.records = saved.records;
    for (const template of saved.starts) run.addStart({ template, ms: saved.lastMs, record: saved.records });
    for (const [id, count] of Object.entries(saved.issues)) (run.#issues ??= new Map<string, number>()).set(id, count);
    return run;
  }

  /** Adds a line of its banner. */
  addStart(start: StartLine): void {
    this.starts = this.starts.concat(start);
  }

  /** Counts a sighting of an issue. */
  see(issueId: string): void {
    const issues = (this.#issues ??= new Map<string, number>());
    if (issues.size < issueLimit || issues.has(issueId)) issues.set(issueId, (issues.get(issueId) ?? 0) + 1);
  }

  /** The run as it stands. */
  view(): Run {
    const { log, number, startedMs, startedBy, sourceId, positionBytes, endedMs, pid, lastMs, records } = this;
    return { log, number, startedMs, startedBy, sourceId, positionBytes, endedMs, pid, lastMs, records, starts: this.starts.map(({ template }) => template), issues: Object.fromEntries(this.#issues ?? []) };
  }
}
