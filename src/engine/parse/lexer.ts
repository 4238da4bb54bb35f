/** Cuts the beginning of a line into the elements headers are made of. */
import { byteClass, closingBracket, isBlank, isDigit, isLetter, skipBlanks, trimEnd } from './bytes.ts';
import { severityOfLetter, severityOfWord } from './level.ts';
import { TimeFields, timeShape } from './timeFields.ts';
import { readTimestamp } from './timestamp.ts';

/** Kinds of elements. */
export const element = { time: 1, level: 2, number: 3, word: 4, group: 5, open: 6, close: 7, mark: 8, pair: 9 } as const;

const mostElements = 28;
/** Without a timestamp, a level or an opening bracket with one among its first elements a line has no header (ours). */
const mostUnanchored = 8;
/** Headers have not been seen to go on behind this many bytes. */
const reachBytes = 320;
const longestGroup = 200;

/** The elements of one line, in columns; scratch, one per parser. */
export class Lexer {
  count = 0;
  readonly kind = new Int32Array(mostElements + 2);
  readonly start = new Int32Array(mostElements + 2);
  readonly end = new Int32Array(mostElements + 2);
  /** Blanks in front: 0, 1, or 2 for several or a tab. */
  readonly gap = new Int32Array(mostElements + 2);
  /** Severity of a level. */
  readonly value = new Int32Array(mostElements + 2);
  readonly #time = new TimeFields();

  /** Cuts `bytes[start, end)`; `timed`: a timestamp stands in front of it. */
  scan(bytes: Uint8Array, start: number, end: number, timed: boolean): void {
    this.count = 0;
    let anchored = timed;
    const limit = Math.min(end, start + reachBytes);
    let at = start;
    let closeAt = -1;
    while (at < limit && this.count < (anchored ? mostElements : mostUnanchored)) {
      const gapStart = at;
      while (at < limit && isBlank(bytes[at])) at++;
      if (at >= limit) return;
      this.gap[this.count] = gapOf(bytes, gapStart, at);
      const before = at;
      if (at === closeAt) at = this.#push(element.close, at, at + 1);
      else at = this.#element(bytes, at, limit);
      const kind = this.kind[this.count - 1];
      if (kind === element.time || kind === element.level || kind === element.open) anchored = true;
      if (kind === element.open) closeAt = closingBracket(bytes, before, end);
    }
  }

  #push(kind: number, start: number, end: number): number {
    this.kind[this.count] = kind;
    this.start[this.count] = start;
    this.end[this.count] = end;
    this.count++;
    return end;
  }

  #element(bytes: Uint8Array, at: number, limit: number): number {
    const b = bytes[at] ?? 0;
    const kind = byteClass[b] ?? 0;
    if ((kind & 35) !== 0 || b === 0x40) {
      const behind = this.#time_(bytes, at, limit);
      if (behind > 0) return this.#push(element.time, at, behind);
    }
    if ((kind & 16) !== 0) return this.#bracket(bytes, at, limit);
    if ((kind & 43) === 0 || (b === 0x2d && isDash(bytes, at, limit))) return this.#mark(bytes, at);
    return this.#word(bytes, at, limit);
  }

  /** A timestamp begins a word and does not end inside one, but for a broken zone glued to it. */
  #time_(bytes: Uint8Array, at: number, limit: number): number {
    const behind = readTimestamp(bytes, at, limit, this.#time);
    const shape = this.#time.shape;
    if (behind < 0 || shape === timeShape.dateOnly || shape === timeShape.none) return -1;
    const next = bytes[behind];
    if (behind < limit && (isDigit(next) || next === 0x5f || (isLetter(next) && shape !== timeShape.full))) return -1;
    if (shape === timeShape.absolute && behind < limit && (next === 0x2e || next === 0x2d || next === 0x3a && isDigit(bytes[behind + 1]))) return -1;
    return behind;
  }

  /** Brackets that hold a timestamp or a level among few other words are looked into; others are one element. */
  #bracket(bytes: Uint8Array, at: number, limit: number): number {
    const close = closingBracket(bytes, at, Math.min(limit + longestGroup, at + longestGroup, bytes.length));
    if (close < 0) return this.#push(element.mark, at, at + 1);
    let inside = at + 1;
    while (inside < close && isBlank(bytes[inside])) inside++;
    // Date and time in a bracket each: `[2017-10-23][19:19:38.591]`.
    const isSplit = bytes[close + 1] === 0x5b && isDigit(bytes[inside]) && this.#time_(bytes, inside, limit) > close;
    if (isSplit || this.#holdsHeader(bytes, inside, close)) return this.#push(element.open, at, at + 1);
    return this.#push(element.group, at, close + 1);
  }

  /** Looks for a timestamp at the beginning of the first three words, or a level among the first five. */
  #holdsHeader(bytes: Uint8Array, start: number, bracket: number): boolean {
    const close = trimEnd(bytes, start, bracket);
    let at = start;
    if (close - start === 1) return severityOfLetter(bytes[start] ?? 0) > 0;
    for (let words = 0; at < close && words < 5; words++) {
      if (words < 3 && this.#time_(bytes, at, close) > 0) return true;
      let end = at;
      while (end < close && !isBlank(bytes[end]) && bytes[end] !== 0x3a && bytes[end] !== 0x2f) end++;
      const severity = severityOfWord(bytes, at, end);
      const capital = ((byteClass[bytes[at] ?? 0] ?? 0) & 64) !== 0;
      if (severity > 0 && (words === 0 ? end === close || bytes[end] === 0x3a || capital : capital || bytes[at - 1] === 0x3a || bytes[at - 1] === 0x2f)) return true;
      at = end + 1;
      while (at < close && isBlank(bytes[at])) at++;
    }
    return false;
  }

  #mark(bytes: Uint8Array, at: number): number {
    let end = at + 1;
    while (bytes[end] === bytes[at] && end < at + 4 && bytes[at] !== 0x22) end++;
    return this.#push(element.mark, at, end);
  }

  #word(bytes: Uint8Array, at: number, limit: number): number {
    const end = wordEnd(bytes, at, limit);
    if (end === at) return this.#push(element.mark, at, at + 1);
    const severity = end - at === 1 ? letterApart(bytes, at) || (this.kind[this.count - 1] === element.time ? letterBefore(bytes, at, limit) : 0) : severityOfWord(bytes, at, end);
    if (severity > 0) {
      this.value[this.count] = severity;
      return this.#push(element.level, at, end);
    }
    let digits = at;
    while (digits < end && isDigit(bytes[digits])) digits++;
    if (digits === end) return this.#push(element.number, at, end);
    return this.#push(bytes[end] === 0x3d ? element.pair : element.word, at, bytes[end] === 0x3d ? pairEnd(bytes, end + 1, limit) : end);
  }
}

