/** Decides what a word with digits or signs in it is: a constant, a variable, or a constant with a variable behind it. */
import { byteBit, createByteTable } from './byteClass.ts';
import { isFlagHash } from './flagWords.ts';
import { hashBytes } from './hash.ts';
import { unitKind, variableHash } from './units.ts';
import type { Units } from './units.ts';
import { createWordLook, hasScheme, inspectWord, isDottedName, isWindowsPath } from './wordLook.ts';
import type { WordLook } from './wordLook.ts';

// Constants of the own file are folded into the code, imported ones are not; measured in scan.ts.
const { digit: digitBit, underscore: underscoreBit, slash: slashBit, colon: colonBit, sign: signBit, wide: wideBit, dot: dotBit, dash: dashBit, lower: lowerBit, notHex: notHexBit } = byteBit;
const letters = byteBit.lower | byteBit.upper;
const { word: wordKind, sign: signKind, number: numberKind, date: dateKind, time: timeKind, path: pathKind, relativePath: relativePathKind, id: idKind, flag: flagKind } = unitKind;
const variable = variableHash;

/** Masks words; one per miner, since it keeps its tables and its notes. */
export class WordMask {
  readonly #table = createByteTable();
  readonly #look = createWordLook();
  readonly #units: Units;
  #bytes: Uint8Array = new Uint8Array();

  constructor(units: Units) {
    this.#units = units;
  }

  /** Adds the units of the word `bytes[start, end)`, whose bytes' bits are `flags`; `look` is its flags, plus `afterSpace` shifted behind them. */
  add(bytes: Uint8Array, start: number, end: number, look: number): void {
    this.#bytes = bytes;
    const flags = look & 0xffff;
    const space = look >> 16;
    const first = (bytes[start] ?? 0) - 0x30;
    if (first >= 0 && first <= 9 && !(flags & (signBit | wideBit))) {
      const kind = flags & slashBit ? (flags & letters ? relativePathKind : dateKind) : flags & colonBit ? timeKind : idKind;
      this.#variable(kind, start, end, space);
    } else if (first === -1 && end - start > 1) this.#variable(pathKind, start, end, space);
    else this.#word(start, end, space);
  }

