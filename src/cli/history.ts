/** What the engine measured over time, as a table by the hour. */
import { groupBy } from '../base/groupBy.ts';
import type { Sample } from '../engine/observe/observe.ts';

interface Column {
  readonly head: string;
  /** The field of a measurement, and which of an hour's is told. */
  readonly field: string;
  readonly of: (values: readonly number[]) => number;
  readonly text: (value: number) => string;
}

const most = (values: readonly number[]): number => Math.max(...values);
const least = (values: readonly number[]): number => Math.min(...values);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const rounded = (value: number): string => value.toFixed(0);
const megabytes = (value: number): string => (value / 1e6).toFixed(1);

/** What is worst counts, but for what says how busy it was. */
const columns: readonly Column[] = [
  { head: 'health', field: 'health_score', of: least, text: rounded },
  { head: 'issues', field: 'active_issues', of: most, text: rounded },
  { head: 'records/s', field: 'records_per_second', of: mean, text: (value) => value.toFixed(1) },
  { head: 'CPU %', field: 'cpu_ratio', of: mean, text: (value) => (100 * value).toFixed(1) },
  { head: 'memory MB', field: 'memory_mb', of: most, text: rounded },
  { head: 'queue', field: 'queue_records', of: most, text: rounded },
  { head: 'unread MB', field: 'lag_bytes', of: most, text: megabytes },
  { head: 'store MB', field: 'store_bytes', of: most, text: megabytes },
  { head: 'free GB', field: 'free_disk_bytes', of: least, text: (value) => (value / 1e9).toFixed(1) },
];

/** Returns lines; one that says so when nothing was measured. */
export function historyText(samples: readonly Sample[]): string {
  const hours = groupBy(samples, ({ time }) => `${new Date(time).toISOString().slice(0, 13)}:00Z`);
  if (hours.size === 0) return 'history  nothing was measured: an engine measures while it runs and performance.performance_monitoring is true\n';
  const head = ['history'.padEnd(17), ...columns.map(({ head: name }) => name.padStart(9))].join('  ');
  const rows = [...hours].map(([hour, measured]) => [hour, ...columns.map((column) => cellOf(column, measured).padStart(9))].join('  '));
  return `${[head, ...rows].join('\n')}\n`;
}

function cellOf({ field, of, text }: Column, samples: readonly Sample[]): string {
  const values = samples.flatMap((sample) => (typeof sample[field] === 'number' ? [sample[field]] : []));
  return values.length === 0 ? '-' : text(of(values));
}
