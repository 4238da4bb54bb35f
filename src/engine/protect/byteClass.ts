/** Questions about single bytes that every rule asks. */

/** Bytes the rules name. */
export const byte = {
  tab: 0x09, newline: 0x0a, carriageReturn: 0x0d, escape: 0x1b, space: 0x20, quote: 0x22, hash: 0x23, dollar: 0x24, percent: 0x25, ampersand: 0x26,
  apostrophe: 0x27, openParenthesis: 0x28, closeParenthesis: 0x29, asterisk: 0x2a, plus: 0x2b, comma: 0x2c, dash: 0x2d, dot: 0x2e, slash: 0x2f, zero: 0x30,
  colon: 0x3a, semicolon: 0x3b, less: 0x3c, equals: 0x3d, greater: 0x3e, question: 0x3f, at: 0x40, openBracket: 0x5b, backslash: 0x5c, closeBracket: 0x5d,
  underscore: 0x5f, backtick: 0x60, openBrace: 0x7b, bar: 0x7c, closeBrace: 0x7d,
} as const;

/** Tells whether it is 0-9. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Tells whether one of `bytes[start, end)` is 0-9. */
export function holdsDigit(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isDigit(bytes[i] ?? 0)) return true;
  return false;
}

/** Tells whether it is a-z. */
export function isLower(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

/** Tells whether it is A-Z. */
export function isUpper(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

/** Tells whether it is an ASCII letter or digit. */
export function isAlnum(code: number): boolean {
  return isLower(code | 0x20) || isDigit(code);
}

/** Tells whether it is a hexadecimal digit of either case. */
export function isHex(code: number): boolean {
  const folded = code | 0x20;
  return isDigit(code) || (folded >= 0x61 && folded <= 0x66);
}

/** Tells whether it is a space, a tab or part of a line end. */
export function isBlank(code: number): boolean {
  return code === byte.space || (code >= byte.tab && code <= byte.carriageReturn);
}

/** Tells whether it may stand in the name of a setting: letters, digits, `_`, `-`, `.`. */
export function isKeyByte(code: number): boolean {
  return isAlnum(code) || code === byte.underscore || code === byte.dash || code === byte.dot;
}

/** Tells whether it is one of the three quotes. */
export function isQuote(code: number): boolean {
  return code === byte.quote || code === byte.apostrophe || code === byte.backtick;
}

/** Tells whether it is of either base64 alphabet, padding left out. */
export function isBase64(code: number): boolean {
  return isAlnum(code) || code === byte.plus || code === byte.slash || code === byte.dash || code === byte.underscore;
}

/** Tells whether a word can begin at `at`: nothing alphanumeric before it, but for the last letter of an escape such as `\n`, `%3D` or a colour. */
export function beginsWord(bytes: Uint8Array, at: number, from: number): boolean {
  if (at <= from || !isAlnum(bytes[at - 1] ?? 0)) return true;
  if (at - 2 >= from && bytes[at - 2] === byte.backslash) return true;
  if (endsColour(bytes, at, from)) return true;
  return at - 3 >= from && bytes[at - 3] === byte.percent && isHex(bytes[at - 2] ?? 0) && isHex(bytes[at - 1] ?? 0);
}

function endsColour(bytes: Uint8Array, at: number, from: number): boolean {
  if (bytes[at - 1] !== 0x6d) return false;
  let i = at - 2;
  while (i > from && at - i < 24 && (isDigit(bytes[i] ?? 0) || bytes[i] === byte.semicolon)) i--;
  return bytes[i] === byte.openBracket;
}

/** Tells whether `bytes` has the ASCII text at `at`; with `fold` the text is lower case and the bytes may be of either case. */
export function hasText(bytes: Uint8Array, at: number, text: string, fold = false): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = bytes[at + i] ?? 0;
    const wanted = text.charCodeAt(i);
    if (code !== wanted && !(fold && isUpper(code) && (code | 0x20) === wanted)) return false;
  }
  return true;
}

/** Returns the bytes as text of one character per byte, so that places in one are places in the other. */
export function byteText(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, Math.min(to, bytes.length) - from)).toString('latin1');
}

/** Returns the place of the line end at or behind `at`, `to` when there is none before it; looks no further than `to`. */
export function lineEnd(bytes: Uint8Array, at: number, to: number): number {
  const found = bytes.subarray(at, to).indexOf(byte.newline);
  return found < 0 ? to : at + found;
}
