/** Turns a filled block into what one row of the store holds, with all that is counted and listed beside it. */
import crypto from 'node:crypto';
import { severity } from '../../model/severity.ts';
import { encodeColumns, sortMs } from './columns.ts';
import type { Columns } from './columns.ts';
import { bestCodec, compressFrame } from './compression.ts';
import type { Codec } from './compression.ts';
import { gramsOf } from './grams.ts';
import { fullBlock } from './openBlock.ts';
import type { OpenBlock } from './openBlock.ts';
import { encodeIds, VarintWriter } from './varints.ts';

/** What a block's row says about its records; the hash covers it together with both frames. */
export interface BlockHead {
  readonly sourceId: number;
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly firstLine: number;
  readonly recordCount: number;
  readonly textBytes: number;
  readonly columnBytes: number;
  /** By the source's clock, by ours where it has none. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Bit b is set when there are records of band b; band 0 is missing, 6 is FATAL. */
  readonly severityMask: number;
  /** When the last of it was read. */
  readonly readMs: number;
  readonly codec: string;
  /** Sorted sets; undefined when they are too large to be worth keeping. */
  readonly templates: Uint8Array | undefined;
  readonly components: Uint8Array | undefined;
}

/** A block as it is stored. */
export interface SealedBlock extends BlockHead {
  readonly hash: Uint8Array;
  readonly columns: Uint8Array;
  readonly text: Uint8Array;
  /** See grams.ts; of a block that is being written. */
  readonly grams?: Uint8Array;
}

/** An ERROR-and-above record for the table of errors. */
export interface SealedError {
  readonly position: number;
  readonly line: number;
  readonly timeMs: number;
  readonly severity: number;
  readonly component: number;
  readonly template: number;
  readonly excerpt: string;
}

/** What is written beside a new block. */
export interface BlockTally {
  /** Records by band per minute; the key is the start of the minute in ms. */
  readonly minutes: ReadonlyMap<number, readonly number[]>;
  readonly errors: readonly SealedError[];
}

/** Number of bands, the missing severity included. */
export const bandCount = 7;
/** A block's errors are listed up to so many per template, so that a log of nothing but errors does not become a table of rows; the block has them all. */
const mostErrorsPerTemplate = 64;
const mostErrors = 512;
const excerptCharacters = 300;
/** A character of UTF-8 has four bytes at most. */
const excerptBytes = excerptCharacters * 4;
/** A set of more ids than this prunes next to nothing and costs more than it saves (ours). */
const mostIds = 1024;
/** Ids below this are looked up in an array, which is ten times as fast as a set. */
const mostDirectIds = 16_384;
const minuteMs = 60_000;

/** Used from block to block: ten thousand small logs make ten thousand blocks, and what each of them would throw away is larger than the block. */
const scratch: { writer?: VarintWriter; isSeen?: Uint8Array } = {};

/** Returns the band of a severity number: 0 missing, 1 TRACE … 6 FATAL. */
export function bandOf(severityNumber: number): number {
  return Math.min(bandCount - 1, (severityNumber + 3) >> 2);
}

/** Compresses and describes the records of `block`; nothing borrowed from it is kept. */
export function sealBlock(sourceId: number, block: OpenBlock, codec: Codec = bestCodec()): SealedBlock {
  const { columns, text } = block;
  const writer = (scratch.writer ??= new VarintWriter());
  writer.clear();
  encodeColumns(columns, writer);
  const frames = { columns: compressFrame(writer.written, codec), text: compressFrame(text, codec) };
  const head: BlockHead = {
    sourceId,
    firstPosition: columns.positionBytes[0] ?? 0,
    lastPosition: block.endPositionBytes,
    firstLine: columns.firstLine[0] ?? 1,
    recordCount: columns.count,
    textBytes: text.length,
    columnBytes: writer.length,
    ...summaryOf(columns),
    codec,
    templates: idsOf(columns.template, columns.count),
    components: idsOf(columns.component, columns.count),
  };
  const grams = gramsOf(text);
  return { ...head, ...frames, hash: hashOf(head, frames.columns, frames.text), ...(grams ? { grams } : {}) };
}

/** Returns the hash of a block: SHA-256 over its head and its frames as they are stored, cut to 16 bytes. Compressed bytes are a fifth of the raw ones, and damage is found before anything is decoded. */
export function hashOf(head: BlockHead, columns: Uint8Array, text: Uint8Array): Uint8Array {
  const { sourceId, firstPosition, lastPosition, firstLine, recordCount, textBytes, columnBytes, firstMs, lastMs, severityMask, readMs, codec } = head;
  const hash = crypto.createHash('sha256');
  hash.update([sourceId, firstPosition, lastPosition, firstLine, recordCount, textBytes, columnBytes, firstMs, lastMs, severityMask, readMs, codec].join());
  for (const ids of [head.templates, head.components]) hash.update(ids ?? 'many');
  return hash.update(columns).update(text).digest().subarray(0, 16);
}

