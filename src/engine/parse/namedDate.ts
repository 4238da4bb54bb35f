/** Reads dates with the names of months and days. */
import { ByteTable } from './byteTable.ts';
import { bytesOf, isBlank, isDigit, isLetter } from './bytes.ts';
import { readZone, twoDigits } from './clockTime.ts';
import { readTimeBehind, setDate } from './timeBehind.ts';
import { timeShape } from './timeFields.ts';
import type { TimeFields } from './timeFields.ts';

/** The first letters of months in the languages whose syslog and date(1) output we know; a name is found by its longest entry. */
const monthNames: readonly (readonly [string, number])[] = [
  ['jan', 1], ['feb', 2], ['mar', 3], ['apr', 4], ['may', 5], ['jun', 6], ['jul', 7], ['aug', 8], ['sep', 9], ['oct', 10], ['nov', 11], ['dec', 12],
  ['january', 1], ['february', 2], ['march', 3], ['april', 4], ['june', 6], ['july', 7], ['august', 8], ['september', 9], ['sept', 9], ['october', 10],
  ['november', 11], ['december', 12], ['janv', 1], ['févr', 2], ['mars', 3], ['avr', 4], ['mai', 5], ['juin', 6], ['juil', 7], ['août', 8], ['déc', 12],
  ['mär', 3], ['märz', 3], ['okt', 10], ['dez', 12], ['ene', 1], ['abr', 4], ['ago', 8], ['dic', 12], ['gen', 1], ['mag', 5], ['giu', 6], ['lug', 7], ['set', 9], ['ott', 10],
  ['fev', 2], ['out', 10],
];
const months = new ByteTable<number>(monthNames);
const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const days = new ByteTable<true>(dayNames.map((day): [string, true] => [day, true]));
const longestName = 10;

/** 1 for each three first letters with which a month or a day can begin, five bits of each; most words are told by it. */
const beginnings = beginningsOf();

function beginningsOf(): Uint8Array {
  const set = new Uint8Array(1 << 15);
  for (const name of [...monthNames.map(([text]) => text), ...dayNames]) {
    const bytes = bytesOf(name);
    set[beginningAt(bytes, 0)] = 1;
  }
  return set;
}

function beginningAt(bytes: Uint8Array, at: number): number {
  return (((bytes[at] ?? 0) & 31) << 10) | (((bytes[at + 1] ?? 0) & 31) << 5) | ((bytes[at + 2] ?? 0) & 31);
}

/**
 * Reads `Jan  2 15:04:05`, `Jan 02 2006 15:04:05`, `Jan 2, 2006 3:04:05 PM`, `Mon Jan 2 15:04:05 MST 2006`, `Mon, 02 Jan 2006 15:04:05 GMT`,
 * `02/Jan/2006:15:04:05 +0000`, `2 Jan 2006 15:04:05`, `Mar-18 21:41:15.684`; `fields.year` may be set already. -1 when there is none.
 */
export function readNamedDate(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  if (beginnings[beginningAt(bytes, start)] === 0 && !isDigit(bytes[start])) return -1;
  const dayNamed = skipDayName(bytes, start, end);
  let at = dayNamed;
  let day = 0;
  if (isDigit(bytes[at])) {
    day = (bytes[at++] ?? 0) - 0x30;
    if (isDigit(bytes[at])) day = day * 10 + (bytes[at++] ?? 0) - 0x30;
    // Java loggers glue the three: `22Nov2026 19:00:00.882`.
    if (isLetter(bytes[at])) return readGluedDate(bytes, at, day, { end, fields, named: false });
    if (!isGap(bytes[at])) return -1;
    at++;
  }
  const nameEnd = wordEnd(bytes, at, end);
  const month = nameEnd - at < 3 || nameEnd - at > longestName ? undefined : months.get(bytes, at, nameEnd);
  if (month === undefined) return -1;
  at = nameEnd + (bytes[nameEnd] === 0x2e ? 1 : 0);
  if (!isGap(bytes[at])) return -1;
  while (at < end && isGap(bytes[at])) at++;
  if (day === 0) {
    if (!isDigit(bytes[at])) return -1;
    day = (bytes[at++] ?? 0) - 0x30;
    if (isDigit(bytes[at])) day = day * 10 + (bytes[at++] ?? 0) - 0x30;
    if (isDigit(bytes[at]) || isLetter(bytes[at])) return -1;
  } else at--;
  if (!setDate(fields, month, day)) return -1;
  return readYearAndTime(bytes, at, { end, fields, named: dayNamed > start });
}

