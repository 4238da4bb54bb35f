/** When a fault began and whether it is noise: its counts over time against the life of the log it stands in. */
import type { BucketCounts } from './bucketCounts.ts';
import { bucketCount, type TimeGrid } from './timeGrid.ts';

/** Counts of something over time. */
export interface Counts {
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly buckets: BucketCounts;
}

/** The life of the log (or logs) in which something was seen. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
  /** Buckets of the grid that are time: all but long stretches in which no log wrote anything, such as a night or a step of the clock. */
  readonly alive: readonly number[];
  /** Some clock went back, so that only buckets tell what came after what. */
  readonly hasJumps: boolean;
}

/**
 * How the counts lie in the span. `new`: it began during the span; `noise`: there from the first seconds, at a steady rate;
 * `surge`: there before, but far more often since `onsetMs`; `startup`: only while the log began; `undated`: nothing has a time.
 */
export interface Rhythm {
  readonly kind: 'new' | 'noise' | 'surge' | 'startup' | 'undated';
  readonly onsetMs: number;
  /** Sightings since the onset. */
  readonly since: number;
  /** Quiet for so long, while the log went on, that it seems to be over. */
  readonly isOver: boolean;
  /** Per minute before the onset (0 for new ones) and since. */
  readonly perMinuteBefore: number;
  readonly perMinute: number;
}

/** Chosen by us on logs of 6 minutes to 7 days; see the tests for the kinds they tell apart. */
const fromStartShare = 0.08;
const fromStartMs = 10_000;
const sparseShare = 0.2;
const startupShare = 0.03;
const startupMs = 6000;
const quietMs = 45_000;
const shortestMs = 90_000;
const lonelyQuietMs = 600_000;
const segments = 24;

/** Judges the rhythm. */
export function rhythmOf(counts: Counts, span: Span, grid: TimeGrid): Rhythm {
  const { count, firstMs } = counts;
  const life = lifeOf(counts, span, grid);
  if (!Number.isFinite(firstMs) || !life) return { kind: 'undated', onsetMs: firstMs, since: count, isOver: false, perMinuteBefore: 0, perMinute: 0 };
  const { spanMs, afterMs, livedMs, toEndMs } = life;
  const gapMs = count > 1 ? livedMs / (count - 1) : Infinity;
  const base = { onsetMs: firstMs, since: count, isOver: isOver(toEndMs, gapMs, count), perMinuteBefore: 0, perMinute: rate(count, livedMs) };
  if (afterMs + livedMs <= Math.max(startupMs, startupShare * spanMs) && spanMs > 60_000) return { ...base, kind: 'startup' };
  const isFromStart = afterMs <= Math.max(fromStartMs, fromStartShare * spanMs) || (count >= 4 && livedMs > 0.4 * spanMs && (afterMs <= 2.5 * gapMs || isPause(afterMs, counts, spanMs, grid)));
  if (!isFromStart) return { ...base, kind: 'new' };
  // What cannot be compared with a time before is as new as the log itself.
  if (spanMs < shortestMs) return { ...base, kind: 'new' };
  const surge = surgeOf(counts, span, grid);
  if (surge) return surge;
  // Seen at the start and hardly again in a long life is not steady, and neither is what began with the log and lasted only a part of it.
  if (count < 3 || livedMs < 0.3 * spanMs) return { ...base, kind: 'new' };
  return { ...base, kind: 'noise', perMinuteBefore: base.perMinute };
}

/** Rare noise pauses as long now and then: before the first sighting nothing was different. */
function isPause(afterMs: number, { count, firstMs, lastMs, buckets }: Counts, spanMs: number, grid: TimeGrid): boolean {
  return count >= 8 && afterMs <= sparseShare * spanMs && afterMs <= Math.max(longestGapMs(buckets, grid), (4 * (lastMs - firstMs)) / (count - 1));
}

/** Times of a fault within the life of its log, in ms of time in which anything was written. */
interface Life {
  readonly spanMs: number;
  readonly afterMs: number;
  readonly livedMs: number;
  readonly toEndMs: number;
}

