/** Reads the time that stands behind a date. */
import { isBlank, isDigit, isLetter } from './bytes.ts';
import { applyHalf, readClock, readZone } from './clockTime.ts';
import { timeShape } from './timeFields.ts';
import type { TimeFields } from './timeFields.ts';

/**
 * Reads what may stand between date and time (` `, `T`, `:`, `-`, `_`, `.`, `|`, `, `, ` at `, ` - `, `][`) and the time behind it.
 * Without a time the shape is `dateOnly`.
 */
export function readTimeBehind(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  let at = start;
  if (bytes[at] === 0x2c) at++;
  const mark = bytes[at];
  if (mark === 0x5d && bytes[at + 1] === 0x5b && isDigit(bytes[at + 2])) at += 2;
  else if (mark === 0x20 && bytes[at + 1] === 0x2d && bytes[at + 2] === 0x20 && isDigit(bytes[at + 3])) at += 3;
  else if (mark === 0x20 && bytes[at + 1] === 0x61 && bytes[at + 2] === 0x74 && bytes[at + 3] === 0x20 && isDigit(bytes[at + 4])) at += 4;
  else if (mark === 0x54 || mark === 0x3a || mark === 0x2d || mark === 0x5f || mark === 0x2e || mark === 0x74 || mark === 0x40 || mark === 0x7c) at += mark === 0x3a && bytes[at + 1] === 0x3a ? 2 : 1;
  while (at < end && isBlank(bytes[at])) at++;
  const half = koreanHalf(bytes, at);
  if (half !== 0) at += 7;
  const behind = at === start ? -1 : readClock(bytes, at, end, fields);
  if (behind < 0) {
    fields.shape = timeShape.dateOnly;
    return isDigit(bytes[start]) || isLetter(bytes[start]) ? -1 : start;
  }
  if (half !== 0) applyHalf(fields, half === 2);
  fields.shape = timeShape.full;
  return readZone(bytes, behind, end, fields);
}

/** 1 for `오전 `, 2 for `오후 `, 0 for anything else. */
function koreanHalf(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== 0xec || bytes[at + 1] !== 0x98 || bytes[at + 2] !== 0xa4 || bytes[at + 6] !== 0x20) return 0;
  if (bytes[at + 3] === 0xec && bytes[at + 4] === 0xa0 && bytes[at + 5] === 0x84) return 1;
  return bytes[at + 3] === 0xed && bytes[at + 4] === 0x9b && bytes[at + 5] === 0x84 ? 2 : 0;
}

/** Sets month and day when both are possible. */
export function setDate(fields: TimeFields, month: number, day: number): boolean {
  fields.month = month;
  fields.day = day;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
