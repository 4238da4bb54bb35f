/**
 * Remembers the headers of a log, so that one like an earlier one is compared instead of read: most lines of a log differ in their header only in
 * the digits of the time of day and in numbers that nobody keeps, such as process ids. What is remembered must be what reading would give: a
 * header is taken in only when no byte behind it had a say.
 */
import { byteClass, isBlank, isDigit } from './bytes.ts';
import type { CompiledFormat } from './formatTable.ts';
import type { Header } from './header.ts';
import { beginsWithLevel } from './headerMerge.ts';
import type { Layout } from './layout.ts';
import { stepKind } from './stepKind.ts';
import type { Step } from './stepKind.ts';
import { TimeFields, timeShape } from './timeFields.ts';

/** Headers remembered; a log has some ten to a hundred (loggers times levels). */
const slots = 512;
/** Headers that are compared for one key. */
const ways = 4;
/** Bytes behind the time that make the key at most; as many as the shortest header has, so that no byte of a body is among them. */
const mostKeyBytes = 48;
const longestTime = 48;
/** Behind a time at most so many bytes may belong to it: a zone, `AM`, a name of a zone. */
const timeTail = 8;
/** Of so many look-ups one in four has to succeed, else the memo is left alone for some lines. */
const trial = 64;
const pause = 2048;

/** A header without its time; places count from the line's start. */
export interface KnownHeader {
  readonly adopted: readonly CompiledFormat[];
  readonly format: CompiledFormat;
  readonly bytes: Uint8Array;
  readonly digitsVary: boolean;
  readonly timeStart: number;
  readonly timeEnd: number;
  readonly severity: number;
  readonly levelStart: number;
  readonly levelEnd: number;
  readonly componentStart: number;
  readonly componentEnd: number;
  /** Id of the component, -1 until it was asked for. */
  component: number;
}

/** One per reader, used for all sources in turn. */
export class HeaderMemo {
  readonly #known: (KnownHeader | undefined)[] = new Array<KnownHeader | undefined>(slots + ways).fill(undefined);
  readonly #digitsVary = new WeakMap<CompiledFormat, boolean>();
  /** The last time that was read, by whose formats, and where in the line it stood. */
  #adopted: readonly CompiledFormat[] = [];
  readonly #time = new TimeFields();
  readonly #text = new Uint8Array(longestTime);
  #start = 0;
  #length = 0;
  /** Place in the time of its minutes, of its fraction (-1: none) and behind the digits that count. */
  #minuteAt = 0;
  #fractionAt = -1;
  #fractionScale = 1;
  /** Milliseconds of the day up to the hour. */
  #hourMs = 0;
  #keyBytes = mostKeyBytes;
  #turn = 0;
  #looked = 0;
  #hits = 0;

