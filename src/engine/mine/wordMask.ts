/** Decides what a word with digits or signs in it is: a constant, a variable, or a constant with a variable behind it. */
import { byteBit, createByteTable } from './byteClass.ts';
import { hashBytes } from './hash.ts';
import { unitKind, variableHash } from './units.ts';
import type { Units } from './units.ts';

const letters = byteBit.lower | byteBit.upper;

/** What a word consists of. */
interface Look {
  flags: number;
  digits: number;
  dots: number;
  slashes: number;
  /** Positions of the first of each, -1 where there is none. */
  colon: number;
  slash: number;
  dash: number;
  at: number;
  /** The length of the run of letters it begins with. */
  head: number;
}

/** Masks words; one per miner, since it keeps its tables and its notes. */
export class WordMask {
  readonly #table = createByteTable();
  readonly #look: Look = { flags: 0, digits: 0, dots: 0, slashes: 0, colon: -1, slash: -1, dash: -1, at: -1, head: 0 };
  readonly #units: Units;
  #bytes = new Uint8Array();

  constructor(units: Units) {
    this.#units = units;
  }

  /** Adds the units of the word `bytes[start, end)`; `space` is `afterSpace` or 0. */
  add(bytes: Uint8Array, start: number, end: number, space: number): void {
    this.#bytes = bytes;
    this.#word(start, end, space);
  }

