/** Credentials in HTTP headers: `Authorization` with any scheme, `Bearer` and `Basic` wherever they stand, and cookies. */
import { byte, byteText, isAlnum, isBlank } from './byteClass.ts';
import { placeholderLength } from './findings.ts';
import { isCredential } from './judge.ts';
import { judges, wordBeginsAt, type Rule, type View } from './view.ts';

/** How far behind a scheme's name the credential may begin: blanks, quotes and joints of JSON in between. */
const maxGap = 24;
/** A header up to this length is searched again, since what stands in it may say better what it is. */
const maxAgain = 512;
/** Parts of a cookie header that are no cookies. */
const cookieAttributes = new Set(['path', 'domain', 'expires', 'max-age', 'samesite', 'secure', 'httponly', 'priority', 'partitioned', 'version', 'comment']);
const sessionName = /sess|sid|auth|token|jwt|login|remember|csrf|xsrf/i;

/** `Bearer …`: sentences about bearers have no credential behind the word. */
export const bearerRule: Rule = (view, start, end) => {
  const at = credentialAfter(view, end);
  const stop = credentialEnd(view, at);
  if (at === end || !wordBeginsAt(view, start) || !isCredential(view.bytes, at, stop)) return end;
  return redact(view, at, stop, 'bearer-token');
};

/** `Basic …`: what follows has to be base64, and long unless an authorization is what it is about. */
export const basicRule: Rule = (view, start, end) => {
  const { bytes, from } = view;
  const at = credentialAfter(view, end);
  const stop = credentialEnd(view, at);
  if (at === end || stop - at < 4) return end;
  const before = byteText(bytes, Math.max(from, start - 24), start);
  if (!/authorization["'\\:=\s]*$/i.test(before) && (stop - at < 12 || !decodesToPair(byteText(bytes, at, Math.min(stop, at + 256))))) return end;
  if (/^(?:auth|authentication|realm|required)/i.test(byteText(bytes, at, at + 16))) return end;
  return redact(view, at, stop, 'basic-auth');
};

/** `Authorization: …` with a scheme of which nothing else is known, or with none. */
export const authorizationRule: Rule = (view, _start, end) => {
  const { bytes, to } = view;
  const at = credentialAfter(view, end);
  if (at === end || !joins(bytes, end, at)) return end;
  let stop = at;
  while (stop < to && (isAlnum(bytes[stop] ?? 0) || bytes[stop] === byte.dash)) stop++;
  const scheme = byteText(bytes, at, Math.min(stop, at + 32)).toLowerCase();
  if (scheme === 'bearer' || scheme === 'basic') return at;
  const isScheme = stop > at && stop - at <= 32 && credentialAfter(view, stop) > stop && !isCredential(bytes, at, stop);
  const first = isScheme ? credentialAfter(view, stop) : at;
  const last = credentialEnd(view, first);
  return isCredential(bytes, first, last) ? redact(view, first, last, 'credential') : end;
};

/** Values of `Cookie` and `Set-Cookie`, the attributes left alone. */
export const cookieRule: Rule = (view, _start, end) => {
  const { bytes, to } = view;
  let at = credentialAfter(view, end);
  if (at === end || !joins(bytes, end, at)) return end;
  while (at < to) {
    let nameEnd = at;
    while (nameEnd < to && nameEnd - at < 64 && isNameByte(bytes[nameEnd] ?? 0)) nameEnd++;
    const start = credentialAfter(view, nameEnd);
    if (nameEnd === at || start === nameEnd || !joins(bytes, nameEnd, start)) break;
    let stop = start;
    while (stop < to && !isCookieEnd(bytes[stop] ?? 0)) stop++;
    const name = byteText(bytes, at, nameEnd);
    if (!cookieAttributes.has(name.toLowerCase()) && placeholderLength(bytes, start) === 0 && (isCredential(bytes, start, stop) || (sessionName.test(name) && stop - start >= 8))) {
      view.findings.add(bytes, start, stop, { kind: 'cookie', isGeneric: true });
    }
    at = stop;
    if (bytes[at] !== byte.semicolon) break;
    at++;
    while (at < to && bytes[at] === byte.space) at++;
  }
  return at - end > maxAgain ? at : end;
};

function redact(view: View, start: number, stop: number, kind: string): number {
  if (placeholderLength(view.bytes, start) > 0) return start;
  view.findings.add(view.bytes, start, stop, { kind, isGeneric: true });
  return start;
}

/** What may stand between a header's name or scheme and what belongs to it: the end of a quote, a joint, the beginning of a quote, blanks. */
const gap = /^(\\*["']|%22)?[ \t]{0,4}(:|=>?|%3[ad]|,(?=[ \t]?\\*["']))?(?:[ \t+]|%20){0,4}(\\*["']|%22)?(?:[ \t+]|%20){0,4}/i;

/** Returns where the credential begins, `at` when nothing joins it: a string that ends there, a list that goes on, a bare number of JSON. */
function credentialAfter(view: View, at: number): number {
  const { bytes, to } = view;
  const [whole = '', closing, joint, opening] = gap.exec(byteText(bytes, at, Math.min(to, at + maxGap))) ?? [];
  if (whole !== '') judges(view, at);
  if (closing !== undefined && (joint === undefined || opening === undefined)) return at;
  return joint === ',' && closing === undefined ? at : at + whole.length;
}

function joins(bytes: Uint8Array, from: number, to: number): boolean {
  return /[:=,]|%3[ad]/i.test(byteText(bytes, from, to));
}

function credentialEnd({ bytes, to }: View, at: number): number {
  let i = at;
  while (i < to) {
    const code = bytes[i] ?? 0;
    if (code <= byte.space || code > 0x7e || code === byte.quote || code === byte.apostrophe || code === byte.backslash || code === byte.comma || code === byte.semicolon || code === byte.less || code === byte.greater || code === byte.ampersand || code === byte.closeParenthesis || code === byte.closeBracket || code === byte.closeBrace) break;
    i++;
  }
  return i;
}

function isNameByte(code: number): boolean {
  return isAlnum(code) || code === byte.underscore || code === byte.dash || code === byte.dot || code === byte.dollar || code === byte.percent;
}

function isCookieEnd(code: number): boolean {
  return isBlank(code) || code === byte.semicolon || code === byte.quote || code === byte.apostrophe || code === byte.backslash || code === byte.comma;
}

function decodesToPair(text: string): boolean {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(text, 'base64').toString('latin1'));
}
