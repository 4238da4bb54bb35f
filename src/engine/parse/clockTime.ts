/** Reads times of day, fractions, AM and PM, and zones. */
import { isBlank, isDigit, isLetter } from './bytes.ts';
import type { TimeFields } from './timeFields.ts';

/** Minutes east of UTC of the zone names that logs carry; where a name is used in several countries, the most common one. */
const zoneNames: ReadonlyMap<string, number> = new Map([
  ['Z', 0], ['UTC', 0], ['GMT', 0], ['UT', 0], ['WET', 0], ['WEST', 60], ['BST', 60], ['IST', 330], ['CET', 60], ['CEST', 120], ['MET', 60], ['MEST', 120],
  ['EET', 120], ['EEST', 180], ['MSK', 180], ['MSD', 240], ['TRT', 180], ['SAST', 120], ['PKT', 300], ['ICT', 420], ['WIB', 420], ['HKT', 480], ['SGT', 480],
  ['PHT', 480], ['AWST', 480], ['KST', 540], ['JST', 540], ['ACST', 570], ['AEST', 600], ['AEDT', 660], ['NZST', 720], ['NZDT', 780], ['EST', -300], ['EDT', -240],
  ['CST', -360], ['CDT', -300], ['MST', -420], ['MDT', -360], ['PST', -480], ['PDT', -420], ['AKST', -540], ['AKDT', -480], ['HST', -600], ['BRT', -180], ['ART', -180],
]);

/** Reads `H:MM[:SS[.fraction]]` (also `15.42.50.675872`) into `fields`; returns the position behind it, -1 when there is none. */
export function readClock(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  let at = start;
  let hour = (bytes[at++] ?? 0) - 0x30;
  if (hour < 0 || hour > 9) return -1;
  if (isDigit(bytes[at])) hour = hour * 10 + (bytes[at++] ?? 0) - 0x30;
  const mark = bytes[at] ?? 0;
  if (mark !== 0x3a && mark !== 0x2e) return mark >= 0x30 && mark <= 0x39 ? readCompactClock(bytes, start, end, fields) : -1;
  let minute = (bytes[at + 1] ?? 0) - 0x30;
  if (minute < 0 || minute > 9) return -1;
  const minuteAt = at + 1;
  at += 2;
  if (isDigit(bytes[at])) minute = minute * 10 + (bytes[at++] ?? 0) - 0x30;
  if (hour > 24 || minute > 59 || at > end) return -1;
  if (bytes[at] !== mark || !isDigit(bytes[at + 1])) return endWithoutSeconds(bytes, at, fields, { hour, minute, mark });
  let second = (bytes[at + 1] ?? 0) - 0x30;
  at += 2;
  if (isDigit(bytes[at])) second = second * 10 + (bytes[at++] ?? 0) - 0x30;
  if (second > 60 || at > end || isDigit(bytes[at])) return -1;
  fields.minuteAt = at - minuteAt === 5 ? minuteAt : -1;
  fields.msOfDay = ((hour * 60 + minute) * 60 + second) * 1000;
  return readHalf(bytes, readFraction(bytes, at, end, fields), end, fields);
}

/** `10:22` alone is a time, `10.22` is a number. */
function endWithoutSeconds(bytes: Uint8Array, at: number, fields: TimeFields, time: { hour: number; minute: number; mark: number }): number {
  if (time.mark !== 0x3a || isDigit(bytes[at]) || !isDigit(bytes[at - 2]) || isLetter(bytes[at])) return -1;
  fields.msOfDay = (time.hour * 60 + time.minute) * 60_000;
  fields.fractionDigits = 0;
  return readHalf(bytes, at, at + 4, fields);
}

/** Reads `HHMMSS`. */
function readCompactClock(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  for (let i = 0; i < 6; i++) if (!isDigit(bytes[start + i])) return -1;
  if (isDigit(bytes[start + 6]) || start + 6 > end) return -1;
  const hour = twoDigits(bytes, start);
  const minute = twoDigits(bytes, start + 2);
  const second = twoDigits(bytes, start + 4);
  if (hour > 24 || minute > 59 || second > 60) return -1;
  fields.msOfDay = ((hour * 60 + minute) * 60 + second) * 1000;
  return readFraction(bytes, start + 6, end, fields);
}

/** Returns the number of two digits. */
export function twoDigits(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 10 + (bytes[at + 1] ?? 0) - 528;
}

