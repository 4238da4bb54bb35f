/** Whether memory grows without end: a line through the low points of a window, since garbage makes every curve a saw. */

/** How memory moves. */
export interface Trend {
  readonly mbPerHour: number;
  /** From first to last of the line. */
  readonly grownMb: number;
  readonly spanMs: number;
}

/** The low point of ten minutes is one point of the line; an hour and a half of them at least, six hours at most (ours). */
const bucketMs = 10 * 60_000;
const fewestBuckets = 9;
const mostBuckets = 36;
/** The line explains so much of the movement, or it is none (coefficient of determination; ours). */
const leastFit = 0.8;

/** Collects measurements. */
export class MemoryTrend {
  readonly #lows: { startMs: number; lowMb: number }[] = [];

  /** Takes a measurement. */
  add(atMs: number, memoryMb: number): void {
    const startMs = Math.floor(atMs / bucketMs) * bucketMs;
    const last = this.#lows.at(-1);
    // A clock that was put back begins anew.
    if (last && startMs < last.startMs) this.#lows.length = 0;
    if (last?.startMs === startMs) last.lowMb = Math.min(last.lowMb, memoryMb);
    else this.#lows.push({ startMs, lowMb: memoryMb });
    if (this.#lows.length > mostBuckets) this.#lows.shift();
  }

  /** Returns the steady growth over the window; undefined when there is none or too little was measured. The newest ten minutes are not over and do not count. */
  growth(): Trend | undefined {
    const points = this.#lows.slice(0, -1);
    const [first] = points;
    const last = points.at(-1);
    if (!first || !last || points.length < fewestBuckets) return undefined;
    const { slope, fit } = lineThrough(points.map(({ startMs, lowMb }) => [startMs - first.startMs, lowMb]));
    const spanMs = last.startMs - first.startMs;
    return slope > 0 && fit >= leastFit ? { mbPerHour: slope * 3_600_000, grownMb: slope * spanMs, spanMs } : undefined;
  }
}

/** Least squares; `fit` is the coefficient of determination. */
function lineThrough(points: readonly (readonly [number, number])[]): { readonly slope: number; readonly fit: number } {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const xx = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const yy = points.reduce((sum, [, y]) => sum + (y - meanY) ** 2, 0);
  const xy = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return { slope: xx === 0 ? 0 : xy / xx, fit: xx === 0 || yy === 0 ? 0 : xy ** 2 / (xx * yy) };
}
