/** Reads the message of a record that stands on the line behind its header: .NET's console, java.util.logging. */
import { findByte, skipBlanks } from './bytes.ts';
import type { Columns } from './columns.ts';
import { severityInPlace } from './level.ts';

/** Whether the open record is a timed header with nothing behind it. */
export function awaitsBody({ count, lines, bodyStart, bodyEnd, timestampMs }: Columns): boolean {
  return lines[count] === 1 && (bodyStart[count] ?? 0) >= (bodyEnd[count] ?? 0) && !Number.isNaN(timestampMs[count] ?? NaN);
}

/** Sets the body of row `i` to the line `bytes[start, end)`; java.util.logging puts the level in front of it. */
export function readBodyBehind(columns: Columns, i: number, bytes: Uint8Array, { start, end }: { readonly start: number; readonly end: number }): void {
  let from = skipBlanks(bytes, start, end);
  const colon = findByte(bytes, from, Math.min(end, from + 12), 0x3a);
  const severity = columns.severity[i] === 0 && colon > 0 ? severityInPlace(bytes, from, colon) : 0;
  if (severity > 0) {
    columns.severity[i] = severity;
    columns.levelStart[i] = from;
    columns.levelEnd[i] = colon;
    from = skipBlanks(bytes, colon + 1, end);
  }
  columns.bodyStart[i] = from;
  columns.bodyEnd[i] = end;
}
