/** The walk over the elements of a line that looks for a header: how far it has come, and which word is the component. */
import { isDigit, isLetter, textOf } from './bytes.ts';
import { element, Lexer } from './lexer.ts';
import { isExceptionName, isThreadLike, lookOf, nameLook } from './names.ts';

/** State and judgement shared by the general reader; scratch, one per parser. */
export class HeaderWalk {
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
  protected bytes: Uint8Array = new Uint8Array();
  protected look: number = nameLook.none;
  /** A timestamp has been passed. */
  protected timed = false;
  protected lenient = false;
  protected wary = false;
  protected loose = 0;
  /** Elements up to here are of the header or may lie between parts of it: numbers with dashes behind them. */
  protected edge = 0;
  protected end = 0;

  protected take(i: number): void {
    this.headerCount = i + 1;
    this.edge = i + 1;
    this.loose = 0;
  }

  /** The last word in front of the level is the component, unless a surer one comes behind. */
  protected nameBefore(level: number): void {
    if (this.component >= 0) return;
    const { kind, start, end } = this.lexer;
    for (let i = level - 1; i > this.time; i--) {
      if (kind[i] === element.time) return;
      if (kind[i] !== element.word) continue;
      const look = lookOf(this.bytes, start[i] ?? 0, end[i] ?? 0);
      if (look === nameLook.none || isThreadLike(textOf(this.bytes, start[i] ?? 0, end[i] ?? 0))) continue;
      this.component = i;
      this.look = look;
      return;
    }
  }

  /** Behind the level a second name is taken only when it is surer than the one in front of it. */
  protected mayName(look: number): boolean {
    return this.component < 0 || (this.component < this.level && look === nameLook.dotted && this.look < nameLook.dotted);
  }

  /** Decides by what follows whether word `i` is the component, and takes it with what follows. */
  protected isName(i: number, look: number): boolean {
    const { start, end, gap, kind, count } = this.lexer;
    // A path is what the message is about.
    if (this.bytes[start[i] ?? 0] === 0x2f) return false;
    if (isExceptionName(this.bytes, start[i] ?? 0, end[i] ?? 0) && !this.lenient) return false;
    let last = i;
    if (i + 1 < count && kind[i + 1] === element.group && gap[i + 1] === 0) last = i + 1;
    const behind = this.lexer.end[last] ?? 0;
    const strong = look >= (this.wary ? nameLook.dotted : nameLook.code) || last > i || this.lenient;
    const next = this.bytes[behind];
    const direct = this.loose === 0 || (this.loose === 1 && this.level < 0);
    if (!direct) return false;
    if (next === 0x3a && strong) return this.takeName(i, last + 1, look);
    if (last + 1 >= count) return false;
    const mark = this.bytes[start[last + 1] ?? 0];
    const spaced = (gap[last + 1] ?? 0) > 0 && kind[last + 1] === element.mark && this.loose === 0;
    if (spaced && (mark === 0x2d || mark === 0x3a || mark === 0x7c) && (strong || mark === 0x7c)) return this.takeName(i, last + 1, look);
    if (next === 0x7c) {
      if (!isThreadLike(textOf(this.bytes, start[i] ?? 0, end[i] ?? 0))) return this.takeName(i, last + 1, look);
      // A column of its own, and no name.
      this.take(last);
      return true;
    }
    const dash = look === nameLook.dotted && this.level < 0 && this.loose === 0 ? this.#dashBehind(i) : -1;
    if (dash > 0) {
      this.componentLast = dash - 1;
      return this.takeName(i, dash, look);
    }
    if (this.loose > 0) return false;
    if ((gap[last + 1] ?? 0) === 2 && this.#isColumn(i)) return this.takeName(i, last, look);
    if (look === nameLook.dotted && kind[last + 1] === element.group && this.level >= 0) return this.takeName(i, last + 1, look);
    if (look === nameLook.dotted && this.level >= 0 && this.#isPlace(i)) return this.takeName(i, last, look);
    if (last > i && this.#isProcess(last) && this.level >= 0) return this.takeName(i, last, look);
    if (look === nameLook.dotted && this.level >= 0 && this.lenient) return this.takeName(i, last, look);
    return false;
  }

  /** A class with its package (`org.x.Main.start`) or a place in the code (`app.main:42`) needs nothing behind it. */
  #isPlace(i: number): boolean {
    const from = this.lexer.start[i] ?? 0;
    let at = (this.lexer.end[i] ?? 0) - 1;
    if (isDigit(this.bytes[at])) {
      while (at > from && isDigit(this.bytes[at])) at--;
      return this.bytes[at] === 0x3a;
    }
    for (let k = from + 3; k < at; k++) {
      const next = this.bytes[k + 1] ?? 0;
      if (this.bytes[k] === 0x2e && next >= 0x41 && next <= 0x5a) return true;
    }
    return false;
  }

  /** `chrome.exe *64 - …`: marks and numbers between a program's name and the dash behind it. */
  #dashBehind(i: number): number {
    const { kind, start, count } = this.lexer;
    for (let k = i + 1; k < Math.min(i + 4, count); k++) {
      if (kind[k] === element.mark && this.bytes[start[k] ?? 0] === 0x2d) return k > i + 1 ? k : -1;
      if (kind[k] !== element.number && kind[k] !== element.mark) return -1;
    }
    return -1;
  }

  /** `name[123]` and `name(123)`. */
  #isProcess(group: number): boolean {
    return isDigit(this.bytes[(this.lexer.start[group] ?? 0) + 1]);
  }

  /** A word with wide blanks on both sides stands in a column; one that names a thread or a request is no logger. */
  #isColumn(i: number): boolean {
    if (isThreadLike(textOf(this.bytes, this.lexer.start[i] ?? 0, this.lexer.end[i] ?? 0))) return false;
    return (this.lexer.gap[i] ?? 0) === 2 && isLetter(this.bytes[this.lexer.start[i] ?? 0]) && this.bytes[this.lexer.start[i + 1] ?? 0] !== 0x7b;
  }

  protected takeName(i: number, last: number, look: number): boolean {
    this.component = i;
    this.look = look;
    this.headerCount = last + 1;
    this.edge = last + 1;
    this.loose = 0;
    return true;
  }

  /** Without a name, the last bracket that is no thread is the component. */
  protected chooseGroup(): void {
    if (this.component >= 0) return;
    const { kind, start, end } = this.lexer;
    for (let i = this.headerCount - 1; i >= 0; i--) {
      if (kind[i] !== element.group && !(kind[i] === element.word && i > this.time)) continue;
      const inner = kind[i] === element.group ? 1 : 0;
      const text = textOf(this.bytes, (start[i] ?? 0) + inner, (end[i] ?? 0) - inner);
      if (isThreadLike(text) && !text.includes('@')) continue;
      if (text.trim() === '' || text.trim().includes(' ')) continue;
      this.component = i;
      return;
    }
  }
}
