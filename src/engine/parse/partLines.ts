/** Lines that a container's runtime wrote in parts: Kubernetes marks all but the last with `P`, Docker leaves the line feed out of them. */
import { isBlank } from './bytes.ts';
import { Header } from './header.ts';
import { JsonReader, unescapeJson } from './json.ts';

/** The line as its program wrote it. */
export interface JoinedParts {
  readonly text: Uint8Array;
  /** Where the first part lies in the bytes, and how much of it stands there as it is. */
  readonly firstStart: number;
  readonly firstLength: number;
}

/** Docker cuts lines at 16 KiB; a part of a log whose lines have line feeds is one whatever its length. */
export const dockerPartBytes = 16_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Joins the parts, the physical lines of `bytes[start, end)`, each without what the runtime put in front of it. */
export function joinParts(bytes: Uint8Array, start: number, end: number): JoinedParts {
  const parts: Uint8Array[] = [];
  let firstStart = start;
  let firstLength = 0;
  for (let at = start; at < end;) {
    const feed = bytes.indexOf(0x0a, at);
    const lineEnd = feed < 0 || feed >= end ? end : feed;
    const { from, part } = partOf(bytes, at, lineEnd > at && bytes[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd);
    if (parts.length === 0) {
      firstStart = from;
      firstLength = isSame(bytes, from, part) ? part.length : 0;
    }
    parts.push(part);
    at = lineEnd + 1;
  }
  return { text: Buffer.concat(parts), firstStart, firstLength };
}

function partOf(bytes: Uint8Array, start: number, end: number): { readonly from: number; readonly part: Uint8Array } {
  if (bytes[start] === 0x7b) {
    const header = new Header();
    header.reset(start, end);
    if (new JsonReader().read(bytes, header)) return { from: header.bodyStart, part: encoder.encode(unescapeJson(decoder.decode(bytes.subarray(header.bodyStart, header.bodyEnd))).replace(/\r?\n$/, '')) };
  }
  let from = start;
  for (let word = 0; word < 3; word++) {
    while (from < end && !isBlank(bytes[from])) from++;
    from++;
  }
  return { from: Math.min(from, end), part: bytes.subarray(Math.min(from, end), end) };
}

function isSame(bytes: Uint8Array, from: number, part: Uint8Array): boolean {
  return part.every((b, i) => bytes[from + i] === b);
}
