/** Credentials in addresses: `scheme://user:password@host`, also with its signs percent-encoded or its slashes escaped. */
import { byte, hasText, isAlnum, isBlank, isQuote } from './byteClass.ts';
import { placeholderLength } from './findings.ts';
import { isRandom, shapeOf } from './shape.ts';
import { judges, type Rule, type View } from './view.ts';

/** Longest user and password that are looked for. */
const maxUser = 256;
const maxPassword = 1024;

/** Takes the password out, or a user that looks like a token where there is no password; the search goes on inside, since a token there has a better name. */
export const urlRule: Rule = (view, start, end) => {
  const { bytes, from, findings } = view;
  if (start <= from || !isAlnum(bytes[start - 1] ?? 0)) return end;
  const isEncoded = bytes[start] === byte.percent;
  const colon = userEnd(view, end, isEncoded);
  if (colon < 0) return end;
  if (isAt(bytes, colon, isEncoded)) {
    judges(view, start);
    if (isToken(bytes, end, colon)) findings.add(bytes, end, colon, { kind: 'url-token', isGeneric: true });
    return end;
  }
  const first = colon + signLength(bytes, colon, isEncoded);
  const stop = passwordEnd(view, first, isEncoded);
  if (stop > first) judges(view, start);
  if (stop > first && placeholderLength(bytes, first) === 0 && !isStandIn(bytes, first, stop)) findings.add(bytes, first, stop, { kind: 'url-password', isGeneric: true });
  return end;
};

/** `user:password@tcp(host)`, as programs in Go name a database. */
export const goAddressRule: Rule = (view, start, end) => {
  const { bytes, from, findings } = view;
  judges(view, start);
  let first = start;
  while (first > from && start - first < maxPassword && bytes[first - 1] !== byte.colon && !endsAuthority(bytes[first - 1] ?? 0)) first--;
  if (bytes[first - 1] === byte.colon && first < start && isAlnum(bytes[first - 2] ?? 0) && !isStandIn(bytes, first, start)) findings.add(bytes, first, start, { kind: 'url-password', isGeneric: true });
  return end;
};

/** Returns the place of the `:` or `@` behind the user; -1 when the host comes first. */
function userEnd({ bytes, to }: View, at: number, isEncoded: boolean): number {
  for (let i = at; i < Math.min(to, at + maxUser); i++) {
    const code = bytes[i] ?? 0;
    if (code === byte.colon || code === byte.at || (isEncoded && (hasText(bytes, i, '%3a', true) || hasText(bytes, i, '%40')))) return i;
    if (endsAuthority(code) || code === byte.openBracket || (isEncoded && hasText(bytes, i, '%2f', true))) return -1;
  }
  return -1;
}

function signLength(bytes: Uint8Array, at: number, isEncoded: boolean): number {
  return isEncoded && bytes[at] === byte.percent ? 3 : 1;
}

function isAt(bytes: Uint8Array, at: number, isEncoded: boolean): boolean {
  return bytes[at] === byte.at || (isEncoded && hasText(bytes, at, '%40'));
}

/** Returns the place of the last `@` before the host; 0 when there is none. Passwords written without encoding may hold `@`, `:` and `#`. */
function passwordEnd({ bytes, to }: View, at: number, isEncoded: boolean): number {
  let last = 0;
  for (let i = at; i < Math.min(to, at + maxPassword); i++) {
    const code = bytes[i] ?? 0;
    if (isAt(bytes, i, isEncoded)) last = i;
    else if (endsAuthority(code) && code !== byte.hash || (isEncoded && hasText(bytes, i, '%2f', true))) break;
    else if (code === byte.comma && last > 0) break;
  }
  return last;
}

function endsAuthority(code: number): boolean {
  return isBlank(code) || isQuote(code) || code === byte.slash || code === byte.less || code === byte.greater || code === byte.backslash || code === byte.question || code === byte.hash;
}

function isToken(bytes: Uint8Array, start: number, end: number): boolean {
  const shape = shapeOf(bytes, start, end);
  return shape.length >= 20 && (isRandom(shape) || (shape.isHex && shape.length >= 32));
}

/** `${PASSWORD}`, `***`, `<password>` and their like. */
function isStandIn(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start];
  const last = bytes[end - 1];
  if (first === byte.asterisk) return last === byte.asterisk;
  if (first === byte.less) return last === byte.greater;
  if (first === byte.openBrace) return last === byte.closeBrace;
  return first === byte.dollar && (bytes[start + 1] === byte.openBrace || bytes[start + 1] === byte.openParenthesis);
}