  /** Fills the header of a line that begins like a known one; returns its format, undefined when it has to be read. */
  recall(bytes: Uint8Array, header: Header, layout: Layout): CompiledFormat | undefined {
    if (this.#adopted !== layout.adopted || layout.fields !== undefined) return undefined;
    if (++this.#looked > trial && this.#rests()) return undefined;
    const start = header.bodyStart;
    const end = header.bodyEnd;
    if (end - start < this.#start + this.#length + this.#keyBytes) return undefined;
    const known = this.#find(bytes, start, layout);
    if (known === undefined) return undefined;
    const { format } = known;
    const bodyStart = start + known.bytes.length;
    if (bodyStart >= end || isBlank(bytes[bodyStart]) || (format.inside === 'timed' && mayWrap(bytes[bodyStart] ?? 0))) return undefined;
    if (!format.leveled && format.inside === 'none' && beginsWithLevel(bytes, bodyStart, end)) return undefined;
    if (!this.#recallTime(bytes, start + this.#start, header.time)) return undefined;
    if (format.inside === 'timed' && layout.inside !== undefined) layout.inside.passed++;
    this.#hits++;
    header.hasTime = true;
    header.severity = known.severity;
    header.levelStart = known.levelStart < 0 ? -1 : start + known.levelStart;
    header.levelEnd = known.levelEnd < 0 ? -1 : start + known.levelEnd;
    header.componentStart = known.componentStart < 0 ? -1 : start + known.componentStart;
    header.componentEnd = known.componentEnd < 0 ? -1 : start + known.componentEnd;
    header.bodyStart = bodyStart;
    if (format.inside !== 'none') header.insideStart = bodyStart;
    header.known = known;
    return format;
  }

  /** Takes in the header of the line `[start, end)` as it was read, if nothing behind it had a say. */
  learn(bytes: Uint8Array, start: number, header: Header, { format, layout }: { readonly format: CompiledFormat; readonly layout: Layout }): void {
    if (this.#looked > trial && this.#adopted === layout.adopted) return;
    const { time, timeStart, timeEnd, bodyStart } = header;
    const body = bytes[bodyStart] ?? 0;
    const isSettled = layout.settled && layout.fields === undefined && format.reader === 'steps' && format.inside !== 'any' && layout.adopted.includes(format);
    if (!isSettled || !header.hasTime || header.escaped || header.wrapsText || header.hasTrace || header.reach > bodyStart || bodyStart >= header.bodyEnd) return;
    const hasPlainTime = time.shape === timeShape.full || time.shape === timeShape.noYear || time.shape === timeShape.clockOnly;
    if (!hasPlainTime || time.minuteAt < timeStart || timeStart < start || timeEnd - timeStart > longestTime || timeEnd + timeTail > bodyStart) return;
    if (isBlank(body) || ((byteClass[bytes[bodyStart - 1] ?? 0] ?? 0) & 3) !== 0 || (format.inside === 'timed' && mayWrap(body))) return;
    this.#learnTime(bytes, start, header);
    if (this.#adopted !== layout.adopted) this.#keyBytes = mostKeyBytes;
    this.#adopted = layout.adopted;
    this.#keyBytes = Math.min(this.#keyBytes, bodyStart - timeEnd);
    const at = (place: number): number => (place < 0 ? -1 : place - start);
    this.#known[this.#freeSlot(this.#slotOf(bytes, start))] = {
      adopted: layout.adopted, format, bytes: bytes.slice(start, bodyStart), digitsVary: this.#mayVary(format), timeStart: timeStart - start, timeEnd: timeEnd - start,
      severity: header.severity, levelStart: at(header.levelStart), levelEnd: at(header.levelEnd), componentStart: at(header.componentStart), componentEnd: at(header.componentEnd), component: -1,
    };
  }

  /** The known header that the line begins with, its time left out. */
  #find(bytes: Uint8Array, start: number, layout: Layout): KnownHeader | undefined {
    const home = this.#slotOf(bytes, start);
    const timeEnd = this.#start + this.#length;
    for (let slot = home; slot < home + ways; slot++) {
      const known = this.#known[slot];
      if (known?.adopted !== layout.adopted || known.timeStart !== this.#start || known.timeEnd !== timeEnd) continue;
      if (isLike(known, bytes, start)) return known;
    }
    return undefined;
  }

  #freeSlot(home: number): number {
    for (let slot = home; slot < home + ways; slot++) if (this.#known[slot]?.adopted !== this.#adopted) return slot;
    return home + (this.#turn++ & (ways - 1));
  }

  /** Whether it is left alone for now, since it found too few. */
  #rests(): boolean {
    if (this.#hits * 4 < trial && this.#looked < pause) return true;
    this.#looked = 0;
    this.#hits = 0;
    return false;
  }

  #learnTime(bytes: Uint8Array, start: number, { time, timeStart, timeEnd }: Header): void {
    this.#start = timeStart - start;
    this.#length = timeEnd - timeStart;
    this.#text.set(bytes.subarray(timeStart, timeEnd));
    this.#time.assign(time);
    this.#minuteAt = time.minuteAt - timeStart;
    this.#fractionAt = time.fractionDigits > 0 ? this.#minuteAt + 6 : -1;
    this.#fractionScale = this.#text[this.#minuteAt + 5] === 0x3a ? 1 : 10 ** (3 - Math.min(3, time.fractionDigits));
    this.#hourMs = 0;
    this.#hourMs = time.msOfDay - this.#msIn(this.#text, 0);
  }

  /** Compares a time with the last one and counts its minutes, seconds and fraction anew. */
  #recallTime(bytes: Uint8Array, at: number, time: TimeFields): boolean {
    const minuteAt = this.#minuteAt;
    const fractionAt = this.#fractionAt;
    const fractionEnd = fractionAt < 0 ? minuteAt + 5 : fractionAt + this.#time.fractionDigits;
    if (!this.#isText(bytes, at, 0, minuteAt) || !this.#isText(bytes, at, fractionEnd, this.#length)) return false;
    if (bytes[at + minuteAt + 2] !== this.#text[minuteAt + 2] || (fractionAt >= 0 && bytes[at + minuteAt + 5] !== this.#text[minuteAt + 5])) return false;
    if (!isSixty(bytes, at + minuteAt) || !isSixty(bytes, at + minuteAt + 3)) return false;
    for (let i = fractionAt < 0 ? fractionEnd : fractionAt; i < fractionEnd; i++) if (!isDigit(bytes[at + i])) return false;
    time.assign(this.#time);
    time.msOfDay = this.#hourMs + this.#msIn(bytes, at);
    return true;
  }

  #isText(bytes: Uint8Array, at: number, from: number, to: number): boolean {
    const text = this.#text;
    for (let i = from; i < to; i++) if (bytes[at + i] !== text[i]) return false;
    return true;
  }

  /** Milliseconds since the full hour of a time of the known layout that begins at `at`. */
  #msIn(bytes: Uint8Array, at: number): number {
    const minuteAt = at + this.#minuteAt;
    const minutes = (bytes[minuteAt] ?? 0) * 10 + (bytes[minuteAt + 1] ?? 0) - 528;
    const seconds = (bytes[minuteAt + 3] ?? 0) * 10 + (bytes[minuteAt + 4] ?? 0) - 528;
    let fraction = 0;
    if (this.#fractionAt >= 0) {
      const digits = Math.min(3, this.#time.fractionDigits);
      for (let i = 0; i < digits; i++) fraction = fraction * 10 + (bytes[at + this.#fractionAt + i] ?? 0) - 0x30;
    }
    return (minutes * 60 + seconds) * 1000 + fraction * this.#fractionScale;
  }

  /** By every second byte behind the time, digits alike; those that differ in the others only are told apart when they are compared. */
  #slotOf(bytes: Uint8Array, start: number): number {
    let hash = 0;
    const from = start + this.#start + this.#length;
    const to = from + this.#keyBytes;
    for (let i = from; i < to; i += 2) {
      const b = bytes[i] ?? 0;
      hash = Math.imul(hash ^ (b >= 0x30 && b <= 0x39 ? 0x30 : b), 0x01000193);
    }
    return (hash ^ (hash >>> 15)) & (slots - 1);
  }

  /** Whether digits outside of the component have no say: no step counts them or compares them. */
  #mayVary(format: CompiledFormat): boolean {
    let varies = this.#digitsVary.get(format);
    if (varies === undefined) this.#digitsVary.set(format, (varies = format.steps.every((step) => ignoresDigits(step))));
    return varies;
  }
}

/** Two digits of minutes or seconds. */
function isSixty(bytes: Uint8Array, at: number): boolean {
  const ten = bytes[at] ?? 0;
  return ten >= 0x30 && ten <= 0x35 && isDigit(bytes[at + 1]);
}

/** Whether the line's bytes in front of and behind the time are those of the known header, or other digits where they do not matter. */
function isLike(known: KnownHeader, bytes: Uint8Array, start: number): boolean {
  const text = known.bytes;
  for (let i = 0; i < text.length; i++) {
    if (i === known.timeStart) i = known.timeEnd;
    const b = bytes[start + i] ?? 0;
    const mine = text[i] ?? 0;
    if (b === mine) continue;
    if (!known.digitsVary || b < 0x30 || b > 0x39 || mine < 0x30 || mine > 0x39 || (i >= known.componentStart && i < known.componentEnd)) return false;
  }
  return true;
}

/** What a program's own header or JSON may begin with inside of a wrapper. */
function mayWrap(first: number): boolean {
  return first === 0x7b || first === 0x5b || isDigit(first);
}

const readsDigits: ReadonlySet<number> = new Set([stepKind.priority, stepKind.epoch, stepKind.date, stepKind.otherTime, stepKind.levelAhead, stepKind.versioned, stepKind.mark]);

function ignoresDigits({ kind, literal, stops, steps }: Step): boolean {
  return !readsDigits.has(kind) && [literal, ...stops].every((text) => !text.some((b) => isDigit(b))) && steps.every((step) => ignoresDigits(step));
}
