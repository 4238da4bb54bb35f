/**
 * The general reader: finds timestamp, severity and component in headers that nobody has listed.
 * It walks over the elements of a line and moves the border between header and body on whenever it is sure of what it has passed.
 */
import { isDigit, skipBlanks } from './bytes.ts';
import type { Header } from './header.ts';
import { HeaderWalk } from './headerWalk.ts';
import { element } from './lexer.ts';
import { componentSpan, lookOf, nameLook } from './names.ts';
import { readTimestamp } from './timestamp.ts';
import { timeShape } from './timeFields.ts';
import { lineLook, lookOfLine } from './trace.ts';

/** How much of a line is taken on its looks: only what is beyond doubt, what a reader of one line would take, or all that a vote over many lines may confirm. */
export const trust = { wary: 0, usual: 1, lenient: 2 } as const;

/** A word between header elements may have this many other words in front of it (host, process, thread; ours). */
const mostLooseWords = 3;

/** Reads one line at a time; scratch, one per parser. */
export class GeneralReader extends HeaderWalk {
  /**
   * Reads the line `[header.bodyStart, header.bodyEnd)` and fills `header`; false when it has neither timestamp nor level.
   * `trustLevel` says how much to take on its looks, see `trust`; `timed`: a timestamp stood in front of what is given here.
   */
  read(bytes: Uint8Array, header: Header, trustLevel: number, timed: boolean): boolean {
    this.bytes = bytes;
    this.timed = timed;
    this.lenient = trustLevel === trust.lenient;
    this.wary = trustLevel === trust.wary;
    this.end = header.bodyEnd;
    this.lexer.scan(bytes, header.bodyStart, header.bodyEnd, timed);
    this.headerCount = 0;
    this.component = -1;
    this.level = -1;
    this.time = -1;
    this.look = nameLook.none;
    this.loose = 0;
    this.edge = 0;
    this.componentLast = -1;
    for (let i = 0; i < this.lexer.count && this.#accept(i); i++);
    if (this.time < 0 && !(timed ? this.headerCount > 0 && (this.level >= 0 || this.component >= 0) : this.#levelAlone())) return false;
    this.chooseGroup();
    this.#fill(header);
    return true;
  }

  /** Takes element `i` into the header when it belongs there; false when the body has begun. */
  #accept(i: number): boolean {
    switch (this.lexer.kind[i] ?? 0) {
      case element.time:
        return this.#acceptTime(i);
      case element.level:
        return this.#acceptLevel(i);
      case element.mark:
        return this.#acceptMark(i);
      case element.group:
        return this.#acceptGroup(i);
      case element.open:
        return this.loose <= mostLooseWords;
      case element.close:
        if (this.headerCount === i || this.#insideHeader(i)) this.take(i);
        return true;
      case element.number:
        return this.#acceptNumber(i);
      default:
        return this.#acceptWord(i);
    }
  }

  /** A closing bracket belongs to the header when its opening one has a header element behind it. */
  #insideHeader(close: number): boolean {
    for (let i = close - 1; i >= 0; i--) if (this.lexer.kind[i] === element.open) return i < this.headerCount;
    return false;
  }

  #acceptTime(i: number): boolean {
    if (this.time >= 0 && (this.level >= 0 || this.component >= 0 || this.loose > mostLooseWords)) return false;
    if (this.time < 0 || this.#isBetterTime(i)) this.time = i;
    this.timed = true;
    this.take(i);
    return true;
  }

  /** A later timestamp wins when it is finer and whole. */
  #isBetterTime(i: number): boolean {
    const { start, end } = this.lexer;
    const now = (end[this.time] ?? 0) - (start[this.time] ?? 0);
    return (end[i] ?? 0) - (start[i] ?? 0) > now + 3 && isDigit(this.bytes[start[i] ?? 0]);
  }

  #acceptLevel(i: number): boolean {
    if (this.level >= 0) return false;
    const sure = this.#isSureLevel(i);
    if (!sure && !this.lenient) return false;
    if (this.loose > 0 && !this.#mayPass(i)) return false;
    this.level = i;
    this.nameBefore(i);
    this.take(i);
    return true;
  }

  /** Capitals, brackets, a separator behind, a column of its own, or small letters right behind the timestamp make a level sure. */
  #isSureLevel(i: number): boolean {
    const { start, end, gap, kind } = this.lexer;
    const first = this.bytes[start[i] ?? 0] ?? 0;
    const second = this.bytes[(start[i] ?? 0) + 1] ?? 0;
    const next = this.bytes[end[i] ?? 0];
    const between = i > 0 && (kind[i - 1] === element.open || (kind[i - 1] === element.mark && this.headerCount === i));
    if (between || next === 0x3a || next === 0x7c || next === 0x5d) return this.loose === 0 || next !== 0x3a || first < 0x60;
    if (first >= 0x80 || (first < 0x60 && second < 0x60)) return true;
    if (this.headerCount !== i || (i === 0 && !this.timed)) return false;
    return first >= 0x60 || (gap[i + 1] ?? 0) === 2 || (gap[i] ?? 0) === 2;
  }

