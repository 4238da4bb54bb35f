/** A process that is started again and again, though no line says why: many starts close together after a longer life. */
import { severity } from '../../model/severity.ts';
import { runLogOf, type Run } from '../../model/run.ts';
import type { SystemChange } from '../../model/snapshot.ts';
import type { Source } from '../../model/source.ts';
import { issueOf } from './derived.ts';
import { durationWords, findingOf, type Finding } from './finding.ts';
import type { History } from './history.ts';
import { countBetween, type Span } from './rhythm.ts';
import type { LogStreams, SourceActivity, Stream } from './streams.ts';
import type { TimeGrid } from './timeGrid.ts';

/** So many starts, no two of them further apart, make a loop when the life before was so many times longer (ours). */
const fewestStarts = 5;
const longestGapMs = 60_000;
const lifeFactor = 5;
/** A start so shortly behind a change that somebody made is the change's. */
const changeMs = 5000;

/** What restarts are read from. */
export interface RestartInput {
  readonly history: Pick<History, 'runsOf' | 'logsWithRuns'>;
  readonly changes: readonly SystemChange[];
  readonly activities: readonly SourceActivity[];
  readonly streamsOf: (source: Source) => LogStreams;
  readonly spanOf: (name: string) => Span;
  readonly grid: TimeGrid;
}

/** Returns one finding for each log whose process starts again and again. */
export function restartFindings({ history, changes, activities, streamsOf, spanOf, grid }: RestartInput): Finding[] {
  const logs = history.logsWithRuns(fewestStarts);
  if (logs.length === 0) return [];
  const byLog = new Map(activities.map((activity) => [runLogOf(activity.source.logName), activity]));
  return logs.flatMap((name) => {
    const log = byLog.get(name);
    const loop = log && loopOf(history.runsOf(name), log.firstMs);
    if (!log || !loop || isMade(loop.starts, changes)) return [];
    const stream = streamsOf(log.source).byTemplate.get(loop.starts[0]?.starts[0] ?? -1);
    return stream && !isUsual(stream, loop, { log, grid }) ? [restartFinding(loop, stream, log, spanOf(log.source.name))] : [];
  });
}

interface Loop {
  readonly starts: readonly Run[];
  /** With those before them that are not kept any more, and about since when. */
  readonly count: number;
  readonly sinceMs: number;
  readonly gapMs: number;
  readonly lifeMs: number;
}

/** The newest starts that lie close together, when they are many and a longer life lies before them. */
function loopOf(runs: readonly Run[], firstMs: number): Loop | undefined {
  let from = runs.length - 1;
  while (from > 0 && (runs[from]?.startedMs ?? NaN) - (runs[from - 1]?.startedMs ?? NaN) <= longestGapMs) from--;
  // The first of them ended the longer life, unless that is no longer kept.
  const starts = runs.slice(from).filter(({ number, startedBy }) => number > 1 && (startedBy === 'announcement' || startedBy === 'process id'));
  const [first] = starts;
  const last = starts.at(-1);
  if (!first || !last || starts.length < fewestStarts) return undefined;
  const gapMs = (last.startedMs - first.startedMs) / (starts.length - 1);
  // Of runs that are not kept any more the others are taken to have been as short as these.
  const unseen = from === 0 ? Math.max(0, first.number - 2) : 0;
  const sinceMs = first.startedMs - unseen * gapMs;
  const lifeMs = sinceMs - firstMs - (first.number - 2 - unseen) * gapMs;
  return gapMs > 0 && lifeMs >= lifeFactor * gapMs ? { starts, count: starts.length + unseen, sinceMs, gapMs, lifeMs } : undefined;
}

/** Whether such starts were written all along, as a system's log does of jobs that come and go: no loop began. */
function isUsual(stream: Stream, { sinceMs, count }: Loop, { log, grid }: { readonly log: SourceActivity; readonly grid: TimeGrid }): boolean {
  return countBetween(stream.buckets, grid, log.firstMs, sinceMs - grid.widthMs) > Math.max(2, count / 5);
}

/** Whether the newest starts follow changes, as under a watcher of source files; of changes only the newest are kept. */
function isMade(starts: readonly Run[], changes: readonly SystemChange[]): boolean {
  const newest = starts.slice(-fewestStarts);
  const made = newest.filter(({ startedMs }) => changes.some(({ kind, atMs }) => kind === 'change' && atMs <= startedMs && atMs > startedMs - changeMs));
  return made.length > newest.length / 3;
}

function restartFinding({ starts, count, sinceMs, gapMs, lifeMs }: Loop, stream: Stream, log: SourceActivity, span: Span): Finding {
  const { source } = log;
  const lastMs = starts.at(-1)?.startedMs ?? NaN;
  const issue = issueOf({
    type: 'restarts', key: '', category: 'PROCESS', severityNumber: severity.error,
    title: `restart loop: the process behind ${source.name} is started again and again`, message: stream.firstText, source: source.name,
    count, firstMs: sinceMs, lastMs, places: [{ line: stream.lastLine, text: 'the newest of these starts' }],
    action: 'Look at the last lines before each start, and at how it ended: exit status, signal, memory limit, health check (service manager, container runtime, kernel log).', minutes: 30,
  });
  const isOver = log.lastMs - lastMs > Math.max(longestGapMs, lifeFactor * gapMs);
  const finding = findingOf(issue, { count, firstMs: sinceMs, lastMs, buckets: stream.buckets }, span, { rhythm: { kind: 'new', onsetMs: sinceMs, since: count, isOver, perMinuteBefore: 0, perMinute: 60_000 / gapMs }, known: undefined });
  finding.why = `${count} starts, one every ${durationWords(gapMs)}, after a life of ${durationWords(lifeMs)} before`;
  return finding;
}
