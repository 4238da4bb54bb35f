/** Numbers that drift: a latency, a queue or a memory figure that rises (or room that falls) well beyond what it did before. */
import { bucketCount, type TimeGrid } from './timeGrid.ts';
import type { Series } from './numbers.ts';

/** A series that drifted. */
export interface Drift {
  readonly series: Series;
  /** Mean at the beginning, and now. */
  readonly before: number;
  readonly now: number;
  /** Since when it is clearly away from the beginning. */
  readonly sinceMs: number;
  /** Whether it came back to where it was. */
  readonly isOver: boolean;
  /** `rises`: steadily; `jumped`: at once. */
  readonly shape: 'rises' | 'jumped';
}

/** Segments a series is looked at in (ours: enough for a rank test, few enough for sparse series). */
const segmentCount = 12;
const minSamples = 24;
/** A rise counts from this factor on (ours). */
const riseFactor = 2;
const jumpFactor = 3;
/** Smaller values are noise whatever the factor, by kind; milliseconds for times, whatever unit for the others. */
const floors = { time: 20, size: 8, level: 8, room: 0, ratio: 0, figure: Infinity } as const;

/** Returns all drifts, the strongest first. */
export function driftsOf(all: readonly Series[], grid: TimeGrid): Drift[] {
  const drifts = all.flatMap((series) => (series.kind === 'figure' ? [] : (driftOf(series, grid) ?? [])));
  return drifts.sort((a, b) => factorOf(b) - factorOf(a));
}

/** By how much a drift moved, above 1. */
export function factorOf({ before, now }: Pick<Drift, 'before' | 'now'>): number {
  const low = Math.max(1e-9, Math.min(before, now));
  return Math.max(before, now) / low;
}

/** Some of a series: its mean, how many values it holds, when it begins. */
export interface Segment {
  readonly mean: number;
  readonly count: number;
  readonly startMs: number;
}

function driftOf(series: Series, grid: TimeGrid): Drift | undefined {
  if (series.count < minSamples) return undefined;
  const segments = segmentsOf(series, grid);
  if (segments.length < 6) return undefined;
  const third = Math.floor(segments.length / 3);
  const falls = series.kind === 'room' || series.kind === 'ratio';
  const towards = falls ? segments.map((segment) => ({ ...segment, mean: -segment.mean })) : segments;
  const before = medianOf(segments.slice(0, third).map(({ mean }) => mean));
  const now = medianOf(segments.slice(-third).map(({ mean }) => mean));
  const rises = rankCorrelation(towards.map(({ mean }) => mean));
  if (isMoved(series, before, now, riseFactor) && rises >= 0.75 && goesOn(towards)) {
    return { series, before, now, sinceMs: leftAt(towards, falls ? -before : before, falls ? -now : now), isOver: false, shape: 'rises' };
  }
  return jumpOf(series, segments, { falls, grid });
}

/** A step up (or down) that stays, or that came back. */
function jumpOf(series: Series, segments: readonly Segment[], { falls, grid }: { readonly falls: boolean; readonly grid: TimeGrid }): Drift | undefined {
  const quarter = Math.max(2, Math.floor(segments.length / 4));
  const before = medianOf(segments.slice(0, quarter).map(({ mean }) => mean));
  const spread = Math.max(...segments.slice(0, quarter).map(({ mean }) => Math.abs(mean - before)));
  const isAway = ({ mean }: Segment): boolean => isMoved(series, before, mean, jumpFactor) && Math.abs(mean - before) > 3 * spread && (falls ? mean < before : mean > before);
  const from = segments.findIndex((segment, index) => index >= quarter && isAway(segment));
  if (from < 0) return undefined;
  const behind = segments.slice(from);
  const away = behind.filter(isAway);
  if (away.length < 2) return undefined;
  const isOver = !behind.slice(-2).some(isAway);
  if (!isOver && away.length < behind.length / 2) return undefined;
  const now = medianOf(away.map(({ mean }) => mean));
  return { series, before, now, sinceMs: firstAway(series, grid, segments[from]?.startMs ?? NaN, { halfWay: (before + now) / 2, isUp: now > before }), isOver, shape: 'jumped' };
}

/** The first bucket of a segment, or of the one before it, that is half-way to the new value, which is more (`isUp`) or less than the old one. */
export function firstAway(series: Series, grid: TimeGrid, segmentMs: number, { halfWay, isUp }: { readonly halfWay: number; readonly isUp: boolean }): number {
  const from = Math.max(0, Math.floor((segmentMs - grid.originMs) / grid.widthMs));
  for (let bucket = from; bucket < bucketCount; bucket++) {
    const count = series.values.countAt(bucket);
    if (count === 0) continue;
    const mean = series.values.sumAt(bucket) / count;
    if (isUp ? mean >= halfWay : mean <= halfWay) return grid.startOf(bucket);
  }
  return segmentMs;
}

function isMoved(series: Series, before: number, now: number, factor: number): boolean {
  const falls = series.kind === 'room' || series.kind === 'ratio';
  if (falls) return now < before && before > 0 && now * factor <= before;
  const scale = series.kind === 'time' ? millisecondsPer(series.unit) : 1;
  return now > before * factor && (now - before) * scale >= floors[series.kind] && now * scale >= floors[series.kind];
}

/** Still on its way in the last third: warm-up that has settled is no drift. */
function goesOn(towards: readonly Segment[]): boolean {
  const third = Math.floor(towards.length / 3);
  const middle = medianOf(towards.slice(third, -third).map(({ mean }) => mean));
  const last = medianOf(towards.slice(-third).map(({ mean }) => mean));
  return last - middle > 0.12 * Math.abs(last);
}

/** When a fifth of the way was gone. */
function leftAt(towards: readonly Segment[], before: number, now: number): number {
  const border = before + (now - before) * 0.2;
  return towards.find(({ mean }) => mean >= border)?.startMs ?? NaN;
}

/** Cuts a series into equal parts of its life; parts without a value are left out. */
export function segmentsOf(series: Series, grid: TimeGrid): Segment[] {
  let first = 0;
  let last = bucketCount - 1;
  while (first < last && series.values.countAt(first) === 0) first++;
  while (last > first && series.values.countAt(last) === 0) last--;
  const width = (last - first + 1) / segmentCount;
  const segments: Segment[] = [];
  for (let i = 0; i < segmentCount; i++) {
    let count = 0;
    let sum = 0;
    for (let bucket = first + Math.floor(i * width); bucket < first + Math.floor((i + 1) * width); bucket++) {
      count += series.values.countAt(bucket);
      sum += series.values.sumAt(bucket);
    }
    if (count > 0) segments.push({ mean: sum / count, count, startMs: grid.startOf(first + Math.floor(i * width)) });
  }
  return segments;
}

function millisecondsPer(unit: string): number {
  if (/^(?:s|sec|secs|seconds|초)$/.test(unit)) return 1000;
  if (/^(?:us|µs)$/.test(unit)) return 0.001;
  return unit === 'ns' ? 1e-6 : 1;
}

/** The middle one of some values. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Spearman's correlation of the values with their order. */
export function rankCorrelation(values: readonly number[]): number {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value || a.index - b.index);
  let squares = 0;
  for (const [rank, { index }] of order.entries()) squares += (rank - index) ** 2;
  const n = values.length;
  return 1 - (6 * squares) / (n * (n * n - 1));
}
