/** The door of the parse stage: bytes of a source in, complete records in columns out. */
import type { ByteInterner } from '../../base/byteInterner.ts';
import type { Clock } from '../../base/clock.ts';
import { noZone, recordFlag } from '../../model/record.ts';
import { severityName } from '../../model/severity.ts';
import type { RecordBatch } from '../../model/record.ts';
import type { Coverage, Source } from '../../model/source.ts';
import { textOf } from './bytes.ts';
import { Calendar } from './calendar.ts';
import { Columns } from './columns.ts';
import type { ParsedBatch } from './columns.ts';
import { Header } from './header.ts';
import { takeBytes, takeTail } from './intake.ts';
import { unescapeJson } from './json.ts';
import type { CompiledFormat } from './formatTable.ts';
import { judge, noteHeader, verdict } from './joiner.ts';
import { LineReader } from './lineReader.ts';
import { newSourceState } from './sourceState.ts';
import type { SourceState } from './sourceState.ts';
import { TextBuffer } from './textBuffer.ts';

export type { ParsedBatch } from './columns.ts';

/** What the parser needs to know. */
export interface ParseOptions {
  /** The engine's table of component names. */
  readonly components: ByteInterner;
  readonly clock: Clock;
  /** Minutes east of UTC for timestamps without a zone, at a wall-clock moment given as if it were UTC. */
  readonly assumedZoneMinutes: (epochMsAsIfUtc: number) => number;
  /** Longer lines are stored cut; 1 MiB by default (FEATURES A6). */
  readonly maxLineBytes?: number;
  /** A record with more lines goes on in a second one; 5,000 by default (ours). */
  readonly maxRecordLines?: number;
  /** A record with more bytes goes on in a second one; 2 MiB by default (ours). */
  readonly maxRecordBytes?: number;
  /** When the source's file was last written, for timestamps without a year or a day. */
  readonly fileTimeMs?: (source: Source) => number | undefined;
}

const empty = new Uint8Array();
/** A vote on the formats of a source takes so many lines or bytes, whichever come first (ours). */
const sampleLines = 64;
const sampleBytes = 32_768;

/** Reads any number of sources, each in order; deterministic, never throws whatever the bytes are. */
export class LogParser {
  readonly #options: ParseOptions;
  readonly #maxLineBytes: number;
  readonly #maxRecordLines: number;
  readonly #maxRecordBytes: number;
  readonly #states = new Map<number, SourceState>();
  readonly #columns = new Columns();
  readonly #text = new TextBuffer();
  readonly #header = new Header();
  readonly #reader = new LineReader();
  readonly #calendar: Calendar;
  #opened = false;
  /** The line that is being read holds terminal escape sequences. */
  #escapes = false;

  constructor(options: ParseOptions) {
    this.#options = options;
    this.#maxLineBytes = options.maxLineBytes ?? 1 << 20;
    this.#maxRecordLines = options.maxRecordLines ?? 5000;
    this.#maxRecordBytes = options.maxRecordBytes ?? 2 << 20;
    this.#calendar = new Calendar(options.assumedZoneMinutes);
  }

  /** Says where a source goes on after a restart. */
  resume(source: Source, positionBytes: number, lines: number): void {
    this.#states.set(source.id, this.#newState(source, positionBytes, lines));
  }

  /** Takes the next bytes of a source and returns all records known to be complete; `positionBytes` is where they lie and must follow what came before. */
  push(source: Source, bytes: Uint8Array, positionBytes: number): ParsedBatch {
    let state = this.#states.get(source.id);
    if (state?.takenBytes !== positionBytes) {
      state = this.#newState(source, positionBytes, (state?.line ?? 1) - 1);
      this.#states.set(source.id, state);
    }
    this.#begin(state);
    // As a plain array: slice() of a Buffer would be a view into bytes that are only borrowed.
    takeBytes(state, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), this.#text, this.#maxLineBytes);
    return this.#run(source, state, { partial: false, flush: false });
  }

