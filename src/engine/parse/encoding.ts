/** Finds out in which encoding a source is. */
import { isAscii, isUtf8 } from 'node:buffer';
import { utf8FromBytes } from '../../base/encodings.ts';
import type { EncodingName } from '../../base/encodings.ts';

/** How a source's bytes are to be read; `undecided` is UTF-8 until a line says otherwise. */
export type Encoding = 'undecided' | EncodingName;

const sampleBytes = 512;

/** Recognises UTF-16 by its byte order mark, or by every second byte being zero. */
export function wideEncoding(bytes: Uint8Array, atFileStart: boolean): Encoding {
  if (atFileStart && bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (atFileStart && bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = Math.min(bytes.length, sampleBytes) & ~1;
  if (sample < 16) return 'undecided';
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const pairs = sample / 2;
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le';
  return even > pairs * 0.4 && odd < pairs * 0.1 ? 'utf-16be' : 'undecided';
}

/** Tells whether the encoding takes two bytes per character. */
export function isWide(encoding: Encoding): encoding is 'utf-16le' | 'utf-16be' {
  return encoding === 'utf-16le' || encoding === 'utf-16be';
}

/** Returns the position behind the next line feed of two bytes from `start` on (a multiple of two), -1 when there is none. */
export function wideLineEnd(bytes: Uint8Array, start: number, encoding: Encoding): number {
  const high = encoding === 'utf-16le' ? 1 : 0;
  for (let at = start; at + 1 < bytes.length; at += 2) if (bytes[at + 1 - high] === 0x0a && bytes[at + high] === 0) return at + 2;
  return -1;
}

/** Returns `line` in UTF-8, in a way that the store can undo. */
export function toUtf8(line: Uint8Array, encoding: Encoding): Uint8Array {
  return encoding === 'undecided' ? line : utf8FromBytes(line, encoding);
}

/** Returns the encoding of a line: `undecided` means that it is UTF-8 or cannot be told, and stays as it is. */
export function judgeLine(line: Uint8Array, known: Encoding): Encoding {
  if (isAscii(line) || (isUtf8(line) && (known === 'undecided' || hasThreeByteSequence(line)))) return 'undecided';
  const candidates: readonly Encoding[] = known === 'undecided' ? ['euc-kr', 'shift_jis'] : [known];
  return candidates.find((encoding) => (encoding === 'euc-kr' ? isKorean(line) : isJapanese(line))) ?? 'undecided';
}

function hasThreeByteSequence(line: Uint8Array): boolean {
  return line.some((b) => b >= 0xe0);
}

/** Most of what is not ASCII are the syllables of KS X 1001, which nearly all Korean text is made of; CP949's others may be among them. */
function isKorean(line: Uint8Array): boolean {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at < line.length; at++) {
    const lead = line[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = line[++at] ?? 0;
    if (lead < 0x81 || lead > 0xfd || !(trail >= 0xa1 || (trail >= 0x81 && lead <= 0xc6) || (lead <= 0xc6 && isAsciiLetter(trail)))) return false;
    pairs++;
    if (lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1) common++;
  }
  return common * 10 >= pairs * 7;
}

/** Most of what is not ASCII are kana and the kanji of JIS X 0208; single half-width kana are too much like other alphabets to count. */
function isJapanese(line: Uint8Array): boolean {
  let foreign = 0;
  let own = 0;
  for (let at = 0; at < line.length; at++) {
    const lead = line[at] ?? 0;
    if (lead < 0x80) continue;
    foreign++;
    if (lead >= 0xa1 && lead <= 0xdf) continue;
    const trail = line[++at] ?? 0;
    if (lead === 0x80 || lead === 0xa0 || lead > 0xfc || trail < 0x40 || trail === 0x7f || trail > 0xfc) return false;
    if ((lead >= 0x81 && lead <= 0x83) || (lead >= 0x88 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xea)) own++;
  }
  return own * 10 >= foreign * 7;
}

function isAsciiLetter(b: number): boolean {
  return (b >= 0x41 && b <= 0x5a) || (b >= 0x61 && b <= 0x7a);
}
