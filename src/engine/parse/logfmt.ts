/** Reads lines of `key=value` pairs (logfmt). */
import { isLetter, skipBlanks } from './bytes.ts';
import { field, fieldOfKey } from './fieldNames.ts';
import type { Header } from './header.ts';
import { jsonSeverity } from './jsonSeverity.ts';
import { readNumberTime } from './numberTime.ts';
import { readTimestamp } from './timestamp.ts';
import { timeShape } from './timeFields.ts';

const mostPairs = 60;

/** Reads the line; false unless it begins with pairs and has a level or a timestamp together with a message or two more pairs. */
export function readLogfmt(bytes: Uint8Array, header: Header): boolean {
  const end = header.bodyEnd;
  let at = skipBlanks(bytes, header.bodyStart, end);
  let pairs = 0;
  let message = 0;
  const lineStart = header.bodyStart;
  while (at < end && pairs < mostPairs) {
    const keyEnd = keyEndOf(bytes, at, end);
    if (keyEnd < 0) break;
    const quoted = bytes[keyEnd + 1] === 0x22;
    const from = keyEnd + (quoted ? 2 : 1);
    const to = valueEnd(bytes, from, end, quoted);
    const known = fieldOfKey(bytes, at, keyEnd);
    if (known.kind === field.message && message === 0) {
      message = 1;
      header.bodyStart = from;
      header.bodyEnd = to;
      header.escaped = quoted;
    } else keepPair(bytes, from, to, { header, kind: known.kind });
    pairs++;
    at = skipBlanks(bytes, to + (quoted ? 1 : 0), end);
  }
  if (pairs >= 2 && (header.hasTime || header.severity > 0) && (message > 0 || pairs >= 3)) return true;
  header.reset(lineStart, end);
  return false;
}

function keepPair(bytes: Uint8Array, from: number, to: number, { header, kind }: { header: Header; kind: number }): void {
  if (kind === field.level && header.severity === 0) {
    header.severity = jsonSeverity(bytes, from, to, 0);
    if (header.severity > 0) {
      header.levelStart = from;
      header.levelEnd = to;
    }
  } else if (kind === field.component && header.componentStart < 0 && to > from) {
    header.componentStart = from;
    header.componentEnd = to;
  } else if (kind === field.time && !header.hasTime) {
    header.hasTime = readNumberTime(bytes, from, to, { header, extraMs: 0 }) || (readTimestamp(bytes, from, to, header.time) > 0 && header.time.shape !== timeShape.none);
  }
}

/** Position of the `=` behind a key that begins at `start`, -1 when there is none. */
function keyEndOf(bytes: Uint8Array, start: number, end: number): number {
  if (!isLetter(bytes[start]) && bytes[start] !== 0x5f && bytes[start] !== 0x40) return -1;
  for (let at = start + 1; at < end && at < start + 64; at++) {
    const b = bytes[at] ?? 0;
    if (b === 0x3d) return at;
    if (b <= 0x20 || b === 0x22 || b === 0x3a || b === 0x5b || b === 0x28) return -1;
  }
  return -1;
}

function valueEnd(bytes: Uint8Array, from: number, end: number, quoted: boolean): number {
  let at = from;
  if (!quoted) {
    while (at < end && bytes[at] !== 0x20 && bytes[at] !== 0x09) at++;
    return at;
  }
  while (at < end && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
  return Math.min(at, end);
}
