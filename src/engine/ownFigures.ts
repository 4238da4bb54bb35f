/** What a running engine last wrote about itself, for those who only read. */
import fs from 'node:fs';
import { reportPaths } from './report/report.ts';

/** Figures of the queue, as numbers by the words of dashboard.json. */
export type QueueFigures = Readonly<Record<'threads' | 'waiting' | 'high_water' | 'capacity' | 'waits' | 'wait_ms' | 'dropped', number>>;

const names = ['threads', 'waiting', 'high_water', 'capacity', 'waits', 'wait_ms', 'dropped'] as const;

/** Reads them from the dashboard file; undefined when there is none or it says nothing of a queue. */
export function queueFigures(stateFolder: string): QueueFigures | undefined {
  const { dashboard } = reportPaths(stateFolder);
  if (!fs.existsSync(dashboard)) return undefined;
  const whole: unknown = JSON.parse(fs.readFileSync(dashboard, 'utf8'));
  const queue = fieldOf(fieldOf(whole, 'performance_metrics'), 'queue');
  const figures = names.map((name) => [name, fieldOf(queue, name)] as const);
  if (!figures.every((figure): figure is readonly [(typeof names)[number], number] => typeof figure[1] === 'number')) return undefined;
  const numbers = new Map(figures);
  const of = (name: (typeof names)[number]): number => numbers.get(name) ?? 0;
  return { threads: of('threads'), waiting: of('waiting'), high_water: of('high_water'), capacity: of('capacity'), waits: of('waits'), wait_ms: of('wait_ms'), dropped: of('dropped') };
}

/** How one cache tier does. */
export interface CacheFigures {
  readonly name: string;
  readonly hits: number;
  readonly misses: number;
  readonly bytes: number;
}

/** Reads how the cache tiers of a running engine do; none when the dashboard file does not say. */
export function cacheFigures(stateFolder: string): readonly CacheFigures[] {
  const { dashboard } = reportPaths(stateFolder);
  if (!fs.existsSync(dashboard)) return [];
  const caches = fieldOf(fieldOf(JSON.parse(fs.readFileSync(dashboard, 'utf8')), 'performance_metrics'), 'caches');
  return (Array.isArray(caches) ? caches : []).flatMap((cache: unknown) => {
    const [name, hits, misses, bytes] = ['name', 'hits', 'misses', 'bytes'].map((field) => fieldOf(cache, field));
    return typeof name === 'string' && typeof hits === 'number' && typeof misses === 'number' && typeof bytes === 'number' ? [{ name, hits, misses, bytes }] : [];
  });
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
}