  /** Gives out the held last record as complete; `partial`: also an unfinished last line. */
  flush(source: Source, partial: boolean): ParsedBatch {
    const state = this.#state(source);
    this.#begin(state);
    if (partial) takeTail(state, this.#text, this.#maxLineBytes);
    return this.#run(source, state, { partial, flush: true });
  }

  /** Gives out everything and forgets the source. */
  end(source: Source): ParsedBatch {
    const batch = this.flush(source, true);
    this.#states.delete(source.id);
    return batch;
  }

  /** Bytes taken but not yet given out in records. */
  heldBytes(source: Source): number {
    const state = this.#states.get(source.id);
    return state === undefined ? 0 : state.held.length + (state.rawTail?.length ?? 0);
  }

  /** When the held bytes began to be held, ms since the epoch by the engine's clock; undefined when nothing is held. */
  heldSinceMs(source: Source): number | undefined {
    const since = this.#states.get(source.id)?.heldSinceMs;
    return since === undefined || Number.isNaN(since) ? undefined : since;
  }

  /** Says the detected format in words, for people. */
  formatOf(source: Source): string {
    const formats = this.#states.get(source.id)?.layout.adopted ?? [];
    return [...new Set(formats.slice(0, 3).map((format) => format.name))].join('; ') || 'no header found yet';
  }

  /** What became of the source's bytes since it was first seen or resumed. */
  coverageOf(source: Source): Omit<Coverage, 'rotations'> {
    return { ...this.#state(source).tally };
  }

  #state(source: Source): SourceState {
    const known = this.#states.get(source.id);
    if (known !== undefined) return known;
    const fresh = this.#newState(source, 0, 0);
    this.#states.set(source.id, fresh);
    return fresh;
  }

  #newState(source: Source, positionBytes: number, lines: number): SourceState {
    const newest = this.#options.fileTimeMs?.(source) ?? this.#options.clock.nowMs();
    return newSourceState(positionBytes, lines, newest + this.#calendar.zoneAt(newest) * 60_000);
  }

  /** Puts the held text and the open record of a source in place. */
  #begin(state: SourceState): void {
    this.#text.begin(state.held, state.heldPositionBytes);
    this.#text.remember(state.heldMarks);
    this.#columns.count = 0;
    this.#opened = state.open !== undefined;
    if (state.open !== undefined) this.#columns.restore(state.open);
  }

