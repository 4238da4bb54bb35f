/** Moments written as JSON numbers: seconds, milliseconds, microseconds or nanoseconds since the epoch, whole or with a fraction. */
import { isDigit, textOf } from './bytes.ts';
import type { Header } from './header.ts';
import { timeShape } from './timeFields.ts';

/** 1990 and 2100 in seconds: a number is of the unit in which it lies between them. */
const earliest = 631_152_000;
const latest = 4_102_444_800;

/** Fills the header's time from a number; false when it is of no unit. */
export function readNumberTime(bytes: Uint8Array, from: number, to: number, { header, extraMs }: { header: Header; extraMs: number }): boolean {
  const value = numberOf(bytes, from, to);
  if (!Number.isFinite(value)) return false;
  for (const perSecond of [1, 1e3, 1e6, 1e9]) {
    const seconds = value / perSecond;
    if (seconds < earliest || seconds > latest) continue;
    header.time.reset();
    header.time.shape = timeShape.absolute;
    header.time.zone = 0;
    header.time.epochMs = Math.floor(Math.round(seconds * 1e6) / 1000) + extraMs;
    return true;
  }
  return false;
}

/** Returns a decimal number, NaN when it is none; the plain ones without making a text. */
export function numberOf(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  let at = from;
  while (at < to && isDigit(bytes[at])) value = value * 10 + (bytes[at++] ?? 0) - 0x30;
  if (at === to) return at === from ? NaN : value;
  if (bytes[at] !== 0x2e) return isDigit(bytes[from]) || bytes[from] === 0x2d ? Number(textOf(bytes, from, to)) : NaN;
  let scale = 1;
  for (at++; at < to; at++) {
    if (!isDigit(bytes[at])) return Number(textOf(bytes, from, to));
    scale /= 10;
    value += scale * ((bytes[at] ?? 0) - 0x30);
  }
  return value;
}
