/** From counts per minute to the bars of the chart: evenly spaced buckets, few enough to be seen. */
import type { MinuteCount } from '../model/snapshot.ts';

/** Severity bands in the order in which they are stacked, worst at the bottom; `index` is their place in `MinuteCount.counts`. */
export const bands = [
  { name: 'FATAL', index: 6 },
  { name: 'ERROR', index: 5 },
  { name: 'WARN', index: 4 },
  { name: 'INFO', index: 3 },
  { name: 'DEBUG', index: 2 },
  { name: 'TRACE', index: 1 },
  { name: 'missing', index: 0 },
] as const;

/** Bars at most; more are narrower than they can be told apart in a panel (ours). */
const maxBuckets = 90;
/** Lengths of a bucket in minutes, so that its borders fall on round times (of UTC from six hours on). */
const bucketMinutes = [1, 5, 15, 60, 360, 1440, 10_080];

/** The chart's figures. */
export interface ChartSeries {
  readonly bucketMinutes: number;
  /** Start of each bucket, ms since the epoch, evenly spaced. */
  readonly startsMs: readonly number[];
  /** Records by band (order of `bands`), then by bucket. */
  readonly counts: readonly (readonly number[])[];
}

/** Returns the newest part of the counts in at most 90 buckets; undefined when there is nothing to draw. */
export function chartSeries(perMinute: readonly MinuteCount[]): ChartSeries | undefined {
  let firstMs = Infinity;
  let lastMs = -Infinity;
  for (const { minuteMs } of perMinute) {
    firstMs = Math.min(firstMs, minuteMs);
    lastMs = Math.max(lastMs, minuteMs);
  }
  if (!Number.isFinite(firstMs) || !Number.isFinite(lastMs)) return undefined;
  const minutes = bucketMinutes.find((length) => (lastMs - firstMs) / 60_000 / length < maxBuckets - 1) ?? 10_080;
  const stepMs = minutes * 60_000;
  const lastStartMs = Math.floor(lastMs / stepMs) * stepMs;
  const buckets = Math.min(maxBuckets, lastStartMs / stepMs - Math.floor(firstMs / stepMs) + 1);
  const startMs = lastStartMs - (buckets - 1) * stepMs;
  const counts = bands.map(() => new Array<number>(buckets).fill(0));
  for (const entry of perMinute) {
    const bucket = Math.floor((entry.minuteMs - startMs) / stepMs);
    bands.forEach((band, row) => {
      const bars = counts[row];
      if (bars && bucket >= 0) bars[bucket] = (bars[bucket] ?? 0) + (entry.counts[band.index] ?? 0);
    });
  }
  return { bucketMinutes: minutes, startsMs: Array.from({ length: buckets }, (_, bucket) => startMs + bucket * stepMs), counts };
}

/** Returns the heights of the stacked bars, tallest first: row r holds the sum of the bands 0..last-r. */
export function stacked(counts: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const sums: number[][] = [];
  for (const row of counts) {
    const below = sums.at(-1);
    sums.push(row.map((count, bucket) => count + (below?.[bucket] ?? 0)));
  }
  return sums.reverse();
}
