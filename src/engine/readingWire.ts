/** What the writer and its reading threads send each other. Arrays go over without being copied: who sends them gives them away. */
import type { RecordBatch } from '../model/record.ts';
import type { Coverage, Source } from '../model/source.ts';

/** Asks a thread for one thing; it answers each request with one reply, in order. */
export type ReadRequest =
  | { readonly kind: 'chunk'; readonly source: Source; readonly bytes: Uint8Array<ArrayBuffer>; readonly positionBytes: number; readonly resumedLines: number | undefined }
  | { readonly kind: 'settle'; readonly source: Source; readonly partial: boolean }
  | { readonly kind: 'end'; readonly source: Source };

/** The records that a request gave, redacted, and how the source stands behind them. */
export interface ReadReply {
  readonly batch: WireBatch;
  readonly coverage: Omit<Coverage, 'rotations'>;
  readonly format: string;
  readonly heldBytes: number;
  readonly heldSinceMs: number | undefined;
  /** Names that got the thread's next component ids. */
  readonly names: readonly string[];
  /** The highest severity of the records. */
  readonly severity: number;
}

/** A batch without its source and templates; component ids are the thread's own. */
export type WireBatch = Omit<RecordBatch, 'source' | 'template'>;

/** Copies what a batch borrows, and lists what can be given away. */
export function packBatch(batch: RecordBatch): { readonly wire: WireBatch; readonly transfer: ArrayBuffer[] } {
  const { count, endPositionBytes, firstLine, droppedBytes, encoding = 0, cuts = [], hostile = [], likeness } = batch;
  const from = batch.start[0] ?? 0;
  const to = count === 0 ? from : (batch.end[count - 1] ?? from);
  const places = (column: Int32Array): Int32Array<ArrayBuffer> => {
    const copy = new Int32Array(count);
    for (let i = 0; i < count; i++) copy[i] = (column[i] ?? 0) - from;
    return copy;
  };
  const columns = {
    bytes: new Uint8Array(batch.bytes.subarray(from, to)),
    start: places(batch.start), end: places(batch.end), bodyStart: places(batch.bodyStart), bodyEnd: places(batch.bodyEnd),
    timestampMs: new Float64Array(batch.timestampMs.subarray(0, count)), zoneMinutes: new Int16Array(batch.zoneMinutes.subarray(0, count)),
    severity: new Uint8Array(batch.severity.subarray(0, count)), component: new Int32Array(batch.component.subarray(0, count)),
    lines: new Int32Array(batch.lines.subarray(0, count)), flags: new Uint8Array(batch.flags.subarray(0, count)),
    positionBytes: new Float64Array(batch.positionBytes.subarray(0, count)),
  };
  const hashes = likeness ? { low: new Int32Array(likeness.low.subarray(0, count)), high: new Int32Array(likeness.high.subarray(0, count)) } : undefined;
  const transfer = [...Object.values(columns), ...(hashes ? Object.values(hashes) : [])].map((column) => column.buffer);
  return { wire: { ...columns, count, endPositionBytes, firstLine, droppedBytes, encoding, cuts, hostile, ...(hashes ? { likeness: hashes } : {}) }, transfer };
}

/** Makes a batch of what came over; `idOf` gives the engine's id for each of the thread's components. */
export function unpackBatch(wire: WireBatch, source: Source, idOf: readonly number[]): RecordBatch {
  const { component, count } = wire;
  for (let i = 0; i < count; i++) component[i] = idOf[component[i] ?? 0] ?? 0;
  return { ...wire, source, template: new Int32Array(count) };
}
