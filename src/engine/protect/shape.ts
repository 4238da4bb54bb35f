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
  /** Different characters, or nearly: those 32 apart below `@` count as one. */
  readonly distinct: number;
}

/** So much of a value is looked at to judge it. */
const maxLook = 256;

/** Looks at `bytes[start, end)`, at most the first 256. Kept in one loop without calls but for words: measured at a fifth of what sets and closures took. */
export function shapeOf(bytes: Uint8Array, start: number, end: number): Shape {
  const stop = Math.min(end, start + maxLook);
  let letters = 0;
  let digits = 0;
  let digitGroups = 0;
  let upperCount = 0;
  let hex = 0;
  let inWords = 0;
  let run = 0;
  let runCase = 0;
  let low = 0;
  let middle = 0;
  let high = 0;
  for (let i = start; i <= stop; i++) {
    const code = i < stop ? bytes[i] ?? 0 : 0;
    const letterCase = isUpper(code) ? 1 : isLower(code) ? 2 : 0;
    if (letterCase !== runCase) {
      if (run >= 3 && isWordLike(bytes, i - run, i)) inWords += run + (runCase === 2 && i - run > start && isUpper(bytes[i - run - 1] ?? 0) ? 1 : 0);
      run = 0;
      runCase = letterCase;
    }
    if (i === stop) break;
    if (letterCase > 0) {
      run++;
      letters++;
      upperCount += letterCase & 1;
    } else if (isDigit(code)) {
      digits++;
      if (i === start || !isDigit(bytes[i - 1] ?? 0)) digitGroups++;
    }
    if (isHex(code) || code === byte.dash) hex++;
    if (code < 0x40) low |= 1 << (code & 31);
    else if (code < 0x60) middle |= 1 << (code & 31);
    else high |= 1 << (code & 31);
  }
  const length = stop - start;
  return {
    length: end - start, letters, digits, hasUpper: upperCount > 0, hasLower: upperCount < letters, isHex: hex === length, digitGroups,
    wordRatio: length === 0 ? 1 : inWords / length, distinct: bitCount(low) + bitCount(middle) + bitCount(high),
  };
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Bit n stands for the n-th letter: a, e, i, o, u, y; j, q, v. */
const vowels = (1 << 1) | (1 << 5) | (1 << 9) | (1 << 15) | (1 << 21) | (1 << 25);
/** Letters of which hardly any word has a consonant behind. */
const beforeVowels = (1 << 10) | (1 << 17) | (1 << 22);

/** Tells whether letters can be of a word: some vowel, no five consonants in a row, none that no word has; abbreviations may do without vowels. */
function isWordLike(bytes: Uint8Array, start: number, end: number): boolean {
  let consonants = 0;
  let hasVowel = false;
  for (let i = start; i < end; i++) {
    const isVowel = ((vowels >>> ((bytes[i] ?? 0) & 31)) & 1) === 1;
    if (!isVowel && i > start && ((beforeVowels >>> ((bytes[i - 1] ?? 0) & 31)) & 1) === 1) return false;
    consonants = isVowel ? 0 : consonants + 1;
    hasVowel ||= isVowel;
    if (consonants >= 5) return false;
  }
  return hasVowel || (isUpper(bytes[start] ?? 0) && end - start <= 4);
}

/**
 * Tells whether it looks drawn by lot: no hexadecimal (digests and ids of ordinary logs are), no words. The limits are ours:
 * of random base62 strings of 20 characters 99 of 100 pass, of identifiers none.
 */
export function isRandom(shape: Shape): boolean {
  if (shape.length < 12 || shape.isHex || shape.distinct < 8) return false;
  const cases = shape.hasUpper && shape.hasLower && shape.letters >= 6;
  if (shape.digits === 0) return cases && shape.length >= 16 && shape.wordRatio < 0.5;
  if (shape.letters < 4) return false;
  return cases ? shape.wordRatio < 0.75 : shape.digitGroups >= 3 && shape.wordRatio < 0.7;
}

/** Tells whether letters of both cases stand together as in no name: `aBcXdEfQ`. Says something about eight characters or more only. */
export function isScrambled(shape: Shape): boolean {
  return shape.length >= 8 && shape.hasUpper && shape.hasLower && shape.wordRatio < 0.5 && shape.distinct >= 6;
}

/** Tells whether it is made of words, `minNames` at least, as names are: `default-token-x7k2p`, `HDFS_DELEGATION_TOKEN`, `com.example.Service2`. */
export function isNameLike(bytes: Uint8Array, start: number, last: number, minNames = 1): boolean {
  const end = Math.min(last, start + maxLook);
  let parts = 0;
  let names = 0;
  let inNames = 0;
  for (let i = start; i < end;) {
    let stop = i;
    while (stop < end && isAlnum(bytes[stop] ?? 0)) stop++;
    const shape = shapeOf(bytes, i, stop);
    if (shape.length >= 3 && shape.digits <= 2 && shape.wordRatio >= 0.7) {
      inNames += shape.length;
      names++;
    }
    if (stop > i) parts++;
    i = stop + 1;
  }
  return names >= minNames && inNames * 2 >= end - start - (parts - 1);
}

/** Tells whether an unbroken part of it, twelve letters and digits or more, looks drawn by lot. */
export function hasRandomPart(bytes: Uint8Array, start: number, last: number): boolean {
  const end = Math.min(last, start + maxLook);
  for (let i = start; i < end;) {
    let stop = i;
    while (stop < end && isAlnum(bytes[stop] ?? 0)) stop++;
    if (stop - i >= 12) {
      const shape = shapeOf(bytes, i, stop);
      if (shape.digits > 0 && isRandom(shape)) return true;
    }
    i = stop + 1;
  }
  return false;
}

/** Tells whether it is digits and the punctuation of dates, versions, addresses and sizes. */
export function isNumeric(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = bytes[i] ?? 0;
    if (!isDigit(code) && !(code >= byte.plus && code <= byte.slash) && code !== byte.colon && code !== byte.underscore) return false;
  }
  return true;
}
