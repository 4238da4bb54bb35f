/**
 * Runs: the lives of the process that writes a log. A run begins with a line that announces a start, with another process id after a
 * steady one, with a captured command, and where a file is made anew or a log goes on after a gap just as it had begun. Only what is
 * rare is looked at: a template is read once, a process id at the ends of a batch.
 */
import type { RecordBatch } from '../../model/record.ts';
import { capturedProgram, runLogOf, type Run, type RunStart } from '../../model/run.ts';
import type { Source } from '../../model/source.ts';
import { pidOf } from './pid.ts';
import { LogRuns } from './logRuns.ts';
import { OpenRun } from './openRun.ts';

/** What a template's words announce. */
export type Announced = 'start' | 'ready' | 'stop' | 'change' | undefined;

/** What a tracker is made from. */
export interface RunOptions {
  /** Asked once per template. */
  readonly announced: (templateId: number) => Announced;
  /** As `takeChanged` gave them before a restart, oldest first. */
  readonly saved?: readonly Run[];
}

/** Runs of one log that are kept for comparison. */
const runsKept = 20;
/** Start lines come together: a banner, its version, a port. */
const bannerMs = 30_000;
const bannerRecords = 20;
const mostStarts = 10;
/** Workers of one start announce themselves with one line each, faster than any process starts again (ours). */
const againMs = 1500;
const againRecords = 5;
/** After so many records behind a stop it was only a part that stopped. */
const goesOnRecords = 20;
/** Silence worth asking whether the log begins anew behind it. */
const gapMs = 60_000;
/** A process id that stood in every record looked at for so long is the process's own, not a connection's. */
const steadyRecords = 200;

/** All runs of all logs. */
export class RunTracker {
  readonly #options: RunOptions;
  readonly #logs = new Map<string, LogRuns>();
  /** By template: 0 not asked yet, else one more than the place in `kinds`. */
  readonly #kinds: number[] = [];
  readonly #changed = new Set<OpenRun>();
  /** All logs, those whose newest run began last first; empty when one has begun since. */
  #newestFirst: readonly LogRuns[] = [];
  /** Runs of the batch that was observed last, by the record each begins with. */
  #spans: { readonly from: number; readonly run: OpenRun }[] = [];

  constructor(options: RunOptions) {
    this.#options = options;
    for (const run of options.saved ?? []) {
      const log = this.#logs.get(run.log) ?? new LogRuns(run.log);
      log.runs = log.runs.concat(OpenRun.restore(run));
      log.lastMs = run.lastMs;
      this.#logs.set(run.log, log);
    }
  }