  /** Reads all lines that are complete, gives out what is known to be complete and keeps the rest. */
  #run(source: Source, state: SourceState, how: { partial: boolean; flush: boolean }): ParsedBatch {
    const text = this.#text;
    let at = state.readTo;
    if (!state.layout.settled && !this.#settle(state, at, how.flush)) {
      this.#cutTail(state, text.lineStart());
      return this.#finish(source, state, at);
    }
    let view = text.view();
    const escapes = view.includes(0x1b, at);
    for (;;) {
      const found = view.indexOf(0x0a, at);
      const finished = found >= 0;
      let end = finished ? found : text.length;
      if (!finished && !(how.partial && end > at)) break;
      let cut = (end - at === this.#maxLineBytes || (end > at && state.encoding !== 'undecided')) && text.hasGapAt(end);
      if (end - at > this.#maxLineBytes) {
        text.cut(at + this.#maxLineBytes, end);
        view = text.view();
        end = at + this.#maxLineBytes;
        cut = true;
      }
      this.#escapes = escapes && view.subarray(at, end).includes(0x1b);
      this.#line(state, at, end, cut);
      at = finished ? end + 1 : end;
      if (!finished) break;
    }
    if (how.flush && this.#opened) this.#close(at);
    if (how.flush) state.flushed = true;
    this.#cutTail(state, at);
    return this.#finish(source, state, at);
  }

  /** Keeps memory bounded while a line without an end grows: what is over the limit is dropped, and so is what follows up to the line's end. */
  #cutTail(state: SourceState, lineStart: number): void {
    const keep = lineStart + this.#maxLineBytes;
    if (this.#text.length <= keep) return;
    this.#text.cut(keep, this.#text.length);
    state.skipping = true;
  }

  /** Holds the vote on the source's formats; false when too few lines are there to hold it and nobody is in a hurry. */
  #settle(state: SourceState, from: number, hurry: boolean): boolean {
    const view = this.#text.view();
    const lines: [number, number][] = [];
    let sampled = 0;
    for (let at = from, end = view.indexOf(0x0a, at); end >= 0 && lines.length < sampleLines && sampled < sampleBytes; at = end + 1, end = view.indexOf(0x0a, at)) {
      const kept = Math.min(end, at + this.#maxLineBytes);
      lines.push([at, kept > at && view[kept - 1] === 0x0d ? kept - 1 : kept]);
      sampled += kept - at + 1;
    }
    const enough = lines.length >= sampleLines || sampled >= sampleBytes;
    if (state.layout.seen > 0) return true;
    if (!enough && !hurry) return false;
    const bytes = this.#text.bytes;
    for (const [start, end] of lines) this.#reader.observe(bytes, start, end, state.layout);
    state.layout.settle(enough, (format) => this.#reader.fits(bytes, lines, format));
    state.join.headed += Math.max(0, ...state.layout.adopted.map((format) => this.#reader.fits(bytes, lines, format)));
    return true;
  }

  /** Reads one line and begins a record with it or joins it to the open one. */
  #line(state: SourceState, start: number, lineEnd: number, cut: boolean): void {
    const bytes = this.#text.bytes;
    const end = lineEnd > start && bytes[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd;
    const columns = this.#columns;
    const header = this.#header;
    header.reset(start, end);
    const format = this.#escapes ? this.#reader.readEscaped(bytes, header, state.layout) : this.#reader.read(bytes, header, state.layout);
    const joins = this.#judge(state, format, { start, end });
    if (joins !== verdict.begins && this.#opened && this.#hasRoom(end)) {
      const i = columns.count;
      columns.lines[i] = (columns.lines[i] ?? 0) + 1;
      if (joins === verdict.joinsTrace) columns.flags[i] = (columns.flags[i] ?? 0) | recordFlag.trace;
    } else {
      const late = joins !== verdict.begins && (this.#opened || state.flushed);
      if (this.#opened) this.#close(start);
      this.#open(state, start, (format === undefined ? recordFlag.unparsed : 0) | (late ? recordFlag.late : 0));
    }
    if (cut) columns.flags[columns.count] = (columns.flags[columns.count] ?? 0) | recordFlag.truncated;
  }

  #judge(state: SourceState, format: CompiledFormat | undefined, line: { start: number; end: number }): number {
    const header = this.#header;
    const columns = this.#columns;
    const bytes = this.#text.bytes;
    if (format !== undefined && (header.insideFound || header.severity > 0)) {
      noteHeader(state.join);
      return verdict.begins;
    }
    const severity = columns.severity[columns.count] ?? 0;
    const flags = columns.flags[columns.count] ?? 0;
    const open = {
      open: this.#opened || state.flushed, headed: this.#opened && (flags & recordFlag.unparsed) === 0 && state.openHeaded, calm: severity > 0 && severity < 13, lines: columns.lines[columns.count] ?? 0,
      bodyStart: columns.bodyStart[columns.count] ?? 0, bodyEnd: columns.bodyEnd[columns.count] ?? 0,
    };
    return judge(state.join, bytes, format === undefined ? line : { start: header.insideStart, end: header.bodyEnd }, open);
  }

  #hasRoom(end: number): boolean {
    const { count, lines, start } = this.#columns;
    return (lines[count] ?? 0) < this.#maxRecordLines && end - (start[count] ?? 0) < this.#maxRecordBytes;
  }

  #open(state: SourceState, start: number, flags: number): void {
    const columns = this.#columns;
    const header = this.#header;
    columns.reserve();
    const i = columns.count;
    if (header.hasTime) this.#calendar.resolve(header, state);
    columns.start[i] = start;
    columns.bodyStart[i] = header.bodyStart;
    columns.bodyEnd[i] = header.bodyEnd;
    columns.levelStart[i] = header.levelStart;
    columns.levelEnd[i] = header.levelEnd;
    columns.timestampMs[i] = header.timestampMs;
    columns.zoneMinutes[i] = header.zoneMinutes;
    columns.severity[i] = header.severity;
    columns.component[i] = header.componentStart < 0 ? 0 : this.#options.components.intern(this.#text.bytes, header.componentStart, header.componentEnd);
    columns.lines[i] = 1;
    columns.flags[i] = flags | (header.assumed ? recordFlag.assumed : 0) | (header.hasTrace ? recordFlag.trace : 0);
    columns.escaped[i] = header.escaped ? 1 : 0;
    columns.positionBytes[i] = this.#text.positionAt(start);
    state.flushed = false;
    state.openHeaded = (flags & recordFlag.unparsed) === 0 && header.insideFound;
    this.#opened = true;
  }

  #close(end: number): void {
    this.#columns.end[this.#columns.count] = end;
    this.#columns.count++;
    this.#opened = false;
  }

  /** Makes the batch and keeps what is not given out. */
  #finish(source: Source, state: SourceState, readTo: number): ParsedBatch {
    const { count, lines, flags, start } = this.#columns;
    const text = this.#text;
    const keepFrom = this.#opened ? (start[count] ?? 0) : readTo;
    const endPositionBytes = text.positionAt(keepFrom);
    const droppedBytes = text.droppedUpTo(keepFrom);
    const firstLine = state.line;
    const tally = state.tally;
    for (let i = 0; i < count; i++) {
      tally.lines += lines[i] ?? 0;
      state.line += lines[i] ?? 0;
      if (((flags[i] ?? 0) & recordFlag.unparsed) !== 0) tally.unparsed++;
      if (((flags[i] ?? 0) & recordFlag.truncated) !== 0) tally.truncated++;
    }
    tally.records += count;
    tally.droppedBytes += droppedBytes;
    tally.bytes += endPositionBytes - state.heldPositionBytes;
    state.open = this.#opened ? this.#columns.save(keepFrom) : undefined;
    state.heldMarks = text.marksFrom(keepFrom);
    const held = text.length > keepFrom ? text.bytes.slice(keepFrom, text.length) : empty;
    if (held.length === 0) state.heldSinceMs = NaN;
    else if (state.held.length === 0 || count > 0) state.heldSinceMs = this.#options.clock.nowMs();
    state.held = held;
    state.heldPositionBytes = endPositionBytes;
    state.readTo = readTo - keepFrom;
    return this.#columns.batch(source, text.bytes, { endPositionBytes, firstLine, droppedBytes });
  }
}

/** A batch that may have come through another stage, which may not know of the columns that only the parser fills. */
export type AnyBatch = RecordBatch & Partial<Pick<ParsedBatch, 'levelStart' | 'levelEnd' | 'escaped'>>;

/** Returns the body of record `i`, escapes of structured logs undone. */
export function bodyText(batch: AnyBatch, i: number): string {
  const start = batch.bodyStart[i] ?? 0;
  const end = batch.bodyEnd[i] ?? 0;
  const text = textOf(batch.bytes, start, end);
  const escaped = batch.escaped === undefined ? batch.bytes[start - 1] === 0x22 && batch.bytes[end] === 0x22 : batch.escaped[i] === 1;
  return escaped ? unescapeJson(text) : text;
}

/** Returns the level of record `i` as the header writes it (the name of a level that is written as a number or mark), undefined when it says none (or the batch no longer knows). */
export function headerLevelText(batch: AnyBatch, i: number): string | undefined {
  const start = batch.levelStart?.[i] ?? -1;
  if (start < 0 || batch.severity[i] === 0) return undefined;
  const text = textOf(batch.bytes, start, batch.levelEnd?.[i] ?? start);
  return /^[^\p{L}]*$/u.test(text) ? severityName(batch.severity[i] ?? 0) : text;
}

/** Returns the moment of record `i` as ISO 8601 in the wall clock of its log, with the zone only when one was written; undefined without a timestamp. */
export function timestampText(batch: ParsedBatch, i: number, assumedZoneMinutes: (epochMs: number) => number): string | undefined {
  const epochMs = batch.timestampMs[i] ?? NaN;
  if (Number.isNaN(epochMs)) return undefined;
  const written = batch.zoneMinutes[i] ?? noZone;
  const zone = written === noZone ? assumedZoneMinutes(epochMs) : written;
  const wall = new Date(epochMs + zone * 60_000).toISOString().slice(0, 23);
  if (written === noZone) return wall;
  if (zone === 0) return `${wall}Z`;
  const size = Math.abs(zone);
  return `${wall}${zone < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}
