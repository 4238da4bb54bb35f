/** Tells random text from words, numbers and names. */
import { byte, isAlnum, isDigit, isHex, isLower, isUpper } from './byteClass.ts';

/** What the characters of a value look like. */
export interface Shape {
  readonly length: number;
  readonly letters: number;
  readonly digits: number;
  readonly hasUpper: boolean;
  readonly hasLower: boolean;
  /** Nothing but hexadecimal digits, dashes left out. */
  readonly isHex: boolean;
  /** Stretches of digits. */
  readonly digitGroups: number;
  /** Share of the characters that stand in what may be words: three or more letters of one case, or such with a capital. */
  readonly wordRatio: number;
  /** Different characters. */
  readonly distinct: number;
}

/** Looks at `bytes[start, end)`, at most the first 256. */
export function shapeOf(bytes: Uint8Array, start: number, end: number): Shape {
  const stop = Math.min(end, start + 256);
  const seen = new Set<number>();
  const counts = { letters: 0, digits: 0, groups: 0, upper: 0, hex: 0, inWords: 0 };
  let run = 0;
  let runUpper = false;
  let before = 0;
  const endRun = (): void => {
    if (run >= 3) counts.inWords += run + (!runUpper && isUpper(before) ? 1 : 0);
    run = 0;
  };
  for (let i = start; i < stop; i++) {
    const code = bytes[i] ?? 0;
    seen.add(code);
    if (isHex(code) || code === byte.dash) counts.hex++;
    const upper = isUpper(code);
    if (!upper && !isLower(code)) {
      endRun();
      if (isDigit(code)) {
        counts.digits++;
        if (i === start || !isDigit(bytes[i - 1] ?? 0)) counts.groups++;
      }
      continue;
    }
    counts.letters++;
    if (upper) counts.upper++;
    if (run > 0 && upper !== runUpper) endRun();
    if (run === 0) {
      runUpper = upper;
      before = i > start ? bytes[i - 1] ?? 0 : 0;
    }
    run++;
  }
  endRun();
  const length = stop - start;
  return {
    length: end - start, letters: counts.letters, digits: counts.digits, hasUpper: counts.upper > 0, hasLower: counts.upper < counts.letters,
    isHex: counts.hex === length, digitGroups: counts.groups, wordRatio: length === 0 ? 1 : counts.inWords / length, distinct: seen.size,
  };
}

/**
 * Tells whether it looks drawn by lot: no hexadecimal (digests and ids of ordinary logs are), no words. The limits are ours:
 * of random base62 strings of 20 characters 99 of 100 pass, of identifiers none.
 */
export function isRandom(shape: Shape): boolean {
  if (shape.length < 12 || shape.isHex || shape.distinct < 8) return false;
  const cases = shape.hasUpper && shape.hasLower && shape.letters >= 6;
  if (shape.digits === 0) return cases && shape.length >= 16 && shape.wordRatio < 0.66;
  if (shape.letters < 4) return false;
  return cases ? shape.wordRatio < 0.75 : shape.digitGroups >= 3 && shape.wordRatio < 0.7;
}

/** Tells whether it is made of words, as names are: `default-token-x7k2p`, `HDFS_DELEGATION_TOKEN`, `com.example.Service2`. */
export function isNameLike(bytes: Uint8Array, start: number, end: number): boolean {
  let parts = 0;
  let inNames = 0;
  for (let i = start; i < end;) {
    let stop = i;
    while (stop < end && isAlnum(bytes[stop] ?? 0)) stop++;
    const shape = shapeOf(bytes, i, stop);
    if (shape.length >= 3 && shape.digits <= 2 && shape.wordRatio >= 0.7) inNames += shape.length;
    if (stop > i) parts++;
    i = stop + 1;
  }
  return inNames * 2 >= end - start - (parts - 1);
}

/** Tells whether it is digits and the punctuation of dates, versions, addresses and sizes. */
export function isNumeric(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = bytes[i] ?? 0;
    if (!isDigit(code) && !(code >= byte.plus && code <= byte.slash) && code !== byte.colon && code !== byte.underscore) return false;
  }
  return true;
}
