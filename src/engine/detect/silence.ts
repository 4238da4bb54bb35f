/** What used to be regular and stopped: a whole log, or one kind of record in a log that goes on. */
import type { Source } from '../../model/source.ts';
import { countBetween, longestGapMs, type Counts } from './rhythm.ts';
import type { SourceActivity, Stream } from './streams.ts';
import type { TimeGrid } from './timeGrid.ts';

/** Something that stopped. */
export interface Silence {
  readonly source: Source;
  /** Undefined: the whole log. */
  readonly streams: readonly Stream[];
  readonly lastMs: number;
  readonly lastLine: number;
  /** How long it has been silent, and how often it wrote before. */
  readonly silentMs: number;
  readonly perMinute: number;
  /** The longest pause before. */
  readonly pauseMs: number;
  /** Records before it stopped. */
  readonly count: number;
}

const minRecords = 20;
const minStreamRecords = 25;
const minSilentMs = 20_000;
/** A rotated part or a packed log ends without anything being wrong. */
const rotatedName = /\.(?:\d{1,4}|gz|zst|bz2|xz|old|bak|prev)$|-\d{8}(?:-\d+)?(?:\.log)?$|\.log\.\d/;

/** Those of the logs that stopped while others went on; not those that said that they end. */
export function silentLogs({ logs, hasEnded }: { readonly logs: readonly SourceActivity[]; readonly hasEnded: (log: SourceActivity) => boolean }, grid: TimeGrid): Silence[] {
  const newestFirst = [...logs].sort((a, b) => b.lastMs - a.lastMs);
  const endMs = newestFirst[0]?.lastMs ?? -Infinity;
  return logs.flatMap((log) => {
    if (log.count < minRecords || rotatedName.test(log.source.name)) return [];
    const silentMs = endMs - log.lastMs;
    if (!isSilent(log, grid, silentMs) || hasEnded(log)) return [];
    const fromMs = log.lastMs + silentMs * 0.3;
    // Behind the first that ends before it, to the grid's precision, no other wrote since.
    const mayGoOn = newestFirst.slice(0, placeBehind(newestFirst, fromMs - grid.widthMs));
    if (!mayGoOn.some((other) => other !== log && countBetween(other.buckets, grid, fromMs, endMs + 1) >= 3)) return [];
    return [{ source: log.source, streams: [], lastMs: log.lastMs, lastLine: log.lastLine, silentMs, pauseMs: longestGapMs(log.buckets, grid), perMinute: perMinute(log), count: log.count }];
  });
}

/** Where in the logs, newest first, those begin that ended before `ms`. */
function placeBehind(newestFirst: readonly SourceActivity[], ms: number): number {
  const place = newestFirst.findIndex(({ lastMs }) => lastMs < ms);
  return place < 0 ? newestFirst.length : place;
}

/** Kinds of record that stopped in logs that go on, those that stopped together as one. */
export function silentStreams(streams: readonly Stream[], logOf: (stream: Stream) => SourceActivity, grid: TimeGrid): Silence[] {
  const found: Silence[] = [];
  for (const stream of streams) {
    const log = logOf(stream);
    const silentMs = log.lastMs - stream.lastMs;
    const logMs = log.lastMs - log.firstMs;
    const livedMs = stream.lastMs - stream.firstMs;
    if (stream.count < minStreamRecords || livedMs < 0.3 * logMs || silentMs < 0.1 * logMs || stream.firstMs - log.firstMs > 0.3 * logMs) continue;
    if (!isSilent(stream, grid, silentMs) || !isRegular(stream, grid) || countBetween(log.buckets, grid, stream.lastMs + grid.widthMs, log.lastMs + 1) < 5) continue;
    const together = found.findIndex(({ source, lastMs }) => source === stream.source && Math.abs(lastMs - stream.lastMs) <= Math.max(15_000, 0.05 * logMs));
    const made = { source: stream.source, streams: [stream], lastMs: stream.lastMs, lastLine: stream.lastLine, silentMs, pauseMs: longestGapMs(stream.buckets, grid), perMinute: perMinute(stream), count: stream.count };
    if (together < 0) found.push(made);
    else found[together] = joined(found[together] ?? made, made);
  }
  return found;
}

function joined(a: Silence, b: Silence): Silence {
  const later = b.lastMs > a.lastMs ? b : a;
  return { ...later, streams: [...a.streams, ...b.streams].sort((x, y) => y.count - x.count), perMinute: a.perMinute + b.perMinute, count: a.count + b.count };
}

function isSilent(counts: Counts, grid: TimeGrid, silentMs: number): boolean {
  const gapMs = (counts.lastMs - counts.firstMs) / Math.max(1, counts.count - 1);
  return silentMs > Math.max(minSilentMs, 3 * longestGapMs(counts.buckets, grid) + 2 * grid.widthMs, 10 * gapMs);
}

/** Whether it wrote in most of eight equal parts of its life. */
function isRegular(counts: Counts, grid: TimeGrid): boolean {
  const part = (counts.lastMs - counts.firstMs) / 8;
  let filled = 0;
  for (let i = 0; i < 8; i++) if (countBetween(counts.buckets, grid, counts.firstMs + i * part, counts.firstMs + (i + 1) * part) > 0) filled++;
  return filled >= 7;
}

function perMinute({ count, firstMs, lastMs }: Counts): number {
  return (count * 60_000) / Math.max(1000, lastMs - firstMs);
}
