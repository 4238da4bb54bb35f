/** Which of many sources are shown. */
import type { SourceState } from './snapshot.ts';

/** As many are shown where there are more (ours: what anybody reads, and far below what slows a reader of the file down). */
const mostSources = 200;

/** Returns all of them, or those that need a look or wrote last, and those that are `wanted` whatever their number; in their order. */
export function shownSources(sources: readonly SourceState[], wanted: (source: SourceState) => boolean = () => false): readonly SourceState[] {
  if (sources.length <= mostSources) return sources;
  const need = ({ state, lagBytes }: SourceState): number => (state !== 'live' && state !== 'gone' ? 2 : lagBytes > 0 ? 1 : 0);
  const first = [...sources].sort((a, b) => need(b) - need(a) || (b.lastRecordMs ?? 0) - (a.lastRecordMs ?? 0) || a.id - b.id).slice(0, mostSources);
  return [...new Set([...first, ...sources.filter(wanted)])].sort((a, b) => a.id - b.id);
}
