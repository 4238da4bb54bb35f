/** Finds the value that belongs to a name: `name=value`, JSON, YAML, XML, query parameters, command lines, and all of these escaped. */
import { quoteAround, quoteLevel, quoteOfLevel, stringEnd, stringsAt } from './jsonStrings.ts';
import { byte, hasText, isBase64, isBlank, isDigit, isLower, isQuote, isUpper } from './byteClass.ts';

/** How name and value are joined. */
export type Joint = 'equals' | 'colon' | 'flag' | 'prose';

/** Where a value is. */
export interface Value {
  readonly start: number;
  readonly end: number;
  readonly joint: Joint;
  readonly isQuoted: boolean;
  /** Quote to put around what replaces a bare JSON value; empty otherwise. */
  readonly wrap: string;
}

/** A word without a joint before it has to be so long. */
const shortestDrawn = 14;
/** Blanks that may stand around a joint; more are a table. */
const maxBlanks = 4;
/** Encoded quotes, longest first; `text` is what stands in the bytes. */
const encodedQuotes = ['&quot;', '&#34;', '&#39;', '%22', '%27', '\\u0022'] as const;
/** Bytes that end a bare value. */
const bareEnds = new Set([byte.space, byte.tab, byte.newline, byte.carriageReturn, byte.comma, byte.semicolon, byte.ampersand, byte.quote, byte.apostrophe, byte.backtick, byte.less, byte.greater, byte.backslash, byte.bar].map(Number));
/** Brackets end a bare value only where a word ends too, since passwords hold them. */
const closers = new Set([byte.closeParenthesis, byte.closeBrace, byte.closeBracket].map(Number));
/** Ends of a value in a text that is percent-encoded as a whole. */
const encodedEnds = ['%26', '%22', '%27', '%20', '%3B', '%0A', '%0D', '%2C', '%7D', '%3b', '%0a', '%0d', '%2c', '%7d'] as const;

interface Mark {
  readonly at: number;
  /** The closing text; empty when there was no quote. */
  readonly quote: string;
}

interface Found {
  readonly at: number;
  readonly joint: Joint;
  readonly isEncoded: boolean;
}

/** How the name of a value stands there. */
export interface NameShape {
  /** It began with a dash, so a blank joins. */
  readonly isFlag: boolean;
  readonly isElement: boolean;
  /** Where the text begins that may be looked at. */
  readonly from: number;
}

/**
 * Returns the value of the name that ends at `at`, undefined when none follows. A quote right behind the joint that ends a string and begins
 * none, as in `["password=", 1]`, is no value's.
 */
export function valueAfter(bytes: Uint8Array, at: number, to: number, name: NameShape): Value | undefined {
  const { isFlag, isElement, from } = name;
  const closing = nameQuoteAt(bytes, closeBracket(bytes, at), to);
  const joint = jointAt(bytes, closing.at, to, { isFlag, isElement, isQuoted: closing.quote !== '' });
  if (!joint) return undefined;
  let start = skipBlanks(bytes, joint.at, to);
  if (bytes[start] === byte.openBracket && isQuote(bytes[start + 1] ?? 0)) start++;
  start = skipStringPrefix(bytes, start);
  const opening = quoteAt(bytes, start, to);
  if (closing.quote === '' && opening.quote !== '') {
    const next = bytes[opening.at] ?? 0;
    if (opening.at >= to || isBlank(next) || next === byte.comma || closers.has(next)) return undefined;
    if (next === byte.colon) return valueAfter(bytes, start, to, name);
  }
  if (closing.quote !== '' && opening.quote.endsWith('"') && quoteLevel(opening.quote.length - 1) < (stringsAt(bytes, at, from)?.depth ?? 0) - 1) return undefined;
  const isOther = opening.quote === "'" || opening.quote === '`';
  const closed = opening.quote === '' ? -1 : quotedEnd(bytes, opening.at, isOther ? stringEnd(bytes, start, from, to) : to, opening.quote);
  const end = closed < 0 ? bareEnd(bytes, opening.at, to, joint) : closed;
  if (end <= opening.at) return undefined;
  const isBareJson = closing.quote.endsWith('"') && joint.joint === 'colon' && opening.quote === '';
  return { start: opening.at, end, joint: joint.joint, isQuoted: closed >= 0, wrap: isBareJson ? quoteAround(bytes, opening.at, from, closing.quote) : '' };
}

