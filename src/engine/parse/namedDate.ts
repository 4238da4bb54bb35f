/** Reads dates with the names of months and days. */
import { isBlank, isDigit, isLetter } from './bytes.ts';
import { readZone, twoDigits } from './clockTime.ts';
import { readTimeBehind, setDate } from './timestamp.ts';
import { timeShape } from './timeFields.ts';
import type { TimeFields } from './timeFields.ts';

/** The first letters of months in the languages whose syslog and date(1) output we know; a name is found by its longest entry. */
const months: ReadonlyMap<string, number> = new Map([
  ['jan', 1], ['feb', 2], ['mar', 3], ['apr', 4], ['may', 5], ['jun', 6], ['jul', 7], ['aug', 8], ['sep', 9], ['oct', 10], ['nov', 11], ['dec', 12],
  ['january', 1], ['february', 2], ['march', 3], ['april', 4], ['june', 6], ['july', 7], ['august', 8], ['september', 9], ['sept', 9], ['october', 10],
  ['november', 11], ['december', 12], ['janv', 1], ['févr', 2], ['mars', 3], ['avr', 4], ['mai', 5], ['juin', 6], ['juil', 7], ['août', 8], ['déc', 12],
  ['mär', 3], ['märz', 3], ['okt', 10], ['dez', 12], ['ene', 1], ['abr', 4], ['ago', 8], ['dic', 12], ['gen', 1], ['mag', 5], ['giu', 6], ['lug', 7], ['set', 9], ['ott', 10],
  ['fev', 2], ['out', 10],
]);
const days = new Set(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
const longestName = 10;

/**
 * Reads `Jan  2 15:04:05`, `Jan 02 2006 15:04:05`, `Jan 2, 2006 3:04:05 PM`, `Mon Jan 2 15:04:05 MST 2006`, `Mon, 02 Jan 2006 15:04:05 GMT`,
 * `02/Jan/2006:15:04:05 +0000`, `2 Jan 2006 15:04:05`, `Mar-18 21:41:15.684`; `fields.year` may be set already. -1 when there is none.
 */
export function readNamedDate(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  const dayNamed = skipDayName(bytes, start, end);
  let at = dayNamed;
  let day = 0;
  if (isDigit(bytes[at])) {
    day = (bytes[at++] ?? 0) - 0x30;
    if (isDigit(bytes[at])) day = day * 10 + (bytes[at++] ?? 0) - 0x30;
    if (!isGap(bytes[at])) return -1;
    at++;
  }
  const nameEnd = wordEnd(bytes, at, end);
  const month = nameEnd - at < 3 || nameEnd - at > longestName ? undefined : months.get(lower(bytes, at, nameEnd));
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

/** The year may stand before the time, behind it, behind its zone, or nowhere. */
function readYearAndTime(bytes: Uint8Array, start: number, { end, fields, named }: NamedContext): number {
  let at = start;
  if (fields.year === 0) {
    const gap = at + (bytes[at] === 0x2c ? 1 : 0);
    const yearAt = isGap(bytes[gap]) ? gap + 1 : gap;
    if (isYear(bytes, yearAt, end) && bytes[yearAt + 4] !== 0x2e) {
      fields.year = yearAtPlace(bytes, yearAt);
      at = yearAt + 4;
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
  if (nameEnd - start < 3 || nameEnd - start > longestName || !days.has(lower(bytes, start, nameEnd))) return start;
  let at = nameEnd + (bytes[nameEnd] === 0x2c || bytes[nameEnd] === 0x2e ? 1 : 0);
  while (at < end && isBlank(bytes[at])) at++;
  return at;
}

function isGap(b: number | undefined): boolean {
  return b === 0x20 || b === 0x2f || b === 0x2d || b === 0x09 || b === 0x2e;
}

function isYear(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + 4 > end) return false;
  for (let i = 0; i < 4; i++) if (!isDigit(bytes[at + i])) return false;
  if (isDigit(bytes[at + 4]) || bytes[at + 4] === 0x3a && !isDigit(bytes[at + 5])) return false;
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

function lower(bytes: Uint8Array, start: number, end: number): string {
  let plain = '';
  for (let i = start; i < end; i++) {
    const b = bytes[i] ?? 0;
    if (b >= 0x80) return new TextDecoder().decode(bytes.subarray(start, end)).toLowerCase();
    plain += String.fromCharCode(b | 0x20);
  }
  return plain;
}
