/**
 * The general reader: finds timestamp, severity and component in headers that nobody has listed.
 * It walks over the elements of a line and moves the border between header and body on whenever it is sure of what it has passed.
 */
import { isDigit, isLetter, skipBlanks, textOf } from './bytes.ts';
import type { Header } from './header.ts';
import { element, Lexer } from './lexer.ts';
import { componentSpan, isExceptionName, isThreadLike, lookOf, nameLook } from './names.ts';
import { readTimestamp } from './timestamp.ts';
import { timeShape } from './timeFields.ts';
import { lineLook, lookOfLine } from './trace.ts';

/** What an element turned out to be, for whoever makes a pattern of the line. */
export const roleOf = { none: 0, component: 1, level: 2 } as const;

/** How much of a line is taken on its looks: only what is beyond doubt, what a reader of one line would take, or all that a vote over many lines may confirm. */
export const trust = { wary: 0, usual: 1, lenient: 2 } as const;

/** A word between header elements may have this many other words in front of it (host, process, thread; ours). */
const mostLooseWords = 3;

/** Reads one line at a time; scratch, one per parser. */
export class GeneralReader {
  readonly lexer = new Lexer();
  /** Elements that belong to the header: all before this one. */
  headerCount = 0;
  /** Index of the element that is the component, -1 for none. */
  component = -1;
  /** Index of the last element of a component of several, -1 when it is one. */
  componentLast = -1;
  /** Index of the element that is the level, -1 for none. */
  level = -1;
  /** Index of the element that is the timestamp, -1 for none. */
  time = -1;
  #bytes: Uint8Array = new Uint8Array();
  #look: number = nameLook.none;
  /** A timestamp has been passed. */
  #timed = false;
  #lenient = false;
  #wary = false;
  #loose = 0;
  /** Elements up to here are of the header or may lie between parts of it: numbers with dashes behind them. */
  #edge = 0;
  #end = 0;

