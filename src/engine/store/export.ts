/** Everything in order: by source, then by position. */
import { bytesFromUtf8, byteOrderMark, encodingOfNumber } from '../../base/encodings.ts';
import type { EncodingName } from '../../base/encodings.ts';
import type { RecordFilter } from '../../model/query.ts';
import { recordFlag } from '../../model/record.ts';
import type { LogRecord } from '../../model/record.ts';
import { CompiledFilter } from './filter.ts';
import type { BlockContent } from './blocks.ts';
import { encodingOfFlags } from './openBlock.ts';
import type { ReadContext } from './readContext.ts';
import type { RawLine } from './types.ts';

const lineFeed = 10;
const carriageReturn = 13;
const noBytes = new Uint8Array();
const noCuts: ReadonlySet<number> = new Set();
const inOrder = 'source_id, first_position';

/** Yields the wanted records one by one, over one snapshot that ends with the iteration. */
export function* exportRecords(context: ReadContext, filter: RecordFilter): Generator<LogRecord, undefined> {
  context.enterSnapshot();
  try {
    const compiled = new CompiledFilter(context, filter);
    for (const { id } of compiled.blockIds(inOrder)) {
      const records = context.served(id, (content) => compiled.rowsOf(content).map((row) => context.recordOf(content, row)));
      if (records !== undefined) yield* records;
    }
  } finally {
    context.leaveSnapshot();
  }
}

/** Yields the physical lines of the wanted records; a line that is spread over several records is wanted when one of them is. */
export function* exportRawLines(context: ReadContext, filter: RecordFilter): Generator<RawLine, undefined> {
  context.enterSnapshot();
  try {
    const compiled = new CompiledFilter(context, filter);
    const joiner = new LineJoiner();
    for (const { id } of compiled.blockIds(inOrder, compiled.wholeSources())) {
      const isWhole = context.served(id, (content) => {
        const wanted = compiled.wantsAll ? undefined : new Set(compiled.rowsOf(content));
        joiner.add(context, content, wanted);
        return true;
      });
      if (isWhole !== true) joiner.endLine(false);
      yield* withCuts(context, joiner.take());
    }
    joiner.endLine(false);
    yield* withCuts(context, joiner.take());
  } finally {
    context.leaveSnapshot();
  }
}

function* withCuts(context: ReadContext, lines: readonly RawLine[]): Generator<RawLine, undefined> {
  for (const line of lines) {
    const [cut] = line.truncated ? context.cutLines(line.sourceId, line.line, 1) : [];
    yield cut === undefined ? line : { ...line, lengthBytes: cut.lengthBytes, sha256: cut.sha256 };
  }
}

/** A line that may still go on in the next record. */
interface OpenLine extends RawLine {
  readonly encoding: EncodingName;
}

/** Cuts records into physical lines and joins the line that one record leaves open with the late record that continues it. */
class LineJoiner {
  #lines: RawLine[] = [];
  #open: OpenLine | undefined;
  #isOpenWanted = false;

  /** Returns the lines that are whole by now, once. */
  take(): readonly RawLine[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  /** Cuts the records of a block; `wanted` holds their rows, undefined means all. Everything is decoded before anything changes, so a damaged block is left out whole. */
  add(context: ReadContext, content: BlockContent, wanted: ReadonlySet<number> | undefined): void {
    const { columns, block, starts, text } = content;
    const { sourceId } = block;
    const path = context.sourceName(sourceId);
    for (let row = 0; row < columns.count; row++) {
      const start = starts[row] ?? 0;
      const end = starts[row + 1] ?? 0;
      const flags = columns.flags[row] ?? 0;
      const encoding = encodingOfNumber(encodingOfFlags(flags));
      let line = columns.firstLine[row] ?? 0;
      if (!this.#isContinuedBy({ sourceId, line }, flags)) this.endLine(false);
      const cuts = (flags & recordFlag.truncated) === 0 ? noCuts : new Set(context.cutLines(sourceId, line, columns.lines[row] ?? 1).map((cut) => cut.line));
      // The end of a cut line may not have come yet, and with it its measure: then it is the longest one.
      const longest = cuts === noCuts || cuts.size > 0 ? -1 : longestLine(text.subarray(start, end));
      let positionBytes = columns.positionBytes[row] ?? 0;
      for (let at = start; at < end;) {
        const feed = text.indexOf(lineFeed, at);
        const hasFeed = feed >= 0 && feed < end;
        const lineEnd = hasFeed ? feed : end;
        const mark = at === start && (flags & recordFlag.marked) !== 0 ? byteOrderMark(encoding) : noBytes;
        const raw = encoding === 'utf-8' ? text.subarray(at, lineEnd) : bytesFromUtf8(text.subarray(at, lineEnd), encoding);
        const bytes = mark.length === 0 ? raw : Buffer.concat([mark, raw]);
        this.#extend({ sourceId, path, line, positionBytes: positionBytes - mark.length, bytes, truncated: cuts.has(line) || lineEnd - at === longest, encoding });
        this.#isOpenWanted ||= wanted?.has(row) ?? true;
        line = (this.#open?.line ?? line) + 1;
        if (hasFeed) this.endLine(true);
        at = lineEnd + 1;
        positionBytes += raw.length + (hasFeed ? feedLength(encoding) : 0);
      }
    }
  }

  /** Ends the open line, if there is one. */
  endLine(hasFeed: boolean): void {
    const open = this.#open;
    if (open !== undefined && this.#isOpenWanted) {
      const { encoding, ...line } = open;
      const end = hasFeed ? lengthOfReturn(line.bytes, encoding) : 0;
      this.#lines.push(end > 0 ? { ...line, bytes: line.bytes.subarray(0, -end) } : line);
    }
    this.#open = undefined;
    this.#isOpenWanted = false;
  }

  #extend(part: OpenLine): void {
    const open = this.#open;
    this.#open = open === undefined ? part : { ...open, bytes: Buffer.concat([open.bytes, part.bytes]), truncated: open.truncated || part.truncated };
  }

  /** A late record goes on with the open line, except behind a line that was cut together with its end: then its number is the next one. */
  #isContinuedBy({ sourceId, line }: Pick<RawLine, 'sourceId' | 'line'>, flags: number): boolean {
    const open = this.#open;
    if (open?.sourceId !== sourceId || (flags & recordFlag.late) === 0) return false;
    return !(open.truncated && line > open.line);
  }
}

function feedLength(encoding: EncodingName): number {
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1;
}

/** Length of the carriage return at the end of a line, 0 when there is none. */
function lengthOfReturn(bytes: Uint8Array, encoding: EncodingName): number {
  const low = encoding === 'utf-16le' ? 2 : 1;
  if (bytes[bytes.length - low] !== carriageReturn) return 0;
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return 1;
  return bytes[bytes.length - (3 - low)] === 0 ? 2 : 0;
}

/** Returns the length of the longest line: the one that was cut, where a record has several. */
function longestLine(bytes: Uint8Array): number {
  let longest = 0;
  for (let at = 0; at < bytes.length;) {
    const feed = bytes.indexOf(lineFeed, at);
    const end = feed < 0 ? bytes.length : feed;
    longest = Math.max(longest, end - at);
    at = end + 1;
  }
  return longest;
}
