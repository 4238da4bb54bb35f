/** What is told about the times of logs. */
import type { SourceState } from '../model/snapshot.ts';

/** Threads and buffers put records out of order by less; a step back by more is told (ours). */
const toldStepMs = 1000;
/** So many logs are named one by one. */
const mostNamed = 3;

/** Sentences about logs whose clock went back. */
export function disorderNotices(sources: readonly SourceState[]): string[] {
  const stepped = sources.filter(({ coverage }) => coverage.backwardMs >= toldStepMs).sort((a, b) => b.coverage.backwardMs - a.coverage.backwardMs);
  const named = stepped.slice(0, mostNamed).map(({ name, coverage }) =>
    `${name}: ${coverage.disordered} of ${coverage.records} records are older than the one before them, by up to ${spanText(coverage.backwardMs)}; all are kept and shown by their own time.`);
  return stepped.length > mostNamed ? [...named, `${stepped.length - mostNamed} more logs have records out of order.`] : named;
}

function spanText(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 100) / 10} s`;
  if (ms < 2 * 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return ms < 2 * 86_400_000 ? `${Math.round(ms / 360_000) / 10} h` : `${Math.round(ms / 8_640_000) / 10} days`;
}
