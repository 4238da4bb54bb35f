/** What happened when: sightings of issues over time, and the runs they fell into. */
import type { RecordBatch } from '../../model/record.ts';
import type { Run } from '../../model/run.ts';
import type { Source } from '../../model/source.ts';
import { Occurrences, type SightingCount } from './occurrences.ts';
import { RunTracker, type RunOptions } from './runs.ts';

/** Both, fed together. */
export class History {
  readonly #occurrences = new Occurrences();
  readonly #runs: RunTracker;
  #observedMs = 0;

  constructor(options: RunOptions) {
    this.#runs = new RunTracker(options);
  }

  /** Takes the next records, before any of them is `sighted`; `isJob`: of a build server's job, in which what starts and stops is no run of its own. */
  observe(batch: RecordBatch, timesMs: Float64Array, { observedMs, isJob }: { readonly observedMs: number; readonly isJob: boolean }): void {
    this.#observedMs = observedMs;
    this.#runs.observe(batch, timesMs, isJob);
  }

  /** Notes that record `i` of the batch observed last, at `atMs`, showed an issue. */
  sighted(issueId: string, i: number, atMs: number): void {
    this.#occurrences.note(issueId, atMs, this.#observedMs);
    this.#runs.sighted(issueId, i);
  }

  /** Notes that nothing more comes from a source. */
  ended(source: Source): void {
    this.#runs.ended(source);
  }

  /** The newest runs of each log, oldest first; of so many logs at most. */
  runs(mostLogs = Infinity): Run[] {
    return this.#runs.runs(mostLogs);
  }

  /** The newest runs of one log, oldest first. */
  runsOf(log: string): Run[] {
    return this.#runs.runsOf(log);
  }

  /** Logs of which at least so many runs are known. */
  logsWithRuns(fewestRuns: number): string[] {
    return this.#runs.logsWith(fewestRuns);
  }

  /** Sightings since the last call and runs changed since then, for the store. */
  take(): { readonly sightings: SightingCount[]; readonly runs: Run[] } {
    return { sightings: this.#occurrences.take(), runs: this.#runs.takeChanged() };
  }
}