/** A level letter alone in a bracket or between two bars: `[E]`, `|E|`, `| E |`. */
function letterApart(bytes: Uint8Array, at: number): number {
  const gap = bytes[at - 1] === 0x20 ? 2 : 1;
  const isApart = (bytes[at - 1] === 0x5b && bytes[at + 1] === 0x5d) || (bytes[at - gap] === 0x7c && bytes[at + gap] === 0x7c && (gap === 1 || bytes[at + 1] === 0x20));
  return isApart ? severityOfLetter(bytes[at] ?? 0) : 0;
}

/** A level letter between the time and a name with a colon or in a bracket: `10:00:00 W ledger: …`, `10:00:00 I [main] …`; before anything else it may be a word. */
function letterBefore(bytes: Uint8Array, at: number, limit: number): number {
  const letter = bytes[at] ?? 0;
  if (letter === 0x41 || bytes[at - 1] !== 0x20 || bytes[at + 1] !== 0x20) return 0;
  const from = skipBlanks(bytes, at + 1, limit);
  if (bytes[from] === 0x5b) return severityOfLetter(letter);
  const end = wordEnd(bytes, from, limit);
  return end > from && bytes[end] === 0x3a && bytes[end + 1] === 0x20 ? severityOfLetter(letter) : 0;
}

/** Dashes that stand alone separate; others begin an option or a negative number. */
function isDash(bytes: Uint8Array, start: number, limit: number): boolean {
  let at = start;
  while (at < limit && bytes[at] === 0x2d) at++;
  return at >= limit || isBlank(bytes[at]);
}

function gapOf(bytes: Uint8Array, start: number, end: number): number {
  if (end === start) return 0;
  return end - start > 1 || bytes[start] === 0x09 ? 2 : 1;
}

/** A word ends at a blank, a bracket, `|`, `=`, a quote, and at `:` `,` `;` when they do not stand inside it. */
function wordEnd(bytes: Uint8Array, start: number, limit: number): number {
  let at = start;
  for (; at < limit; at++) {
    const b = bytes[at] ?? 0;
    if ((byteClass[b] ?? 0) & 3) continue;
    if (b === 0x20 || b === 0x09 || b === 0x5b || b === 0x5d || b === 0x28 || b === 0x29 || b === 0x7c || b === 0x3d || b === 0x22 || b === 0x7b || b === 0x7d) return at;
    if (b === 0x3c && at > start && !isLetter(bytes[at + 1])) return at;
    if (b === 0x2c || b === 0x3b) {
      if (at + 1 >= limit || isBlank(bytes[at + 1])) return at;
    } else if (b === 0x3a && endsAtColon(bytes, start, at, limit)) return at;
  }
  return at;
}

function endsAtColon(bytes: Uint8Array, start: number, at: number, limit: number): boolean {
  const next = bytes[at + 1];
  if (at + 1 >= limit || isBlank(next) || next === 0x5b || next === 0x5d || severityOfWord(bytes, start, at) > 0) return true;
  if (next !== 0x3a) return bytes[start - 1] === 0x3a && !isDigit(next);
  let digits = start;
  while (digits < at && isDigit(bytes[digits])) digits++;
  return digits === at || bytes[start - 1] === 0x3a || isBlank(bytes[at + 2]) || severityOfWord(bytes, at + 2, at + 6) > 0 || severityOfWord(bytes, at + 2, at + 7) > 0;
}

/** `key=value`, the value in quotes or up to a blank or closing bracket. */
function pairEnd(bytes: Uint8Array, start: number, limit: number): number {
  let at = start;
  if (bytes[at] === 0x22) {
    at++;
    while (at < limit && bytes[at] !== 0x22) at++;
    return Math.min(at + 1, limit);
  }
  while (at < limit && !isBlank(bytes[at]) && bytes[at] !== 0x5d && bytes[at] !== 0x29) at++;
  return at;
}
