/** Makes records of lines: reads each line's header, decides whether it begins a record, fills the columns. */
import { isAscii } from 'node:buffer';
import type { ByteInterner } from '../../base/byteInterner.ts';
import { recordFlag } from '../../model/record.ts';
import { findByte, indentOf } from './bytes.ts';
import type { Calendar } from './calendar.ts';
import { Columns } from './columns.ts';
import type { CompiledFormat } from './formatTable.ts';
import { Header } from './header.ts';
import { mergeTime, settleDayOrder, settleYear } from './headerMerge.ts';
import { awaitsBody, readBodyBehind } from './bodyBehind.ts';
import { beginsEntry, takeField } from './journal.ts';
import { goesOnWithTrace, isInTrace, judge, mayGoOn, noteHeader, verdict, type OpenRecord } from './joiner.ts';
import { timeInside } from './lineReader.ts';
import { loggerBehind } from './names.ts';
import type { LineReader } from './lineReader.ts';
import type { LineDigest } from './lineDigest.ts';
import type { SourceState } from './sourceState.ts';
import type { TextBuffer } from './textBuffer.ts';

/** What the builder works with. */
export interface BuilderParts {
  readonly text: TextBuffer;
  readonly reader: LineReader;
  readonly calendar: Calendar;
  readonly components: ByteInterner;
  readonly maxRecordLines: number;
  readonly maxRecordBytes: number;
}

/** What is known of a line before it is read. */
export interface LineKind {
  /** It was longer than the limit, and this is its measure. */
  readonly cut: LineDigest | undefined;
  /** Terminal escape sequences are in it. */
  readonly escapes: boolean;
  /** It is the rest of a line whose beginning has been given out already. */
  readonly rest: boolean;
}

/** The kind of nearly all lines. */
export const plainLine: LineKind = { cut: undefined, escapes: false, rest: false };

/** Scratch, one per parser. */
export class RecordBuilder {
  readonly columns = new Columns();
  /** A record is open: its row is `columns.count`. */
  opened = false;
  readonly #header = new Header();
  readonly #text: TextBuffer;
  readonly #reader: LineReader;
  readonly #calendar: Calendar;
  readonly #components: ByteInterner;
  readonly #limits: Pick<BuilderParts, 'maxRecordLines' | 'maxRecordBytes'>;

  constructor(parts: BuilderParts) {
    this.#text = parts.text;
    this.#reader = parts.reader;
    this.#calendar = parts.calendar;
    this.#components = parts.components;
    this.#limits = parts;
  }

  /** Puts the open record of a source in place. */
  begin(state: SourceState): void {
    this.columns.count = 0;
    if (this.columns.cuts.length > 0) this.columns.cuts = [];
    this.opened = state.open !== undefined;
    if (state.open !== undefined) this.columns.restore(state.open);
  }

