/** Reads moments that are one number: epoch seconds to nanoseconds, the same in hexadecimal, and TAI64N labels. */
import { isDigit, isLetter } from './bytes.ts';
import type { ReadContext } from './timestamp.ts';
import { timeShape } from './timeFields.ts';
import type { TimeFields } from './timeFields.ts';

/** Milliseconds of the first and last second a log may be of: 1990 and 2100. */
const earliestMs = 631_152_000_000;
const latestMs = 4_102_444_800_000;
/** TAI was this far ahead of UTC since 2017; earlier logs are some seconds off at most (Bernstein's libtai counts from 10). */
const taiOffsetSeconds = 10;

/** Reads 10, 13, 16 or 19 digits, the ten with a fraction or without, as seconds, ms, µs or ns since the epoch; -1 when it is none. */
export function readEpoch(bytes: Uint8Array, start: number, digits: number, { end, fields }: ReadContext): number {
  if (digits !== 10 && digits !== 9 && digits !== 13 && digits !== 16 && digits !== 19) return -1;
  let value = 0;
  for (let i = 0; i < Math.min(digits, 13); i++) value = value * 10 + (bytes[start + i] ?? 0) - 0x30;
  let at = start + digits;
  if (digits <= 10) value *= 1000;
  if (at < end && bytes[at] === 0x2e && isDigit(bytes[at + 1])) {
    let scale = digits <= 10 ? 100 : 0;
    at++;
    fields.fractionDigits = 3;
    for (; at < end && isDigit(bytes[at]); at++) {
      value += Math.floor(scale) * ((bytes[at] ?? 0) - 0x30);
      scale /= 10;
    }
  } else if (digits === 9) return -1;
  if (digits > 10) fields.fractionDigits = 3;
  if (value < earliestMs || value > latestMs || (at < end && (isLetter(bytes[at]) || bytes[at] === 0x5f))) return -1;
  return setEpoch(fields, value, at);
}

/** Reads `@` and 16 or 24 hexadecimal digits. */
export function readTai64(bytes: Uint8Array, start: number, end: number, fields: TimeFields): number {
  let at = start + 1;
  let seconds = 0;
  let nanoseconds = 0;
  for (let i = 0; i < 24 && at < end; i++, at++) {
    const digit = hexDigit(bytes[at] ?? 0);
    if (digit < 0) {
      if (i === 16) break;
      return -1;
    }
    if (i === 0 && digit !== 4) return -1;
    if (i > 0 && i < 16) seconds = seconds * 16 + digit;
    if (i >= 16) nanoseconds = nanoseconds * 16 + digit;
  }
  if (at !== start + 17 && at !== start + 25) return -1;
  const epochMs = (seconds - taiOffsetSeconds) * 1000 + Math.floor(nanoseconds / 1e6);
  if (epochMs < 0 || epochMs > latestMs) return -1;
  fields.fractionDigits = 9;
  return setEpoch(fields, epochMs, at);
}

/** Reads eight hexadecimal digits of seconds, a dot and eight of nanoseconds (or of a fraction of 2^32), as OpenLDAP writes them; -1 when it is none. */
export function readHexEpoch(bytes: Uint8Array, start: number, fields: TimeFields): number {
  const seconds = hexNumber(bytes, start, start + 8);
  const fraction = hexNumber(bytes, start + 9, start + 17);
  const epochMs = seconds * 1000 + Math.floor(fraction < 1e9 ? fraction / 1e6 : (fraction / 2 ** 32) * 1000);
  if (!(epochMs >= earliestMs && epochMs <= latestMs)) return -1;
  fields.fractionDigits = 9;
  return setEpoch(fields, epochMs, start + 17);
}

/** NaN where a byte is no hexadecimal digit. */
function hexNumber(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = hexDigit(bytes[at] ?? 0);
    if (digit < 0) return NaN;
    value = value * 16 + digit;
  }
  return value;
}

function setEpoch(fields: TimeFields, epochMs: number, at: number): number {
  fields.epochMs = epochMs;
  fields.zone = 0;
  fields.shape = timeShape.absolute;
  return at;
}

function hexDigit(b: number): number {
  if (b >= 0x30 && b <= 0x39) return b - 0x30;
  return (b | 0x20) >= 0x61 && (b | 0x20) <= 0x66 ? (b | 0x20) - 0x57 : -1;
}