/** Tells whether a block is to be merged with its neighbours. */
export function isSmall(head: BlockHead): boolean {
  return head.recordCount * 2 < fullBlock.records && head.textBytes * 2 < fullBlock.textBytes;
}

function summaryOf(columns: Columns): Pick<BlockHead, 'firstMs' | 'lastMs' | 'severityMask' | 'readMs'> {
  let firstMs = Infinity;
  let lastMs = -Infinity;
  let severityMask = 0;
  let readMs = 0;
  const { count, timestampMs, observedMs, severity: severities } = columns;
  for (let row = 0; row < count; row++) {
    const observed = observedMs[row] ?? 0;
    const own = timestampMs[row] ?? NaN;
    const ms = own === own ? own : observed;
    if (ms < firstMs) firstMs = ms;
    if (ms > lastMs) lastMs = ms;
    if (observed > readMs) readMs = observed;
    severityMask |= 1 << Math.min(bandCount - 1, ((severities[row] ?? 0) + 3) >> 2);
  }
  return { firstMs, lastMs, severityMask, readMs };
}

function idsOf(column: Int32Array, count: number): Uint8Array | undefined {
  const ids: number[] = [];
  const isSeen = (scratch.isSeen ??= new Uint8Array(mostDirectIds));
  const others = new Set<number>();
  for (let row = 0; row < count && ids.length + others.size <= mostIds; row++) {
    const id = column[row] ?? 0;
    if (id < 0 || id >= mostDirectIds) others.add(id);
    else if (isSeen[id] === 0) {
      isSeen[id] = 1;
      ids.push(id);
    }
  }
  for (const id of ids) isSeen[id] = 0;
  return ids.length + others.size > mostIds ? undefined : encodeIds([...ids, ...others]);
}

/** Counts the records of a new block per minute and lists its errors. */
export function tallyBlock(block: OpenBlock): BlockTally {
  const { columns } = block;
  const minutes = new Map<number, number[]>();
  const errors: SealedError[] = [];
  const perTemplate = new Map<number, number>();
  let minute = NaN;
  let counts: number[] = [];
  let textAt = 0;
  for (let row = 0; row < columns.count; row++) {
    const timeMs = sortMs(columns, row);
    const severityNumber = columns.severity[row] ?? 0;
    const minuteOfRow = Math.floor(timeMs / minuteMs) * minuteMs;
    if (minuteOfRow !== minute) {
      minute = minuteOfRow;
      counts = minutes.get(minute) ?? new Array<number>(bandCount).fill(0);
      minutes.set(minute, counts);
    }
    const band = bandOf(severityNumber);
    counts[band] = (counts[band] ?? 0) + 1;
    if (severityNumber >= severity.error && errors.length < mostErrors) {
      const template = columns.template[row] ?? 0;
      const listed = perTemplate.get(template) ?? 0;
      perTemplate.set(template, listed + 1);
      if (listed < mostErrorsPerTemplate) errors.push(errorOf(block, row, textAt));
    }
    textAt += columns.length[row] ?? 0;
  }
  return { minutes, errors };
}

function errorOf(block: OpenBlock, row: number, textAt: number): SealedError {
  const { columns, text } = block;
  const end = textAt + (columns.length[row] ?? 0);
  const start = Math.min(end, textAt + (block.bodyOffset[row] ?? 0));
  return {
    position: columns.positionBytes[row] ?? 0,
    line: columns.firstLine[row] ?? 1,
    timeMs: sortMs(columns, row),
    severity: columns.severity[row] ?? 0,
    component: columns.component[row] ?? 0,
    template: columns.template[row] ?? 0,
    excerpt: excerptOf(text.toString('utf8', start, Math.min(end, start + excerptBytes))),
  };
}

function excerptOf(text: string): string {
  const whole = text.replace(/\r?\n$/, '');
  const lastUnit = whole.charCodeAt(excerptCharacters - 1);
  // A pair of surrogates is not cut in half.
  const isHalf = whole.length > excerptCharacters && lastUnit >= 0xd800 && lastUnit < 0xdc00;
  return whole.slice(0, isHalf ? excerptCharacters - 1 : excerptCharacters);
}
