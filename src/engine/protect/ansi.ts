/** Takes the colours of a terminal out of a line, remembering where each byte came from. */
import { byte, byteText, hasText, isDigit } from './byteClass.ts';
import { placeholderStart, type Finding } from './findings.ts';

/** Ways to write the escape byte in text; the byte itself is told by its code. */
const writtenEscapes = ['\\u001b[', '\\x1b[', '\\033[', '\\e['] as const;

/** JSON in JSON in JSON writes an escape with so many backslashes. */
const maxBackslashes = 7;

/** A line without its colours; byte i of it was byte `places[i]` of the original. */
export interface PlainLine {
  readonly bytes: Uint8Array;
  readonly places: Int32Array;
  readonly length: number;
}

/** Strips `bytes[from, to)`. */
export function withoutColours(bytes: Uint8Array, from: number, to: number): PlainLine {
  const plain = new Uint8Array(to - from);
  const places = new Int32Array(to - from);
  let length = 0;
  for (let i = from; i < to;) {
    const code = bytes[i] ?? 0;
    const skip = code === byte.escape || code === byte.backslash ? escapeLength(bytes, i, to) : 0;
    if (skip > 0) {
      i += skip;
      continue;
    }
    plain[length] = code;
    places[length++] = i++;
  }
  return { bytes: plain, places, length };
}

/** Puts a finding of the plain line back into the original; colours that were inside follow the placeholder. */
export function intoColours(finding: Finding, line: PlainLine, bytes: Uint8Array): Finding {
  const start = line.places[finding.start] ?? 0;
  const end = (line.places[finding.end - 1] ?? 0) + 1;
  let colours = '';
  for (let i = finding.start; i + 1 < finding.end; i++) {
    const here = line.places[i] ?? 0;
    const next = line.places[i + 1] ?? 0;
    if (next > here + 1) colours += byteText(bytes, here + 1, next);
  }
  return { ...finding, start, end, text: finding.text + colours };
}

/** Length of the control sequence (ECMA-48 CSI, as byte or as written in JSON and shells) at `at`, 0 when there is none. */
function escapeLength(bytes: Uint8Array, at: number, to: number): number {
  let i = at + 1;
  if (bytes[at] === byte.escape) {
    if (bytes[i] !== byte.openBracket) return 0;
    i++;
  } else {
    while (i < to && i - at < maxBackslashes && bytes[i] === byte.backslash) i++;
    const written = writtenEscapes.find((escape) => hasText(bytes, i - 1, escape, true));
    if (written === undefined) return 0;
    i += written.length - 1;
  }
  // A placeholder right behind an escape is none of its colours.
  if (hasText(bytes, i - 1, placeholderStart)) return 0;
  while (i < to && (isDigit(bytes[i] ?? 0) || bytes[i] === byte.semicolon || bytes[i] === byte.question || bytes[i] === byte.colon)) i++;
  const last = bytes[i] ?? 0;
  return i < to && last >= byte.at && last <= 0x7e ? i + 1 - at : 0;
}
