/**
 * Character encodings other than UTF-8, to UTF-8 and back without loss: a byte that is nothing in its encoding, or that would come back as
 * another, becomes a lone surrogate (U+DC00 plus the byte, as Python's `surrogateescape` has it), which no real text holds.
 */
/** The encodings by number; a number is stored with records, so the order never changes. 0 is text that stays as it is. */
const names = [
  'utf-8', 'utf-16le', 'utf-16be', 'euc-kr', 'shift_jis', 'euc-jp', 'gb18030', 'big5', 'windows-1250', 'windows-1251', 'windows-1252', 'windows-1253', 'windows-1254',
  'windows-1255', 'windows-1256', 'windows-1257', 'windows-1258', 'windows-874', 'iso-8859-2', 'iso-8859-5', 'iso-8859-7', 'iso-8859-15', 'koi8-r', 'koi8-u', 'ibm866', 'macintosh',
] as const;

/** The name of an encoding as answers show it. */
export type EncodingName = (typeof names)[number];


/** Names that operating systems and editors use and the WHATWG list does not know; `utf-16` is little-endian unless a mark says otherwise. */
const aliases: ReadonlyMap<string, EncodingName> = new Map([
  ['cp949', 'euc-kr'], ['uhc', 'euc-kr'], ['ms949', 'euc-kr'], ['cp932', 'shift_jis'], ['cp936', 'gb18030'], ['gbk', 'gb18030'], ['cp950', 'big5'], ['utf-16', 'utf-16le'], ['utf8', 'utf-8'],
  ['utf16', 'utf-16le'], ['latin-1', 'windows-1252'], ['cp866', 'ibm866'], ['cp874', 'windows-874'], ['ansi', 'windows-1252'], ['windows-949', 'euc-kr'],
]);

/** Names that may be written in a configuration; others that `findEncoding` knows mean the same as one of these. */
export const encodingLabels: readonly string[] = [...names, ...aliases.keys(), 'latin1', 'sjis'];

/** Returns the encoding that a label (`CP949`, `latin1`, `utf-16le`, …) means; undefined when it means none of ours. */
export function findEncoding(label: string): EncodingName | undefined {
  const wanted = label.trim().toLowerCase();
  const known = aliases.get(wanted);
  if (known !== undefined) return known;
  try {
    const canonical = new TextDecoder(wanted).encoding;
    return names.find((name) => name === canonical);
  } catch {
    // A label that TextDecoder does not know is none: the caller says so.
    return undefined;
  }
}

/** Returns the number that is stored for an encoding. */
export function encodingNumber(name: EncodingName): number {
  return names.indexOf(name);
}

/** Returns the encoding of a stored number; a number that a newer version wrote is taken as UTF-8. */
export function encodingOfNumber(number: number): EncodingName {
  return names[number] ?? 'utf-8';
}

/** Turns bytes of an encoding into UTF-8; `bytesFromUtf8` gives the same bytes back. */
export function utf8FromBytes(bytes: Uint8Array, encoding: EncodingName): Uint8Array {
  if (encoding === 'utf-8') return bytes;
  if (isWideName(encoding)) return fromUnits(bytes, encoding);
  if (isAscii(bytes)) return bytes;
  return tableOf(encoding).decode(bytes);
}

/** Turns UTF-8 that `utf8FromBytes` made back into the bytes it came from; characters that the encoding does not have become `?`. */
export function bytesFromUtf8(text: Uint8Array, encoding: EncodingName): Uint8Array {
  if (encoding === 'utf-8') return text;
  if (isWideName(encoding)) return toUnits(text, encoding);
  return isAscii(text) ? text : tableOf(encoding).encode(text);
}

/** Returns the byte order mark of an encoding; empty for those that have none. */
export function byteOrderMark(encoding: EncodingName): Uint8Array {
  return Uint8Array.from(encoding === 'utf-8' ? [0xef, 0xbb, 0xbf] : encoding === 'utf-16le' ? [0xff, 0xfe] : encoding === 'utf-16be' ? [0xfe, 0xff] : []);
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((b) => b < 0x80);
}

