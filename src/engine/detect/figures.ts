/** Figures nobody knows the meaning of: one that was steady, and is another from one moment on, tells of a wrong result when something was changed then. */
import { groupBy } from '../../base/groupBy.ts';
import { segmentsOf, firstAway, medianOf, rankCorrelation, type Drift, type Segment } from './drift.ts';
import type { Series } from './numbers.ts';
import { streamKind } from './recordReader.ts';
import type { Stream } from './streams.ts';
import type { TimeGrid } from './timeGrid.ts';

const minSamples = 24;
const minSegments = 8;
const minClimb = 5;
/** Away is a quarter or four times as much, and well beyond how it varied before (ours). */
const awayFactor = 4;
const awaySpread = 4;
/** A figure that was nothing has to become at least so much. */
const least = 3;
/** What was changed at most so long before a figure moved, or noticed so shortly after (a segment is as coarse), may be why. */
const beforeMs = 30_000;
const afterMs = 5000;
/** What a program says while it starts explains no change. */
const startMs = 10_000;
/** Lines that stand alone may cover so much of the log's life at most, by chance, to explain anything (ours). */
const chance = 0.3;

/** What may explain that figures moved. */
export interface Around {
  /** When something was announced to be changed. */
  readonly changed: readonly number[];
  readonly streams: readonly Stream[];
  readonly grid: TimeGrid;
}

/** Returns the figures that moved when something was changed, or when something was written that nobody saw before. */
export function shiftsOf(all: readonly Series[], { changed, streams, grid }: Around): Drift[] {
  const shifts = all.flatMap((series) => (series.kind === 'figure' ? shiftOf(series, grid) ?? [] : []));
  if (shifts.length === 0) return [];
  const novel = novelIn(streams);
  return shifts.filter((shift) => isExplained(shift, [...changed, ...novel]));
}

/** When lines were written that stand alone; in a log with many of them some always stand where a figure happens to move. */
function novelIn(streams: readonly Stream[]): number[] {
  const logs = groupBy(streams, (stream) => stream.source.logName);
  return [...logs.values()].flatMap((ofLog) => {
    const firstMs = ofLog.reduce((least, stream) => Math.min(least, stream.firstMs), Infinity);
    const lastMs = ofLog.reduce((most, stream) => Math.max(most, stream.lastMs), -Infinity);
    const alone = ofLog.filter((stream) => stream.count === 1 && stream.kind === streamKind.plain && stream.firstMs - firstMs > startMs).map((stream) => stream.firstMs);
    return alone.length * (beforeMs + afterMs) <= chance * (lastMs - firstMs) ? alone : [];
  });
}

/** The shift of a figure that was steady and has stayed at its new value. */
function shiftOf(series: Series, grid: TimeGrid): Drift | undefined {
  if (series.count < minSamples) return undefined;
  const segments = segmentsOf(series, grid);
  if (segments.length < minSegments) return undefined;
  const quarter = Math.max(2, Math.floor(segments.length / 4));
  const before = medianOf(segments.slice(0, quarter).map(({ mean }) => mean));
  const isNear = ({ mean }: Segment): boolean => Math.abs(mean - before) <= Math.max(0.35 * Math.abs(before), least / 2);
  const from = segments.findIndex((segment) => !isNear(segment));
  if (from < quarter) return undefined;
  // The last one before may hold both values already.
  const spread = Math.max(...segments.slice(0, Math.max(quarter, from - 1)).map(({ mean }) => Math.abs(mean - before)));
  // The first segment beyond may hold both values.
  const behind = segments.slice(from + 1);
  const isAway = ({ mean }: Segment): boolean => isFar(before, mean) && Math.abs(mean - before) > awaySpread * spread;
  if (behind.length < 2) return undefined;
  if (!behind.every(isAway)) return riseOf(series, grid, { segments, from, before, isAway });
  const now = medianOf(behind.map(({ mean }) => mean));
  // It may have moved within the segment before.
  const moved = ((segments[from - 1]?.mean ?? before) - before) * Math.sign(now - before);
  const start = moved > 0.1 * Math.abs(before) ? from - 1 : from;
  return { series, before, now, sinceMs: firstAway(series, grid, segments[start]?.startMs ?? NaN, { halfWay: (before + now) / 2, isUp: now > before }), isOver: false, shape: 'jumped' };
}

/** A steady climb from the moment on at which the figure left its old value. */
function riseOf(series: Series, grid: TimeGrid, { segments, from, before, isAway }: { readonly segments: readonly Segment[]; readonly from: number; readonly before: number; readonly isAway: (segment: Segment) => boolean }): Drift | undefined {
  const climb = segments.slice(from);
  const last = climb.at(-1);
  if (!last || climb.length < minClimb || !isAway(last) || rankCorrelation(climb.map(({ mean }) => mean)) < 0.95) return undefined;
  const isUp = last.mean > before;
  const halfWay = before + (isUp ? 1 : -1) * Math.max(Math.abs(before) * 0.2, least);
  return { series, before, now: last.mean, sinceMs: firstAway(series, grid, segments[from]?.startMs ?? NaN, { halfWay, isUp }), isOver: false, shape: 'rises' };
}

/** Whether one of the moments at which something was changed explains that a figure moved. */
function isExplained({ sinceMs }: Drift, changesMs: readonly number[]): boolean {
  return changesMs.some((ms) => ms >= sinceMs - beforeMs && ms <= sinceMs + afterMs);
}

function isFar(before: number, mean: number): boolean {
  const low = Math.min(Math.abs(before), Math.abs(mean));
  const high = Math.max(Math.abs(before), Math.abs(mean));
  return high >= awayFactor * low && (low > 0.01 * high ? high - low >= least / 2 : high >= least);
}