  /** Reads one line and begins a record with it or joins it to the open one. */
  line(state: SourceState, start: number, lineEnd: number, how: LineKind): void {
    const bytes = this.#text.bytes;
    const end = lineEnd > start && bytes[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd;
    const columns = this.columns;
    const header = this.#header;
    header.reset(start, end);
    const format = how.rest ? undefined : how.escapes ? this.#reader.readEscaped(bytes, header, state.layout) : this.#reader.read(bytes, header, state.layout);
    const isPart = state.part !== 0 && this.opened && format !== undefined && header.stream === state.part;
    if (state.inJournal || bytes[start] === 0x5f) state.inJournal = beginsEntry(bytes, start, end) || (state.inJournal && this.opened);
    const isField = state.inJournal && !beginsEntry(bytes, start, end);
    const joins = how.rest || isPart || isField ? verdict.joins : this.#judge(state, format, start, end);
    const { stream, goesOn } = header;
    const decoded = state.encoding !== 'undecided' && this.#text.isDecodedWithin(start, lineEnd);
    if (joins !== verdict.begins && this.opened && this.#hasRoom(end) && this.#isOneEncoding(state, start, lineEnd, decoded)) {
      const i = columns.count;
      columns.lines[i] = (columns.lines[i] ?? 0) + 1;
      if (isField) takeField(bytes, { start, end }, columns, this.#components);
      else if ((columns.bodyStart[i] ?? 0) >= (columns.bodyEnd[i] ?? 0) && columns.lines[i] === 2) readBodyBehind(columns, i, bytes, { start, end });
      if (joins === verdict.joinsTrace) columns.flags[i] = (columns.flags[i] ?? 0) | recordFlag.trace;
    } else {
      const late = joins !== verdict.begins && (this.opened || state.flushed);
      if (this.opened) this.close(start);
      this.#open(state, start, (format === undefined || format === timeInside ? recordFlag.unparsed : 0) | (late ? recordFlag.late : 0));
    }
    if (isPart && !goesOn) this.#readWhole(state, end);
    if (!how.rest) state.part = goesOn ? stream : 0;
    if (how.rest) state.restOpen = true;
    if (decoded) this.#flag(recordFlag.decoded);
    if (how.cut === undefined) return;
    this.#flag(recordFlag.truncated);
    columns.cuts.push({ row: columns.count, lineInRecord: (columns.lines[columns.count] ?? 1) - 1, digest: how.cut });
  }

  /** Reads the header of a record anew whose line came in parts, now that the last one is there. */
  #readWhole(state: SourceState, end: number): void {
    const { columns } = this;
    const bytes = this.#text.bytes;
    const i = columns.count;
    const start = columns.start[i] ?? 0;
    const header = this.#header;
    header.reset(start, findByte(bytes, start, end, 0x0a));
    this.#reader.read(bytes, header, state.layout);
    const read = this.#reader.readParts(bytes, start, end, state.layout);
    if (read === undefined) return;
    const { inner, joined: { text, firstStart, firstLength } } = read;
    const place = (at: number): number => (at < 0 || at > firstLength ? -1 : firstStart + at);
    if (inner.componentStart >= 0) columns.component[i] = this.#components.intern(text, inner.componentStart, inner.componentEnd);
    if (inner.severity > 0) {
      columns.severity[i] = inner.severity;
      columns.levelStart[i] = place(inner.levelEnd) < 0 ? -1 : place(inner.levelStart);
      columns.levelEnd[i] = place(inner.levelEnd);
    }
    if (inner.bodyStart < firstLength) {
      columns.bodyStart[i] = firstStart + inner.bodyStart;
      columns.bodyEnd[i] = firstStart + Math.min(inner.bodyEnd, firstLength);
      columns.escaped[i] = inner.escaped ? 1 : 0;
    }
    if (inner.hasTrace) this.#flag(recordFlag.trace);
    mergeTime(header, inner);
    if (!header.hasTime) return;
    this.#calendar.resolve(header, state);
    columns.timestampMs[i] = header.timestampMs;
    columns.zoneMinutes[i] = header.zoneMinutes;
  }

  #flag(bit: number): void {
    const { flags, count } = this.columns;
    flags[count] = (flags[count] ?? 0) | bit;
  }

  /** Lines as they are and lines that were turned into UTF-8 are not put into one record, unless they are the same in both: its bytes could not be told any more. */
  #isOneEncoding(state: SourceState, start: number, end: number, decoded: boolean): boolean {
    if (state.encoding === 'undecided') return true;
    const { flags, count, start: starts } = this.columns;
    const isDecoded = ((flags[count] ?? 0) & recordFlag.decoded) !== 0;
    if (decoded === isDecoded) return true;
    return isAscii(decoded ? this.#text.bytes.subarray(starts[count] ?? 0, start) : this.#text.bytes.subarray(start, end));
  }

  #judge(state: SourceState, format: CompiledFormat | undefined, start: number, end: number): number {
    const header = this.#header;
    const bytes = this.#text.bytes;
    const isRead = format !== undefined && format !== timeInside;
    if (format !== undefined && !header.hasTime && this.opened && awaitsBody(this.columns)) return verdict.joins;
    if (isRead && (header.insideFound || header.severity > 0 || (header.goesOn && bytes[header.insideStart] === 0x7b))) {
      if (this.opened && this.#goesOn(state, start)) return verdict.joinsTrace;
      noteHeader(state.join, header.bodyStart);
      return verdict.begins;
    }
    return judge(state.join, bytes, { start: isRead ? indentOf(bytes, header.insideStart, start) : start, end: isRead ? header.bodyEnd : end, lineStart: start }, this.#openRecord(state));
  }

  #openRecord(state: SourceState): OpenRecord {
    const { count: i, severity: severities, lines, bodyStart, bodyEnd } = this.columns;
    const severity = severities[i] ?? 0;
    return { open: this.opened || state.flushed, headed: state.openHeaded, calm: severity > 0 && severity < 13, lines: lines[i] ?? 0, bodyStart: bodyStart[i] ?? 0, bodyEnd: bodyEnd[i] ?? 0 };
  }

