/** Reads a timestamp of any known spelling at a given place. */
import { isBlank, isDigit, isLetter } from './bytes.ts';
import { readClock, readZone, twoDigits } from './clockTime.ts';
import { readNamedDate } from './namedDate.ts';
import { readTimeBehind, setDate } from './timeBehind.ts';
import { readEpoch, readHexEpoch, readTai64 } from './epochTime.ts';
import { timeShape } from './timeFields.ts';
import type { TimeFields } from './timeFields.ts';

/** Returns the position behind the timestamp at `start` and fills `fields`; -1 when there is none. Reads no byte at or behind `end`. */
export function readTimestamp(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  fields.reset();
  const first = bytes[start] ?? 0;
  if (first >= 0x30 && first <= 0x39) return readFromDigits(bytes, start, end, fields);
  if (isLetter(first) || first >= 0x80) return readNamedDate(bytes, start, end, fields);
  if (first === 0x40) return readTai64(bytes, start, end, fields);
  return -1;
}

function readFromDigits(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  if (bytes[start + 4] === 0x2d && bytes[start + 7] === 0x2d) {
    const behind = readIso(bytes, start, end, fields);
    if (behind > 0) return behind;
  }
  if (bytes[start + 8] === 0x2e && isBlank(bytes[start + 17]) && start + 17 < end) {
    const behind = readHexEpoch(bytes, start, fields);
    if (behind > 0) return behind;
  }
  let digits = 1;
  while (digits < 20 && start + digits < end && isDigit(bytes[start + digits])) digits++;
  switch (digits) {
    case 1:
    case 2:
      return readShort(bytes, start, start + digits, { end, fields });
    case 4:
      return readYearFirst(bytes, start, end, fields);
    case 6:
    case 8:
      return readCompactDate(bytes, start, digits, { end, fields });
    case 14:
      return readCompactMoment(bytes, start, end, fields);
    default:
      return readEpoch(bytes, start, digits, { end, fields });
  }
}

/** What the readers of less common spellings get besides bytes and places. */
export interface ReadContext {
  readonly end: number;
  readonly fields: TimeFields;
}

/** `YYYY-MM-DD?HH:MM:SS…`, the most common spelling, without loops. */
function readIso(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  if (bytes[start + 13] !== 0x3a || bytes[start + 16] !== 0x3a || start + 19 > end) return 0;
  const month = twoDigits(bytes, start + 5);
  const day = twoDigits(bytes, start + 8);
  if (month < 1 || month > 12 || day < 1 || day > 31) return 0;
  const gap = bytes[start + 10];
  if (gap !== 0x20 && gap !== 0x54 && gap !== 0x5f && gap !== 0x2d && gap !== 0x3a && gap !== 0x74) return 0;
  const at = readClock(bytes, start + 11, end, fields);
  if (at < 0) return 0;
  fields.year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  if (fields.year < 1970 || fields.year > 2200) return 0;
  fields.month = month;
  fields.day = day;
  fields.shape = timeShape.full;
  return readZone(bytes, at, end, fields);
}

/** Year first with any separator: `2024/01/05 10:00:00`, `2012-025T10:22:40`, `2005-06-03-15.42.50.675872`, `2024. 1. 5. 오후 3:04:05`, `2024-Jan-05`. */
function readYearFirst(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  const mark = bytes[start + 4] ?? 0;
  if (mark === 0x2f && year < 1970) return readChromium(bytes, start, end, fields);
  if (year < 1970 || year > 2200 || (mark !== 0x2d && mark !== 0x2f && mark !== 0x2e && mark !== 0xeb)) return -1;
  fields.year = year;
  if (mark === 0xeb) return readKoreanDate(bytes, start + 4, end, fields);
  let at = start + 5 + (isBlank(bytes[start + 5]) ? 1 : 0);
  if (isLetter(bytes[at])) return readNamedDate(bytes, at, end, fields);
  const month = numberAt(bytes, at, end);
  if (month.digits === 3) return readYearDay(bytes, at + 3, month.value, { end, fields });
  at += month.digits;
  if (month.digits === 0 || month.digits > 2 || bytes[at] !== mark) return -1;
  at += 1 + (isBlank(bytes[at + 1]) ? 1 : 0);
  const day = numberAt(bytes, at, end);
  if (day.digits === 0 || day.digits > 2) return -1;
  at += day.digits + (mark === 0x2e && bytes[at + day.digits] === 0x2e ? 1 : 0);
  return setDate(fields, month.value, day.value) ? readTimeBehind(bytes, at, end, fields) : -1;
}

/** `0105/100000.123`: month, day and time without marks between them. */
function readChromium(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  if (!setDate(fields, twoDigits(bytes, start), twoDigits(bytes, start + 2)) || numberAt(bytes, start + 5, end).digits !== 6 || bytes[start + 11] !== 0x2e) return -1;
  const behind = readClock(bytes, start + 5, end, fields);
  fields.shape = timeShape.noYear;
  return behind;
}

/** `2024년 1월 5일 오후 3:04:05`. */
function readKoreanDate(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  const month = numberAt(bytes, start + 3 + (isBlank(bytes[start + 3]) ? 1 : 0), end);
  let at = month.end + 3;
  const day = numberAt(bytes, at + (isBlank(bytes[at]) ? 1 : 0), end);
  if (month.digits === 0 || day.digits === 0 || !setDate(fields, month.value, day.value)) return -1;
  at = day.end + 3;
  return readTimeBehind(bytes, at, end, fields);
}

function readYearDay(bytes: Uint8Array, at: number, yearDay: number, { end, fields }: ReadContext): number {
  if (yearDay < 1 || yearDay > 366) return -1;
  const date = new Date(Date.UTC(fields.year, 0, yearDay));
  setDate(fields, date.getUTCMonth() + 1, date.getUTCDate());
  return readTimeBehind(bytes, at, end, fields);
}

