/** Cuts a body into units in one pass over its bytes. */
import { byteBit, createByteTable } from './byteClass.ts';
import { isFlagHash } from './flagWords.ts';
import { hashPrime, hashSeed } from './hash.ts';
import { Units, afterSpace, maxUnits, unitKind, variableHash } from './units.ts';
import { WordMask } from './wordMask.ts';

/** Bytes of a body that are looked at. Ours: the longest of the common systems' first lines have some 2,500. */
const maxBytes = 4096;
// Imported constants are read anew at each use, those of the own file are folded into the code; measured: a fifth of the time.
const seed = hashSeed;
const prime = hashPrime;
const variable = variableHash;
const mostUnits = maxUnits;
const spaceLook = afterSpace;
const { word, sign, number, date, path, flag } = unitKind;
const { digit, dash, colon, slash, wide, hard, soft, space: blank } = byteBit;
const letters = byteBit.lower | byteBit.upper;
const ends = hard | blank;
const special = ends | soft | wide;
const maybeSign = hard | soft | byteBit.sign | wide;
/** What a word has that is not plain; a plain word needs no second look. */
const notPlain = ~(letters | byteBit.notHex | byteBit.underscore | dash | byteBit.dot | soft);
const softOrSign = soft | byteBit.sign;
const notNumber = letters | slash | colon | byteBit.sign | wide;

/** Scans bodies into its `units`; not for two bodies at once. */
export class Scanner {
  readonly units = new Units();
  readonly #table = createByteTable();
  #limit = 0;
  readonly #mask = new WordMask(this.units);

  /**
   * Fills `units` from `bytes[start, end)`. Measured: one loop with its constants in locals takes a third of the time of one that is
   * cut into functions, so it stays long.
   */
  scan(bytes: Uint8Array, start: number, end: number): Units {
    const { units } = this;
    const table = this.#table;
    units.clear();
    const limit = Math.min(end, start + maxBytes, bytes.length);
    this.#limit = limit;
    let space = 0;
    let i = start;
    while (i < limit && units.count < mostUnits) {
      const head = bytes[i] ?? 0;
      const bits = table[head] ?? 0;
      if (bits & blank) {
        if (head === 0x1b && bytes[i + 1] === 0x5b) {
          i = escapeEnd(bytes, i + 2, limit);
          continue;
        }
        space = spaceLook;
        i++;
        continue;
      }
      if (units.count === 0) space = 0;
      if (bits & hard && head !== 0x3c) {
        units.push(sign + space, i, i + 1, Math.imul(seed ^ head, prime));
        i++;
        space = 0;
        continue;
      }
      if (bits & maybeSign) {
        const width = this.#signAt(bytes, i, limit);
        if (width > 0) {
          i = this.#sign(bytes, i, width, space);
          space = 0;
          continue;
        }
      }
      const from = i;
      let hash = seed;
      let flags = 0;
      let dots = 0;
      for (;;) {
        // Measured: with a call in this loop each byte takes half as long again, since what the arrays are is then looked up anew.
        let byte = 0;
        let kind = 0;
        for (; i < limit; i++) {
          byte = bytes[i] ?? 0;
          kind = table[byte] ?? 0;
          if (kind & special) break;
          flags |= kind;
          hash = Math.imul(hash ^ byte, prime);
        }
        if (i >= limit || kind & ends) break;
        if (i > from) {
          if (kind & wide || (byte === 0x23 ? bytes[i + 1] === 0x23 : i + 1 >= limit || (table[bytes[i + 1] ?? 0] ?? 0) & ends)) break;
        } else if (kind & wide) {
          i = this.#wideEnd(bytes, i, limit);
          flags = wide;
          break;
        }
        if (byte === 0x2e) dots++;
        flags |= kind;
        hash = Math.imul(hash ^ byte, prime);
        i++;
      }
      if (flags & notPlain || dots > 2) {
        if (flags & digit && !(flags & notNumber) && bytes[from] !== 0x2e) units.push((flags & dash && i - from >= 8 ? date : number) + space, from, i, variable);
        else if (flags & slash && i < limit) i = this.#withSlash(bytes, from, i, flags | (space << 16));
        else this.#mask.add(bytes, from, i, flags | (space << 16));
      } else if ((isFlagHash(hash) && bytes[i] !== 0x3d) || (!(flags & ~letters) && i - from >= 8)) units.push(flag + space, from, i, variable);
      else units.push(word + space, from, i, hash);
      space = 0;
    }
    if (limit < end || i < limit) units.cut = true;
    return units;
  }