function readGluedDate(bytes: Uint8Array, at: number, day: number, { end, fields }: NamedContext): number {
  const month = months.get(bytes, at, at + 3);
  if (month === undefined || !isYear(bytes, at + 3, end) || !setDate(fields, month, day)) return -1;
  fields.year = yearAtPlace(bytes, at + 3);
  const behind = readTimeBehind(bytes, at + 7, end, fields);
  return fields.shape === timeShape.full ? behind : -1;
}

/** The year may stand before the time, behind it, behind its zone, or nowhere. */
function readYearAndTime(bytes: Uint8Array, start: number, { end, fields, named }: NamedContext): number {
  let at = start;
  if (fields.year === 0) {
    const gap = at + (bytes[at] === 0x2c ? 1 : 0);
    const yearAt = isGap(bytes[gap]) ? gap + 1 : gap;
    if (isYear(bytes, yearAt, end) && bytes[yearAt + 4] !== 0x2e) {
      fields.year = yearAtPlace(bytes, yearAt);
      at = yearAt + 4;
    } else if (isShortYear(bytes, at)) {
      fields.year = 2000 + twoDigits(bytes, at + 1);
      at += 3;
    }
  }
  const behind = readTimeBehind(bytes, at, end, fields);
  if (behind < 0 || fields.shape !== timeShape.full) return -1;
  if (fields.year !== 0) return behind;
  const yearAt = behind + 1;
  if (isBlank(bytes[behind]) && isYear(bytes, yearAt, end) && (named || !isBlank(bytes[yearAt + 4]))) {
    fields.year = yearAtPlace(bytes, yearAt);
    return readZone(bytes, yearAt + 4, end, fields);
  }
  fields.shape = timeShape.noYear;
  return behind;
}

/** `named`: a day name stood before the date, as `date` and ctime write it; then a year behind the time is part of it. */
interface NamedContext {
  readonly end: number;
  readonly fields: TimeFields;
  readonly named: boolean;
}

function skipDayName(bytes: Uint8Array, start: number, end: number): number {
  const nameEnd = wordEnd(bytes, start, end);
  if (nameEnd - start < 3 || nameEnd - start > longestName || days.get(bytes, start, nameEnd) === undefined) return start;
  let at = nameEnd + (bytes[nameEnd] === 0x2c || bytes[nameEnd] === 0x2e ? 1 : 0);
  while (at < end && isBlank(bytes[at])) at++;
  return at;
}

function isGap(b: number | undefined): boolean {
  return b === 0x20 || b === 0x2f || b === 0x2d || b === 0x09 || b === 0x2e;
}

/** `05-Jan-24 10:00:00`: two digits behind the mark that stood before the month, and a blank behind them. */
function isShortYear(bytes: Uint8Array, at: number): boolean {
  return (bytes[at] === 0x2d || bytes[at] === 0x2f) && isDigit(bytes[at + 1]) && isDigit(bytes[at + 2]) && (isBlank(bytes[at + 3]) || bytes[at + 3] === 0x54);
}

function isYear(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + 4 > end) return false;
  for (let i = 0; i < 4; i++) if (!isDigit(bytes[at + i])) return false;
  if (isDigit(bytes[at + 4]) || (bytes[at + 4] === 0x3a && !isDigit(bytes[at + 5]) && bytes[at + 5] !== 0x3a)) return false;
  const year = yearAtPlace(bytes, at);
  return year >= 1970 && year <= 2200;
}

function yearAtPlace(bytes: Uint8Array, at: number): number {
  return twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
}

function wordEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && at - start <= longestName && (isLetter(bytes[at]) || (bytes[at] ?? 0) >= 0x80)) at++;
  return at;
}

/** Returns the month of a name or its beginning in the languages we know; undefined when it is none. */
export function monthOfName(bytes: Uint8Array, start: number, end: number): number | undefined {
  return months.get(bytes, start, end);
}
