/** From when to when logs tell of: made for those that are asked for, of ten thousand with every change. */
import type { Span } from './rhythm.ts';
import type { SourceActivity } from './streams.ts';
import { bucketCount } from './timeGrid.ts';

/** Logs by their names, those they have now and those they began under; kept from one assessment to the next while no name changes. */
export class LogNames {
  readonly #byName = new Map<string, SourceActivity>();
  #names: readonly string[] = [];

  /** Returns the logs by name; of two with one name the later. */
  of(logs: readonly SourceActivity[]): ReadonlyMap<string, SourceActivity> {
    if (logs.length === this.#names.length && logs.every(({ source }, place) => source.name === this.#names[place])) return this.#byName;
    this.#byName.clear();
    for (const log of logs) this.#byName.set(log.source.name, log).set(log.source.logName, log);
    this.#names = logs.map(({ source }) => source.name);
    return this.#byName;
  }
}

/** What spans are made from. */
export interface SpanInput {
  readonly logs: readonly SourceActivity[];
  readonly byName: ReadonlyMap<string, SourceActivity>;
  /** From the first to the last record of all. */
  readonly startMs: number;
  readonly endMs: number;
}

/** A log that began long after the others did not miss what came before: nothing of it happened then. */
const lateShare = 0.1;

/** The spans of one moment. */
export class Spans {
  readonly #input: SpanInput;
  readonly #lateMs: number;
  readonly #hasJumps: boolean;
  readonly #alive: readonly number[];
  readonly #made = new Map<SourceActivity, Span>();
  /** Most of many logs share their first and last bucket, and then one list. */
  readonly #parts = new Map<number, readonly number[]>();

  constructor(input: SpanInput) {
    this.#input = input;
    this.#lateMs = Math.max(10_000, (input.endMs - input.startMs) * lateShare);
    this.#hasJumps = input.logs.some(({ jumps }) => jumps > 0);
    this.#alive = aliveIn(input.logs);
  }

  /** From the first to the last record of the named logs together. */
  of(names: readonly string[]): Span {
    const spans = [...new Set(names.flatMap((name) => this.#named(name) ?? []))];
    const [only] = spans;
    if (only && spans.length === 1) return only;
    const lists = [...new Set(spans.map((span) => span.alive))];
    const alive = lists.length === 1 ? (lists[0] ?? []) : [...new Set(lists.flat())].sort((a, b) => a - b);
    const startMs = spans.reduce((ms, span) => Math.min(ms, span.startMs), Infinity);
    const endMs = spans.reduce((ms, span) => Math.max(ms, span.endMs), -Infinity);
    return { startMs, endMs, alive, hasJumps: spans.some((span) => span.hasJumps) };
  }

  #named(name: string): Span | undefined {
    const log = this.#input.byName.get(name);
    if (!log) return undefined;
    const known = this.#made.get(log);
    if (known) return known;
    const { startMs } = this.#input;
    const isLate = log.firstMs - startMs > this.#lateMs;
    const span: Span = { startMs: isLate ? startMs : log.firstMs, endMs: log.lastMs, alive: this.#aliveBetween(isLate ? 0 : log.buckets.first(), log.buckets.last()), hasJumps: this.#hasJumps };
    this.#made.set(log, span);
    return span;
  }

  #aliveBetween(first: number, last: number): readonly number[] {
    const key = first * bucketCount + last;
    const part = this.#parts.get(key) ?? this.#alive.filter((bucket) => bucket >= first && bucket <= last);
    this.#parts.set(key, part);
    return part;
  }
}

/** So many empty buckets in a row are no time that passed: a night, or a clock that was set forward (ours: a tenth of the grid). */
const deadBuckets = 26;

/** All buckets but long stretches in which no log wrote anything. */
function aliveIn(logs: readonly SourceActivity[]): number[] {
  const isWritten = new Uint8Array(bucketCount);
  for (const { buckets } of logs) buckets.each((bucket) => (isWritten[bucket] = 1));
  const written = [...isWritten.keys()].filter((bucket) => isWritten[bucket] === 1);
  return written.flatMap((bucket, index) => {
    const before = written[index - 1] ?? bucket - 1;
    const empty = bucket - before - 1;
    return empty >= deadBuckets ? [bucket] : Array.from({ length: empty + 1 }, (_, i) => before + 1 + i);
  });
}
