/** Credentials in HTTP headers: `Authorization` with any scheme, `Bearer` and `Basic` wherever they stand, and cookies. */
import { byte, byteText, isAlnum, isBlank } from './byteClass.ts';
import { placeholderLength } from './findings.ts';
import { isCredential } from './judge.ts';
import type { Rule, View } from './view.ts';

/** How far behind a scheme's name the credential may begin: blanks, quotes and joints of JSON in between. */
const maxGap = 12;
/** Parts of a cookie header that are no cookies. */
const cookieAttributes = new Set(['path', 'domain', 'expires', 'max-age', 'samesite', 'secure', 'httponly', 'priority', 'partitioned', 'version', 'comment']);
const sessionName = /sess|sid|auth|token|jwt|login|remember|csrf|xsrf/i;

/** `Bearer …`: sentences about bearers have no credential behind the word. */
export const bearerRule: Rule = (view, start, end) => {
  const at = credentialAfter(view, end);
  const stop = credentialEnd(view, at);
  if (at === end || !isPart(view.bytes, start - 1) || !isCredential(view.bytes, at, stop)) return end;
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
  const isScheme = stop > at && stop - at <= 32 && isGap(bytes[stop] ?? 0) && !isCredential(bytes, at, stop);
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
    let start = nameEnd;
    while (start < to && start - nameEnd < maxGap && isGap(bytes[start] ?? 0)) start++;
    if (nameEnd === at || start === nameEnd) break;
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
  return Math.max(end, at);
};

function redact(view: View, start: number, stop: number, kind: string): number {
  if (placeholderLength(view.bytes, start) > 0) return start;
  view.findings.add(view.bytes, start, stop, { kind, isGeneric: true });
  return start;
}

/** Returns where the credential begins, `at` when nothing joins it. */
function credentialAfter({ bytes, to }: View, at: number): number {
  let i = at;
  while (i < to && i - at < maxGap) {
    const code = bytes[i] ?? 0;
    if (isGap(code)) i++;
    else if (code === byte.percent && /^%(?:20|3a|22|3d)/i.test(byteText(bytes, i, i + 3))) i += 3;
    else break;
  }
  return i;
}

function isGap(code: number): boolean {
  return code === byte.space || code === byte.tab || code === byte.colon || code === byte.equals || code === byte.quote || code === byte.apostrophe || code === byte.backslash || code === byte.plus || code === byte.comma || code === byte.greater;
}

function joins(bytes: Uint8Array, from: number, to: number): boolean {
  return /[:=,]|%3[ad]/i.test(byteText(bytes, from, to));
}

function credentialEnd({ bytes, to }: View, at: number): number {
  let i = at;
  while (i < to) {
    const code = bytes[i] ?? 0;
    if (code <= byte.space || code === byte.quote || code === byte.apostrophe || code === byte.backslash || code === byte.comma || code === byte.semicolon || code === byte.less || code === byte.greater || code === byte.ampersand || code === byte.closeParenthesis || code === byte.closeBracket || code === byte.closeBrace) break;
    i++;
  }
  return i;
}

function isPart(bytes: Uint8Array, at: number): boolean {
  return at < 0 || !isAlnum(bytes[at] ?? 0);
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