/** One or two digits first: a time alone, `MM-DD HH:MM`, `YY/MM/DD`, `DD/MM/YYYY`, `MM/DD/YYYY`, `10.30 16:49:06`, `05/Jan/2024:`, `5 Jan 2024`. */
function readShort(bytes: Uint8Array, start: number, behindFirst: number, { end, fields }: ReadContext): number {
  const mark = bytes[behindFirst] ?? 0;
  if (mark === 0x3a) return readClockAlone(bytes, start, end, fields);
  if (behindFirst === start + 2 && isLetter(bytes[behindFirst])) return readNamedDate(bytes, start, end, fields);
  if (mark !== 0x2f && mark !== 0x2d && mark !== 0x2e && mark !== 0x20) return -1;
  if (isLetter(bytes[behindFirst + 1]) || (bytes[behindFirst + 1] ?? 0) >= 0x80) return readNamedDate(bytes, start, end, fields);
  if (mark === 0x20) return -1;
  const first = numberAt(bytes, start, end);
  const second = numberAt(bytes, behindFirst + 1, end);
  if (second.digits === 0 || second.digits > 2) return -1;
  const at = second.end;
  if (bytes[at] !== mark) return readMonthAndDay(bytes, at, { first: first.value, second: second.value }, { end, fields });
  const third = numberAt(bytes, at + 1, end);
  if (third.digits !== 2 && third.digits !== 4) return -1;
  if (!setShortDate(fields, [first.value, second.value, third.value], { fourDigits: third.digits === 4, mark })) return -1;
  return readTimeBehind(bytes, third.end, end, fields);
}

/** `03-17 16:13:38.811`, `01/05-10:00:00.123` and `10.30 16:49:06`: month and day without a year; `17.03.` could be either and is taken as the month first unless it cannot. */
function readMonthAndDay(bytes: Uint8Array, at: number, pair: { first: number; second: number }, { end, fields }: ReadContext): number {
  const swapped = pair.first > 12;
  if (!setDate(fields, swapped ? pair.second : pair.first, swapped ? pair.first : pair.second)) return -1;
  const isGlued = bytes[at] === 0x2d && isDigit(bytes[at + 1]) && isDigit(bytes[at + 2]) && bytes[at + 3] === 0x3a;
  if (!isBlank(bytes[at]) && bytes[at] !== 0x54 && bytes[at] !== 0x7c && !isGlued) return -1;
  const behind = readTimeBehind(bytes, at, end, fields);
  if (behind < 0 || fields.shape !== timeShape.full) return -1;
  fields.shape = timeShape.noYear;
  return behind;
}

/** Orders three numbers: the year is the one of four digits; of two digits, it comes last behind `.` (`09.06.17`), and is taken to come first elsewhere (`17/06/09`) until the source's time says otherwise. */
function setShortDate(fields: TimeFields, [a, b, c]: readonly [number, number, number], how: { fourDigits: boolean; mark: number }): boolean {
  if (!how.fourDigits && how.mark !== 0x2e && b <= 12 && c >= 1 && c <= 31) {
    fields.year = 2000 + a;
    fields.shortYear = how.mark === 0x2f && a >= 1 && a <= 31;
    fields.dayFirst = fields.shortYear && a > 12;
    return setDate(fields, b, c);
  }
  fields.year = how.fourDigits ? c : 2000 + c;
  if (fields.year < 1970 || fields.year > 2200) return false;
  const dayFirst = a > 12 || how.mark === 0x2e;
  fields.ambiguous = how.mark !== 0x2e && a <= 12 && b <= 12 && a !== b;
  fields.dayFirst = how.mark !== 0x2e && a > 12;
  return dayFirst ? setDate(fields, b, a) : setDate(fields, a, b);
}

/** `YYYYMMDD` or `YYMMDD` with a time behind: `20171223-22:15:29:606`, `20120702.102240,672`, `081109 203615`, `130614  1:02:03`. */
function readCompactDate(bytes: Uint8Array, start: number, digits: number, { end, fields }: ReadContext): number {
  const yearDigits = digits - 4;
  fields.year = yearDigits === 4 ? twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2) : 2000 + twoDigits(bytes, start);
  const at = start + yearDigits;
  if (fields.year < 1970 || fields.year > 2100 || !setDate(fields, twoDigits(bytes, at), twoDigits(bytes, at + 2))) return -1;
  const behind = readTimeBehind(bytes, start + digits, end, fields);
  return fields.shape === timeShape.full ? behind : -1;
}

/** `YYYYMMDDHHMMSS`. */
function readCompactMoment(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  fields.year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  if (fields.year < 1970 || fields.year > 2100 || !setDate(fields, twoDigits(bytes, start + 4), twoDigits(bytes, start + 6))) return -1;
  const at = readClock(bytes, start + 8, end, fields);
  if (at < 0) return -1;
  fields.shape = timeShape.full;
  return readZone(bytes, at, end, fields);
}

/** `HH:MM:SS` alone; without seconds it would be any pair of numbers. */
function readClockAlone(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  const at = readClock(bytes, start, end, fields);
  if (at < start + 7 || isLetter(bytes[at]) || bytes[at] === 0x3a && isDigit(bytes[at + 1])) return -1;
  fields.shape = timeShape.clockOnly;
  return readZone(bytes, at, end, fields);
}

function numberAt(bytes: Uint8Array, start: number, end: number): { value: number; digits: number; end: number } {
  let value = 0;
  let at = start;
  while (at < end && at < start + 6 && isDigit(bytes[at])) value = value * 10 + (bytes[at++] ?? 0) - 0x30;
  return { value, digits: at - start, end: at };
}
