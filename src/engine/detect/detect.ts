/**
 * Detect: from records to issues. Every record is counted in its stream; one whose header says WARN or worse, that holds a stack trace, or
 * whose words say that something failed, is a sighting, and sightings with the same cause are one issue. What is no line of its own
 * (statuses of requests, things that stopped, numbers that drift) is read from the counts when somebody asks.
 */
import { IdTable } from '../../base/idTable.ts';
import type { RecordBatch } from '../../model/record.ts';
import { isBuildIssue, type Issue } from '../../model/issue.ts';
import type { ComponentState, MinuteCount } from '../../model/snapshot.ts';
import { Assessor } from './assessor.ts';
import type { Assessment, DetectOptions } from './assessment.ts';
import { BuildDetector } from './build.ts';
import type { History } from './history.ts';
import { RecordReader } from './recordReader.ts';
import { Tallies } from './tallies.ts';
import { TimeGrid } from './timeGrid.ts';

export { mostRunLogs, runViews } from './compareRuns.ts';
export type { Assessment, DetectOptions } from './assessment.ts';

/** The detector: feed it batches in order, ask it for issues. */
export class Detector {
  readonly #options: DetectOptions;
  readonly #tallies = new Tallies();
  readonly #reader: RecordReader;
  readonly #assessor: Assessor;
  readonly #builds: BuildDetector;
  readonly #lastTimeBySource = new IdTable<number>();
  #timesMs = new Float64Array(0);
  #assessment: Assessment | undefined;
  #changed = false;

  constructor(options: DetectOptions) {
    this.#options = options;
    const grid = new TimeGrid();
    const issues = options.issues.filter((issue) => !isBuildIssue(issue));
    this.#reader = new RecordReader({ ...options, issues }, grid);
    this.#assessor = new Assessor(this.#reader, grid, issues);
    this.#builds = new BuildDetector(options.templateText, options.issues);
    if (options.saved) this.#tallies.restoreComponents(JSON.parse(new TextDecoder().decode(options.saved)) as number[][]);
  }

  /** Takes the next records of a source; `observedMs` stands in where a source gives no time at all. */
  observe(batch: RecordBatch, observedMs: number): void {
    if (batch.count === 0) return;
    const timesMs = this.#effectiveTimes(batch, observedMs);
    this.#tallies.observe(batch, timesMs);
    const isBuild = this.#builds.observe(batch, timesMs);
    this.#reader.history.observe(batch, timesMs, { observedMs, isJob: isBuild && this.#builds.isServed(batch.source.name) });
    this.#changed = true;
    this.#assessment = undefined;
    if (!isBuild) this.#reader.read(batch, timesMs);
  }

  /** What is known now; computed once after each change. */
  assess(): Assessment {
    return (this.#assessment ??= this.#withBuilds(this.#assessor.assess()));
  }

  /** Issues that are new or changed since the last call, for the store. */
  takeChanged(): Issue[] {
    this.assess();
    return [...this.#assessor.takeChanged().filter((issue) => !this.#isOfBuild(issue)), ...this.#builds.takeChanged()];
  }

  /** The counts as bytes for the store; undefined when nothing changed since the last call. */
  takeSaved(): Uint8Array | undefined {
    if (!this.#changed) return undefined;
    this.#changed = false;
    return new TextEncoder().encode(JSON.stringify(this.#tallies.savedComponents()));
  }

  /** Puts back what the store counts by itself. */
  restore(minutes: readonly MinuteCount[], lastBySource: ReadonlyMap<number, number>): void {
    this.#tallies.restoreMinutes(minutes);
    for (const [sourceId, lastRecordMs] of lastBySource) this.#tallies.restoreSource(sourceId, lastRecordMs);
  }

  /** Components by errors, then by records. */
  components(): ComponentState[] {
    return this.#tallies.components(this.#options.componentText);
  }

  /** Records by component and severity band, in the order in which components were first seen. */
  entries(): ReturnType<Tallies['entries']> {
    return this.#tallies.entries(this.#options.componentText);
  }

  /** The counts behind the charts. */
  get tallies(): Tallies {
    return this.#tallies;
  }

  /** Runs, and sightings over time. */
  get history(): History {
    return this.#reader.history;
  }

  /** Sightings of causes beyond the limit of tracked issues. */
  get untracked(): number {
    return this.#reader.untracked;
  }

  #withBuilds(assessment: Assessment): Assessment {
    return { ...assessment, issues: [...assessment.issues.filter((issue) => !this.#isOfBuild(issue)), ...this.#builds.issues()] };
  }

  /** What was taken for an issue before its log turned out to be one of a build is part of that build's issue. */
  #isOfBuild({ sources }: Issue): boolean {
    return sources.length > 0 && sources.every((name) => this.#builds.isBuild(name));
  }

  /** The time of each record by its log's clock; a record without one has that of the record before it. */
  #effectiveTimes(batch: RecordBatch, observedMs: number): Float64Array {
    if (this.#timesMs.length < batch.count) this.#timesMs = new Float64Array(batch.count * 2);
    let last = this.#lastTimeBySource.get(batch.source.id) ?? observedMs;
    for (let i = 0; i < batch.count; i++) {
      const own = batch.timestampMs[i] ?? NaN;
      if (!Number.isNaN(own)) last = own;
      this.#timesMs[i] = last;
    }
    this.#lastTimeBySource.set(batch.source.id, last);
    return this.#timesMs;
  }
}
