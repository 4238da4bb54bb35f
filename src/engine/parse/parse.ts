/** The door of the parse stage: bytes of a source in, complete records in columns out. */
import type { ByteInterner } from '../../base/byteInterner.ts';
import type { Clock } from '../../base/clock.ts';
import { IdTable } from '../../base/idTable.ts';
import { encodingNumber } from '../../base/encodings.ts';
import type { EncodingName } from '../../base/encodings.ts';
import type { Coverage, Source } from '../../model/source.ts';
import { Calendar } from './calendar.ts';
import type { ParsedBatch } from './columns.ts';
import { FormatFinder } from './formats.ts';
import { takeBytes, takeTail } from './intake.ts';
import { Layout } from './layout.ts';
import { LineDigest } from './lineDigest.ts';
import { LineReader } from './lineReader.ts';
import { compileOwnFormats } from './ownFormat.ts';
import type { OwnFormat } from './ownFormat.ts';
import { plainLine, RecordBuilder } from './recordBuilder.ts';
import { RestingLayouts } from './restingLayouts.ts';
import { firstLines } from './sample.ts';
import { countRecords, newSourceState } from './sourceState.ts';
import type { SourceState } from './sourceState.ts';
import { TextBuffer } from './textBuffer.ts';

export { bodyText, headerLevelText, timestampText } from './batchText.ts';
export type { AnyBatch } from './batchText.ts';
export type { ParsedBatch } from './columns.ts';
export type { OwnFormat } from './ownFormat.ts';

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
  /** Formats of the user's own; they win over what is found. */
  readonly formats?: readonly OwnFormat[];
  /** The encoding that was named for a source; undefined: it is found out. */
  readonly encodingOf?: (source: Source) => EncodingName | undefined;
}

const empty = new Uint8Array();
/** Reads any number of sources, each in order; deterministic, never throws whatever the bytes are. */
export class LogParser {
  readonly #options: ParseOptions;
  readonly #maxLineBytes: number;
  readonly #states = new IdTable<SourceState>();
  readonly #text = new TextBuffer();
  readonly #finder = new FormatFinder();
  readonly #resting = new RestingLayouts();
  readonly #own: ReturnType<typeof compileOwnFormats>;
  readonly #calendar: Calendar;
  readonly #builder: RecordBuilder;