  /** Words in front of a level that are not of the header yet may be passed when they are few and no prose. */
  #mayPass(level: number): boolean {
    const { start, end, kind } = this.lexer;
    if (this.lenient) return this.loose <= mostLooseWords;
    let plain = 0;
    for (let i = this.headerCount; i < level; i++) {
      if (kind[i] === element.word && lookOf(this.bytes, start[i] ?? 0, end[i] ?? 0) <= nameLook.plain) plain++;
    }
    return plain <= (this.timed ? 1 : 0);
  }

  #acceptMark(i: number): boolean {
    if (this.bytes[this.lexer.start[i] ?? 0] === 0x22) return this.#acceptQuote(i);
    if (this.headerCount !== i) {
      if (this.loose === 0 && this.timed && this.#isSeparator(i)) this.edge = i + 1;
      return this.loose <= mostLooseWords && this.#isSeparator(i);
    }
    if (!this.#isSeparator(i)) return false;
    if (!this.timed && this.level < 0) return i < 3;
    this.take(i);
    return true;
  }

  /** Quotation marks belong to the header only around a timestamp. */
  #acceptQuote(i: number): boolean {
    if (this.lexer.kind[i - 1] === element.time) {
      this.take(i);
      return true;
    }
    return i === 0 && this.lexer.kind[1] === element.time;
  }

  /** Separators are single `- | : , ; > *` and their doubles, not what opens a quotation or a path. */
  #isSeparator(i: number): boolean {
    const b = this.bytes[this.lexer.start[i] ?? 0];
    return b === 0x2d || b === 0x7c || b === 0x3a || b === 0x2c || b === 0x3b || b === 0x3e || b === 0x2a || b === 0x5d || b === 0x7e;
  }

  /** A bracket right behind the header belongs to it, unless a component is already known and more than one bracket follows. */
  #acceptGroup(i: number): boolean {
    if (this.edge !== i) return this.loose <= mostLooseWords && (this.lexer.gap[i] === 0 || !this.timed);
    if (!this.timed && this.level < 0) return i === 0;
    const opening = this.bytes[this.lexer.start[i] ?? 0];
    if (opening === 0x7b || (opening === 0x3c && !isDigit(this.bytes[(this.lexer.start[i] ?? 0) + 1]))) return false;
    if (opening === 0x28 && !this.#separatorBehind(i)) return false;
    if (this.component >= 0 && this.component > this.level && this.look >= nameLook.code && this.lexer.kind[i - 1] === element.group) return this.#separatorBehind(i);
    this.take(i);
    return true;
  }

  #separatorBehind(i: number): boolean {
    const end = this.lexer.end[i] ?? 0;
    if (this.bytes[end] === 0x3a) return true;
    const next = skipBlanks(this.bytes, end, this.end);
    if (this.bytes[next] === 0x5b) return true;
    return (this.bytes[next] === 0x2d || this.bytes[next] === 0x3a || this.bytes[next] === 0x7c) && this.bytes[next + 1] === 0x20;
  }

  /** A number in a column of its own belongs to the header; others wait for what comes. */
  #acceptNumber(i: number): boolean {
    if (this.headerCount === i && this.timed && this.bytes[this.lexer.end[i] ?? 0] === 0x7c) {
      this.take(i);
      return true;
    }
    this.loose += this.headerCount === i || this.loose === 0 ? 0 : 1;
    return this.loose <= mostLooseWords;
  }

  #acceptWord(i: number): boolean {
    if (!this.timed && this.level < 0) return ++this.loose <= mostLooseWords;
    const { start, end, kind } = this.lexer;
    const look = lookOf(this.bytes, start[i] ?? 0, end[i] ?? 0);
    if (look !== nameLook.none && kind[i] === element.word && this.mayName(look) && this.isName(i, look)) return true;
    this.loose++;
    return this.loose <= mostLooseWords;
  }

  /** Without a timestamp only a level that begins the line and is set off by brackets or a colon makes a header. */
  #levelAlone(): boolean {
    if (this.level < 0 || this.level > 1) return false;
    if (lookOfLine(this.bytes, this.lexer.start[this.level] ?? 0, this.end) === lineLook.exception) return false;
    const next = this.bytes[this.lexer.end[this.level] ?? 0];
    return next === 0x3a || next === 0x5d || next === 0x7c || next === 0x29;
  }

  #fill(header: Header): void {
    const { start, end, kind } = this.lexer;
    if (this.time >= 0) {
      readTimestamp(this.bytes, start[this.time] ?? 0, header.bodyEnd, header.time);
      header.hasTime = header.time.shape !== timeShape.none;
      header.timeStart = start[this.time] ?? -1;
    }
    if (this.level >= 0) {
      header.severity = this.lexer.value[this.level] ?? 0;
      header.levelStart = start[this.level] ?? 0;
      header.levelEnd = end[this.level] ?? 0;
    }
    if (this.component >= 0) {
      const inner = kind[this.component] === element.group ? 1 : 0;
      const span = componentSpan(this.bytes, (start[this.component] ?? 0) + inner, (end[Math.max(this.component, this.componentLast)] ?? 0) - inner);
      header.componentStart = span.start;
      header.componentEnd = span.end;
    }
    const last = this.headerCount - 1;
    header.bodyStart = skipBlanks(this.bytes, last < 0 ? header.bodyStart : (end[last] ?? 0), header.bodyEnd);
  }
}
