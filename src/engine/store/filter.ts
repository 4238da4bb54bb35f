/** A filter as the store asks it: first of whole blocks, then of the records of a block. */
import type { RecordFilter } from '../../model/query.ts';
import type { BlockContent } from './blocks.ts';
import { sortMs } from './columns.ts';
import { bytesIn, numberIn, optionalBytesIn } from './database.ts';
import type { Row, SqlValue, Statement } from './database.ts';
import { mayHold, openedGrams } from './grams.ts';
import { notQuarantined, textOf } from './readContext.ts';
import type { ReadContext } from './readContext.ts';
import { bandCount, bandOf } from './seal.ts';
import { idsInclude } from './varints.ts';

/** Which blocks may hold wanted records, in SQL. */
export interface BlockCondition {
  readonly where: string;
  readonly values: readonly SqlValue[];
}

/** A filter with its names looked up. */
export class CompiledFilter {
  readonly #context: ReadContext;
  readonly #filter: RecordFilter;
  readonly #sourceIds: readonly number[] | undefined;
  readonly #componentIds: readonly number[] | undefined;
  /** The longest part of the literal that stands in the stored bytes as it is. */
  readonly #needle: Buffer | undefined;
  /** The literal has parts that may be stored otherwise (line ends, invalid bytes), so the text itself is looked at too. */
  readonly #needsText: boolean;
  #grams: Statement | undefined;

  constructor(context: ReadContext, filter: RecordFilter) {
    this.#context = context;
    this.#filter = filter;
    this.#sourceIds = filter.sources?.flatMap((name) => idsNamed(context, 'sources', name));
    this.#componentIds = filter.component === undefined ? undefined : idsNamed(context, 'components', filter.component);
    const parts = filter.text?.split(/[\r\n\u{FFFD}]/u) ?? [];
    const longest = parts.reduce((a, b) => (b.length > a.length ? b : a), '');
    this.#needle = longest === '' ? undefined : Buffer.from(longest);
    this.#needsText = parts.length > 1;
  }

  /** Returns the condition on `blocks`; `beginsAtMs`: only blocks that begin then or before. */
  condition(beginsAtMs?: number): BlockCondition {
    const { fromMs, toMs, minSeverity } = this.#filter;
    const parts: [string, SqlValue][] = [];
    if (this.#sourceIds !== undefined) parts.push(this.#sourceCondition(this.#sourceIds));
    if (fromMs !== undefined) parts.push(['last_ms >= ?', fromMs]);
    if (toMs !== undefined) parts.push(['first_ms < ?', toMs]);
    if (minSeverity !== undefined) parts.push(['(severity_mask & ?) <> 0', maskFrom(minSeverity)]);
    if (beginsAtMs !== undefined) parts.push(['first_ms <= ?', beginsAtMs]);
    return { where: [notQuarantined, ...parts.map(([part]) => part)].join(' AND '), values: parts.map(([, value]) => value) };
  }

  /** Returns the condition that keeps whole sources, for whoever needs a record's neighbours too. */
  wholeSources(): BlockCondition {
    if (this.#sourceIds === undefined) return { where: notQuarantined, values: [] };
    const [part, value] = this.#sourceCondition(this.#sourceIds);
    return { where: `${notQuarantined} AND ${part}`, values: [value] };
  }

  #sourceCondition(ids: readonly number[]): [string, SqlValue] {
    return ['source_id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)];
  }

  /** Whether the sets of a block are worth reading before its frames. */
  get #asksSets(): boolean {
    return this.#filter.templateId !== undefined || this.#componentIds !== undefined;
  }

  #setsMatch(row: Row): boolean {
    const { templateId } = this.#filter;
    const templates = optionalBytesIn(row, 'templates');
    const components = optionalBytesIn(row, 'components');
    if (templateId !== undefined && templates !== undefined && !idsInclude(templates, templateId)) return false;
    return this.#componentIds === undefined || components === undefined || this.#componentIds.some((id) => idsInclude(components, id));
  }

  /** Whether the literal may stand in a block, by its filter; true when there is none. */
  mayHoldText(id: number): boolean {
    if (this.#needle === undefined) return true;
    this.#grams ??= this.#context.connection.prepare('SELECT filter, hash FROM grams JOIN blocks ON blocks.id = block_id WHERE block_id = ?');
    const row = this.#grams.get(id);
    const filter = row && openedGrams(bytesIn(row, 'filter'), bytesIn(row, 'hash'));
    return filter === undefined || mayHold(filter, this.#needle);
  }

  /** Whether every record is wanted. */
  get wantsAll(): boolean {
    return Object.keys(this.#filter).length === 0;
  }

  /** Returns the rows of the wanted records, in order. */
  rowsOf(content: BlockContent): number[] {
    const rows = this.#needle === undefined ? everyRow(content) : rowsWith(content, this.#needle);
    if (rows.length === 0) return rows;
    const kept = rows.filter((row) => this.#columnsMatch(content, row));
    const { text } = this.#filter;
    return this.#needsText && text !== undefined ? kept.filter((row) => textOf(content, row).includes(text)) : kept;
  }

  #columnsMatch({ columns }: BlockContent, row: number): boolean {
    const { fromMs = -Infinity, toMs = Infinity, minSeverity = 0, templateId } = this.#filter;
    const ms = sortMs(columns, row);
    return ms >= fromMs && ms < toMs && (columns.severity[row] ?? 0) >= minSeverity
      && (templateId === undefined || columns.template[row] === templateId)
      && (this.#componentIds?.includes(columns.component[row] ?? 0) ?? true);
  }

  /** Returns the ids of the blocks that match, in the order asked for. */
  *blockIds(order: string, condition = this.condition()): Generator<{ readonly id: number; readonly lastMs: number }> {
    const { connection } = this.#context;
    const sets = connection.prepare('SELECT templates, components FROM blocks WHERE id = ?');
    for (const row of connection.prepare(`SELECT id, last_ms FROM blocks WHERE ${condition.where} ORDER BY ${order}`).iterate(...condition.values)) {
      const id = numberIn(row, 'id');
      if (!this.#asksSets || this.#setsMatch(sets.get(id) ?? {})) yield { id, lastMs: numberIn(row, 'last_ms') };
    }
  }
}

function idsNamed({ connection }: ReadContext, table: 'sources' | 'components', name: string): number[] {
  return connection.prepare(`SELECT id FROM ${table} WHERE name = ?`).all(name).map((row) => numberIn(row, 'id'));
}

function maskFrom(minSeverity: number): number {
  let mask = 0;
  for (let band = bandOf(minSeverity); band < bandCount; band++) mask |= 1 << band;
  return mask;
}

function everyRow({ block }: BlockContent): number[] {
  return Array.from({ length: block.recordCount }, (_, row) => row);
}

/** Finds the records that hold `needle` in their bytes; the columns are decoded only when there is one. From the end, which V8 searches twice as fast. */
function rowsWith(content: BlockContent, needle: Buffer): number[] {
  const rows: number[] = [];
  const { text } = content;
  let at = text.lastIndexOf(needle);
  if (at < 0) return rows;
  const { starts } = content;
  let row = starts.length - 2;
  while (at >= 0) {
    while ((starts[row] ?? 0) > at) row--;
    const isInside = at + needle.length <= (starts[row + 1] ?? 0);
    if (isInside) rows.push(row);
    const before = isInside ? (starts[row] ?? 0) - 1 : at - 1;
    at = before < 0 ? -1 : text.lastIndexOf(needle, before);
  }
  return rows.reverse();
}
