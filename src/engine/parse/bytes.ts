/** What single bytes are, and small comparisons on byte ranges that make no strings. */

/** Bits of `byteClass`. */
export const byteIs = { digit: 1, letter: 2, blank: 4, wordMark: 8, open: 16, high: 32, upper: 64 } as const;

/** The class bits of each byte value: digits, ASCII letters, blanks, marks that occur inside names (`_ . - $ / # @`), opening brackets, bytes above 127. */
export const byteClass: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, b) => classOf(b));

function classOf(b: number): number {
  if (b >= 0x30 && b <= 0x39) return byteIs.digit;
  if (b >= 0x41 && b <= 0x5a) return byteIs.letter | byteIs.upper;
  if (b >= 0x61 && b <= 0x7a) return byteIs.letter;
  if (b === 0x20 || b === 0x09) return byteIs.blank;
  if ('_.-$/#@'.includes(String.fromCharCode(b))) return byteIs.wordMark;
  if ('[({<'.includes(String.fromCharCode(b))) return byteIs.open;
  return b >= 0x80 ? byteIs.high : 0;
}

/** Tells whether the byte is an ASCII digit. */
export function isDigit(b: number | undefined): boolean {
  return b !== undefined && b >= 0x30 && b <= 0x39;
}

/** Tells whether the byte is a space or a tab. */
export function isBlank(b: number | undefined): boolean {
  return b === 0x20 || b === 0x09;
}

/** Tells whether the byte is an ASCII letter. */
export function isLetter(b: number | undefined): boolean {
  return b !== undefined && ((b | 0x20) >= 0x61 && (b | 0x20) <= 0x7a);
}

/** Makes the bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Returns the text of a byte range; for rare lines and for people, never per line. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end));
}

/** Tells whether `bytes` holds `literal` at `start` and before `end`. */
export function startsWith(bytes: Uint8Array, start: number, end: number, literal: Uint8Array): boolean {
  if (start + literal.length > end) return false;
  for (let i = 0; i < literal.length; i++) if (bytes[start + i] !== literal[i]) return false;
  return true;
}

/** Returns where `literal` first is in `bytes[start, end)`, -1 when it is not. */
export function find(bytes: Uint8Array, start: number, end: number, literal: Uint8Array): number {
  const first = literal[0] ?? 0;
  const last = end - literal.length;
  for (let i = start; i <= last; i++) if (bytes[i] === first && startsWith(bytes, i, end, literal)) return i;
  return -1;
}

/** Returns where `byte` first is in `bytes[start, end)`, -1 when it is not. */
export function findByte(bytes: Uint8Array, start: number, end: number, byte: number): number {
  for (let i = start; i < end; i++) if (bytes[i] === byte) return i;
  return -1;
}

/** Returns the first position from `start` on that is no blank, at most `end`. */
export function skipBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
  return at;
}

/** Returns the position behind the last byte that is no blank. */
export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] === 0x20 || bytes[at - 1] === 0x09)) at--;
  return at;
}

/** Returns the position of the bracket that closes the one at `open`, -1 when it is not closed within `limit`. */
export function closingBracket(bytes: Uint8Array, open: number, limit: number): number {
  const opening = bytes[open] ?? 0;
  const closing = opening === 0x28 ? 0x29 : opening + 2;
  let depth = 0;
  for (let i = open; i < limit; i++) {
    const b = bytes[i];
    if (b === opening) depth++;
    else if (b === closing && --depth === 0) return i;
  }
  return -1;
}

/** Where the text behind a header begins with its indentation; the one blank behind the header is the header's. */
export function indentOf(bytes: Uint8Array, bodyStart: number, start: number): number {
  let at = bodyStart;
  while (at > start && isBlank(bytes[at - 1])) at--;
  return at < bodyStart && at > start ? at + 1 : at;
}