/** Returns the place behind a quote, plain, escaped or encoded, and the text that closes it. */
export function quoteAt(bytes: Uint8Array, at: number, to: number): Mark {
  let i = at;
  while (i < to && bytes[i] === byte.backslash) i++;
  const code = bytes[i] ?? 0;
  if (i < to && isQuote(code)) return { at: i + 1, quote: '\\'.repeat(i - at) + String.fromCharCode(code) };
  if (code !== byte.percent && code !== byte.ampersand && i === at) return { at, quote: '' };
  for (const quote of encodedQuotes) if (hasText(bytes, at, quote)) return { at: at + quote.length, quote };
  return { at, quote: '' };
}

/** Returns the place behind the quote that closes a name; backslashes beyond those of its level belong to the name. */
function nameQuoteAt(bytes: Uint8Array, at: number, to: number): Mark {
  const found = quoteAt(bytes, at, to);
  return found.quote.endsWith('"') ? { at: found.at, quote: quoteOfLevel(quoteLevel(found.quote.length - 1)) } : found;
}

function closeBracket(bytes: Uint8Array, at: number): number {
  if (bytes[at] === byte.closeBracket) return at + 1;
  return hasText(bytes, at, '%5d', true) ? at + 3 : at;
}

function skipBlanks(bytes: Uint8Array, at: number, to: number): number {
  let i = at;
  const stop = Math.min(to, at + maxBlanks);
  while (i < stop && (bytes[i] === byte.space || bytes[i] === byte.tab)) i++;
  return i;
}

/** Steps over Python's `u''`, `b''` and `r''`. */
function skipStringPrefix(bytes: Uint8Array, at: number): number {
  const next = bytes[at + 1] ?? 0;
  return hasText(bytes, at, 'b') || hasText(bytes, at, 'u') || hasText(bytes, at, 'r') ? (isQuote(next) ? at + 1 : at) : at;
}

function jointAt(bytes: Uint8Array, at: number, to: number, name: { readonly isFlag: boolean; readonly isElement: boolean; readonly isQuoted: boolean }): Found | undefined {
  const i = skipBlanks(bytes, at, to);
  if (i >= to) return undefined;
  const code = bytes[i] ?? 0;
  const plain = (length: number, joint: Joint): Found => ({ at: i + length, joint, isEncoded: false });
  if (code === byte.equals) return plain(bytes[i + 1] === byte.greater || bytes[i + 1] === byte.equals ? 2 : 1, 'equals');
  if (code === byte.colon) return plain(bytes[i + 1] === byte.equals || bytes[i + 1] === byte.colon ? 2 : 1, bytes[i + 1] === byte.equals ? 'equals' : 'colon');
  // The signs of East Asian keyboards, three bytes each.
  if (code === 0xef && bytes[i + 1] === 0xbc && (bytes[i + 2] === 0x9a || bytes[i + 2] === 0x9d)) return plain(3, 'colon');
  if (code === byte.percent) {
    if (hasText(bytes, i, '%3d', true)) return { at: i + 3, joint: 'equals', isEncoded: true };
    return hasText(bytes, i, '%3a', true) ? { at: i + 3, joint: 'colon', isEncoded: true } : undefined;
  }
  if (code === byte.greater && name.isElement) return plain(1, 'equals');
  if (code === byte.dash && bytes[i + 1] === byte.greater) return plain(2, 'equals');
  if (code === byte.greater && name.isQuoted) return plain(1, 'colon');
  if (name.isQuoted) return valueAttribute(bytes, i, to, name.isFlag);
  if (i === at) return undefined;
  if (name.isFlag) return code === byte.dash ? undefined : plain(0, 'flag');
  if (hasText(bytes, i, 'is ', true)) return plain(3, 'prose');
  if (hasText(bytes, i, 'is: ', true)) return plain(4, 'prose');
  if (hasText(bytes, i, 'value: ') || hasText(bytes, i, 'value=')) return plain(bytes[i + 5] === byte.equals ? 6 : 7, 'equals');
  return isDrawn(bytes, i, to) ? plain(0, 'prose') : undefined;
}

