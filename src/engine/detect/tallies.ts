/** Counts over all records, kept in typed arrays: per minute and severity, per component, per source. */
import { IdTable } from '../../base/idTable.ts';
import type { ComponentState, ComponentStatus, MinuteCount } from '../../model/snapshot.ts';
import type { RecordBatch } from '../../model/record.ts';

/** Missing, TRACE, DEBUG, INFO, WARN, ERROR, FATAL. */
const bandCount = 7;
const minuteMs = 60_000;
/** A day of minutes stays in memory; the store keeps the rest. */
const minuteLimit = 1440;

interface ComponentCount {
  readonly counts: Float64Array;
  lastSeenMs: number;
}

/** The counts; `observe` is on the hot path and makes no object per record. */
export class Tallies {
  readonly #minutes = new Map<number, Float64Array>();
  readonly #components: (ComponentCount | undefined)[] = [];
  readonly #lastBySource = new IdTable<number>();
  #firstRecordMs = Infinity;
  #lastRecordMs = -Infinity;

  /** Adds a batch; `timesMs[i]` is the effective time of record i, NaN where nobody knows it: such a record is in no minute. */
  observe(batch: RecordBatch, timesMs: Float64Array): void {
    let minute = NaN;
    let counts: Float64Array = new Float64Array(bandCount);
    for (let i = 0; i < batch.count; i++) {
      const atMs = timesMs[i] ?? 0;
      const severityNumber = batch.severity[i] ?? 0;
      const band = severityNumber === 0 ? 0 : ((severityNumber - 1) >> 2) + 1;
      if (atMs < minute || atMs >= minute + minuteMs || (Number.isNaN(minute) && !Number.isNaN(atMs))) {
        minute = Math.floor(atMs / minuteMs) * minuteMs;
        counts = this.#minuteAt(minute);
      }
      counts[band] = (counts[band] ?? 0) + 1;
      const component = this.#componentAt(batch.component[i] ?? 0);
      component.counts[band] = (component.counts[band] ?? 0) + 1;
      if (atMs > component.lastSeenMs) component.lastSeenMs = atMs;
      if (atMs < this.#firstRecordMs) this.#firstRecordMs = atMs;
      if (atMs > this.#lastRecordMs) this.#lastRecordMs = atMs;
    }
    const last = timesMs[batch.count - 1];
    if (batch.count > 0 && last !== undefined && !Number.isNaN(last)) this.#lastBySource.set(batch.source.id, Math.max(last, this.#lastBySource.get(batch.source.id) ?? -Infinity));
  }

  /** First and last effective time seen; undefined before any record. */
  get firstRecordMs(): number | undefined {
    return Number.isFinite(this.#firstRecordMs) ? this.#firstRecordMs : undefined;
  }

  /** See `firstRecordMs`. */
  get lastRecordMs(): number | undefined {
    return Number.isFinite(this.#lastRecordMs) ? this.#lastRecordMs : undefined;
  }

  /** Time of the newest record of a source. */
  lastRecordOf(sourceId: number): number | undefined {
    return this.#lastBySource.get(sourceId);
  }

  /** Notes the newest record of a source known from before a restart. */
  restoreSource(sourceId: number, lastRecordMs: number): void {
    this.#lastBySource.set(sourceId, lastRecordMs);
    this.#lastRecordMs = Math.max(this.#lastRecordMs, lastRecordMs);
  }

  /** Records per minute, oldest first. */
  perMinute(): MinuteCount[] {
    return [...this.#minutes].sort(([a], [b]) => a - b).slice(-minuteLimit).map(([start, counts]) => ({ minuteMs: start, counts: [...counts] }));
  }

  /** Puts back minutes known from before a restart. */
  restoreMinutes(minutes: readonly MinuteCount[]): void {
    for (const { minuteMs: start, counts } of minutes) this.#minuteAt(start).set(counts);
    const first = minutes[0]?.minuteMs;
    if (first !== undefined) this.#firstRecordMs = Math.min(this.#firstRecordMs, first);
  }

  /** What each named component's logs say, busiest first. */
  components(nameOf: (id: number) => string): ComponentState[] {
    const states = this.#components.flatMap((count, id) => (count === undefined || id === 0 ? [] : [stateOf(nameOf(id), count)]));
    return states.sort((a, b) => b.errors - a.errors || b.records - a.records || (a.name < b.name ? -1 : 1));
  }

  /** Counts by band of each component, in the order in which they were first seen; the one with an empty name stands for records that name none. */
  entries(nameOf: (id: number) => string): { readonly component: string; readonly counts: readonly number[] }[] {
    return this.#components.flatMap((count, id) => (count ? [{ component: id === 0 ? '' : nameOf(id), counts: [...count.counts] }] : []));
  }

  /** Counts per component for saving: id, last time, counts by band. */
  savedComponents(): readonly (readonly number[])[] {
    return this.#components.flatMap((count, id) => (count ? [[id, count.lastSeenMs, ...count.counts]] : []));
  }

  /** Puts saved counts back. */
  restoreComponents(rows: readonly (readonly number[])[]): void {
    for (const [id, lastSeenMs, ...counts] of rows) {
      if (id === undefined || lastSeenMs === undefined) continue;
      const component = this.#componentAt(id);
      component.counts.set(counts.slice(0, bandCount));
      component.lastSeenMs = lastSeenMs;
    }
  }

  #minuteAt(start: number): Float64Array {
    const known = this.#minutes.get(start);
    if (known) return known;
    if (this.#minutes.size >= minuteLimit * 2) this.#forgetOldest();
    const counts = new Float64Array(bandCount);
    this.#minutes.set(start, counts);
    return counts;
  }

  /** Half of the minutes at a time: to look for the oldest one at every new minute costs a sparse log more than all else. */
  #forgetOldest(): void {
    const starts = Float64Array.from(this.#minutes.keys()).sort();
    for (const start of starts.subarray(0, starts.length - minuteLimit)) this.#minutes.delete(start);
  }

  #componentAt(id: number): ComponentCount {
    const known = this.#components[id];
    if (known) return known;
    const made = { counts: new Float64Array(bandCount), lastSeenMs: -Infinity };
    this.#components[id] = made;
    return made;
  }
}

function stateOf(name: string, { counts, lastSeenMs }: ComponentCount): ComponentState {
  const at = (band: number): number => counts[band] ?? 0;
  const records = counts.reduce((sum, count) => sum + count, 0);
  const errors = at(5) + at(6);
  return { name, status: statusOf(records, at(4), at(5), at(6)), records, errors, warnings: at(4), lastSeenMs: Number.isFinite(lastSeenMs) ? lastSeenMs : undefined };
}

function statusOf(records: number, warnings: number, errors: number, fatals: number): ComponentStatus {
  if (records === 0) return 'UNKNOWN';
  if (fatals > 0) return 'CRITICAL';
  if (errors > 0) return 'ERROR';
  return warnings > 0 ? 'WARNING' : 'OK';
}
