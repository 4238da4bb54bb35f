/** When a fault began and whether it is noise: its counts over time against the life of the log it stands in. */
import { bucketCount, type TimeGrid } from './timeGrid.ts';

/** Counts of something over time. */
export interface Counts {
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly buckets: Uint32Array;
}

/** The life of the log (or logs) in which it was seen. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
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
const startupShare = 0.03;
const startupMs = 6000;
const quietMs = 45_000;
const shortestMs = 90_000;
const lonelyQuietMs = 600_000;
const segments = 24;

/** Judges the rhythm. */
export function rhythmOf(counts: Counts, span: Span, grid: TimeGrid): Rhythm {
  const { count, firstMs, lastMs } = counts;
  if (!Number.isFinite(firstMs) || !(span.endMs > span.startMs)) return { kind: 'undated', onsetMs: firstMs, since: count, isOver: false, perMinuteBefore: 0, perMinute: 0 };
  const spanMs = span.endMs - span.startMs;
  const afterMs = firstMs - span.startMs;
  const gapMs = count > 1 ? (lastMs - firstMs) / (count - 1) : Infinity;
  const base = { onsetMs: firstMs, since: count, isOver: isOver(counts, firstMs, count, span), perMinuteBefore: 0, perMinute: rate(count, lastMs - firstMs) };
  if (lastMs - span.startMs <= Math.max(startupMs, startupShare * spanMs) && spanMs > 60_000) return { ...base, kind: 'startup' };
  const isFromStart = afterMs <= Math.max(fromStartMs, fromStartShare * spanMs) || (count >= 4 && afterMs <= 2.5 * gapMs && lastMs - firstMs > 0.4 * spanMs);
  if (!isFromStart) return { ...base, kind: 'new' };
  // What cannot be compared with a time before is as new as the log itself.
  if (spanMs < shortestMs) return { ...base, kind: 'new' };
  const surge = surgeOf(counts, span, grid);
  if (surge) return surge;
  // Seen at the start and hardly again in a long life is not steady, and neither is what began with the log and lasted only a part of it.
  if (count < 3 || lastMs - firstMs < 0.3 * spanMs) return { ...base, kind: 'new' };
  return { ...base, kind: 'noise', perMinuteBefore: base.perMinute };
}

function rate(count: number, ms: number): number {
  return ms > 0 ? (count * 60_000) / Math.max(ms, 1000) : count;
}

function isOver({ lastMs }: Counts, onsetMs: number, since: number, span: Span): boolean {
  const quiet = span.endMs - lastMs;
  if (since <= 1) return quiet > lonelyQuietMs;
  const gapMs = (lastMs - onsetMs) / (since - 1);
  return quiet > Math.max(quietMs, 8 * gapMs);
}

/** A stretch at several times the usual rate, the usual being the lower quartile of the segments. */
function surgeOf(counts: Counts, span: Span, grid: TimeGrid): Rhythm | undefined {
  const parts = segmentsOf(counts.buckets, span, grid);
  if (parts.length < 6) return undefined;
  const sorted = parts.map(({ count }) => count).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 4)] ?? 0;
  const border = 5 * Math.max(usual, 0.5) + 4 * Math.sqrt(usual + 1) + 2;
  const first = parts.findIndex(({ count }) => count >= border);
  if (first <= 0) return undefined;
  const last = parts.findLastIndex(({ count }) => count >= border);
  const hot = parts.slice(first).filter(({ count }) => count >= border).reduce((sum, { count }) => sum + count, 0);
  if (hot < 10) return undefined;
  const onset = onsetBucket(counts.buckets, parts[first]?.fromBucket ?? 0, usual / Math.max(1, parts[0]?.width ?? 1));
  const onsetMs = Math.max(counts.firstMs, grid.startOf(onset));
  let since = 0;
  for (let bucket = onset; bucket < bucketCount; bucket++) since += counts.buckets[bucket] ?? 0;
  const hotEndMs = Math.min(counts.lastMs, parts[last]?.endMs ?? span.endMs);
  const isPast = last < parts.length - 3 && span.endMs - hotEndMs > quietMs;
  return { kind: 'surge', onsetMs, since, isOver: isPast, perMinuteBefore: rate(counts.count - since, onsetMs - span.startMs), perMinute: rate(hot, hotEndMs - onsetMs) };
}

/** The bucket, from one segment earlier on, in which the rate leaves the usual. */
function onsetBucket(buckets: Uint32Array, from: number, usualPerBucket: number): number {
  let at = Math.max(0, from - 1);
  while (at < bucketCount - 1 && (buckets[at] ?? 0) < 2 * usualPerBucket + 1) at++;
  return at;
}

/** Counts in equal parts of the span. */
export function segmentsOf(buckets: Uint32Array, span: Span, grid: TimeGrid): { readonly count: number; readonly fromBucket: number; readonly width: number; readonly endMs: number }[] {
  const from = Math.max(0, Math.floor((span.startMs - grid.originMs) / grid.widthMs));
  const to = Math.min(bucketCount, Math.floor((span.endMs - grid.originMs) / grid.widthMs) + 1);
  const parts = Math.min(segments, to - from);
  const made = [];
  for (let part = 0; part < parts; part++) {
    const fromBucket = from + Math.floor((part * (to - from)) / parts);
    const toBucket = from + Math.floor(((part + 1) * (to - from)) / parts);
    let count = 0;
    for (let bucket = fromBucket; bucket < toBucket; bucket++) count += buckets[bucket] ?? 0;
    made.push({ count, fromBucket, width: toBucket - fromBucket, endMs: grid.startOf(toBucket) });
  }
  return made;
}

/** Counts within [fromMs, toMs), to the grid's precision. */
export function countBetween(buckets: Uint32Array, grid: TimeGrid, fromMs: number, toMs: number): number {
  let count = 0;
  const from = Math.max(0, Math.floor((fromMs - grid.originMs) / grid.widthMs));
  const to = Math.min(bucketCount, Math.ceil((toMs - grid.originMs) / grid.widthMs));
  for (let bucket = from; bucket < to; bucket++) count += buckets[bucket] ?? 0;
  return count;
}

/** The longest stretch without a count between the first and the last, ms. */
export function longestGapMs(buckets: Uint32Array, grid: TimeGrid): number {
  let longest = 0;
  let last = -1;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    if ((buckets[bucket] ?? 0) === 0) continue;
    if (last >= 0) longest = Math.max(longest, bucket - last);
    last = bucket;
  }
  return longest * grid.widthMs;
}
