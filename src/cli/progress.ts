/** Progress for people: how much, how fast, how long still. */
import type { ScanProgress } from '../engine/scan.ts';

/** Often enough to be alive, seldom enough to cost nothing. */
const intervalMs = 200;

/** Returns a receiver that turns progress into a line at most five times a second. */
export function progressText(show: (text: string) => void, nowMs: () => number = () => Date.now()): (progress: ScanProgress) => void {
  const startedMs = nowMs();
  let shownMs = startedMs;
  return ({ doneBytes, totalBytes }) => {
    const now = nowMs();
    if (now - shownMs < intervalMs) return;
    shownMs = now;
    const bytesPerSecond = doneBytes / ((now - startedMs) / 1000);
    const rate = `${megabytes(doneBytes)} MB, ${megabytes(bytesPerSecond)} MB/s`;
    if (totalBytes === undefined || totalBytes === 0) show(rate);
    else show(`${Math.floor((100 * doneBytes) / totalBytes)} %, ${rate}, ${Math.ceil((totalBytes - doneBytes) / bytesPerSecond)} s left`);
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