  /**
   * Reads the line `[header.bodyStart, header.bodyEnd)` and fills `header`; false when it has neither timestamp nor level.
   * `trustLevel` says how much to take on its looks, see `trust`; `timed`: a timestamp stood in front of what is given here.
   */
  read(bytes: Uint8Array, header: Header, trustLevel: number, timed: boolean): boolean {
    this.#bytes = bytes;
    this.#timed = timed;
    this.#lenient = trustLevel === trust.lenient;
    this.#wary = trustLevel === trust.wary;
    this.#end = header.bodyEnd;
    this.lexer.scan(bytes, header.bodyStart, header.bodyEnd);
    this.headerCount = 0;
    this.component = -1;
    this.level = -1;
    this.time = -1;
    this.#look = nameLook.none;
    this.#loose = 0;
    this.#edge = 0;
    this.componentLast = -1;
    for (let i = 0; i < this.lexer.count && this.#accept(i); i++);
    if (this.time < 0 && !(timed ? this.headerCount > 0 && (this.level >= 0 || this.component >= 0) : this.#levelAlone())) return false;
    this.#chooseGroup();
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
        return this.#loose <= mostLooseWords;
      case element.close:
        if (this.headerCount === i || this.#insideHeader(i)) this.#take(i);
        return true;
      case element.number:
        return this.#acceptNumber(i);
      default:
        return this.#acceptWord(i);
    }
  }

  #take(i: number): void {
    this.headerCount = i + 1;
    this.#edge = i + 1;
    this.#loose = 0;
  }

  /** A closing bracket belongs to the header when its opening one has a header element behind it. */
  #insideHeader(close: number): boolean {
    for (let i = close - 1; i >= 0; i--) if (this.lexer.kind[i] === element.open) return i < this.headerCount;
    return false;
  }

  #acceptTime(i: number): boolean {
    if (this.time >= 0 && (this.level >= 0 || this.component >= 0 || this.#loose > mostLooseWords)) return false;
    if (this.time < 0 || this.#isBetterTime(i)) this.time = i;
    this.#timed = true;
    this.#take(i);
    return true;
  }

  /** A later timestamp wins when it is finer and whole. */
  #isBetterTime(i: number): boolean {
    const { start, end } = this.lexer;
    const now = (end[this.time] ?? 0) - (start[this.time] ?? 0);
    return (end[i] ?? 0) - (start[i] ?? 0) > now + 3 && isDigit(this.#bytes[start[i] ?? 0]);
  }

  #acceptLevel(i: number): boolean {
    if (this.level >= 0) return false;
    const sure = this.#isSureLevel(i);
    if (!sure && !this.#lenient) return false;
    if (this.#loose > 0 && !this.#mayPass(i)) return false;
    this.level = i;
    this.#nameBefore(i);
    this.#take(i);
    return true;
  }

  /** Capitals, brackets, a separator behind, a column of its own, or small letters right behind the timestamp make a level sure. */
  #isSureLevel(i: number): boolean {
    const { start, end, gap, kind } = this.lexer;
    const first = this.#bytes[start[i] ?? 0] ?? 0;
    const second = this.#bytes[(start[i] ?? 0) + 1] ?? 0;
    const next = this.#bytes[end[i] ?? 0];
    const between = i > 0 && (kind[i - 1] === element.open || (kind[i - 1] === element.mark && this.headerCount === i));
    if (between || next === 0x3a || next === 0x7c || next === 0x5d) return this.#loose === 0 || next !== 0x3a || first < 0x60;
    if (first >= 0x80 || (first < 0x60 && second < 0x60)) return true;
    if (this.headerCount !== i || (i === 0 && !this.#timed)) return false;
    return first >= 0x60 || (gap[i + 1] ?? 0) === 2 || (gap[i] ?? 0) === 2;
  }

  /** Words in front of a level that are not of the header yet may be passed when they are few and no prose. */
  #mayPass(level: number): boolean {
    const { start, end, kind } = this.lexer;
    if (this.#lenient) return this.#loose <= mostLooseWords;
    let plain = 0;
    for (let i = this.headerCount; i < level; i++) {
      if (kind[i] === element.word && lookOf(this.#bytes, start[i] ?? 0, end[i] ?? 0) <= nameLook.plain) plain++;
    }
    return plain <= (this.#timed ? 1 : 0);
  }

  /** The last word in front of the level is the component, unless a surer one comes behind. */
  #nameBefore(level: number): void {
    if (this.component >= 0) return;
    const { kind, start, end } = this.lexer;
    for (let i = level - 1; i > this.time; i--) {
      if (kind[i] === element.time) return;
      if (kind[i] !== element.word) continue;
      const look = lookOf(this.#bytes, start[i] ?? 0, end[i] ?? 0);
      if (look === nameLook.none || isThreadLike(textOf(this.#bytes, start[i] ?? 0, end[i] ?? 0))) continue;
      this.component = i;
      this.#look = look;
      return;
    }
  }

  #acceptMark(i: number): boolean {
    if (this.#bytes[this.lexer.start[i] ?? 0] === 0x22) return this.#acceptQuote(i);
    if (this.headerCount !== i) {
      if (this.#loose === 0 && this.#timed && this.#isSeparator(i)) this.#edge = i + 1;
      return this.#loose <= mostLooseWords && this.#isSeparator(i);
    }
    if (!this.#isSeparator(i)) return false;
    if (!this.#timed && this.level < 0) return i < 3;
    this.#take(i);
    return true;
  }

  /** Quotation marks belong to the header only around a timestamp. */
  #acceptQuote(i: number): boolean {
    if (this.lexer.kind[i - 1] === element.time) {
      this.#take(i);
      return true;
    }
    return i === 0 && this.lexer.kind[1] === element.time;
  }

  /** Separators are single `- | : , ; > *` and their doubles, not what opens a quotation or a path. */
  #isSeparator(i: number): boolean {
    const b = this.#bytes[this.lexer.start[i] ?? 0];
    return b === 0x2d || b === 0x7c || b === 0x3a || b === 0x2c || b === 0x3b || b === 0x3e || b === 0x2a || b === 0x5d || b === 0x7e;
  }

  /** A bracket right behind the header belongs to it, unless a component is already known and more than one bracket follows. */
  #acceptGroup(i: number): boolean {
    if (this.#edge !== i) return this.#loose <= mostLooseWords && (this.lexer.gap[i] === 0 || !this.#timed);
    if (!this.#timed && this.level < 0) return i === 0;
    const opening = this.#bytes[this.lexer.start[i] ?? 0];
    if (opening === 0x7b || (opening === 0x3c && !isDigit(this.#bytes[(this.lexer.start[i] ?? 0) + 1]))) return false;
    if (opening === 0x28 && !this.#separatorBehind(i)) return false;
    if (this.component >= 0 && this.component > this.level && this.#look >= nameLook.code && this.lexer.kind[i - 1] === element.group) return this.#separatorBehind(i);
    this.#take(i);
    return true;
  }

  #separatorBehind(i: number): boolean {
    const end = this.lexer.end[i] ?? 0;
    if (this.#bytes[end] === 0x3a) return true;
    const next = skipBlanks(this.#bytes, end, this.#end);
    return (this.#bytes[next] === 0x2d || this.#bytes[next] === 0x3a || this.#bytes[next] === 0x7c) && this.#bytes[next + 1] === 0x20;
  }

  /** A number in a column of its own belongs to the header; others wait for what comes. */
  #acceptNumber(i: number): boolean {
    if (this.headerCount === i && this.#timed && this.#bytes[this.lexer.end[i] ?? 0] === 0x7c) {
      this.#take(i);
      return true;
    }
    this.#loose += this.headerCount === i || this.#loose === 0 ? 0 : 1;
    return this.#loose <= mostLooseWords;
  }

  #acceptWord(i: number): boolean {
    if (!this.#timed && this.level < 0) return ++this.#loose <= mostLooseWords;
    const { start, end, kind } = this.lexer;
    const look = lookOf(this.#bytes, start[i] ?? 0, end[i] ?? 0);
    if (look !== nameLook.none && kind[i] === element.word && this.#mayName(look) && this.#isName(i, look)) return true;
    this.#loose++;
    return this.#loose <= mostLooseWords;
  }

  /** Behind the level a second name is taken only when it is surer than the one in front of it. */
  #mayName(look: number): boolean {
    return this.component < 0 || (this.component < this.level && look === nameLook.dotted && this.#look < nameLook.dotted);
  }

  /** Decides by what follows whether word `i` is the component, and takes it with what follows. */
  #isName(i: number, look: number): boolean {
    const { start, end, gap, kind, count } = this.lexer;
    if (isExceptionName(this.#bytes, start[i] ?? 0, end[i] ?? 0) && !this.#lenient) return false;
    let last = i;
    if (i + 1 < count && kind[i + 1] === element.group && gap[i + 1] === 0) last = i + 1;
    const behind = this.lexer.end[last] ?? 0;
    const strong = look >= (this.#wary ? nameLook.dotted : nameLook.code) || last > i || this.#lenient;
    const next = this.#bytes[behind];
    const direct = this.#loose === 0 || (this.#loose === 1 && this.level < 0);
    if (!direct) return false;
    if (next === 0x3a && strong) return this.#takeName(i, last + 1, look);
    if (last + 1 >= count) return false;
    const mark = this.#bytes[start[last + 1] ?? 0];
    const spaced = (gap[last + 1] ?? 0) > 0 && kind[last + 1] === element.mark && this.#loose === 0;
    if (spaced && (mark === 0x2d || mark === 0x3a || mark === 0x7c) && (strong || mark === 0x7c)) return this.#takeName(i, last + 1, look);
    if (next === 0x7c) return this.#takeName(i, last + 1, look);
    const dash = look === nameLook.dotted && this.level < 0 && this.#loose === 0 ? this.#dashBehind(i) : -1;
    if (dash > 0) {
      this.componentLast = dash - 1;
      return this.#takeName(i, dash, look);
    }
    if (this.#loose > 0) return false;
    if ((gap[last + 1] ?? 0) === 2 && this.#isColumn(i)) return this.#takeName(i, last, look);
    if (look === nameLook.dotted && kind[last + 1] === element.group && this.level >= 0) return this.#takeName(i, last + 1, look);
    if (look === nameLook.dotted && this.level >= 0 && this.#isPlace(i)) return this.#takeName(i, last, look);
    if (last > i && this.#isProcess(last) && this.level >= 0) return this.#takeName(i, last, look);
    if (look === nameLook.dotted && this.level >= 0 && this.#lenient) return this.#takeName(i, last, look);
    return false;
  }

  /** A class with its package (`org.x.Main.start`) or a place in the code (`app.main:42`) needs nothing behind it. */
  #isPlace(i: number): boolean {
    const from = this.lexer.start[i] ?? 0;
    let at = (this.lexer.end[i] ?? 0) - 1;
    if (isDigit(this.#bytes[at])) {
      while (at > from && isDigit(this.#bytes[at])) at--;
      return this.#bytes[at] === 0x3a;
    }
    for (let k = from + 3; k < at; k++) {
      const next = this.#bytes[k + 1] ?? 0;
      if (this.#bytes[k] === 0x2e && next >= 0x41 && next <= 0x5a) return true;
    }
    return false;
  }

  /** `chrome.exe *64 - …`: marks and numbers between a program's name and the dash behind it. */
  #dashBehind(i: number): number {
    const { kind, start, count } = this.lexer;
    for (let k = i + 1; k < Math.min(i + 4, count); k++) {
      if (kind[k] === element.mark && this.#bytes[start[k] ?? 0] === 0x2d) return k > i + 1 ? k : -1;
      if (kind[k] !== element.number && kind[k] !== element.mark) return -1;
    }
    return -1;
  }

  /** `name[123]` and `name(123)`. */
  #isProcess(group: number): boolean {
    return isDigit(this.#bytes[(this.lexer.start[group] ?? 0) + 1]);
  }

  /** A word with wide blanks on both sides stands in a column. */
  #isColumn(i: number): boolean {
    return (this.lexer.gap[i] ?? 0) === 2 && isLetter(this.#bytes[this.lexer.start[i] ?? 0]) && this.#bytes[this.lexer.start[i + 1] ?? 0] !== 0x7b;
  }

  #takeName(i: number, last: number, look: number): boolean {
    this.component = i;
    this.#look = look;
    this.headerCount = last + 1;
    this.#edge = last + 1;
    this.#loose = 0;
    return true;
  }

  /** Without a timestamp only a level that begins the line and is set off by brackets or a colon makes a header. */
  #levelAlone(): boolean {
    if (this.level < 0 || this.level > 1) return false;
    if (lookOfLine(this.#bytes, this.lexer.start[this.level] ?? 0, this.#end) === lineLook.exception) return false;
    const next = this.#bytes[this.lexer.end[this.level] ?? 0];
    return next === 0x3a || next === 0x5d || next === 0x7c || next === 0x29;
  }

  /** Without a name, the last bracket that is no thread is the component. */
  #chooseGroup(): void {
    if (this.component >= 0) return;
    const { kind, start, end } = this.lexer;
    for (let i = this.headerCount - 1; i >= 0; i--) {
      if (kind[i] !== element.group && !(kind[i] === element.word && i > this.time)) continue;
      const inner = kind[i] === element.group ? 1 : 0;
      const text = textOf(this.#bytes, (start[i] ?? 0) + inner, (end[i] ?? 0) - inner);
      if (isThreadLike(text) && !text.includes('@')) continue;
      if (text.trim() === '' || text.trim().includes(' ')) continue;
      this.component = i;
      return;
    }
  }

  #fill(header: Header): void {
    const { start, end, kind } = this.lexer;
    if (this.time >= 0) {
      readTimestamp(this.#bytes, start[this.time] ?? 0, header.bodyEnd, header.time);
      header.hasTime = header.time.shape !== timeShape.none;
    }
    if (this.level >= 0) {
      header.severity = this.lexer.value[this.level] ?? 0;
      header.levelStart = start[this.level] ?? 0;
      header.levelEnd = end[this.level] ?? 0;
    }
    if (this.component >= 0) {
      const inner = kind[this.component] === element.group ? 1 : 0;
      const span = componentSpan(this.#bytes, (start[this.component] ?? 0) + inner, (end[Math.max(this.component, this.componentLast)] ?? 0) - inner);
      header.componentStart = span.start;
      header.componentEnd = span.end;
    }
    const last = this.headerCount - 1;
    header.bodyStart = skipBlanks(this.#bytes, last < 0 ? header.bodyStart : (end[last] ?? 0), header.bodyEnd);
  }
}
