/** Moments written as JSON numbers: seconds, milliseconds, microseconds or nanoseconds since the epoch, whole or with a fraction. */
import { textOf } from './bytes.ts';
import type { Header } from './header.ts';
import { timeShape } from './timeFields.ts';

/** 1990 and 2100 in seconds: a number is of the unit in which it lies between them. */
const earliest = 631_152_000;
const latest = 4_102_444_800;

/** Fills the header's time from a number; false when it is of no unit. */
export function readNumberTime(bytes: Uint8Array, from: number, to: number, { header, extraMs }: { header: Header; extraMs: number }): boolean {
  const value = Number(textOf(bytes, from, to));
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
