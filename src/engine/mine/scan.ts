/** Cuts a body into units in one pass over its bytes. */
import { byteBit, createByteTable } from './byteClass.ts';
import { hashPrime, hashSeed, hashText } from './hash.ts';
import { Units, afterSpace, maxUnits, unitKind, variableHash } from './units.ts';
import { WordMask } from './wordMask.ts';

/** Bytes of a body that are looked at. Ours: the longest of the common systems' first lines have some 2,500. */
const maxBytes = 4096;
const letters = byteBit.lower | byteBit.upper;
const stop = byteBit.hard | byteBit.space;
const plainBits = letters | byteBit.underscore | byteBit.dash | byteBit.notHex | byteBit.dot | byteBit.soft;
/** Values that say yes, no, nothing or the superuser; the annotators of log corpora count them as variables (Khan 2022). */
const flagWords = ['true', 'false', 'True', 'False', 'TRUE', 'FALSE', 'null', 'NULL', 'Null', 'root', 'admin'];

/** Scans bodies into its `units`; not for two bodies at once. */
export class Scanner {
  readonly units = new Units();
  readonly #table = createByteTable();
  readonly #mask = new WordMask(this.units);
  readonly #flags = new Set(flagWords.map((word) => hashText(word)));

  /** Fills `units` from `bytes[start, end)`. Measured: some 1 ns a byte on plain words, so it stays one loop. */
  scan(bytes: Uint8Array, start: number, end: number): Units {
    const { units } = this;
    const table = this.#table;
    units.clear();
    const limit = Math.min(end, start + maxBytes);
    let space = 0;
    let i = start;
    while (i < limit && units.count < maxUnits) {
      const byte = bytes[i] ?? 0;
      const bits = table[byte] ?? 0;
      if (bits & byteBit.space) {
        space = units.count > 0 ? afterSpace : 0;
        i++;
        continue;
      }
      const width = this.#signAt(bytes, i, limit);
      if (width > 0) {
        i = this.#sign(bytes, i, width, space);
        space = 0;
        continue;
      }
      const from = i;
      let hash = hashSeed;
      let flags = 0;
      let dots = 0;
      for (; i < limit; i++) {
        const next = bytes[i] ?? 0;
        const kind = table[next] ?? 0;
        if (kind & (stop | byteBit.soft | byteBit.wide)) {
          if (kind & stop) break;
          if (i > from && this.#endsWord(bytes, i, limit, flags)) break;
          if (next === 0x2e) dots++;
        } else if (flags & byteBit.wide && kind !== 0) break;
        flags |= kind;
        hash = Math.imul(hash ^ next, hashPrime);
      }
      if (i < limit && flags & byteBit.slash) {
        const longer = this.#urlEnd(bytes, from, i, limit);
        if (longer > i) {
          units.push(unitKind.path + space, from, longer, variableHash);
          i = longer;
          space = 0;
          continue;
        }
      }
      if (flags & ~plainBits || dots > 2) {
        if (flags & byteBit.digit && !(flags & (letters | byteBit.slash | byteBit.colon | byteBit.wide | byteBit.sign))) {
          units.push((flags & byteBit.dash && i - from >= 8 ? unitKind.date : unitKind.number) + space, from, i, variableHash);
        } else this.#mask.add(bytes, from, i, space);
      } else if (this.#isVariableWord(hash, i - from, flags)) units.push(unitKind.flag + space, from, i, variableHash);
      else units.push(unitKind.word + space, from, i, hash);
      space = 0;
    }
    if (limit < end || i < limit) units.cut = true;
    return units;
  }

  #isVariableWord(hash: number, length: number, flags: number): boolean {
    if (length <= 5) return length >= 4 && this.#flags.has(hash);
    return length >= 8 && !(flags & ~letters);
  }

  /** The width of the sign that stands at `i`, 0 where a word begins. */
  #signAt(bytes: Uint8Array, i: number, limit: number): number {
    const byte = bytes[i] ?? 0;
    const bits = this.#table[byte] ?? 0;
    if (bits & byteBit.hard) return 1;
    if (bits & byteBit.wide) return wideSignWidth(bytes, i);
    if (!(bits & (byteBit.soft | byteBit.sign))) return 0;
    if (bits & byteBit.colon) return 1;
    const next = i + 1 < limit ? (bytes[i + 1] ?? 0) : 0x20;
    const nextBits = this.#table[next] ?? 0;
    if (bits & byteBit.soft && nextBits & stop) return 1;
    if (byte === 0x23) return nextBits & byteBit.digit || next === 0x23 ? 1 : 0;
    return byte === 0x2b && nextBits & byteBit.digit ? 1 : 0;
  }

  /** Adds the sign, or the variable where the text is a template's own `<*>`. */
  #sign(bytes: Uint8Array, i: number, width: number, space: number): number {
    if (bytes[i] === 0x3c && bytes[i + 1] === 0x2a && bytes[i + 2] === 0x3e) {
      this.units.push(unitKind.id + space, i, i + 3, variableHash);
      return i + 3;
    }
    let hash = hashSeed;
    for (let at = i; at < i + width; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), hashPrime);
    this.units.push(unitKind.sign + space, i, i + width, hash);
    return i + width;
  }

  /** Whether a sign that may stand inside a word, or a wide character, ends the word before it. */
  #endsWord(bytes: Uint8Array, i: number, limit: number, flags: number): boolean {
    const byte = bytes[i] ?? 0;
    const bits = this.#table[byte] ?? 0;
    if (bits & byteBit.wide) return (flags & ~byteBit.wide) !== 0 || wideSignWidth(bytes, i) > 0;
    if (flags & byteBit.wide) return true;
    const next = i + 1 < limit ? (bytes[i + 1] ?? 0) : 0x20;
    if (byte === 0x23) return next === 0x23;
    return ((this.#table[next] ?? 0) & stop) !== 0;
  }

  /** Where a URL ends that `=`, `,` or another sign seemed to end; `i` where it does not go on. */
  #urlEnd(bytes: Uint8Array, from: number, i: number, limit: number): number {
    const sign = bytes[i] ?? 0;
    if (sign !== 0x3d && sign !== 0x2c && sign !== 0x3b && sign !== 0x28) return i;
    if (!isUrl(bytes, from, i)) return i;
    let at = i;
    while (at < limit && !isUrlEnd(bytes[at] ?? 0)) at++;
    return at;
  }
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
