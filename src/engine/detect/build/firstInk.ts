/** Blanks in front of a line, as regular expressions know them, in its bytes. */

/** Where the first character stands that `\s` does not stand for. */
export function firstInk(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x20 || (byte >= 9 && byte <= 13)) at++;
    else if (byte < 0x80) return at;
    else {
      const width = blankWidth(byte, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
      if (width === 0) return at;
      at += width;
    }
  }
  return at;
}

/** Bytes of a blank beyond ASCII; 0 for anything else. */
function blankWidth(a: number, b: number, c: number): number {
  if (a === 0xc2) return b === 0xa0 ? 2 : 0;
  const isBlank = (a === 0xef && b === 0xbb && c === 0xbf) || (a === 0xe3 && b === 0x80 && c === 0x80) || (a === 0xe1 && b === 0x9a && c === 0x80)
    || (a === 0xe2 && b === 0x81 && c === 0x9f) || (a === 0xe2 && b === 0x80 && (c <= 0x8a || c === 0xa8 || c === 0xa9 || c === 0xaf));
  return isBlank ? 3 : 0;
}