function isWideName(encoding: EncodingName): encoding is 'utf-16le' | 'utf-16be' {
  return encoding === 'utf-16le' || encoding === 'utf-16be';
}

const escapeBase = 0xdc00;
function fromUnits(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Uint8Array {
  const writer = new Utf8Writer(bytes.length * 2);
  const low = encoding === 'utf-16le' ? 0 : 1;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    let unit = ((bytes[at + 1 - low] ?? 0) << 8) | (bytes[at + low] ?? 0);
    if (unit >= 0xd800 && unit < 0xdc00 && at + 3 < bytes.length) {
      const second = ((bytes[at + 3 - low] ?? 0) << 8) | (bytes[at + 2 + low] ?? 0);
      if (second >= 0xdc00 && second < 0xe000) {
        unit = 0x10000 + ((unit - 0xd800) << 10) + second - 0xdc00;
        at += 2;
      }
    }
    writer.put(unit);
  }
  return writer.written();
}

function toUnits(text: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Uint8Array {
  const result = new Uint8Array(text.length * 2);
  const low = encoding === 'utf-16le' ? 0 : 1;
  let length = 0;
  const put = (unit: number): void => {
    result[length + low] = unit & 0xff;
    result[length + 1 - low] = unit >> 8;
    length += 2;
  };
  eachCodePoint(text, (code) => {
    if (code < 0x10000) put(code);
    else {
      put(0xd800 + ((code - 0x10000) >> 10));
      put(0xdc00 + ((code - 0x10000) & 0x3ff));
    }
  });
  return result.subarray(0, length);
}

/** What each byte sequence of one encoding means; made when it is first needed (some milliseconds for the large ones). */
class EncodingTable {
  readonly #codeOf = new Map<number, number>();
  readonly #bytesOf = new Map<number, number>();
  readonly #decoder: InstanceType<typeof TextDecoder>;

  constructor(encoding: EncodingName) {
    this.#decoder = new TextDecoder(encoding);
    for (let b = 0x80; b < 0x100; b++) this.#keep(b, this.#decoder.decode(Uint8Array.of(b)), 'utf-8');
    if (!doubleByte.has(encoding)) return;
    const pairs: number[] = [];
    const text: number[] = [];
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x31; trail <= 0xfe; trail++) {
        pairs.push((lead << 8) | trail);
        text.push(lead, trail, 0x0a);
      }
    }
    const decoded = this.#decoder.decode(Uint8Array.from(text)).split('\n');
    for (const [i, pair] of pairs.entries()) this.#keep(pair, decoded[i] ?? '', encoding);
    if (encoding === 'euc-kr') this.#addUnifiedHangul();
  }

  /**
   * Adds what CP949 has beyond EUC-KR, which Node's decoder lacks: the 8,822 other syllables in the order of Unicode, on the pairs up to C6 52
   * that EUC-KR leaves free (Microsoft's unified Hangul code).
   */
  #addUnifiedHangul(): void {
    let syllable = 0xac00;
    for (let lead = 0x81; lead <= 0xc6; lead++) {
      for (let trail = 0x41; trail <= (lead <= 0xa0 ? 0xfe : lead < 0xc6 ? 0xa0 : 0x52); trail++) {
        if ((trail > 0x5a && trail < 0x61) || (trail > 0x7a && trail < 0x81)) continue;
        while (this.#bytesOf.has(syllable)) syllable++;
        this.#codeOf.set((lead << 8) | trail, syllable);
        this.#bytesOf.set(syllable++, (lead << 8) | trail);
      }
    }
  }

  /** Of several sequences for one character the first goes back; of Shift_JIS those that NEC chose again never do, as Windows has it. */
  #keep(sequence: number, text: string, encoding: EncodingName): void {
    const code = text.codePointAt(0) ?? 0xfffd;
    if (code === 0xfffd || String.fromCodePoint(code).length !== text.length) return;
    const isAgain = encoding === 'shift_jis' && sequence >> 8 >= 0xed && sequence >> 8 <= 0xee;
    this.#codeOf.set(sequence, code);
    if (!isAgain && !this.#bytesOf.has(code)) this.#bytesOf.set(code, sequence);
  }

  decode(bytes: Uint8Array): Uint8Array {
    const writer = new Utf8Writer(bytes.length * 3);
    for (let at = 0; at < bytes.length; at++) {
      const b = bytes[at] ?? 0;
      const pair = (b << 8) | (bytes[at + 1] ?? 0);
      if (b < 0x80) writer.put(b);
      else if (this.#isPair(pair)) {
        writer.put(this.#codeOf.get(pair) ?? 0);
        at++;
      } else if (this.#bytesOf.get(this.#codeOf.get(b) ?? -1) === b) writer.put(this.#codeOf.get(b) ?? 0);
      else writer.put(escapeBase + b);
    }
    return writer.written();
  }

  #isPair(pair: number): boolean {
    const code = this.#codeOf.get(pair);
    return code !== undefined && this.#bytesOf.get(code) === pair;
  }

  encode(text: Uint8Array): Uint8Array {
    const result = new Uint8Array(text.length);
    let length = 0;
    eachCodePoint(text, (code) => {
      const sequence = code < 0x80 ? code : code > escapeBase + 0x7f && code < escapeBase + 0x100 ? code - escapeBase : (this.#bytesOf.get(code) ?? 0x3f);
      if (sequence > 0xff) result[length++] = sequence >> 8;
      result[length++] = sequence & 0xff;
    });
    return result.subarray(0, length);
  }
}

const doubleByte: ReadonlySet<EncodingName> = new Set(['euc-kr', 'shift_jis', 'euc-jp', 'gb18030', 'big5']);
const tables = new Map<EncodingName, EncodingTable>();

function tableOf(encoding: EncodingName): EncodingTable {
  const known = tables.get(encoding);
  if (known) return known;
  const made = new EncodingTable(encoding);
  tables.set(encoding, made);
  return made;
}

/** Writes code points as UTF-8, lone surrogates too. */
class Utf8Writer {
  readonly #bytes: Uint8Array;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity + 4);
  }

  put(code: number): void {
    const bytes = this.#bytes;
    if (code < 0x80) bytes[this.#length++] = code;
    else if (code < 0x800) {
      bytes[this.#length++] = 0xc0 | (code >> 6);
      bytes[this.#length++] = 0x80 | (code & 0x3f);
    } else {
      if (code < 0x10000) bytes[this.#length++] = 0xe0 | (code >> 12);
      else {
        bytes[this.#length++] = 0xf0 | (code >> 18);
        bytes[this.#length++] = 0x80 | ((code >> 12) & 0x3f);
      }
      bytes[this.#length++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[this.#length++] = 0x80 | (code & 0x3f);
    }
  }

  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** Reads UTF-8 whose lone surrogates are characters too; what is no UTF-8 is read byte by byte. */
function eachCodePoint(text: Uint8Array, visit: (code: number) => void): void {
  const more = (at: number): number => (text[at] ?? 0) & 0x3f;
  for (let at = 0; at < text.length;) {
    const b = text[at] ?? 0;
    const size = b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
    if (size === 1) visit(b);
    else if (size === 2) visit(((b & 0x1f) << 6) | more(at + 1));
    else if (size === 3) visit(((b & 0x0f) << 12) | (more(at + 1) << 6) | more(at + 2));
    else visit(((b & 0x07) << 18) | (more(at + 1) << 12) | (more(at + 2) << 6) | more(at + 3));
    at += size;
  }
}
