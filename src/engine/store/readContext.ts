/** What every read needs: the connection, one snapshot over several statements, names by id, and a list of what was found damaged. */
import { EngineError, messageOf } from '../../base/errors.ts';
import type { LogRecord, StoredCutLine } from '../../model/record.ts';
import { recordFlag } from '../../model/record.ts';
import type { BlockCache } from './blockCache.ts';
import { BlockContent, blockOf, headColumns, headOf } from './blocks.ts';
import { bytesIn, isCorrupt, numberIn, storeError, textIn } from './database.ts';
import type { Connection, Row, Statement } from './database.ts';

/** A condition that leaves damaged blocks out. */
export const notQuarantined = 'id NOT IN (SELECT block_id FROM quarantine)';

const noBytes = new Uint8Array(0);

/** One reader's connection and what it has learned. */
export class ReadContext {
  readonly connection: Connection;
  readonly file: string;
  /** One sentence per damaged block met so far. */
  readonly problems = new Map<number, string>();
  readonly #names = new Map<string, string>();
  #dataVersion: unknown;
  #depth = 0;
  readonly #cache: BlockCache | undefined;
  readonly #readBlock: Statement;
  readonly #readHead: Statement;
  readonly #sourceName: Statement;
  readonly #componentName: Statement;
  readonly #cutLines: Statement;

  /** `cache`: where decoded blocks are looked for first. */
  constructor(connection: Connection, file: string, cache?: BlockCache) {
    this.connection = connection;
    this.file = file;
    this.#cache = cache;
    this.#readHead = connection.prepare(`SELECT ${headColumns} FROM blocks WHERE id = ?`);
    this.#readBlock = connection.prepare(`SELECT ${headColumns}, columns, text FROM blocks WHERE id = ?`);
    this.#sourceName = connection.prepare('SELECT name FROM sources WHERE id = ?');
    this.#componentName = connection.prepare('SELECT name FROM components WHERE id = ?');
    this.#cutLines = connection.prepare('SELECT line, length_bytes, sha256 FROM cut_lines WHERE source_id = ? AND line >= ? AND line < ? ORDER BY line');
  }

  /** Begins or joins a snapshot; what is committed meanwhile is not seen before `leaveSnapshot` has been called as often. */
  enterSnapshot(): void {
    if (this.#depth === 0) {
      this.connection.exec('BEGIN');
      const version = this.connection.prepare('PRAGMA data_version').get()?.['data_version'];
      // A source may have been renamed by what was committed since.
      if (version !== this.#dataVersion) this.#names.clear();
      this.#dataVersion = version;
    }
    this.#depth++;
  }

  leaveSnapshot(): void {
    this.#depth--;
    if (this.#depth === 0 && this.connection.isOpen) this.connection.exec('COMMIT');
  }

  /** Runs `work` over one snapshot. */
  inSnapshot<T>(work: () => T): T {
    try {
      this.enterSnapshot();
      try {
        return work();
      } finally {
        this.leaveSnapshot();
      }
    } catch (error) {
      throw storeError(error, this.file);
    }
  }

  /** Reads something of a block; undefined, and a problem more, when it is damaged. */
  served<T>(id: number, read: (content: BlockContent) => T): T | undefined {
    try {
      const row = this.#cache ? this.#readHead.get(id) : this.#readBlock.get(id);
      if (row === undefined) return undefined;
      return this.#cache ? this.#readCached(this.#cache, row, read) : read(new BlockContent(blockOf(row)));
    } catch (error) {
      if (!isCorrupt(error) && !(error instanceof EngineError && error.code === 'storeCorrupt')) throw error;
      this.problems.set(id, `Block ${id} is damaged and was left out: ${messageOf(error)}. Run \`logbrief verify\`.`);
      return undefined;
    }
  }

  /** The head comes from the store every time, so that what is not there any more, or has other bytes, is not served. */
  #readCached<T>(cache: BlockCache, row: Row, read: (content: BlockContent) => T): T {
    const id = numberIn(row, 'id');
    const hash = bytesIn(row, 'hash');
    const key = `${id}-${Buffer.from(hash).toString('hex').slice(0, 32)}`;
    const head = headOf(row);
    try {
      const content = cache.read(key, head, () => blockOf(this.#readBlock.get(id) ?? {}), (decoded) => new BlockContent({ id, ...head, hash, columns: noBytes, text: noBytes }, decoded));
      const answer = read(content);
      cache.used(key, content);
      return answer;
    } catch (error) {
      cache.forget(key);
      throw error;
    }
  }

  /** Returns where a source is now, as answers name it. */
  sourceName(id: number): string {
    return this.#nameOf(`s${id}`, () => this.#sourceName.get(id));
  }

  /** Makes the object a reader sees of one row of a block. */
  recordOf(content: BlockContent, row: number): LogRecord {
    const { columns, block } = content;
    const timestampMs = columns.timestampMs[row] ?? NaN;
    const component = columns.component[row] ?? 0;
    const truncated = ((columns.flags[row] ?? 0) & recordFlag.truncated) !== 0;
    const cutLines = truncated ? this.cutLines(block.sourceId, columns.firstLine[row] ?? 0, columns.lines[row] ?? 1) : [];
    return {
      sourceId: block.sourceId,
      path: this.sourceName(block.sourceId),
      line: columns.firstLine[row] ?? 0,
      positionBytes: columns.positionBytes[row] ?? 0,
      ...(Number.isNaN(timestampMs) ? {} : { timestampMs }),
      observedTimestampMs: columns.observedMs[row] ?? 0,
      severityNumber: columns.severity[row] ?? 0,
      ...(component === 0 ? {} : { component: this.componentName(component) }),
      templateId: columns.template[row] ?? 0,
      text: textOf(content, row),
      truncated,
      ...(cutLines.length === 0 ? {} : { cutLines }),
    };
  }

  /** Returns what the cut lines among `count` lines from `line` on were. */
  cutLines(sourceId: number, line: number, count: number): readonly StoredCutLine[] {
    return this.#cutLines.all(sourceId, line, line + count).map((row) => ({ line: numberIn(row, 'line'), lengthBytes: numberIn(row, 'length_bytes'), sha256: textIn(row, 'sha256') }));
  }

  /** Returns the name of a component, empty when the table does not know it. */
  componentName(id: number): string {
    return this.#nameOf(`c${id}`, () => this.#componentName.get(id));
  }

  #nameOf(key: string, read: () => Record<string, unknown> | undefined): string {
    const known = this.#names.get(key);
    const { names } = this.#cache ?? {};
    if (names) names[known === undefined ? 'misses' : 'hits']++;
    if (known !== undefined) return known;
    const row = read();
    const name = row === undefined ? '' : textIn(row, 'name');
    const [oldest] = this.#names.keys();
    if (names && oldest !== undefined && this.#names.size >= names.most) this.#names.delete(oldest);
    if (names?.most !== 0) this.#names.set(key, name);
    return name;
  }
}

/** Returns a record's text: lines joined by `\n`, without the last line end. */
export function textOf({ text, starts }: BlockContent, row: number): string {
  const whole = text.toString('utf8', starts[row] ?? 0, starts[row + 1] ?? 0);
  const joined = whole.includes('\r') ? whole.replaceAll('\r\n', '\n') : whole;
  return joined.endsWith('\n') ? joined.slice(0, -1) : joined;
}
