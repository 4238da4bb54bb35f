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
  const endRun = (at: number): void => {
    if (run >= 3 && isWordLike(bytes, at - run, at)) counts.inWords += run + (!runUpper && at - run > start && isUpper(bytes[at - run - 1] ?? 0) ? 1 : 0);
    run = 0;
  };
  for (let i = start; i < stop; i++) {
    const code = bytes[i] ?? 0;
    seen.add(code);
    if (isHex(code) || code === byte.dash) counts.hex++;
    const upper = isUpper(code);
    if (!upper && !isLower(code)) {
      endRun(i);
      if (isDigit(code)) {
        counts.digits++;
        if (i === start || !isDigit(bytes[i - 1] ?? 0)) counts.groups++;
      }
      continue;
    }
    counts.letters++;
    if (upper) counts.upper++;
    if (run > 0 && upper !== runUpper) endRun(i);
    if (run === 0) runUpper = upper;
    run++;
  }
  endRun(stop);
  const length = stop - start;
  return {
    length: end - start, letters: counts.letters, digits: counts.digits, hasUpper: counts.upper > 0, hasLower: counts.upper < counts.letters,
    isHex: counts.hex === length, digitGroups: counts.groups, wordRatio: length === 0 ? 1 : counts.inWords / length, distinct: seen.size,
  };
}

const vowels = new Set([...'aeiouy'].map((letter) => letter.charCodeAt(0)));
/** Letters of which hardly any word has a consonant behind. */
const beforeVowels = new Set([...'jqv'].map((letter) => letter.charCodeAt(0)));

/** Tells whether letters can be of a word: some vowel, no five consonants in a row, none that no word has; abbreviations may do without vowels. */
function isWordLike(bytes: Uint8Array, start: number, end: number): boolean {
  let consonants = 0;
  let hasVowel = false;
  for (let i = start; i < end; i++) {
    const letter = (bytes[i] ?? 0) | 0x20;
    const isVowel = vowels.has(letter);
    if (!isVowel && i > start && beforeVowels.has((bytes[i - 1] ?? 0) | 0x20)) return false;
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
  if (shape.digits === 0) return cases && shape.length >= 16 && shape.wordRatio < 0.66;
  if (shape.letters < 4) return false;
  return cases ? shape.wordRatio < 0.75 : shape.digitGroups >= 3 && shape.wordRatio < 0.7;
}

/** Tells whether it is made of words, `minNames` at least, as names are: `default-token-x7k2p`, `HDFS_DELEGATION_TOKEN`, `com.example.Service2`. */
export function isNameLike(bytes: Uint8Array, start: number, end: number, minNames = 1): boolean {
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
export function hasRandomPart(bytes: Uint8Array, start: number, end: number): boolean {
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