function lifeOf({ buckets, firstMs, lastMs }: Counts, span: Span, grid: TimeGrid): Life | undefined {
  const { alive, startMs, endMs } = span;
  if (!(endMs > startMs) || alive.length === 0) return undefined;
  const spanMs = Math.min(alive.length * grid.widthMs, Math.max(endMs - startMs, grid.widthMs));
  const first = alive.findIndex((bucket) => buckets.at(bucket) > 0);
  const last = alive.findLastIndex((bucket) => buckets.at(bucket) > 0);
  // Without gaps and steps the clock is finer than the grid.
  const isPlain = !span.hasJumps && spanMs >= (endMs - startMs) * 0.9;
  if (isPlain || first < 0) return { spanMs: endMs - startMs, afterMs: firstMs - startMs, livedMs: lastMs - firstMs, toEndMs: endMs - lastMs };
  return { spanMs, afterMs: first * grid.widthMs, livedMs: (last - first) * grid.widthMs, toEndMs: span.hasJumps ? (alive.length - 1 - last) * grid.widthMs : endMs - lastMs };
}

function rate(count: number, ms: number): number {
  return ms > 0 ? (count * 60_000) / Math.max(ms, 1000) : count;
}

function isOver(quiet: number, gapMs: number, count: number): boolean {
  return quiet > (count <= 1 ? lonelyQuietMs : Math.max(quietMs, 8 * gapMs));
}

/** A stretch at several times the usual rate, the usual being the lower quartile of the segments. */
function surgeOf(counts: Counts, span: Span, grid: TimeGrid): Rhythm | undefined {
  const parts = segmentsOf(counts.buckets, span.alive, grid);
  if (parts.length < 6) return undefined;
  const sorted = parts.map(({ count }) => count).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 4)] ?? 0;
  const border = 5 * Math.max(usual, 0.5) + 4 * Math.sqrt(usual + 1) + 2;
  const first = parts.findIndex(({ count }) => count >= border);
  if (first <= 0) return undefined;
  const last = parts.findLastIndex(({ count }) => count >= border);
  const hot = parts.slice(first, last + 1).reduce((sum, { count }) => sum + count, 0);
  if (hot < 10) return undefined;
  const from = parts[first]?.from ?? 0;
  const onset = onsetOf(counts.buckets, span.alive, from, usual / Math.max(1, parts[0]?.width ?? 1));
  const onsetMs = Math.max(counts.firstMs, grid.startOf(span.alive[onset] ?? 0));
  const since = span.alive.slice(onset).reduce((sum, bucket) => sum + counts.buckets.at(bucket), 0);
  const hotMs = ((parts[last]?.to ?? 0) - onset) * grid.widthMs;
  const isPast = last < parts.length - 3 && (span.alive.length - (parts[last]?.to ?? 0)) * grid.widthMs > quietMs;
  return { kind: 'surge', onsetMs, since, isOver: isPast, perMinuteBefore: rate(counts.count - since, onset * grid.widthMs), perMinute: rate(hot, hotMs) };
}

/** The place in `alive`, from a little earlier on, at which the rate leaves the usual. */
function onsetOf(buckets: BucketCounts, alive: readonly number[], from: number, usualPerBucket: number): number {
  let at = Math.max(0, from - 1);
  while (at < alive.length - 1 && buckets.at(alive[at] ?? 0) < 2 * usualPerBucket + 1) at++;
  return at;
}

/** Counts in equal parts of the time in which anything was written; `from` and `to` are places in `alive`. */
function segmentsOf(buckets: BucketCounts, alive: readonly number[], grid: TimeGrid): { readonly count: number; readonly from: number; readonly to: number; readonly width: number }[] {
  const parts = Math.min(segments, alive.length, grid.widthMs > 0 ? segments : 0);
  return Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * alive.length) / parts);
    const to = Math.floor(((part + 1) * alive.length) / parts);
    const count = alive.slice(from, to).reduce((sum, bucket) => sum + buckets.at(bucket), 0);
    return { count, from, to, width: to - from };
  });
}

/** Counts within [fromMs, toMs), to the grid's precision. */
export function countBetween(buckets: BucketCounts, grid: TimeGrid, fromMs: number, toMs: number): number {
  return buckets.between(Math.floor((fromMs - grid.originMs) / grid.widthMs), Math.ceil((toMs - grid.originMs) / grid.widthMs));
}

/** The longest stretch without a count between the first and the last, ms. */
export function longestGapMs(buckets: BucketCounts, grid: TimeGrid): number {
  let longest = 0;
  let last = -1;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    if (buckets.at(bucket) === 0) continue;
    if (last >= 0) longest = Math.max(longest, bucket - last);
    last = bucket;
  }
  return longest * grid.widthMs;
}