  /** Where a word of wide characters ends: at white space, at a sign, before a letter or digit of the Latin script. */
  #wideEnd(bytes: Uint8Array, from: number, limit: number): number {
    let i = from + 1;
    for (; i < limit; i++) {
      const bits = this.#table[bytes[i] ?? 0] ?? 0;
      if (bits & wide ? wideSignWidth(bytes, i) > 0 : bits !== 0) break;
    }
    return i;
  }

  /** The width of the sign that stands at `i`, 0 where a word begins. */
  #signAt(bytes: Uint8Array, i: number, limit: number): number {
    const byte = bytes[i] ?? 0;
    const bits = this.#table[byte] ?? 0;
    if (bits & hard) return byte === 0x3c && bytes[i + 1] === 0x2f && i + 1 < limit ? 2 : 1;
    if (bits & wide) return wideSignWidth(bytes, i);
    if (!(bits & softOrSign)) return 0;
    if (bits & colon) return 1;
    const next = i + 1 < limit ? (bytes[i + 1] ?? 0) : 0x20;
    const nextBits = this.#table[next] ?? 0;
    if (bits & soft && nextBits & ends) return 1;
    if (byte === 0x23) return next === 0x23 || (nextBits & digit && !isMarked(bytes, i, limit)) ? 1 : 0;
    return (byte === 0x2b || byte === 0x40) && nextBits & digit ? 1 : 0;
  }

  /** Adds the sign, or the variable where the text is a template's own `<*>`. */
  #sign(bytes: Uint8Array, i: number, width: number, space: number): number {
    if (bytes[i] === 0x3c && bytes[i + 1] === 0x2a && bytes[i + 2] === 0x3e) {
      this.units.push(number + space, i, i + 3, variable);
      return i + 3;
    }
    let hash = seed;
    for (let at = i; at < i + width; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), prime);
    this.units.push(sign + space, i, i + width, hash);
    return i + width;
  }

  /** Adds a word with a slash in it, a URL with what `=`, `,` or another sign seemed to cut off; returns where it ends. */
  #withSlash(bytes: Uint8Array, from: number, i: number, look: number): number {
    const next = bytes[i] ?? 0;
    const goesOn = next === 0x3d || next === 0x2c || next === 0x3b || next === 0x28;
    if (!goesOn || !isUrl(bytes, from, i)) {
      this.#mask.add(bytes, from, i, look);
      return i;
    }
    let at = i;
    while (at < this.#limit && !isUrlEnd(bytes[at] ?? 0)) at++;
    this.units.push(path + (look >> 16), from, at, variable);
    return at;
  }
}

/** Where a terminal's colour sequence ends: behind its first letter. */
function escapeEnd(bytes: Uint8Array, from: number, limit: number): number {
  let i = from;
  while (i < limit && ((bytes[i] ?? 0) < 0x40 || (bytes[i] ?? 0) > 0x7e)) i++;
  return i + 1;
}

/** A number between two number signs, as anonymised logs have. */
function isMarked(bytes: Uint8Array, from: number, limit: number): boolean {
  if (bytes[from - 1] === 0x23) return false;
  let i = from + 1;
  while (i < limit && (bytes[i] ?? 0) >= 0x30 && (bytes[i] ?? 0) <= 0x39) i++;
  return i < limit && bytes[i] === 0x23 && bytes[i + 1] !== 0x23;
}

/** White space, quotes and closing brackets. */
function isUrlEnd(byte: number): boolean {
  return byte <= 0x20 || byte === 0x22 || byte === 0x27 || byte === 0x3e || byte === 0x5d || byte === 0x29 || byte === 0x7d;
}

/** A scheme, or a path with a query. */
function isUrl(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x3a && bytes[i + 1] === 0x2f && bytes[i + 2] === 0x2f) return true;
    if (byte === 0x3f && bytes[from] === 0x2f) return true;
  }
  return false;
}

/** The width of the punctuation of Chinese, Japanese and Korean (U+3000-303F, U+FF00-FF0F, U+FF1A-FF1F), else 0. */
function wideSignWidth(bytes: Uint8Array, i: number): number {
  const second = bytes[i + 1] ?? 0;
  const third = bytes[i + 2] ?? 0;
  if (bytes[i] === 0xe3 && second === 0x80) return 3;
  return bytes[i] === 0xef && second === 0xbc && (third <= 0x8f || (third >= 0x9a && third <= 0x9f)) ? 3 : 0;
}
