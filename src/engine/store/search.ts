/** Searching newest first: blocks are read from the latest on, until no older one can hold a newer record. */
import { EngineError } from '../../base/errors.ts';
import type { RecordPage, RecordQuery } from '../../model/query.ts';
import type { LogRecord } from '../../model/record.ts';
import type { BlockContent } from './blocks.ts';
import { sortMs } from './columns.ts';
import { CompiledFilter } from './filter.ts';
import type { ReadContext } from './readContext.ts';

/** Where a record stands in the order of answers: newest first, then by source and position, which never change. */
interface Key {
  readonly ms: number;
  readonly sourceId: number;
  readonly positionBytes: number;
}

/** Yields after each block that was read, so that a caller may let others in; returns the page. */
export function* searchSteps(context: ReadContext, { filter, limit, cursor }: RecordQuery): Generator<undefined, RecordPage> {
  if (!(limit >= 1)) throw new EngineError('badRequest', `The limit is ${limit}. Ask for one record at least.`);
  const after = cursor === undefined ? undefined : parseCursor(cursor);
  context.enterSnapshot();
  try {
    const compiled = new CompiledFilter(context, filter);
    // One more than asked for tells whether there is another page.
    const best = new NewestRecords(limit + 1);
    for (const { id, lastMs } of compiled.blockIds('last_ms DESC, id DESC', compiled.condition(after?.ms))) {
      if (best.isBefore(lastMs)) break;
      if (!compiled.mayHoldText(id)) continue;
      const found = context.served(id, (content) => newestOf(content, compiled.rowsOf(content), { after, most: limit + 1 }).map((row) => context.recordOf(content, row)));
      if (found !== undefined) best.add(found);
      yield;
    }
    return pageOf(best.records, limit);
  } finally {
    context.leaveSnapshot();
  }
}

/** The newest records seen so far, sorted, at most so many. */
class NewestRecords {
  readonly #most: number;
  #records: readonly LogRecord[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get records(): readonly LogRecord[] {
    return this.#records;
  }

  /** Tells whether nothing at `ms` or before can get in any more. */
  isBefore(ms: number): boolean {
    const last = this.#records[this.#most - 1];
    return last !== undefined && keyOf(last).ms > ms;
  }

  add(found: readonly LogRecord[]): void {
    if (found.length === 0) return;
    this.#records = [...this.#records, ...found].sort((a, b) => compareKeys(keyOf(a), keyOf(b))).slice(0, this.#most);
  }
}

interface Cut {
  readonly after: Key | undefined;
  readonly most: number;
}

/** Returns the newest of `rows` behind the cursor, in any order. */
function newestOf(content: BlockContent, rows: readonly number[], { after, most }: Cut): readonly number[] {
  // Most blocks of a search have no hit; their columns are not even decoded.
  if (rows.length === 0) return rows;
  const { columns, block } = content;
  const keyAt = (row: number): Key => ({ ms: sortMs(columns, row), sourceId: block.sourceId, positionBytes: columns.positionBytes[row] ?? 0 });
  const behind = after === undefined ? rows : rows.filter((row) => compareKeys(keyAt(row), after) > 0);
  if (behind.length <= most) return behind;
  const inOrder = behind.every((row, i) => i === 0 || sortMs(columns, behind[i - 1] ?? 0) <= sortMs(columns, row));
  return inOrder ? behind.slice(-most) : behind.toSorted((a, b) => compareKeys(keyAt(a), keyAt(b))).slice(0, most);
}

function pageOf(found: readonly LogRecord[], limit: number): RecordPage {
  const records = found.slice(0, limit);
  const last = records.at(-1);
  return found.length > limit && last !== undefined ? { records, cursor: cursorOf(keyOf(last)) } : { records };
}

function keyOf({ timestampMs, observedTimestampMs, sourceId, positionBytes }: LogRecord): Key {
  return { ms: timestampMs ?? observedTimestampMs, sourceId, positionBytes };
}

/** Negative when `a` comes first in an answer. */
function compareKeys(a: Key, b: Key): number {
  return b.ms - a.ms || b.sourceId - a.sourceId || b.positionBytes - a.positionBytes;
}

function cursorOf({ ms, sourceId, positionBytes }: Key): string {
  return `${ms}_${sourceId}_${positionBytes}`;
}

function parseCursor(cursor: string): Key {
  const [ms, sourceId, positionBytes, ...more] = cursor.split('_').map(Number);
  if (ms === undefined || sourceId === undefined || positionBytes === undefined || more.length > 0 || !Number.isFinite(ms + sourceId + positionBytes)) {
    throw new EngineError('badRequest', `${JSON.stringify(cursor)} is no cursor of an earlier page. Give it as it came, or leave it out.`);
  }
  return { ms, sourceId, positionBytes };
}
