/**
 * Where a place stands among the strings of JSON in its line, nested ones too. A quote that is escaped n times has 2^n - 1 backslashes; what is
 * written before it as `\` becomes twice as many each time, so of k backslashes the power of two in k + 1 tells the level.
 */
import { byte, lineEnd } from './byteClass.ts';

/** So far back a line's beginning is looked for; ours. */
const maxBack = 1 << 14;

/** Strings that are open at a place: levels 0 to `depth - 1`. */
export interface OpenStrings {
  readonly depth: number;
  /** Quotes of level `depth` that stand before the place in the innermost open string. */
  readonly quotes: number;
}

/** Returns the level of a quote with `slashes` backslashes before it: 0 for a plain one. */
export function quoteLevel(slashes: number): number {
  return 31 - Math.clz32((slashes + 1) & -(slashes + 1));
}

/** Returns the text of a quote of `level`. */
export function quoteOfLevel(level: number): string {
  return `${'\\'.repeat(2 ** level - 1)}"`;
}

/** Returns the strings open at `at`, undefined where the line before it does not look like JSON or is too long. */
export function stringsAt(bytes: Uint8Array, at: number, from: number): OpenStrings | undefined {
  const start = jsonStart(bytes, at, from);
  if (start < 0) return undefined;
  const quotes = [0];
  let depth = 0;
  for (let i = start; i < at; i++) {
    if (bytes[i] !== byte.quote) continue;
    const level = quoteLevel(slashesBefore(bytes, i, start));
    quotes[level] = (level > depth ? 0 : quotes[level] ?? 0) + 1;
    depth = level < depth ? level : level + 1;
    quotes[depth] = level < depth ? 0 : quotes[depth] ?? 0;
  }
  return { depth, quotes: quotes[depth] ?? 0 };
}

/** Returns where the innermost string that is open at `at` ends, `to` when none is or it has no end. */
export function stringEnd(bytes: Uint8Array, at: number, from: number, to: number): number {
  const depth = stringsAt(bytes, at, from)?.depth ?? 0;
  for (let i = at; depth > 0 && i < to && bytes[i] !== byte.newline; i++) {
    if (bytes[i] !== byte.quote) continue;
    const level = quoteLevel(slashesBefore(bytes, i, at));
    if (level < depth) return i - (2 ** level - 1);
  }
  return to;
}

/** Returns where the text around `at` ends: its line, or behind the plain quote that ends its string. */
export function textEnd(bytes: Uint8Array, at: number, from: number, to: number): number {
  const end = lineEnd(bytes, at, to);
  return Math.min(end, stringEnd(bytes, at, from, end) + 1);
}

/** Returns the quote that makes a string of a bare JSON value at `at`: empty in the middle of a text, `otherwise` where the line is no JSON. */
export function quoteAround(bytes: Uint8Array, at: number, from: number, otherwise: string): string {
  const open = stringsAt(bytes, at, from);
  if (!open) return otherwise;
  return open.depth > 0 && open.quotes === 0 ? '' : quoteOfLevel(open.depth);
}

/** Returns how many backslashes stand right before `at`. */
function slashesBefore(bytes: Uint8Array, at: number, from: number): number {
  let i = at;
  while (i > from && bytes[i - 1] === byte.backslash) i--;
  return at - i;
}

/** Returns where the line's first object or list begins, -1 when it has none before `at`. */
function jsonStart(bytes: Uint8Array, at: number, from: number): number {
  const stop = Math.max(from, at - maxBack);
  let line = at;
  while (line > stop && bytes[line - 1] !== byte.newline) line--;
  if (line > from && bytes[line - 1] !== byte.newline) return -1;
  for (let i = line; i < at; i++) {
    const code = bytes[i] ?? 0;
    if (code === byte.quote) return -1;
    if (code === byte.openBrace && bytes[i + 1] === byte.quote) return i;
    if (code === byte.openBracket && i === line) return i;
  }
  return -1;
}