  #word(start: number, end: number, space: number): void {
    if (start >= end) return;
    const look = this.#inspect(start, end);
    if (look.flags & slashBit && hasScheme(look, this.#bytes)) this.#variable(pathKind, start, end, space);
    else if (look.at > start && this.#atSign(look.at, start, end, space)) return;
    else if (look.colon >= 0 && this.#colon(look, start, end, space)) return;
    else if (look.slash >= 0 && this.#slash(look, start, end, space)) return;
    else this.#plain(look, start, end, space);
  }

  #plain(look: WordLook, start: number, end: number, space: number): void {
    const first = this.#table[this.#bytes[start] ?? 0] ?? 0;
    if (isWindowsPath(this.#bytes, start, end)) this.#variable(pathKind, start, end, space);
    else if (look.digits > 0 && !(look.flags & letters)) this.#number(start, end, space);
    else if (first & digitBit) this.#variable(idKind, start, end, space);
    else if (look.dots >= 3 && isDottedName(look, this.#table, this.#bytes)) this.#variable(idKind, start, end, space);
    else if (look.digits === 0) this.#letters(look, start, end, space);
    else if (this.#split(look, start, end, space)) return;
    else if (this.#isId(look, start, end)) this.#variable(idKind, start, end, space);
    else this.#constant(start, end, space);
  }

  /** A word without digits: hexadecimal letters only, or a constant. */
  #letters(look: WordLook, start: number, end: number, space: number): void {
    const hash = hashBytes(this.#bytes, start, end);
    if (isFlagHash(hash) || (!(look.flags & ~letters) && end - start >= 8)) this.#variable(flagKind, start, end, space);
    else this.#units.push(wordKind + space, start, end, hash);
  }

  /** `node-129`, `core.2275`: letters, a dash or a dot, and a number or a name in capitals and digits. */
  #split(look: WordLook, start: number, end: number, space: number): boolean {
    const cut = start + look.head;
    const sign = this.#bytes[cut];
    if (look.head < 1 || cut + 1 >= end || (sign !== 0x2d && sign !== 0x2e && sign !== 0x23)) return false;
    if (sign === 0x2e && this.#leader(cut, start, end, space)) return true;
    let flags = 0;
    let i = cut + 1;
    for (; i < end; i++) {
      const bits = this.#table[this.#bytes[i] ?? 0] ?? 0;
      if (!(bits & (letters | digitBit))) break;
      flags |= bits;
    }
    if (!(flags & digitBit) || flags & lowerBit) return false;
    if (sign === 0x2e && (flags & letters || i < end)) return false;
    if (sign === 0x2d) this.#constant(start, cut + 1, space);
    else {
      this.#constant(start, cut, space);
      this.#sign(cut, cut + 1);
    }
    this.#variable(idKind, cut + 1, end, 0);
    return true;
  }

  #number(start: number, end: number, space: number): void {
    if (!this.#leader(start, start, end, space)) this.#variable(numberKind, start, end, space);
  }

  /** `enable.....0`: dots that lead to a number. */
  #leader(cut: number, start: number, end: number, space: number): boolean {
    let i = cut;
    while (i < end && this.#bytes[i] === 0x2e) i++;
    if (i - cut < 3 || i === end) return false;
    for (let at = i; at < end; at++) if (!((this.#table[this.#bytes[at] ?? 0] ?? 0) & digitBit)) return false;
    this.#constant(start, i, space);
    this.#variable(numberKind, i, end, 0);
    return true;
  }

  #isId(look: WordLook, start: number, end: number): boolean {
    if (look.lastDash > look.dash && look.tailDigits) return true;
    if (look.digits >= 3 || (look.head === 1 && (this.#bytes[start] ?? 0) === 0x76)) return true;
    const length = end - start;
    if (length >= 6 && !(look.flags & ~(letters | digitBit))) return true;
    return (look.flags & underscoreBit) !== 0 && this.#hasNumberSegment(start, end);
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
        if (i + 1 < end && !(next & (digitBit | dashBit))) digitsOnly = false;
      } else if (!((this.#table[byte] ?? 0) & (digitBit | dashBit))) digitsOnly = false;
    }
    return false;
  }

  /** `name@7317849d` keeps its name; a mail address is one variable. */
  #atSign(at: number, start: number, end: number, space: number): boolean {
    let flags = 0;
    for (let i = at + 1; i < end; i++) flags |= this.#table[this.#bytes[i] ?? 0] ?? 0;
    if (!(flags & (digitBit | dotBit | letters))) return false;
    const number = flags & digitBit && !(flags & notHexBit);
    if (!number) {
      this.#variable(idKind, start, end, space);
      return true;
    }
    this.#word(start, at, space);
    this.#sign(at, at + 1);
    this.#variable(idKind, at + 1, end, 0);
    return true;
  }

  /** Numbers, times, addresses and `host:port` stay whole; `name:value` is cut at its first colon. */
  #colon(look: WordLook, start: number, end: number, space: number): boolean {
    const { colon, flags } = look;
    if (look.slash >= 0 && look.slash < colon) return false;
    if (isWindowsPath(this.#bytes, start, end)) return false;
    const first = this.#table[this.#bytes[start] ?? 0] ?? 0;
    if (first & digitBit || !(flags & letters) || !(flags & (notHexBit | slashBit | wideBit))) {
      const kind = look.slashes + look.dots > 0 || !(flags & letters) ? timeKind : idKind;
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
    if (this.#isHostPort(look, start, end)) {
      this.#variable(idKind, start, end, space);
      return true;
    }
    if (look.head === colon - start) this.#constant(start, colon, space);
    else this.#word(start, colon, space);
    this.#sign(colon, colon + 1);
    this.#word(colon + 1, end, 0);
    return true;
  }

  /** `web-3:8080`, `a.b.c:80`, `localhost:80`; `main.c:80` is a place in a file. */
  #isHostPort({ colon, dash }: WordLook, start: number, end: number): boolean {
    if (end - colon < 3 || end - colon > 6) return false;
    for (let i = colon + 1; i < end; i++) if (!((this.#table[this.#bytes[i] ?? 0] ?? 0) & digitBit)) return false;
    let flags = 0;
    let dots = 0;
    for (let i = start; i < colon; i++) {
      flags |= this.#table[this.#bytes[i] ?? 0] ?? 0;
      if (this.#bytes[i] === 0x2e) dots++;
    }
    if (flags & (underscoreBit | signBit)) return false;
    return dots >= 2 || (dots === 0 && dash >= 0 && dash < colon && (flags & digitBit) !== 0);
  }

  /** Paths are variables; `PRO/1000` keeps its name; `lock/unlock` is a word. */
  #slash(look: WordLook, start: number, end: number, space: number): boolean {
    const { slash } = look;
    if (end - start < 2) return false;
    if (slash === start) {
      this.#variable(pathKind, start, end, space);
      return true;
    }
    if (isWindowsPath(this.#bytes, start, end)) return false;
    const digits = look.digits;
    if (digits > 0 && look.head === slash - start && look.slashes === 1) {
      let flags = 0;
      for (let i = slash + 1; i < end; i++) flags |= this.#table[this.#bytes[i] ?? 0] ?? 0;
      if (!(flags & letters)) {
        this.#constant(start, slash + 1, space);
        this.#variable(numberKind, slash + 1, end, 0);
        return true;
      }
    }
    if (digits > 0 && this.#split(look, start, end, space)) return true;
    if (digits === 0 && look.slashes < 2 && look.dots === 0) {
      this.#constant(start, end, space);
      return true;
    }
    const kind = look.flags & letters ? relativePathKind : look.digits > 0 ? dateKind : relativePathKind;
    this.#variable(kind, start, end, space);
    return true;
  }

  #constant(start: number, end: number, space: number): void {
    if (start < end) this.#units.push(wordKind + space, start, end, hashBytes(this.#bytes, start, end));
  }

  #sign(start: number, end: number): void {
    this.#units.push(signKind, start, end, hashBytes(this.#bytes, start, end));
  }

  #variable(kind: number, start: number, end: number, space: number): void {
    this.#units.push(kind + space, start, end, variable);
  }

  #inspect(start: number, end: number): WordLook {
    const look = this.#look;
    look.start = start;
    look.end = end;
    inspectWord(look, this.#table, this.#bytes);
    return look;
  }
}