  #word(start: number, end: number, space: number): void {
    if (start >= end) return;
    const look = this.#inspect(start, end);
    if (look.flags & byteBit.slash && this.#hasScheme(look, end)) this.#variable(unitKind.path, start, end, space);
    else if (look.at > start && this.#atSign(look.at, start, end, space)) return;
    else if (look.colon >= 0 && this.#colon(look, start, end, space)) return;
    else if (look.slash >= 0 && this.#slash(look, start, end, space)) return;
    else this.#plain(look, start, end, space);
  }

  #plain(look: Look, start: number, end: number, space: number): void {
    const first = this.#table[this.#bytes[start] ?? 0] ?? 0;
    if (this.#isWindowsPath(start, end)) this.#variable(unitKind.path, start, end, space);
    else if (look.digits > 0 && !(look.flags & letters)) this.#variable(unitKind.number, start, end, space);
    else if (first & byteBit.digit) this.#variable(unitKind.id, start, end, space);
    else if (look.dots >= 3 && this.#isDottedName(start, end)) this.#variable(unitKind.id, start, end, space);
    else if (look.digits === 0) this.#letters(look, start, end, space);
    else if (this.#split(look, start, end, space)) return;
    else if (this.#isId(look, start, end)) this.#variable(unitKind.id, start, end, space);
    else this.#constant(start, end, space);
  }

  /** A word without digits: hexadecimal letters only, or a constant. */
  #letters(look: Look, start: number, end: number, space: number): void {
    if (!(look.flags & ~(byteBit.lower | byteBit.upper)) && end - start >= 8) this.#variable(unitKind.id, start, end, space);
    else this.#constant(start, end, space);
  }

  /** `node-129`, `core.2275`: letters, a dash or a dot, and a number or a name in capitals and digits. */
  #split(look: Look, start: number, end: number, space: number): boolean {
    const cut = start + look.head;
    const sign = this.#bytes[cut];
    if (look.head < 1 || cut + 1 >= end || (sign !== 0x2d && sign !== 0x2e && sign !== 0x23)) return false;
    let flags = 0;
    let i = cut + 1;
    for (; i < end; i++) {
      const bits = this.#table[this.#bytes[i] ?? 0] ?? 0;
      if (!(bits & (letters | byteBit.digit))) break;
      flags |= bits;
    }
    if (!(flags & byteBit.digit) || flags & byteBit.lower) return false;
    if (sign === 0x2e && (flags & letters || i < end)) return false;
    if (sign === 0x2d) this.#constant(start, cut + 1, space);
    else {
      this.#constant(start, cut, space);
      this.#sign(cut, cut + 1);
    }
    this.#variable(unitKind.id, cut + 1, end, 0);
    return true;
  }

  #isId(look: Look, start: number, end: number): boolean {
    if (look.digits >= 3 || (look.head === 1 && (this.#bytes[start] ?? 0) === 0x76)) return true;
    const length = end - start;
    if (length >= 6 && !(look.flags & ~(byteBit.lower | byteBit.upper | byteBit.digit))) return true;
    return (look.flags & byteBit.underscore) !== 0 && this.#hasNumberSegment(start, end);
  }

  /** Whether a part between underscores is a number, as in `rdd_2_0` or `blk_-12`. */
  #hasNumberSegment(start: number, end: number): boolean {
    let digitsOnly = false;
    for (let i = start; i <= end; i++) {
      const byte = i < end ? (this.#bytes[i] ?? 0) : 0x5f;
      if (byte === 0x5f) {
        if (digitsOnly) return true;
        digitsOnly = i + 1 < end;
        const next = this.#table[this.#bytes[i + 1] ?? 0] ?? 0;
        if (i + 1 < end && !(next & (byteBit.digit | byteBit.dash))) digitsOnly = false;
      } else if (!((this.#table[byte] ?? 0) & (byteBit.digit | byteBit.dash))) digitsOnly = false;
    }
    return false;
  }

  /** `name@7317849d` keeps its name; a mail address is one variable. */
  #atSign(at: number, start: number, end: number, space: number): boolean {
    let flags = 0;
    for (let i = at + 1; i < end; i++) flags |= this.#table[this.#bytes[i] ?? 0] ?? 0;
    if (!(flags & (byteBit.digit | byteBit.dot | letters))) return false;
    const number = flags & byteBit.digit && !(flags & byteBit.notHex);
    if (!number) {
      this.#variable(unitKind.id, start, end, space);
      return true;
    }
    this.#word(start, at, space);
    this.#sign(at, at + 1);
    this.#variable(unitKind.id, at + 1, end, 0);
    return true;
  }

  /** Numbers, times, addresses and `host:port` stay whole; `name:value` is cut at its first colon. */
  #colon(look: Look, start: number, end: number, space: number): boolean {
    const { colon, flags } = look;
    if (look.slash >= 0 && look.slash < colon) return false;
    if (this.#isWindowsPath(start, end)) return false;
    const first = this.#table[this.#bytes[start] ?? 0] ?? 0;
    if (first & byteBit.digit || !(flags & letters) || !(flags & (byteBit.notHex | byteBit.slash | byteBit.wide))) {
      const kind = look.slashes + look.dots > 0 || !(flags & letters) ? unitKind.time : unitKind.id;
      if (look.digits > 0) this.#variable(kind, start, end, space);
      return look.digits > 0;
    }
    if (this.#bytes[colon + 1] === 0x3a) {
      if (look.digits > 0 && colon + 2 < end) {
        this.#word(start, colon, space);
        this.#sign(colon, colon + 2);
        this.#word(colon + 2, end, 0);
        return true;
      }
      this.#constant(start, end, space);
      return true;
    }
    this.#word(start, colon, space);
    this.#sign(colon, colon + 1);
    this.#word(colon + 1, end, 0);
    return true;
  }

  /** Paths are variables; `PRO/1000` keeps its name; `lock/unlock` is a word. */
  #slash(look: Look, start: number, end: number, space: number): boolean {
    const { slash } = look;
    if (end - start < 2) return false;
    if (slash === start) {
      this.#variable(unitKind.path, start, end, space);
      return true;
    }
    if (this.#isWindowsPath(start, end)) return false;
    const digits = look.digits;
    if (digits > 0 && look.head === slash - start && look.slashes === 1) {
      let flags = 0;
      for (let i = slash + 1; i < end; i++) flags |= this.#table[this.#bytes[i] ?? 0] ?? 0;
      if (!(flags & letters)) {
        this.#constant(start, slash + 1, space);
        this.#variable(unitKind.number, slash + 1, end, 0);
        return true;
      }
    }
    if (digits > 0 && this.#split(look, start, end, space)) return true;
    if (digits === 0 && look.slashes < 2 && look.dots === 0) {
      this.#constant(start, end, space);
      return true;
    }
    const kind = look.flags & letters ? unitKind.relativePath : look.digits > 0 ? unitKind.date : unitKind.relativePath;
    this.#variable(kind, start, end, space);
    return true;
  }

  /** Host and package names: at least four labels, the last in small letters. */
  #isDottedName(start: number, end: number): boolean {
    const allowed = letters | byteBit.digit | byteBit.dash | byteBit.dot | byteBit.underscore;
    let last = 0;
    for (let i = start; i < end; i++) {
      const byte = this.#bytes[i] ?? 0;
      const bits = this.#table[byte] ?? 0;
      if (!(bits & allowed)) return false;
      last = bits & byteBit.dot ? 0 : last | bits;
    }
    return last !== 0 && !(last & ~(byteBit.lower | byteBit.notHex));
  }

  #isWindowsPath(start: number, end: number): boolean {
    const bytes = this.#bytes;
    if (end - start >= 3 && bytes[start] === 0x5c) return true;
    return end - start >= 3 && bytes[start + 1] === 0x3a && bytes[start + 2] === 0x5c;
  }

  #hasScheme(look: Look, end: number): boolean {
    const { slash } = look;
    return slash > 0 && slash + 1 < end && this.#bytes[slash + 1] === 0x2f && this.#bytes[slash - 1] === 0x3a && look.colon >= 0 && look.colon < slash;
  }

  #constant(start: number, end: number, space: number): void {
    if (start < end) this.#units.push(unitKind.word + space, start, end, hashBytes(this.#bytes, start, end));
  }

  #sign(start: number, end: number): void {
    this.#units.push(unitKind.sign, start, end, hashBytes(this.#bytes, start, end));
  }

  #variable(kind: number, start: number, end: number, space: number): void {
    this.#units.push(kind + space, start, end, variableHash);
  }

  #inspect(start: number, end: number): Look {
    const look = this.#look;
    look.flags = look.digits = look.dots = look.slashes = look.head = 0;
    look.colon = look.slash = look.dash = look.at = -1;
    let head = true;
    for (let i = start; i < end; i++) {
      const byte = this.#bytes[i] ?? 0;
      const bits = this.#table[byte] ?? 0;
      look.flags |= bits;
      if (head && bits & letters) look.head++;
      else head = false;
      if (bits & byteBit.digit) look.digits++;
      else if (byte === 0x2e) look.dots++;
      else if (byte === 0x3a && look.colon < 0) look.colon = i;
      else if (byte === 0x40 && look.at < 0) look.at = i;
      else if (byte === 0x2d && look.dash < 0) look.dash = i;
      else if (byte === 0x2f && look.slashes++ === 0) look.slash = i;
    }
    return look;
  }
}
