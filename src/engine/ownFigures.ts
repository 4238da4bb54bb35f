/** What a running engine last wrote about itself, for those who only read. */
import fs from 'node:fs';
import { fieldOf } from '../base/fieldOf.ts';
import { reportPaths } from './report/report.ts';

/** Figures of the queue, as numbers by the words of dashboard.json. */
export type QueueFigures = Readonly<Record<'threads' | 'waiting' | 'high_water' | 'capacity' | 'waits' | 'wait_ms' | 'dropped', number>>;

/** How one cache tier does. */
export interface CacheFigures {
  readonly name: string;
  readonly hits: number;
  readonly misses: number;
  readonly bytes: number;
}

/** Undefined and none where nothing is said of them. */
export interface OwnFigures {
  readonly queue: QueueFigures | undefined;
  readonly caches: readonly CacheFigures[];
}

/** Reads them from the dashboard file, which may be missing, or damaged by whoever else writes there. */
export function ownFigures(stateFolder: string): OwnFigures {
  const performance = fieldOf(readJson(reportPaths(stateFolder).dashboard), 'performance_metrics');
  return { queue: queueOf(fieldOf(performance, 'queue')), caches: cachesOf(fieldOf(performance, 'caches')) };
}

function queueOf(queue: unknown): QueueFigures | undefined {
  const of = (name: keyof QueueFigures): number => Number(fieldOf(queue, name) ?? NaN);
  const figures = { threads: of('threads'), waiting: of('waiting'), high_water: of('high_water'), capacity: of('capacity'), waits: of('waits'), wait_ms: of('wait_ms'), dropped: of('dropped') };
  return Object.values(figures).some(Number.isNaN) ? undefined : figures;
}

function cachesOf(caches: unknown): readonly CacheFigures[] {
  return (Array.isArray(caches) ? caches : []).flatMap((cache: unknown) => {
    const [name, hits, misses, bytes] = ['name', 'hits', 'misses', 'bytes'].map((field) => fieldOf(cache, field));
    return typeof name === 'string' && typeof hits === 'number' && typeof misses === 'number' && typeof bytes === 'number' ? [{ name, hits, misses, bytes }] : [];
  });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
