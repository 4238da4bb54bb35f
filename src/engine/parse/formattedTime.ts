/** Reads timestamps by a format that the user wrote, see `base/timeFormat.ts`. */
import { parseTimeFormat } from '../../base/timeFormat.ts';
import type { TimeFormatPart } from '../../base/timeFormat.ts';
import { isBlank, isDigit, isLetter } from './bytes.ts';
import { readZone } from './clockTime.ts';
import { monthOfName } from './namedDate.ts';
import { timeShape } from './timeFields.ts';
import type { ReadContext } from './timestamp.ts';

/** A format ready to read with. */
export type FormattedTime = readonly TimeFormatPart[];

/** Most digits of each number. */
const digitsOf: ReadonlyMap<string, number> = new Map([['Y', 4], ['y', 2], ['m', 2], ['d', 2], ['e', 2], ['j', 3], ['H', 2], ['I', 2], ['M', 2], ['S', 2], ['f', 9], ['L', 9], ['s', 12], ['Q', 15]]);

/** Compiles a format that has been checked before. */
export function compileTimeFormat(format: string): FormattedTime {
  const parts = parseTimeFormat(format);
  return parts.ok ? parts.value : [];
}

/** What has been read so far. */
interface Parts {
  hour: number;
  minute: number;
  second: number;
  ms: number;
  half: number;
  yearDay: number;
  epochMs: number;
}

/** Fills `fields`; returns the position behind the timestamp, -1 when it does not fit the format or is no moment. */
export function readFormattedTime(format: FormattedTime, bytes: Uint8Array, start: number, { end, fields }: ReadContext): number {
  fields.reset();
  const parts: Parts = { hour: 0, minute: 0, second: 0, ms: 0, half: 0, yearDay: 0, epochMs: NaN };
  let at = start;
  for (const part of format) {
    at = part.kind === 'text' ? behindText(part.text, bytes, at, end) : readPart(part.letter, bytes, at, { end, fields, parts });
    if (at < 0) return -1;
  }
  return settle(parts, fields) ? at : -1;
}

function behindText(text: string, bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (text === ' ') {
    while (at < end && isBlank(bytes[at])) at++;
    return at;
  }
  for (const b of new TextEncoder().encode(text)) if (at >= end || bytes[at++] !== b) return -1;
  return at;
}

function readPart(letter: string, bytes: Uint8Array, start: number, { end, fields, parts }: ReadContext & { readonly parts: Parts }): number {
  if (letter === 'z' || letter === 'Z') {
    const behind = readZone(bytes, start, end, fields);
    return behind > start ? behind : -1;
  }
  if ('aAbBp'.includes(letter)) return readName(letter, bytes, start, { end, fields, parts });
  let at = start;
  while (letter === 'e' && at < end && isBlank(bytes[at])) at++;
  const from = at;
  let value = 0;
  for (const most = digitsOf.get(letter) ?? 0; at < end && at - from < most && isDigit(bytes[at]); at++) value = value * 10 + (bytes[at] ?? 0) - 0x30;
  if (at === from) return -1;
  switch (letter) {
    case 'Y': fields.year = value; break;
    case 'y': fields.year = value < 70 ? 2000 + value : 1900 + value; break;
    case 'm': fields.month = value; break;
    case 'j': parts.yearDay = value; break;
    case 'H': case 'I': parts.hour = value; break;
    case 'M': parts.minute = value; break;
    case 'S': parts.second = value; break;
    case 'f': case 'L':
      parts.ms = Math.floor(value * 10 ** (3 - (at - from)));
      fields.fractionDigits = at - from;
      break;
    case 's': parts.epochMs = value * 1000; break;
    case 'Q': parts.epochMs = value; break;
    default: fields.day = value;
  }
  return at;
}

function readName(letter: string, bytes: Uint8Array, start: number, { end, fields, parts }: ReadContext & { readonly parts: Parts }): number {
  let at = start;
  while (at < end && (isLetter(bytes[at]) || (bytes[at] ?? 0) >= 0x80 || (letter === 'p' && bytes[at] === 0x2e))) at++;
  if (at === start) return -1;
  if (letter === 'p') {
    const first = (bytes[start] ?? 0) | 0x20;
    parts.half = first === 0x70 ? 2 : first === 0x61 ? 1 : 0;
    return parts.half === 0 ? -1 : at;
  }
  if (letter === 'a' || letter === 'A') return at;
  const month = monthOfName(bytes, start, at);
  if (month === undefined) return -1;
  fields.month = month;
  return at;
}

/** Puts the numbers together; false when they are no moment. */
function settle(parts: Parts, fields: ReadContext['fields']): boolean {
  const hour = parts.half === 0 ? parts.hour : (parts.hour % 12) + (parts.half === 2 ? 12 : 0);
  if (hour > 24 || parts.minute > 59 || parts.second > 60) return false;
  fields.msOfDay = ((hour * 60 + parts.minute) * 60 + parts.second) * 1000 + parts.ms;
  if (!Number.isNaN(parts.epochMs)) {
    fields.epochMs = parts.epochMs + parts.ms;
    fields.zone = 0;
    fields.shape = timeShape.absolute;
    return true;
  }
  if (parts.yearDay > 0 && fields.year > 0) {
    const date = new Date(Date.UTC(fields.year, 0, parts.yearDay));
    fields.month = date.getUTCMonth() + 1;
    fields.day = date.getUTCDate();
  }
  if (fields.month === 0 && fields.day === 0) {
    fields.shape = timeShape.clockOnly;
    return true;
  }
  fields.shape = fields.year > 0 ? timeShape.full : timeShape.noYear;
  return fields.month >= 1 && fields.month <= 12 && fields.day >= 1 && fields.day <= 31;
}
