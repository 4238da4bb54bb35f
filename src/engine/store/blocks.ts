/** Blocks read back from their rows: checked first, decoded only as far as somebody needs it. */
import { EngineError, messageOf } from '../../base/errors.ts';
import { decodeColumns } from './columns.ts';
import type { Columns } from './columns.ts';
import { decompressFrame } from './compression.ts';
import { bytesIn, numberIn, optionalBytesIn, textIn } from './database.ts';
import type { Row } from './database.ts';
import { hashOf } from './seal.ts';
import type { BlockHead, SealedBlock } from './seal.ts';

/** The columns of a row that make a `BlockHead`. */
export const headColumns = `id, source_id, first_position, last_position, first_line, record_count, text_bytes, first_ms, last_ms, severity_mask, read_ms, codec,
  templates, components, column_bytes, hash`;

/** A whole block with the id of its row. */
export interface StoredBlock extends SealedBlock {
  readonly id: number;
}

/** Reads a block's row; its frames are neither checked nor decoded yet. */
export function blockOf(row: Row): StoredBlock {
  return { id: numberIn(row, 'id'), ...headOf(row), hash: bytesIn(row, 'hash'), columns: bytesIn(row, 'columns'), text: bytesIn(row, 'text') };
}

/** Reads what a row selected by `headColumns` says about a block. */
export function headOf(row: Row): BlockHead {
  return {
    sourceId: numberIn(row, 'source_id'),
    firstPosition: numberIn(row, 'first_position'),
    lastPosition: numberIn(row, 'last_position'),
    firstLine: numberIn(row, 'first_line'),
    recordCount: numberIn(row, 'record_count'),
    textBytes: numberIn(row, 'text_bytes'),
    columnBytes: numberIn(row, 'column_bytes'),
    firstMs: numberIn(row, 'first_ms'),
    lastMs: numberIn(row, 'last_ms'),
    severityMask: numberIn(row, 'severity_mask'),
    readMs: numberIn(row, 'read_ms'),
    codec: textIn(row, 'codec'),
    templates: optionalBytesIn(row, 'templates'),
    components: optionalBytesIn(row, 'components'),
  };
}

/** One block, decoded piece by piece; every piece throws `storeCorrupt` with the reason when the block is damaged. */
export class BlockContent {
  readonly block: StoredBlock;
  #isChecked = false;
  #text: Buffer | undefined;
  #columns: Columns | undefined;
  #starts: Int32Array | undefined;

  constructor(block: StoredBlock, decoded?: { readonly columns: Columns; readonly text: Buffer }) {
    this.block = block;
    this.#columns = decoded?.columns;
    this.#text = decoded?.text;
  }

  /** What is decoded by now, when that is everything. */
  get decoded(): { readonly columns: Columns; readonly text: Buffer } | undefined {
    return this.#columns && this.#text ? { columns: this.#columns, text: this.#text } : undefined;
  }

  /** The text of all records in a row. A zstd frame checks itself, which spares a search the hash of blocks without a hit. */
  get text(): Buffer {
    const { block } = this;
    this.#text ??= this.#decoded(() => {
      if (block.codec !== 'zstd') this.check();
      return decompressFrame(block.text, block.codec, block.textBytes);
    });
    return this.#text;
  }

  /** The columns; nothing can be served without them, and they are only given when the whole block is as it was written. */
  get columns(): Columns {
    this.#columns ??= this.#decoded(() => this.#readColumns());
    return this.#columns;
  }

  /** Where each record begins in `text`; one more entry says where the last one ends. */
  get starts(): Int32Array {
    this.#starts ??= startsOf(this.columns);
    return this.#starts;
  }

  /** Compares the stored bytes with their hash. */
  check(): void {
    if (this.#isChecked) return;
    const { block } = this;
    const hash = hashOf(block, block.columns, block.text);
    if (Buffer.compare(hash, block.hash) !== 0) throw new EngineError('storeCorrupt', `its bytes are not those that were written`);
    this.#isChecked = true;
  }

  #readColumns(): Columns {
    this.check();
    const { block } = this;
    const columns = decodeColumns(decompressFrame(block.columns, block.codec, block.columnBytes));
    if (columns.count !== block.recordCount) throw new EngineError('storeCorrupt', `it holds ${columns.count} records instead of ${block.recordCount}`);
    const end = startsOf(columns)[columns.count] ?? 0;
    if (end !== block.textBytes) throw new EngineError('storeCorrupt', `its records have ${end} bytes of text instead of ${block.textBytes}`);
    return columns;
  }

  #decoded<T>(decode: () => T): T {
    try {
      return decode();
    } catch (error) {
      if (error instanceof EngineError) throw error;
      throw new EngineError('storeCorrupt', `it cannot be decompressed (${messageOf(error)})`, { cause: error });
    }
  }
}

function startsOf({ count, length }: Columns): Int32Array {
  const starts = new Int32Array(count + 1);
  let at = 0;
  for (let row = 0; row < count; row++) {
    starts[row] = at;
    at += length[row] ?? 0;
  }
  starts[count] = at;
  return starts;
}

/** Returns the sentence that tells of a damaged block. */
export function damageOf(block: { readonly id: number; readonly sourceId: number; readonly firstPosition: number; readonly lastPosition: number }, error: unknown): string {
  return `Block ${block.id} (source ${block.sourceId}, bytes ${block.firstPosition} to ${block.lastPosition}) is damaged: ${messageOf(error)}.`;
}
