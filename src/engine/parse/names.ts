/** Judges by their look whether words are names of loggers, of threads, or plain words. */
import { byteClass, isDigit, isLetter } from './bytes.ts';

/** How much a word looks like the name of a logger, tag, class or program. */
export const nameLook = { none: 0, plain: 1, code: 2, dotted: 3 } as const;

const longestName = 120;
const exceptionEnds = ['Error', 'Exception', 'Warning', 'Failure', 'Interrupt', 'Errno'];
const threadWords = /^(?:main|none|null|-|\*|async|scheduling|background-preinit|.*(?:thread|worker|exec|executor|pool|task|handler|dispatcher|eventloop|fiber|listener)[^a-z]*\d.*|[a-z]*-?\d+|.*-\d+-.*\d|req-.*|[0-9a-f-]{8,}|.*=.*|pid.*|tid.*|client .*|\d.*|#.*|.*\/\d+|.*@[0-9a-f]{5,})$/i;

/** Classifies the word `bytes[start, end)`. */
export function lookOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 1 || length > longestName) return nameLook.none;
  let lettersSeen = 0;
  let humps = 0;
  let marks = 0;
  let dots = 0;
  for (let i = start; i < end; i++) {
    const b = bytes[i] ?? 0;
    const kind = byteClass[b] ?? 0;
    if ((kind & 2) !== 0) {
      lettersSeen++;
      if ((kind & 64) !== 0 && i > start && ((byteClass[bytes[i - 1] ?? 0] ?? 0) & 66) === 2) humps++;
    } else if (b === 0x2e) {
      if (i > start && i + 1 < end && (isLetter(bytes[i - 1]) || isDigit(bytes[i - 1]) || bytes[i - 1] === 0x5f)) dots++;
      else if (i + 1 === end) return nameLook.none;
    } else if (b === 0x5f || b === 0x24 || b === 0x2f || b === 0x40 || b === 0x23 || b === 0x3a || (kind & 1) !== 0) marks++;
    else if (b !== 0x2d && b !== 0x2a && b !== 0x3e && b !== 0x3c && b !== 0x5c && b !== 0x7e && (kind & 32) === 0) return nameLook.none;
  }
  if (lettersSeen === 0) return nameLook.none;
  if (dots > 0 && lettersSeen * 2 > length) return nameLook.dotted;
  return humps > 0 || marks > 0 ? nameLook.code : nameLook.plain;
}

/** Tells whether a word ends like the name of an exception; such a name in front of a colon begins a message. */
export function isExceptionName(bytes: Uint8Array, start: number, end: number): boolean {
  return exceptionEnds.some((suffix) => endsWith(bytes, start, end, suffix));
}

/** Tells whether a bracket's inside names a thread, a request, a process or a place in memory, and no logger. */
export function isThreadLike(text: string): boolean {
  return threadWords.test(text.trim());
}

/** Cuts what is no name off both ends of a component: blanks, quotes, a line number, `prefix:Name@line`. */
export function componentSpan(bytes: Uint8Array, from: number, to: number): { start: number; end: number } {
  let start = from;
  let end = to;
  while (start < end && (bytes[start] === 0x20 || bytes[start] === 0x22 || bytes[start] === 0x27)) start++;
  while (end > start && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0x22 || bytes[end - 1] === 0x27 || bytes[end - 1] === 0x3a)) end--;
  let at = end;
  while (at > start && isDigit(bytes[at - 1])) at--;
  if (at < end && at > start + 1 && bytes[at - 1] === 0x40) {
    end = at - 1;
    for (let i = end - 1; i > start; i--) if (bytes[i] === 0x3a) return { start: i + 1, end };
  }
  return { start, end };
}

/** Returns where the class with its package begins that ends at `end` behind ` (`, -1 when there is none: two dots at least and a capital behind the last. */
export function loggerBehind(bytes: Uint8Array, from: number, end: number): number {
  let dots = 0;
  let start = end;
  for (; start > from && end - start < longestName; start--) {
    const b = bytes[start - 1] ?? 0;
    if (b === 0x2e) {
      const next = bytes[start] ?? 0;
      if (dots++ === 0 && (next < 0x41 || next > 0x5a)) return -1;
    } else if (((byteClass[b] ?? 0) & 3) === 0 && b !== 0x5f && b !== 0x24) break;
  }
  return dots >= 2 && bytes[start - 1] === 0x28 && bytes[start - 2] === 0x20 ? start : -1;
}

function endsWith(bytes: Uint8Array, start: number, end: number, suffix: string): boolean {
  if (end - start < suffix.length) return false;
  for (let i = 0; i < suffix.length; i++) if (bytes[end - suffix.length + i] !== suffix.charCodeAt(i)) return false;
  return true;
}
