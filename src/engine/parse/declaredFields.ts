/** Logs that declare their columns in a line of their own: W3C extended (IIS, many proxies) and Zeek. */
import { findByte, isBlank, isDigit, skipBlanks, startsWith, textOf, bytesOf } from './bytes.ts';
import { readClock, readZone } from './clockTime.ts';
import type { Header } from './header.ts';
import { TimeFields, timeShape } from './timeFields.ts';
import { readTimestamp } from './timestamp.ts';

/** Where the moment stands among the columns of a line. */
export interface DeclaredFields {
  /** Index of the column with the date, -1 when the lines have none. */
  readonly dateAt: number;
  /** Index of the column with the time or the whole moment. */
  readonly timeAt: number;
  readonly tabs: boolean;
  /** Date of lines that have only a time, from the `#Date` line; shape `none` when there was none. */
  readonly day: TimeFields;
}

const dateNames = new Set(['date', 'date-local', 'x-date']);
const timeNames = new Set(['time', 'time-local', 'x-timestamp', 'ts', 'timestamp', 'datetime']);
const declarations = ['#Fields:', '#fields'].map(bytesOf);
const dates = ['#Date:', '#Start-Date:'].map(bytesOf);

/** Reads a line that begins with `#`; returns what holds for the lines behind it, `known` when it declares nothing. */
export function readDirective(bytes: Uint8Array, start: number, end: number, known: DeclaredFields | undefined): DeclaredFields | undefined {
  const day = known?.day ?? new TimeFields();
  const date = dates.find((word) => startsWith(bytes, start, end, word));
  if (date !== undefined) {
    readTimestamp(bytes, skipBlanks(bytes, start + date.length, end), end, day);
    return known ?? { dateAt: -1, timeAt: -1, tabs: false, day };
  }
  const declaration = declarations.find((word) => startsWith(bytes, start, end, word));
  if (declaration === undefined) return known;
  const names = textOf(bytes, start + declaration.length, end).trim().split(/\s+/).map((name) => name.toLowerCase());
  const timeAt = names.findIndex((name) => timeNames.has(name));
  return { dateAt: names.findIndex((name) => dateNames.has(name)), timeAt, tabs: findByte(bytes, start, end, 0x09) >= 0, day };
}

/** Reads the moment of a line by its declared columns; the whole line stays the body. False when the columns hold none. */
export function readDeclared(bytes: Uint8Array, header: Header, fields: DeclaredFields): boolean {
  if (fields.timeAt < 0) return false;
  const time = header.time;
  time.reset();
  const dateFound = fields.dateAt >= 0 && readDay(bytes, header, fields);
  const at = columnStart(bytes, header, fields.timeAt, fields.tabs);
  if (at < 0) return false;
  if (!dateFound && readTimestamp(bytes, at, header.bodyEnd, time) > 0 && time.shape !== timeShape.clockOnly) return keepTime(header);
  const { year, month, day } = dateFound ? time : fields.day;
  const behind = isDigit(bytes[at]) ? readClock(bytes, at, header.bodyEnd, time) : -1;
  if (behind < 0) return false;
  readZone(bytes, behind, Math.min(behind + 1, header.bodyEnd), time);
  time.year = year;
  time.month = month;
  time.day = day;
  time.shape = year > 0 ? timeShape.full : timeShape.clockOnly;
  return keepTime(header);
}

function readDay(bytes: Uint8Array, header: Header, fields: DeclaredFields): boolean {
  const at = columnStart(bytes, header, fields.dateAt, fields.tabs);
  return at >= 0 && readTimestamp(bytes, at, header.bodyEnd, header.time) > 0 && header.time.month > 0;
}

function keepTime(header: Header): boolean {
  header.hasTime = header.time.shape !== timeShape.dateOnly;
  return header.hasTime;
}

/** First byte of a column's value, behind its quotation mark; -1 when the line has fewer columns. */
function columnStart(bytes: Uint8Array, header: Header, column: number, tabs: boolean): number {
  const end = header.bodyEnd;
  let at = header.bodyStart;
  for (let i = 0; i < column; i++) {
    if (bytes[at] === 0x22) at = findByte(bytes, at + 1, end, 0x22) + 1;
    if (at <= 0) return -1;
    while (at < end && (tabs ? bytes[at] !== 0x09 : !isBlank(bytes[at]))) at++;
    at = tabs ? at + 1 : skipBlanks(bytes, at, end);
  }
  if (at >= end) return -1;
  return bytes[at] === 0x22 ? at + 1 : at;
}