  /** Takes the next records of a source; `timesMs[i]` is the effective time of record i. In a log of one job what is announced begins no run, and is not read. */
  observe(batch: RecordBatch, timesMs: Float64Array, isJob = false): void {
    if (batch.count === 0) return;
    const log = this.#logOf(batch.source);
    const isNewFile = log.sourceId !== undefined && log.sourceId !== batch.source.id;
    const isCommand = capturedProgram(batch.source.logName) !== undefined && log.sourceId !== batch.source.id;
    log.sourceId = batch.source.id;
    this.#spans = [];
    if (!log.run) this.#begin(log, batch, 0, { ms: timesMs[0] ?? NaN, startedBy: isCommand ? 'command' : 'first record' });
    else if (isCommand) this.#begin(log, batch, 0, { ms: timesMs[0] ?? NaN, startedBy: 'command' });
    else this.#spans.push({ from: 0, run: log.run });
    for (let i = 0; i < batch.count; i++) {
      const ms = timesMs[i] ?? NaN;
      if (!isJob && this.#kindOf(batch.template[i] ?? 0) > 1) this.#announced(log, batch, i, ms);
      else if (((isNewFile && i === 0) || ms - log.lastMs > gapMs) && beginsAgain(log, batch, i)) this.#begin(log, batch, i, { ms, startedBy: isNewFile && i === 0 ? 'new file' : 'gap' });
      this.#count(log, batch, i, ms);
    }
    this.#lookAtPid(log, batch, timesMs);
  }

  /** Notes that record `i` of the batch observed last showed an issue. */
  sighted(issueId: string, i: number): void {
    const run = this.#spans.findLast(({ from }) => from <= i)?.run;
    if (run) run.see(issueId);
  }

  /** Notes that nothing more comes from a source: a captured command has ended. */
  ended(source: Source): void {
    const log = this.#logs.get(runLogOf(source.logName));
    if (!log?.run || log.sourceId !== source.id || capturedProgram(source.logName) === undefined) return;
    log.run.endedMs = log.run.lastMs;
    this.#changed.add(log.run);
  }

  /** The newest runs of each log, oldest first; of so many logs at most, those whose newest run began last. */
  runs(mostLogs: number): Run[] {
    return this.#newest(mostLogs).flatMap(({ runs }) => runs.map((run) => run.view()));
  }

  /** The newest runs of one log, oldest first. */
  runsOf(log: string): Run[] {
    return this.#logs.get(log)?.runs.map((run) => run.view()) ?? [];
  }

  /** Logs of which at least so many runs are known. */
  logsWith(fewestRuns: number): string[] {
    const names: string[] = [];
    for (const { log, runs } of this.#logs.values()) if (runs.length >= fewestRuns) names.push(log);
    return names;
  }

  /** Runs that are new or changed since the last call, for the store. */
  takeChanged(): Run[] {
    const changed = [...this.#changed].map((run) => run.view());
    this.#changed.clear();
    return changed;
  }

  #newest(mostLogs: number): LogRuns[] {
    if (this.#logs.size <= mostLogs) return [...this.#logs.values()];
    if (this.#newestFirst.length === this.#logs.size) return this.#newestFirst.slice(0, mostLogs);
    const startedMs = ({ run }: LogRuns): number => run?.startedMs ?? NaN;
    this.#newestFirst = [...this.#logs.values()].sort((a, b) => (startedMs(b) || 0) - (startedMs(a) || 0) || (a.log < b.log ? -1 : 1));
    return this.#newestFirst.slice(0, mostLogs);
  }

  #logOf(source: Source): LogRuns {
    const name = runLogOf(source.logName);
    let log = this.#logs.get(name);
    if (!log) this.#logs.set(name, (log = new LogRuns(name)));
    return log;
  }

  #kindOf(template: number): number {
    return (this.#kinds[template] ??= 1 + kinds.indexOf(this.#options.announced(template)));
  }

  #begin(log: LogRuns, batch: RecordBatch, i: number, { ms, startedBy }: { readonly ms: number; readonly startedBy: RunStart }): OpenRun {
    this.#newestFirst = [];
    const before = log.run;
    if (before) before.endedMs ??= before.lastMs;
    const run = new OpenRun({ log: log.log, number: (before?.number ?? 0) + 1, startedMs: ms, startedBy, sourceId: batch.source.id, positionBytes: batch.positionBytes[i] ?? 0 });
    log.runs = log.runs.concat(run).slice(-runsKept);
    log.pid = undefined;
    log.pidRecords = 0;
    log.sinceStop = 0;
    this.#spans.push({ from: i, run });
    this.#changed.add(run);
    if (before) this.#changed.add(before);
    return run;
  }

  #announced(log: LogRuns, batch: RecordBatch, i: number, ms: number): void {
    const { run } = log;
    const template = batch.template[i] ?? 0;
    const kind = kinds[this.#kindOf(template) - 1];
    if (!run || kind === 'change') return;
    if (kind === 'stop') {
      run.endedMs = ms;
      log.sinceStop = 0;
      return;
    }
    const isFirst = run.starts[0]?.template === template;
    const before = run.starts.find((start) => start.template === template);
    const isApart = before !== undefined && (ms - before.ms >= againMs || run.records - before.record >= againRecords);
    const isBanner = ms - run.startedMs <= bannerMs || run.records <= bannerRecords;
    // Behind a stop, too, a line of the banner that is not its first is a part that starts again, such as a worker.
    const isStopped = run.endedMs !== undefined;
    const isNew = run.starts.length === 0 ? isStopped || !isBanner : isFirst ? isStopped || isApart : isStopped && before === undefined;
    if (!isNew) run.endedMs = undefined;
    if (isNew) this.#begin(log, batch, i, { ms, startedBy: 'announcement' }).addStart({ template, ms, record: 0 });
    else if (before) Object.assign(before, { ms, record: run.records });
    else if (isBanner && run.starts.length < mostStarts) {
      run.addStart({ template, ms, record: run.records });
      if (run.startedBy === 'first record') run.startedBy = 'announcement';
    }
  }

  #count(log: LogRuns, batch: RecordBatch, i: number, ms: number): void {
    const { run } = log;
    if (!run) return;
    if (!log.hasPreamble) {
      if (run.records === 0 && (batch.firstLine !== 1 || i !== 0)) log.hasPreamble = true;
      else {
        log.preamble = log.preamble.concat(batch.template[i] ?? 0);
        log.hasPreamble = log.preamble.length === 2;
      }
    }
    run.records++;
    if (run.endedMs !== undefined && ++log.sinceStop > goesOnRecords) run.endedMs = undefined;
    if (ms === ms) {
      log.lastMs = ms;
      run.lastMs = ms;
    }
    if (i === batch.count - 1) this.#changed.add(run);
  }

  /** A steady process id that gives way to another one is another process. */
  #lookAtPid(log: LogRuns, batch: RecordBatch, timesMs: Float64Array): void {
    if (log.hasManyPids || !log.run) return;
    const from = this.#spans.at(-1)?.from ?? 0;
    const pids = [from, from + ((batch.count - from) >> 1), batch.count - 1].map((i) => pidOf(batch, i));
    const last = pids.at(-1);
    if (last === undefined) return;
    const known = log.pid ?? log.run.pid;
    if (known === undefined || pids.every((pid) => pid === known)) log.pidRecords += batch.count - from;
    else if (log.pidRecords < steadyRecords) {
      log.hasManyPids = true;
      log.run.pid = undefined;
      return;
    } else {
      const first = firstWithOtherPid(batch, from, known);
      this.#begin(log, batch, first, { ms: timesMs[first] ?? NaN, startedBy: 'process id' });
      log.run.records = batch.count - first;
    }
    log.pid = last;
    log.run.pid = last;
  }
}

/** What a template announces; the place of `undefined` is that of all others. */
const kinds: readonly Announced[] = [undefined, 'start', 'ready', 'stop', 'change'];

/** The next two records are of the kinds with which the log once began. */
function beginsAgain({ preamble }: LogRuns, batch: RecordBatch, i: number): boolean {
  return preamble.length === 2 && batch.template[i] === preamble[0] && (i + 1 >= batch.count || batch.template[i + 1] === preamble[1]);
}

function firstWithOtherPid(batch: RecordBatch, from: number, known: number): number {
  for (let i = from; i < batch.count; i++) {
    const pid = pidOf(batch, i);
    if (pid !== undefined && pid !== known) return i;
  }
  return batch.count - 1;
}
