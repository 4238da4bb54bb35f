/** Takes raw bytes of a source and appends them to the text: without sparse holes, in UTF-8, with overlong lines cut. */
import { isAscii, isUtf8 } from 'node:buffer';
import { findByte } from './bytes.ts';
import { isWide, judgeLine, toUtf8, wideEncoding, wideLineEnd } from './encoding.ts';
import type { Encoding } from './encoding.ts';
import { LineDigest } from './lineDigest.ts';
import type { TextBuffer } from './textBuffer.ts';

/** What is remembered of a source between two pushes. */
export interface IntakeState {
  encoding: Encoding;
  /** The encoding was named for the source: lines are not judged. */
  readonly isEncodingNamed: boolean;
  /** Raw bytes that cannot be read before more comes: half a character or an unfinished line that may need decoding. */
  rawTail: Uint8Array | undefined;
  /** The rest of an overlong line is being dropped; this takes its measure. */
  skipped: LineDigest | undefined;
  /** Position in the source behind the last byte taken. */
  takenBytes: number;
  /** The text ends at a line's end (or is empty). */
  atLineStart: boolean;
  started: boolean;
  /** A byte order mark stood in front, and the first record has not been given out yet. */
  marked: boolean;
}

const empty = new Uint8Array();

/** Appends `raw`, which begins at `state.takenBytes`, to the text. */
export function takeBytes(state: IntakeState, raw: Uint8Array, text: TextBuffer, maxLineBytes: number): void {
  const tail = state.rawTail ?? empty;
  const bytes = tail.length === 0 ? raw : joined(tail, raw);
  let position = state.takenBytes - tail.length;
  state.takenBytes += raw.length;
  state.rawTail = undefined;
  if (bytes.length === 0) return;
  let at = 0;
  if (!state.started) {
    if (bytes.length < 3 && bytes.every((b) => b >= 0xbb)) {
      state.rawTail = bytes.slice();
      return;
    }
    state.started = true;
    state.encoding = firstEncoding(state, bytes, position === 0);
    at = position === 0 ? markLength(bytes, state.encoding) : 0;
    if (at > 0) {
      text.mark(text.length, position + at, { droppedBytes: at });
      state.marked = true;
    }
  }
  if (state.skipped !== undefined) {
    const cut = state.skipped;
    const end = skipRest(state, cut, bytes, at);
    text.mark(text.length, position + end, { droppedBytes: end - at, cut });
    at = end;
  }
  if (isSkipping(state)) return;
  position += at;
  const rest = at === 0 ? bytes : bytes.subarray(at);
  const clean = cleanLength(rest, state);
  if (clean > 0) {
    text.append(clean === rest.length ? rest : rest.subarray(0, clean));
    state.atLineStart = rest[clean - 1] === 0x0a;
  }
  if (clean < rest.length) takeLines(state, rest.subarray(clean), text, { position: position + clean, maxLineBytes });
}

/** What the first bytes say; where an encoding was named only the two orders of UTF-16 are told apart, by the mark. */
function firstEncoding(state: IntakeState, bytes: Uint8Array, atFileStart: boolean): Encoding {
  if (!state.isEncodingNamed) return wideEncoding(bytes, atFileStart);
  return isWide(state.encoding) && atFileStart && bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : state.encoding;
}

/** How many bytes can be parsed as they are: no zero bytes, and UTF-8 up to the last line end, so that a character cut in two does no harm. */
function cleanLength(bytes: Uint8Array, state: IntakeState): number {
  if (state.encoding !== 'undecided' && state.encoding !== 'utf-8') return 0;
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(0)) return 0;
  if (state.encoding === 'utf-8') return bytes.length;
  if (isAscii(bytes)) return bytes.length;
  const whole = bytes.lastIndexOf(0x0a) + 1;
  return isUtf8(bytes.subarray(0, whole)) ? whole : 0;
}