  constructor(options: ParseOptions) {
    this.#options = options;
    this.#maxLineBytes = options.maxLineBytes ?? 1 << 20;
    this.#own = compileOwnFormats(options.formats ?? []);
    this.#calendar = new Calendar(options.assumedZoneMinutes);
    this.#builder = new RecordBuilder({
      text: this.#text, reader: new LineReader(this.#finder), calendar: this.#calendar, components: options.components,
      maxRecordLines: options.maxRecordLines ?? 5000, maxRecordBytes: options.maxRecordBytes ?? 2 << 20,
    });
  }

  /** Says where a source goes on after a restart. */
  resume(source: Source, positionBytes: number, lines: number): void {
    this.#states.set(source.id, this.#newState(source, positionBytes, lines));
  }

  /** The assumed zone has changed: the next times are read in the new one. */
  forgetZone(): void {
    this.#calendar.forgetZone();
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
    const own = this.#own.filter(({ own: { covers } }) => covers?.(source) !== false);
    const named = own.filter(({ own: { covers } }) => covers !== undefined);
    const layout = new Layout(own.map(({ compiled }) => compiled), named.map(({ compiled }) => compiled));
    return newSourceState(positionBytes, lines, { newestWallMs: newest + this.#calendar.zoneAt(newest) * 60_000, layout, encoding: this.#options.encodingOf?.(source) });
  }

  /** Puts the held text and the open record of a source in place. */
  #begin(state: SourceState): void {
    state.layout = this.#resting.wake(state.layout);
    this.#text.begin(state.held, state.heldPositionBytes, state.heldDecoded);
    this.#text.remember(state.heldMarks);
    this.#builder.begin(state);
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
    const hasCuts = text.hasCuts;
    for (;;) {
      const found = view.indexOf(0x0a, at);
      const finished = found >= 0;
      let end = finished ? found : text.length;
      if (!finished && !(how.partial && end > at)) break;
      let cut = hasCuts && (end > at || state.midLine) ? text.cutAt(end) : undefined;
      if (end - at > this.#maxLineBytes) {
        cut = new LineDigest(1);
        cut.add(view.subarray(at, end));
        cut.end();
        text.cut(at + this.#maxLineBytes, end, cut);
        view = text.view();
        end = at + this.#maxLineBytes;
      }
      this.#builder.line(state, at, end, cut === undefined && !escapes && !state.midLine ? plainLine : { cut, escapes: escapes && view.subarray(at, end).includes(0x1b), rest: state.midLine });
      state.midLine = !finished;
      at = finished ? end + 1 : end;
      if (!finished) break;
    }
    if (how.flush && this.#builder.opened) this.#builder.close(at);
    if (how.flush) state.flushed = true;
    this.#cutTail(state, at);
    return this.#finish(source, state, at);
  }

  /** Keeps memory bounded while a line without an end grows: what is over the limit is dropped, and so is what follows up to the line's end. */
  #cutTail(state: SourceState, lineStart: number): void {
    const keep = lineStart + this.#maxLineBytes;
    if (this.#text.length <= keep) return;
    state.skipped = new LineDigest(1);
    state.skipped.add(this.#text.bytes.subarray(lineStart, this.#text.length));
    this.#text.cut(keep, this.#text.length, state.skipped);
  }

  /** Holds the vote on the source's formats; false when too few lines are there to hold it and nobody is in a hurry. */
  #settle(state: SourceState, from: number, hurry: boolean): boolean {
    const { lines, enough } = firstLines(this.#text.view(), from, this.#maxLineBytes);
    if (state.layout.seen > 0) return true;
    if (!enough && !hurry) return false;
    const bytes = this.#text.bytes;
    for (const [start, end] of lines) this.#finder.observe(bytes, start, end, state.layout);
    state.layout.settle(enough, (format) => this.#finder.fits(bytes, lines, format));
    state.join.headed += Math.max(0, ...state.layout.adopted.map((format) => this.#finder.fits(bytes, lines, format)));
    return true;
  }

  /** Makes the batch and keeps what is not given out. */
  #finish(source: Source, state: SourceState, readTo: number): ParsedBatch {
    const { columns, opened } = this.#builder;
    const { count, start } = columns;
    const text = this.#text;
    const keepFrom = opened ? (start[count] ?? 0) : readTo;
    const endPositionBytes = text.positionAt(keepFrom);
    const dropped = text.droppedUpTo(keepFrom);
    const tally = state.tally;
    if (count > 0 && state.restOpen) {
      // The rest of a line that had been given out before its end came is no line of its own.
      state.line--;
      tally.lines--;
      state.restOpen = false;
    }
    const firstLine = state.line;
    countRecords(state, columns);
    tally.records += count;
    tally.droppedBytes += dropped.all;
    tally.holeBytes += dropped.holes;
    tally.cutBytes += dropped.cuts;
    tally.bytes += endPositionBytes - state.heldPositionBytes;
    state.open = opened ? columns.save(keepFrom) : undefined;
    state.heldMarks = text.marksFrom(keepFrom);
    state.heldDecoded = text.isDecodedAt(keepFrom);
    const held = text.length > keepFrom ? text.bytes.slice(keepFrom, text.length) : empty;
    if (held.length === 0) state.heldSinceMs = NaN;
    else if (state.held.length === 0 || count > 0) state.heldSinceMs = this.#options.clock.nowMs();
    state.held = held;
    if (held.length === 0) state.layout = this.#resting.rest(state.layout);
    state.heldPositionBytes = endPositionBytes;
    state.readTo = readTo - keepFrom;
    return columns.batch(source, text.bytes, { endPositionBytes, firstLine, droppedBytes: dropped.all, encoding: state.encoding === 'undecided' ? 0 : encodingNumber(state.encoding) });
  }
}
