/** Looking at lines of logs and at what was written before them, without reading their text: each block is read once, whoever asks for it. */
import type { Columns } from './columns.ts';
import { numberIn } from './database.ts';
import { notQuarantined, type ReadContext } from './readContext.ts';

/** A line of a log, as answers name it. */
export interface LogLine {
  readonly path: string;
  readonly line: number;
}

/** How much is looked at. */
export interface LookLimits {
  /** Records before each line. */
  readonly records: number;
  /** Blocks read for all lines together; those of the first lines come first. */
  readonly blocks: number;
}

/** What stands before a record. */
export interface Neighbourhood {
  readonly sourceId: number;
  readonly templateId: number;
  /** Templates of the records before it, the nearest first. */
  readonly before: readonly number[];
}

/** What came of looking at a line; `missing` when it is not stored, `unread` when more blocks than the limit stood before it. */
export type LineLook = Neighbourhood | 'missing' | 'unread';

interface Head {
  readonly id: number;
  readonly sourceId: number;
  readonly firstLine: number;
  readonly records: number;
}

/** Looks at lines, in their order. */
export function lookAtLines(context: ReadContext, lines: readonly LogLine[], limits: LookLimits): LineLook[] {
  const heads = new BlockHeads(context);
  const lined = lines.map((line) => heads.blocksAt(line, limits.records));
  const wanted = new Set<number>();
  const isRead = lined.map((blocks) => {
    const more = blocks.filter(({ id }) => !wanted.has(id));
    if (wanted.size + more.length > limits.blocks) return false;
    for (const { id } of more) wanted.add(id);
    return true;
  });
  const own = new Map<number, { readonly templateId: number; readonly before: number[] }>();
  const ends = new Map<number, readonly number[]>();
  for (const id of wanted) {
    context.served(id, ({ columns }) => {
      ends.set(id, templatesBefore(columns, columns.count, limits.records));
      for (const [index, { line }] of lines.entries()) {
        const at = isRead[index] === true && lined[index]?.[0]?.id === id ? rowOf(columns, line) : undefined;
        if (at !== undefined) own.set(index, { templateId: columns.template[at] ?? 0, before: templatesBefore(columns, at, limits.records) });
      }
    });
  }
  return lined.map(([first, ...earlier], index): LineLook => {
    const found = own.get(index);
    if (!first || !found) return isRead[index] === true ? 'missing' : 'unread';
    const before = [...found.before, ...earlier.flatMap(({ id }) => ends.get(id) ?? [])].slice(0, limits.records);
    return { sourceId: first.sourceId, templateId: found.templateId, before };
  });
}

/** Which blocks begin at which lines, read once for each log. */
class BlockHeads {
  readonly #context: ReadContext;
  readonly #sources = new Map<string, { readonly id: number; readonly lines: number }[]>();
  readonly #blocks = new Map<number, readonly Head[]>();

  constructor(context: ReadContext) {
    this.#context = context;
  }

  /** Returns the block that holds the line and those before it, the nearest first, as far as so many records reach. */
  blocksAt({ path, line }: LogLine, records: number): readonly Head[] {
    const sources = this.#sourcesOf(path);
    // A log that was made anew is shorter than the one before it, which had the line.
    const source = sources.find(({ lines }) => lines >= line) ?? sources[0];
    const blocks = source ? this.#blocksOf(source.id) : [];
    const at = blocks.findLastIndex(({ firstLine }) => firstLine <= line);
    if (at < 0) return [];
    let from = at;
    for (let left = records; from > 0 && left > 0; from--) left -= blocks[from - 1]?.records ?? 0;
    return blocks.slice(from, at + 1).reverse();
  }

  /** Newest first; after those that are called so now, those that were. */
  #sourcesOf(name: string): readonly { readonly id: number; readonly lines: number }[] {
    let known = this.#sources.get(name);
    if (!known) {
      const rows = this.#context.connection.prepare('SELECT id, lines FROM sources WHERE name = ?1 OR log_name = ?1 ORDER BY name = ?1 DESC, id DESC').all(name);
      this.#sources.set(name, (known = rows.map((row) => ({ id: numberIn(row, 'id'), lines: numberIn(row, 'lines') }))));
    }
    return known;
  }

  /** By their lines. */
  #blocksOf(sourceId: number): readonly Head[] {
    let known = this.#blocks.get(sourceId);
    if (!known) {
      const rows = this.#context.connection.prepare(`SELECT id, first_line, record_count FROM blocks WHERE ${notQuarantined} AND source_id = ? ORDER BY first_position`).all(sourceId);
      this.#blocks.set(sourceId, (known = rows.map((row) => ({ id: numberIn(row, 'id'), sourceId, firstLine: numberIn(row, 'first_line'), records: numberIn(row, 'record_count') }))));
    }
    return known;
  }
}

/** The record that a line belongs to. */
function rowOf({ firstLine, lines, count }: Columns, line: number): number | undefined {
  let at = count - 1;
  while (at >= 0 && (firstLine[at] ?? 0) > line) at--;
  return at >= 0 && line < (firstLine[at] ?? 0) + (lines[at] ?? 1) ? at : undefined;
}

function templatesBefore({ template }: Columns, row: number, most: number): number[] {
  return [...template.slice(Math.max(0, row - most), row)].reverse();
}