function markLength(bytes: Uint8Array, encoding: Encoding): number {
  if (isWide(encoding)) return bytes[0] === 0xff || bytes[0] === 0xfe ? 2 : 0;
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function isSkipping(state: IntakeState): boolean {
  return state.skipped !== undefined;
}

/** Returns where the overlong line that is being dropped ends (its line feed stays), or the end of the bytes. */
function skipRest(state: IntakeState, digest: LineDigest, bytes: Uint8Array, at: number): number {
  const wide = isWide(state.encoding);
  const lineFeed = wide ? wideLineEnd(bytes, at, state.encoding) - 2 : findByte(bytes, at, bytes.length, 0x0a);
  if (lineFeed >= 0) {
    digest.add(bytes.subarray(at, lineFeed));
    digest.end();
    state.skipped = undefined;
    return lineFeed;
  }
  const end = bytes.length - (wide ? (bytes.length - at) % 2 : 0);
  digest.add(bytes.subarray(at, end));
  if (end < bytes.length) state.rawTail = bytes.slice(end);
  return end;
}

interface LineContext {
  readonly position: number;
  readonly maxLineBytes: number;
}

/** The careful way: line by line. An unfinished line waits as it is, unless it is longer than a line may be. */
function takeLines(state: IntakeState, bytes: Uint8Array, text: TextBuffer, { position, maxLineBytes }: LineContext): void {
  const wide = isWide(state.encoding);
  let at = 0;
  while (at < bytes.length) {
    if (state.atLineStart && !wide && bytes[at] === 0) {
      const hole = at;
      while (at < bytes.length && bytes[at] === 0) at++;
      text.mark(text.length, position + at, { droppedBytes: at - hole, holeBytes: at - hole });
      continue;
    }
    const found = wide ? wideLineEnd(bytes, at, state.encoding) : findByte(bytes, at, bytes.length, 0x0a) + 1;
    const end = found > 0 ? found : bytes.length - (wide ? (bytes.length - at) % 2 : 0);
    if (found <= 0 && end - at <= maxLineBytes) {
      state.rawTail = bytes.slice(at);
      return;
    }
    takeLine(state, bytes.subarray(at, end), text, { position: position + at, maxLineBytes });
    state.atLineStart = found > 0;
    if (found <= 0 && end < bytes.length) {
      state.rawTail = bytes.slice(end);
      return;
    }
    at = end;
  }
}

/** One line, or the beginning of an overlong one. What stays as it is gets cut later; what is decoded gets cut here, where its true length is known. */
function takeLine(state: IntakeState, line: Uint8Array, text: TextBuffer, { position, maxLineBytes }: LineContext): void {
  const wide = isWide(state.encoding);
  const taken = text.length - text.lineStart();
  if (!wide) {
    const judged = line.subarray(0, Math.max(0, maxLineBytes - taken));
    const encoding = state.isEncodingNamed ? (isAscii(line) ? 'utf-8' : state.encoding) : judgeLine(judged, state.encoding);
    if (encoding === 'undecided' || encoding === 'utf-8') {
      text.append(line);
      return;
    }
    state.encoding = encoding;
  }
  // Two bytes become three at most, so that half of the limit stays within it.
  const limit = Math.max(0, (maxLineBytes >> 1) - taken) & ~1;
  const feed = lineFeedLength(line, wide, state.encoding);
  const dropped = Math.max(0, line.length - feed - limit);
  const behind = position + line.length;
  text.mark(text.length, position, { decoded: true });
  text.append(toUtf8(dropped > 0 ? line.subarray(0, limit) : line, state.encoding));
  if (dropped > 0) {
    const cut = new LineDigest(wide ? 2 : 1);
    cut.add(line.subarray(0, line.length - feed));
    if (feed > 0) cut.end();
    text.mark(text.length, behind - feed, { droppedBytes: dropped, cut });
    if (feed > 0) text.append(lineFeed);
    else state.skipped = cut;
  }
  text.mark(text.length, behind, {});
}

const lineFeed = new Uint8Array([0x0a]);

function lineFeedLength(line: Uint8Array, wide: boolean, encoding: Encoding): number {
  if (!wide) return line[line.length - 1] === 0x0a ? 1 : 0;
  return line.length >= 2 && wideLineEnd(line, line.length - 2, encoding) > 0 ? 2 : 0;
}

/** Hands the unfinished raw line over as it is, because nothing more comes or nobody wants to wait. */
export function takeTail(state: IntakeState, text: TextBuffer, maxLineBytes: number): void {
  const tail = state.rawTail;
  if (tail === undefined) return;
  state.rawTail = undefined;
  state.started = true;
  if (state.skipped !== undefined) {
    state.skipped.add(tail);
    text.mark(text.length, state.takenBytes, { droppedBytes: tail.length, cut: state.skipped });
    return;
  }
  takeLine(state, tail, text, { position: state.takenBytes - tail.length, maxLineBytes });
  state.atLineStart = false;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
