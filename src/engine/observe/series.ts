/** Which components get time series of their own: a bounded number, chosen so that no count ever moves from one series to another. */
import { severityNames } from '../../model/severity.ts';
import type { EntryCount } from './figures.ts';

/** Records of one level and component. */
export interface EntrySeries {
  readonly level: string;
  readonly component: string;
  readonly count: number;
}

/** The component of all that have no series of their own. */
const restName = 'other';
/** The component of records that name none. */
const noName = 'none';
/** Labels longer than this cost Prometheus memory and nobody reads them (ours). */
const longestLabel = 120;
const levels = ['UNSPECIFIED', ...severityNames];

/** Most series that `entrySeries` makes of so many components. */
export function seriesOf(components: number): number {
  return components * levels.length;
}

/**
 * Counts by level and component, at most `mostSeries`. The components first seen have their own; a counter that went back would look like a
 * restart to Prometheus, so a component never changes between its own series and the rest.
 */
export function entrySeries(entries: readonly EntryCount[], mostSeries: number): readonly EntrySeries[] {
  const own = Math.max(1, Math.floor(mostSeries / levels.length) - 1);
  const sums = new Map<string, EntrySeries>();
  for (const [index, { component, counts }] of entries.entries()) {
    const name = index < own ? labelOf(component) : restName;
    for (const [band, level] of levels.entries()) {
      const count = counts[band] ?? 0;
      if (count === 0) continue;
      const key = `${level} ${name}`;
      sums.set(key, { level, component: name, count: count + (sums.get(key)?.count ?? 0) });
    }
  }
  return [...sums.values()];
}

/** A component's name as a label: log text, so nothing in it may hide or break a line. */
function labelOf(component: string): string {
  if (component === '') return noName;
  const shown = component.replace(/[\p{C}\u2028\u2029]/gu, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  return shown.length > longestLabel ? `${shown.slice(0, longestLabel).toWellFormed()}…` : shown;
}
