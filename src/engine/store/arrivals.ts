/** What is stored from now on: each look reads only the blocks that grew since the one before. */
import type { LogRecord } from '../../model/record.ts';
import { numberIn } from './database.ts';
import { CompiledFilter } from './filter.ts';
import { notQuarantined, type ReadContext } from './readContext.ts';

/** Follows the store for records with a text. */
export class Arrivals {
  readonly #context: ReadContext;
  readonly #text: string;
  /** By source id, how far it was stored at the last look. */
  #positions: ReadonlyMap<number, number>;

  constructor(context: ReadContext, text: string) {
    this.#context = context;
    this.#text = text;
    this.#positions = context.inSnapshot(() => positionsOf(context));
  }

  /** Returns the earliest record with the text among those stored since the last call; undefined when there is none. */
  next(): LogRecord | undefined {
    return this.#context.inSnapshot(() => {
      const positions = positionsOf(this.#context);
      const filter = new CompiledFilter(this.#context, { text: this.#text });
      const found = [...positions].flatMap(([sourceId, end]) => {
        const from = this.#positions.get(sourceId) ?? 0;
        return end > from ? (this.#firstBehind(filter, sourceId, from) ?? []) : [];
      });
      this.#positions = positions;
      return found.sort((a, b) => shownMs(a) - shownMs(b))[0];
    });
  }

  #firstBehind(filter: CompiledFilter, sourceId: number, from: number): LogRecord | undefined {
    const { connection } = this.#context;
    let first: LogRecord | undefined;
    // Newest first, as the index goes, since a source may have many blocks before the position.
    for (const row of connection.prepare(`SELECT id, last_position FROM blocks WHERE ${notQuarantined} AND source_id = ? ORDER BY first_position DESC`).iterate(sourceId)) {
      if (numberIn(row, 'last_position') <= from) break;
      const id = numberIn(row, 'id');
      if (!filter.mayHoldText(id)) continue;
      first = this.#context.served(id, (content) => {
        const hit = filter.rowsOf(content).find((at) => (content.columns.positionBytes[at] ?? 0) >= from);
        return hit === undefined ? undefined : this.#context.recordOf(content, hit);
      }) ?? first;
    }
    return first;
  }
}

function positionsOf({ connection }: ReadContext): Map<number, number> {
  return new Map(connection.prepare('SELECT id, position FROM sources').all().map((row) => [numberIn(row, 'id'), numberIn(row, 'position')]));
}

function shownMs({ timestampMs, observedTimestampMs }: LogRecord): number {
  return timestampMs ?? observedTimestampMs;
}