  /** Whether a line with a header goes on with the trace of the open record. */
  #goesOn(state: SourceState, lineStart: number): boolean {
    const { bodyStart, bodyEnd, insideStart, severity } = this.#header;
    const { bytes } = this.#text;
    // In a trace that a container wraps, what looks like a header inside (`Error: …`, `shop.Order.DoesNotExist: …`) is the trace's own.
    if (insideStart > lineStart && isInTrace(state.join)) return goesOnWithTrace(state.join, bytes, { start: indentOf(bytes, insideStart, lineStart), end: bodyEnd, lineStart }, this.#openRecord(state));
    const from = indentOf(bytes, bodyStart, lineStart);
    if (!mayGoOn(state.join, from < bodyStart, severity)) return false;
    // Columns that are padded are so in every line: what counts is the indentation against the open record.
    const open = this.#openRecord(state);
    const start = Math.min(bodyStart, from + open.bodyStart - indentOf(bytes, open.bodyStart, this.columns.start[this.columns.count] ?? 0));
    return mayGoOn(state.join, start < bodyStart, severity) && this.#isSameWriter() && goesOnWithTrace(state.join, bytes, { start, end: bodyEnd, lineStart }, open);
  }

  /** The line is of the component of the open record, and of its level if it says one: syslog, journald and Android give each line of a trace a header. */
  #isSameWriter(): boolean {
    const { severity, componentStart, componentEnd } = this.#header;
    const { count, component: components, severity: severities } = this.columns;
    const component = severity > 0 && severity !== severities[count] ? -1 : components[count] ?? 0;
    return componentStart < 0 ? component === 0 : this.#components.isAt(component, this.#text.bytes, componentStart, componentEnd);
  }

  #hasRoom(end: number): boolean {
    const { count, lines, start } = this.columns;
    return (lines[count] ?? 0) < this.#limits.maxRecordLines && end - (start[count] ?? 0) < this.#limits.maxRecordBytes;
  }

  #open(state: SourceState, start: number, flags: number): void {
    const columns = this.columns;
    const header = this.#header;
    columns.reserve();
    const i = columns.count;
    if (header.hasTime) {
      settleYear(header.time, state.layout, state.newestWallMs);
      settleDayOrder(header.time, state.layout);
      this.#calendar.resolve(header, state);
    }
    columns.start[i] = start;
    columns.bodyStart[i] = header.bodyStart;
    columns.bodyEnd[i] = header.bodyEnd;
    columns.levelStart[i] = header.levelStart;
    columns.levelEnd[i] = header.levelEnd;
    columns.timestampMs[i] = header.timestampMs;
    columns.zoneMinutes[i] = header.zoneMinutes;
    columns.severity[i] = header.severity;
    columns.component[i] = header.componentStart < 0 ? this.#componentBehind(header) : this.#componentOf(header);
    columns.lines[i] = 1;
    columns.flags[i] = flags | (header.assumed ? recordFlag.assumed : 0) | (header.hasTrace ? recordFlag.trace : 0);
    if (state.marked) {
      this.#flag(recordFlag.marked);
      state.marked = false;
    }
    columns.escaped[i] = header.escaped ? 1 : 0;
    columns.positionBytes[i] = this.#text.positionAt(start);
    state.flushed = false;
    if ((flags & recordFlag.late) === 0) state.openHeaded = (flags & recordFlag.unparsed) === 0 && header.insideFound;
    this.opened = true;
  }

  /** Kafka puts the logger behind the message: `started (kafka.server.KafkaServer)`. */
  #componentBehind({ hasTime, bodyStart, bodyEnd }: Header): number {
    const { bytes } = this.#text;
    const from = hasTime && bytes[bodyEnd - 1] === 0x29 ? loggerBehind(bytes, bodyStart, bodyEnd - 1) : -1;
    return from < 0 ? 0 : this.#components.intern(bytes, from, bodyEnd - 1);
  }

  #componentOf({ known, componentStart, componentEnd }: Header): number {
    if (known !== undefined && known.component >= 0) return known.component;
    const id = this.#components.intern(this.#text.bytes, componentStart, componentEnd);
    if (known !== undefined) known.component = id;
    return id;
  }

  /** Ends the open record at `end`. */
  close(end: number): void {
    this.columns.end[this.columns.count] = end;
    this.columns.count++;
    this.opened = false;
  }
}