/** A fraction behind `.` or `,` counts its digits from the left; behind `:` it is a number of milliseconds (or finer, with more than three digits). */
function readFraction(bytes: Uint8Array, at: number, end: number, fields: TimeFields): number {
  const mark = bytes[at];
  fields.fractionDigits = 0;
  if ((mark !== 0x2e && mark !== 0x2c && mark !== 0x3a) || at + 1 >= end || !isDigit(bytes[at + 1])) return at;
  let value = 0;
  let digits = 0;
  let next = at + 1;
  while (next < end && isDigit(bytes[next])) {
    if (digits < 3) value = value * 10 + (bytes[next] ?? 0) - 0x30;
    digits++;
    next++;
  }
  if (digits > 12) return at;
  if (mark !== 0x3a) for (let i = digits; i < 3; i++) value *= 10;
  fields.msOfDay += value;
  fields.fractionDigits = digits;
  return next;
}

/** Reads ` AM`, ` PM`, `p.m.` when it is there. */
function readHalf(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  const at = isBlank(bytes[start]) ? start + 1 : start;
  const letter = (bytes[at] ?? 0) | 0x20;
  if ((letter !== 0x61 && letter !== 0x70) || at >= end) return start;
  const dotted = bytes[at + 1] === 0x2e ? 1 : 0;
  if (((bytes[at + 1 + dotted] ?? 0) | 0x20) !== 0x6d || isLetter(bytes[at + 2 + dotted])) return start;
  applyHalf(fields, letter === 0x70);
  return at + 2 + dotted + (dotted === 1 && bytes[at + 3] === 0x2e ? 1 : 0);
}

/** Turns the hours read so far into those of a day of twice twelve hours. */
export function applyHalf(fields: TimeFields, afternoon: boolean): void {
  const twelveHours = 43_200_000;
  if (fields.msOfDay >= twelveHours && fields.msOfDay < twelveHours + 3_600_000) fields.msOfDay -= twelveHours;
  if (afternoon) fields.msOfDay += twelveHours;
}

/** Reads a zone (`Z`, `+09:00`, ` +0000`, ` CEST`) behind a time into `fields`; returns the position behind it, or `start` when there is none. */
export function readZone(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  const first = bytes[start];
  if (first === 0x5a && !isLetter(bytes[start + 1])) {
    fields.zone = 0;
    return start + 1;
  }
  const spaced = first === 0x20 ? 1 : 0;
  const at = start + spaced;
  const sign = bytes[at];
  if (at >= end) return start;
  if (sign === 0x2b || sign === 0x2d) return behindName(bytes, readOffset(bytes, at, end, fields), end, fields) || start;
  if (sign !== undefined && sign >= 0x41 && sign <= 0x5a) return readZoneName(bytes, at, end, fields) || start;
  return start;
}

/** Go writes `+0900 KST`: the name behind the offset adds nothing. */
function behindName(bytes: Uint8Array, at: number, end: number, fields: TimeFields): number {
  const first = bytes[at + 1] ?? 0;
  if (at === 0 || bytes[at] !== 0x20 || first < 0x41 || first > 0x5a) return at;
  const { zone } = fields;
  const behind = readZoneName(bytes, at + 1, end, fields);
  fields.zone = zone;
  return behind || at;
}

/** Reads `+HH`, `+HHMM` or `+HH:MM`; 0 when it is none. */
function readOffset(bytes: Uint8Array, at: number, end: number, fields: TimeFields): number {
  if (!isDigit(bytes[at + 1]) || !isDigit(bytes[at + 2])) return 0;
  const hours = twoDigits(bytes, at + 1);
  let next = at + 3;
  if (bytes[next] === 0x3a) next++;
  let minutes = 0;
  if (isDigit(bytes[next]) && isDigit(bytes[next + 1])) {
    minutes = twoDigits(bytes, next);
    next += 2;
  } else {
    next = at + 3;
    if (isDigit(bytes[next]) || bytes[at - 1] === 0x20) return 0;
  }
  if (hours > 14 || minutes > 59 || isDigit(bytes[next]) || isLetter(bytes[next]) || next > end) return 0;
  fields.zone = (bytes[at] === 0x2d ? -1 : 1) * (hours * 60 + minutes);
  return next;
}

/** Reads a zone's name; 0 when the word is none. */
function readZoneName(bytes: Uint8Array, at: number, end: number, fields: TimeFields): number {
  let name = '';
  let next = at;
  while (next < end && next < at + 6 && isLetter(bytes[next])) name += String.fromCharCode(bytes[next++] ?? 0);
  const minutes = zoneNames.get(name);
  if (minutes === undefined || isLetter(bytes[next]) || isDigit(bytes[next])) return 0;
  const follow = bytes[next];
  if (name === 'Z' && follow !== undefined && next < end && !isBlank(follow)) return 0;
  fields.zone = minutes;
  if ((follow === 0x2b || follow === 0x2d) && minutes === 0) return readOffset(bytes, next, end, fields) || next;
  return next;
}
