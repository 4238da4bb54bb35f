/** What a word consists of, found in one pass. */
import { byteBit } from './byteClass.ts';

/** What a word consists of. */
export interface WordLook {
  start: number;
  end: number;
  flags: number;
  digits: number;
  dots: number;
  slashes: number;
  /** Positions of the first of each, -1 where there is none. */
  colon: number;
  slash: number;
  dash: number;
  lastDash: number;
  /** Whether only digits stand behind the last dash. */
  tailDigits: boolean;
  at: number;
  /** The length of the run of letters it begins with. */
  head: number;
}

/** Makes a look to be filled. */
export function createWordLook(): WordLook {
  return { start: 0, end: 0, flags: 0, digits: 0, dots: 0, slashes: 0, colon: -1, slash: -1, dash: -1, lastDash: -1, tailDigits: false, at: -1, head: 0 };
}

/** Fills `look` with what `bytes` holds from its `start` to its `end`. Measured: with its counts in locals it takes half the time. */
export function inspectWord(look: WordLook, table: Uint16Array, bytes: Uint8Array): void {
  const { start, end } = look;
  let flags = 0;
  let digits = 0;
  let dots = 0;
  let slashes = 0;
  let colon = -1;
  let slash = -1;
  let dash = -1;
  let lastDash = -1;
  let lastOther = -1;
  let at = -1;
  let head = -1;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    const bits = table[byte] ?? 0;
    flags |= bits;
    if (bits & 3) {
      lastOther = i;
      continue;
    }
    if (head < 0) head = i - start;
    if (bits & 4) digits++;
    else if (byte === 0x2d) {
      if (dash < 0) dash = i;
      lastDash = i;
    } else {
      lastOther = i;
      if (byte === 0x2e) dots++;
      else if (byte === 0x3a) colon = colon < 0 ? i : colon;
      else if (byte === 0x40) at = at < 0 ? i : at;
      else if (byte === 0x2f && slashes++ === 0) slash = i;
    }
  }
  look.flags = flags;
  look.digits = digits;
  look.dots = dots;
  look.slashes = slashes;
  look.colon = colon;
  look.slash = slash;
  look.dash = dash;
  look.lastDash = lastDash;
  look.tailDigits = lastDash >= 0 && lastDash > lastOther && lastDash < end - 1;
  look.at = at;
  look.head = head < 0 ? end - start : head;
}

/** Tells whether a word begins like a Windows path: a drive or a backslash. */
export function isWindowsPath(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 3) return false;
  return bytes[start] === 0x5c || (bytes[start + 1] === 0x3a && bytes[start + 2] === 0x5c);
}

/** Tells whether a word has `://` in it, in front of any other slash. */
export function hasScheme({ slash, colon, end }: WordLook, bytes: Uint8Array): boolean {
  return slash > 0 && slash + 1 < end && bytes[slash + 1] === 0x2f && colon === slash - 1;
}

/** Tells whether a word of host or package labels (letters, digits, dashes, underscores) ends in a label of small letters. */
export function isDottedName({ start, end }: WordLook, table: Uint16Array, bytes: Uint8Array): boolean {
  const small = byteBit.lower | byteBit.notHex;
  const allowed = small | byteBit.upper | byteBit.digit | byteBit.dash | byteBit.dot | byteBit.soft | byteBit.underscore;
  let last = 0;
  for (let i = start; i < end; i++) {
    const bits = table[bytes[i] ?? 0] ?? 0;
    if (bits & ~allowed) return false;
    last = bits & byteBit.dot ? 0 : last | bits;
  }
  return last !== 0 && !(last & ~small);
}
