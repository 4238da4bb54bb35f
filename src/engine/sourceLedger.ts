/** Books per source: how far it is understood, what became of its bytes, and how it stands. */
import { IdTable } from '../base/idTable.ts';
import type { RecordBatch } from '../model/record.ts';
import { addCoverage, noCoverage, type Coverage, type SavedSource, type Source } from '../model/source.ts';
import type { SourceState } from '../model/snapshot.ts';

/** What the watcher knows of a source. */
export interface WatchedSize {
  readonly source: Source;
  readonly sizeBytes: number;
  readonly live: boolean;
  readonly problem?: string;
}

/** One source's page. */
export interface LedgerEntry {
  readonly source: Source;
  positionBytes: number;
  lines: number;
  coverage: Coverage;
  format: string;
  lastRecordMs: number | undefined;
  /** How it stood when it was asked for last. */
  known?: SourceState;
}

/** A source as it was known before a restart. */
export interface EarlierSource {
  readonly saved: SavedSource;
  readonly coverage: Coverage;
  readonly format: string;
  readonly lastRecordMs: number | undefined;
}

/** What the parser says after a batch; its coverage counts from the engine's start. */
export interface ParsedSoFar {
  readonly coverage: Omit<Coverage, 'rotations'>;
  readonly format: string;
  readonly lastRecordMs: number | undefined;
}

/** All sources ever seen by this store. */
export class SourceLedger {
  readonly #entries = new IdTable<LedgerEntry>();
  readonly #earlier = new Map<number, Coverage>();
  readonly #ended = new Set<number>();
  readonly #changed = new Set<number>();

  constructor(earlier: readonly EarlierSource[] = []) {
    for (const { saved, coverage, format, lastRecordMs } of earlier) {
      const { id, kind, path, name, logName, checkpoint } = saved;
      this.#earlier.set(id, coverage);
      this.#entries.set(id, { source: { id, kind, path, name, logName }, positionBytes: checkpoint.positionBytes, lines: checkpoint.lines, coverage, format, lastRecordMs });
    }
  }

  /** Notes what a batch brought. */
  note(batch: RecordBatch, parsed: ParsedSoFar): void {
    const { id } = batch.source;
    const earlier = this.#earlier.get(id) ?? noCoverage;
    const coverage = addCoverage(earlier, { ...parsed.coverage, rotations: 0 });
    const before = this.#entries.get(id);
    // A log that ends before a restarted parser read any more of it says nothing of how far it is stored.
    if (batch.count === 0 && before !== undefined && batch.endPositionBytes < before.positionBytes) return;
    let lines = before?.lines ?? 0;
    for (let i = 0; i < batch.count; i++) lines += batch.lines[i] ?? 0;
    const rotations = before ? before.coverage.rotations : 0;
    this.#entries.set(id, { source: batch.source, positionBytes: batch.endPositionBytes, lines, coverage: { ...coverage, rotations }, format: parsed.format, lastRecordMs: parsed.lastRecordMs });
    this.#ended.delete(id);
    if (batch.endPositionBytes !== before?.positionBytes) this.#changed.add(id);
  }

  /** Notes that nothing more comes from a source. */
  end(source: Source, rotated: boolean): void {
    const entry = this.#entries.get(source.id);
    if (!entry) return;
    this.#ended.add(source.id);
    this.#earlier.set(source.id, entry.coverage);
    if (rotated) entry.coverage = { ...entry.coverage, rotations: entry.coverage.rotations + 1 };
    this.#changed.add(source.id);
  }

  /** Pages that changed since the last call. */
  takeChanged(): LedgerEntry[] {
    const changed = [...this.#changed].flatMap((id) => this.#entries.get(id) ?? []);
    this.#changed.clear();
    return changed;
  }

  /** Time of the newest record of all sources with this name. */
  lastRecordOf(name: string): number | undefined {
    let newest: number | undefined;
    for (const { source, lastRecordMs } of this.#entries.values()) {
      if ((source.name === name || source.logName === name) && lastRecordMs !== undefined) newest = Math.max(newest ?? lastRecordMs, lastRecordMs);
    }
    return newest;
  }

  /** How far the log at this path is understood, in bytes; 0 when it is not known. */
  positionOf(path: string): number {
    return Math.max(0, ...[...this.#entries.values()].filter(({ source }) => source.path === path).map(({ positionBytes }) => positionBytes));
  }

  /** How each source stands; `watched` adds sizes and problems. */
  states(watched: readonly WatchedSize[]): SourceState[] {
    const states: SourceState[] = [];
    let known = 0;
    for (const size of watched) {
      const entry = this.#entries.get(size.source.id);
      if (entry) known++;
      states.push(this.#stateOf(entry ?? { source: size.source, positionBytes: 0, lines: 0, coverage: noCoverage, format: 'not read yet', lastRecordMs: undefined }, size));
    }
    if (known < this.#entries.size) {
      const seen = new Set(watched.map(({ source }) => source.id));
      for (const entry of this.#entries.values()) if (!seen.has(entry.source.id)) states.push(this.#stateOf(entry, undefined));
    }
    return states.sort((a, b) => a.id - b.id);
  }

  #stateOf(entry: LedgerEntry, watched: WatchedSize | undefined): SourceState {
    const { source, positionBytes, coverage, format, lastRecordMs } = entry;
    const isGone = this.#ended.has(source.id) || watched?.live === false;
    const lagBytes = watched && !isGone ? Math.max(0, watched.sizeBytes - positionBytes) : 0;
    const state = watched?.problem ?? (isGone ? 'gone' : 'live');
    // Of ten thousand logs nearly all stand as they stood at the last look.
    const { known } = entry;
    if (known?.coverage === coverage && known.lagBytes === lagBytes && known.lastRecordMs === lastRecordMs && known.state === state && known.format === format) return known;
    return (entry.known = { id: source.id, name: source.name, kind: source.kind, format, coverage, lagBytes, lastRecordMs, state });
  }
}