/** Tells whether a word behind a name is long and mixed enough to be what is named, though nothing joins them. */
function isDrawn(bytes: Uint8Array, at: number, to: number): boolean {
  let i = at;
  let kinds = 0;
  for (; i < to && i - at < shortestDrawn && !isBlank(bytes[i] ?? 0); i++) {
    const code = bytes[i] ?? 0;
    if (!isBase64(code)) return false;
    kinds |= isDigit(code) ? 1 : isUpper(code) ? 2 : isLower(code) ? 4 : 0;
  }
  return i - at >= shortestDrawn && kinds === 7;
}

/** After a quoted name: `, "x"` of an argument list when the name is a flag, or `"value": "…"` and `value="…"` of a pair of fields. */
function valueAttribute(bytes: Uint8Array, at: number, to: number, isFlag: boolean): Found | undefined {
  let i = bytes[at] === byte.comma ? skipBlanks(bytes, at + 1, to) : at;
  const isList = i > at;
  const quote = quoteAt(bytes, i, to);
  if (!hasText(bytes, quote.at, 'value', true)) return isList && isFlag && quote.quote !== '' ? { at: i, joint: 'flag', isEncoded: false } : undefined;
  i = skipBlanks(bytes, quoteAt(bytes, quote.at + 5, to).at, to);
  return bytes[i] === byte.equals || bytes[i] === byte.colon ? { at: i + 1, joint: 'equals', isEncoded: false } : undefined;
}

/** Returns the place of the closing quote, -1 when the line ends first. */
function quotedEnd(bytes: Uint8Array, at: number, to: number, quote: string): number {
  const mark = quote.charCodeAt(quote.length - 1);
  const isEscaped = quote.length > 1 && quote.startsWith('\\') && quote !== '\\u0022';
  const isPlain = quote.length === 1;
  for (let i = at; i < to; i++) {
    const code = bytes[i] ?? 0;
    if (code === byte.newline) return -1;
    if (!isPlain && !isEscaped) {
      if (code === quote.charCodeAt(0) && hasText(bytes, i, quote, true)) return i;
      continue;
    }
    if (code !== mark) continue;
    let slashes = 0;
    while (i - slashes > at && bytes[i - slashes - 1] === byte.backslash) slashes++;
    if (slashes % 2 === 0) return i;
    if (!isPlain && (slashes < quote.length || quoteLevel(slashes) <= quoteLevel(quote.length - 1))) return i - (2 ** quoteLevel(slashes) - 1);
  }
  return -1;
}

function bareEnd(bytes: Uint8Array, at: number, to: number, { isEncoded, joint }: Found): number {
  let i = at;
  for (; i < to; i++) {
    const code = bytes[i] ?? 0;
    if (bareEnds.has(code)) {
      if ((code === byte.comma || code === byte.bar) && joint === 'flag') continue;
      break;
    }
    if (closers.has(code) && endsWord(bytes, i + 1, to)) break;
    if (code === byte.percent && isEncoded && encodedEnds.some((mark) => hasText(bytes, i, mark))) break;
  }
  while (i > at && (bytes[i - 1] === byte.dot || bytes[i - 1] === byte.colon) && (i >= to || isBlank(bytes[i] ?? 0))) i--;
  return i;
}

function endsWord(bytes: Uint8Array, at: number, to: number): boolean {
  const code = bytes[at] ?? 0;
  return at >= to || isBlank(code) || bareEnds.has(code) || closers.has(code) || code === byte.dot || code === byte.colon;
}
