/** A block that is still being filled: records of one source, copied out of borrowed batches. */
import { recordFlag } from '../../model/record.ts';
import { columnBytesPerRecord, makeColumns } from './columns.ts';
import type { Columns } from './columns.ts';

/** Records and bytes of text that make a block full: DESIGN decision 3. */
export const fullBlock = { records: 4096, textBytes: 1024 * 1024 } as const;

/** Ten lines of a quiet log: of ten thousand such logs hundreds are open at once (ours; a busy one has its full size after four steps, and keeps it). */
const smallestRecords = 16;
const smallestTextBytes = 2 * 1024;

/** The columns of a parsed batch, as far as they are stored; `RecordBatch` is one. */
export interface BatchColumns {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly bodyStart: Int32Array;
  readonly timestampMs: Float64Array;
  readonly zoneMinutes: Int16Array | Int32Array;
  readonly severity: Uint8Array | Int32Array;
  readonly component: Int32Array;
  readonly template: Int32Array;
  readonly lines: Int32Array;
  readonly flags: Uint8Array | Int32Array;
  readonly positionBytes: Float64Array;
  readonly endPositionBytes: number;
  readonly encoding?: number;
}

/** The number of the encoding stands above the flags of records that were turned into UTF-8. */
const encodingShift = 8;

/** Returns the number of the encoding that a stored record came from, 0 when its text is as it was. */
export function encodingOfFlags(flags: number): number {
  return flags >> encodingShift;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Grows as it is filled, so that ten thousand quiet sources take little; can be emptied and used again. */
export class OpenBlock {
  /** Position behind the last record. */
  endPositionBytes = 0;
  /** Number of the physical line behind the last record. */
  nextLine = 1;
  #columns: Writable<Columns> = makeColumns(smallestRecords);
  /** Where the body begins, counted from the record's first byte; only excerpts of errors need it. */
  #bodyOffset = new Int32Array(smallestRecords);
  #text = Buffer.allocUnsafe(smallestTextBytes);
  #textLength = 0;

  get count(): number {
    return this.#columns.count;
  }

  /** The records so far; borrowed until the next change. */
  get columns(): Columns {
    return this.#columns;
  }

  get bodyOffset(): Int32Array {
    return this.#bodyOffset;
  }

  /** The text so far; borrowed until the next change. */
  get text(): Buffer {
    return this.#text.subarray(0, this.#textLength);
  }

  get isFull(): boolean {
    return this.#columns.count >= fullBlock.records || this.#textLength >= fullBlock.textBytes;
  }

  /** Bytes of memory it holds. */
  get heldBytes(): number {
    return this.#text.length + this.#bodyOffset.length * columnBytesPerRecord;
  }

  clear(): void {
    this.#columns.count = 0;
    this.#textLength = 0;
  }

  /** Copies records from row `from` on until the block is full; returns the row behind the last one taken. An empty block takes one at least. */
  append(batch: BatchColumns, from: number, observedMs: number): number {
    const to = this.#rowBehind(batch, from);
    if (to === from) return from;
    const count = this.#columns.count;
    this.#reserve(count + to - from, this.#textLength + (batch.end[to - 1] ?? 0) - (batch.start[from] ?? 0));
    const columns = this.#columns;
    columns.timestampMs.set(batch.timestampMs.subarray(from, to), count);
    columns.observedMs.fill(observedMs, count, count + to - from);
    columns.zoneMinutes.set(batch.zoneMinutes.subarray(from, to), count);
    columns.severity.set(batch.severity.subarray(from, to), count);
    columns.component.set(batch.component.subarray(from, to), count);
    columns.template.set(batch.template.subarray(from, to), count);
    columns.lines.set(batch.lines.subarray(from, to), count);
    columns.flags.set(batch.flags.subarray(from, to), count);
    if (batch.encoding !== undefined && batch.encoding > 0) addEncoding(columns.flags, count, count + to - from, batch.encoding);
    columns.positionBytes.set(batch.positionBytes.subarray(from, to), count);
    this.#appendText(batch, from, to);
    columns.count = count + to - from;
    this.endPositionBytes = to < batch.count ? batch.positionBytes[to] ?? 0 : batch.endPositionBytes;
    return to;
  }

  #rowBehind(batch: BatchColumns, from: number): number {
    const mostRows = Math.min(batch.count, from + fullBlock.records - this.#columns.count);
    const mostBytes = fullBlock.textBytes - this.#textLength;
    const textStart = batch.start[from] ?? 0;
    let to = this.#columns.count === 0 ? from + 1 : from;
    while (to < mostRows && (batch.end[to] ?? 0) - textStart <= mostBytes) to++;
    return to;
  }

  /** Copies the text of rows that lie side by side in one go. */
  #appendText(batch: BatchColumns, from: number, to: number): void {
    const { length, lines, firstLine, count } = this.#columns;
    let row = count;
    let runStart = batch.start[from] ?? 0;
    let runEnd = runStart;
    for (let i = from; i < to; i++, row++) {
      const start = batch.start[i] ?? 0;
      const end = batch.end[i] ?? 0;
      if (start !== runEnd) {
        this.#copyText(batch.bytes, runStart, runEnd);
        runStart = start;
      }
      runEnd = end;
      length[row] = end - start;
      this.#bodyOffset[row] = (batch.bodyStart[i] ?? 0) - start;
      firstLine[row] = this.nextLine;
      this.nextLine += lines[row] ?? 0;
    }
    this.#copyText(batch.bytes, runStart, runEnd);
  }

  #copyText(bytes: Uint8Array, start: number, end: number): void {
    this.#text.set(bytes.subarray(start, end), this.#textLength);
    this.#textLength += end - start;
  }

  #reserve(records: number, textBytes: number): void {
    if (textBytes > this.#text.length) {
      const text = Buffer.allocUnsafe(Math.max(textBytes, Math.min(this.#text.length * 4, fullBlock.textBytes)));
      text.set(this.#text.subarray(0, this.#textLength));
      this.#text = text;
    }
    if (records > this.#bodyOffset.length) this.#growColumns(Math.min(Math.max(records, this.#bodyOffset.length * 4), fullBlock.records));
  }

  #growColumns(capacity: number): void {
    const old = this.#columns;
    const columns: Writable<Columns> = { ...makeColumns(capacity), count: old.count };
    columns.timestampMs.set(old.timestampMs);
    columns.observedMs.set(old.observedMs);
    columns.zoneMinutes.set(old.zoneMinutes);
    columns.severity.set(old.severity);
    columns.component.set(old.component);
    columns.template.set(old.template);
    columns.length.set(old.length);
    columns.lines.set(old.lines);
    columns.flags.set(old.flags);
    columns.positionBytes.set(old.positionBytes);
    columns.firstLine.set(old.firstLine);
    this.#columns = columns;
    const bodyOffset = new Int32Array(capacity);
    bodyOffset.set(this.#bodyOffset);
    this.#bodyOffset = bodyOffset;
  }
}

function addEncoding(flags: Int32Array, from: number, to: number, encoding: number): void {
  for (let i = from; i < to; i++) if (((flags[i] ?? 0) & recordFlag.decoded) !== 0) flags[i] = (flags[i] ?? 0) | (encoding << encodingShift);
}
