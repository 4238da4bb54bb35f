/** Finds out in which encoding a source is, and turns what is not UTF-8 into UTF-8 line by line. */
import { isUtf8 } from 'node:buffer';

/** How a source's bytes are to be read; `undecided` is UTF-8 until a line says otherwise. */
export type Encoding = 'undecided' | 'utf-16le' | 'utf-16be' | 'euc-kr' | 'shift_jis';

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

/** Decodes a line into UTF-8. */
export function toUtf8(line: Uint8Array, encoding: Encoding): Uint8Array {
  const label = encoding === 'undecided' ? 'utf-8' : encoding;
  return new TextEncoder().encode(new TextDecoder(label).decode(line));
}

/** Returns the encoding of a line: `undecided` means that it is UTF-8 or cannot be told, and stays as it is. */
export function judgeLine(line: Uint8Array, known: Encoding): Encoding {
  if (isUtf8(line) && (known === 'undecided' || hasThreeByteSequence(line))) return 'undecided';
  const candidates: readonly Encoding[] = known === 'undecided' ? ['euc-kr', 'shift_jis'] : [known];
  return candidates.find((encoding) => fits(line, encoding)) ?? 'undecided';
}

function hasThreeByteSequence(line: Uint8Array): boolean {
  return line.some((b) => b >= 0xe0);
}

/** A legacy encoding fits when the line is valid in it and most of what is not ASCII are characters of that language. */
function fits(line: Uint8Array, encoding: Encoding): boolean {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(line);
  } catch {
    return false;
  }
  let foreign = 0;
  let own = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) continue;
    foreign++;
    if (encoding === 'euc-kr' ? code >= 0xac00 && code <= 0xd7a3 : (code >= 0x3040 && code <= 0x30ff) || (code >= 0x4e00 && code <= 0x9fff)) own++;
  }
  return foreign > 0 && own * 10 >= foreign * 7;
}
