/** The rule behind every name of a secret: reads the whole name, finds its value, judges it. */
import { byte, byteText, hasText, holdsDigit, isAlnum, isKeyByte, isLower, isQuote, isUpper } from './byteClass.ts';
import { placeholderLength } from './findings.ts';
import { isSecretValue } from './judge.ts';
import { closedSuffixes, harmlessPrefixes, keyStems, openSuffixes, type KeyStrength, type KeyWord } from './keyTable.ts';
import { valueAfter, type Value } from './keyValue.ts';
import { judges, type Rule, type View } from './view.ts';

/** Longest part of a name before and behind its word. */
const maxNameLength = 48;
/** A value that was not taken is looked at this far, so that names inside a long one cost no more than this each. */
const maxLook = 512;
/** A value up to this length is searched again, since a token in it says better what it is. */
const maxAgain = 256;

/** A test is called `TestCart`, `tests/cart.sh`, `cart.test.js` or `cart::total`. */
const testName = /^[Tt]est|^[\w.-]+\/[\w./-]+$|::|\.(?:[cm]?[jt]sx?|sh|py|rb|pl|t|exe)$/;

const open = new Set(openSuffixes);
const closed = new Set(closedSuffixes);
const harmless = new Set(harmlessPrefixes);

/** Makes the rule of one word. */
export function keyRule(row: KeyWord): Rule {
  return (view, start, end) => {
    const { bytes, from, to } = view;
    let nameEnd = end;
    while (nameEnd < to && nameEnd - end < maxNameLength && isKeyByte(bytes[nameEnd] ?? 0)) nameEnd++;
    if (!mayJoin(bytes[nameEnd] ?? 0)) return end;
    let nameStart = start;
    while (nameStart > from && start - nameStart < maxNameLength && isKeyByte(bytes[nameStart - 1] ?? 0) && !hasText(bytes, nameStart, '--')) nameStart--;
    const before = nameStart > from ? bytes[nameStart - 1] : 0;
    const name = { isFlag: bytes[nameStart] === byte.dash, isElement: before === byte.less || before === byte.colon, from };
    const near = Math.min(to, nameEnd + maxLook);
    const value = valueAfter(bytes, nameEnd, near, name);
    if (!value) return end;
    // Without a digit in the name and the value all that are alike are judged alike.
    if (view.judged && holdsDigit(bytes, nameStart, value.end)) judges(view, start);
    const strength = strengthOf(row, bytes, { nameStart, start, end, nameEnd });
    if (strength === undefined) return end;
    if (placeholderLength(bytes, value.start) > 0) return value.start;
    if (row.word === 'pwd' && isFolder(bytes, value.start)) return end;
    if (row.word === 'pass' && isVerdict(bytes, nameStart, nameEnd, value)) return end;
    if (!isSecretValue(bytes, value, strength)) return end;
    return take(view, row.kind, value.end < near ? value : valueAfter(bytes, nameEnd, to, name) ?? value);
  };
}

function take(view: View, kind: string, value: Value): number {
  judges(view, value.start);
  view.findings.add(view.bytes, value.start, value.end, { kind, wrap: value.wrap, isGeneric: true });
  return value.end - value.start <= maxAgain ? value.start : value.end;
}

/** What can follow a name that has a value. */
function mayJoin(code: number): boolean {
  return code === byte.equals || code === byte.colon || code === byte.space || code === byte.tab || isQuote(code) || code === byte.backslash || code === byte.percent
    || code === byte.ampersand || code === 0xef || code === byte.greater || code === byte.closeBracket;
}

function strengthOf(row: KeyWord, bytes: Uint8Array, at: { readonly nameStart: number; readonly start: number; readonly end: number; readonly nameEnd: number }): KeyStrength | undefined {
  const suffix = at.end === at.nameEnd ? '' : bare(byteText(bytes, at.end, at.nameEnd)).replace(/\d+$/, '');
  const prefix = at.nameStart === at.start ? '' : bare(byteText(bytes, at.nameStart, at.start));
  if (closed.has(suffix)) return undefined;
  if (row.strength === 'always') return open.has(suffix) ? 'always' : 'mixed';
  if (harmless.has(prefix)) return undefined;
  if (row.word === 'key' && !keyStems.some((stem) => prefix.endsWith(stem))) return undefined;
  if (row.strength === 'word' || row.strength === 'code') return suffix === '' && isWholePart(bytes, at) ? row.strength : undefined;
  return open.has(suffix) ? row.strength : 'mixed';
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[_.-]/g, '');
}

function isWholePart(bytes: Uint8Array, { nameStart, start, end }: { readonly nameStart: number; readonly start: number; readonly end: number }): boolean {
  if (isAlnum(bytes[end] ?? 0)) return false;
  if (start === nameStart || !isAlnum(bytes[start - 1] ?? 0)) return true;
  if (isUpper(bytes[start] ?? 0) && isLower(bytes[start - 1] ?? 0)) return true;
  return /(?:user|db|my|pg|root|admin|ftp|smtp|redis|ssh|mail)$/i.test(byteText(bytes, nameStart, start));
}

/** `PASS: TestCart` and `--- PASS: TestCart (0.01s)`: what passed is no password, and is named as tests are. */
function isVerdict(bytes: Uint8Array, nameStart: number, nameEnd: number, value: Value): boolean {
  if (value.joint !== 'colon' || value.isQuoted || byteText(bytes, nameStart, nameEnd) !== 'PASS') return false;
  return (nameStart >= 4 && hasText(bytes, nameStart - 4, '--- ')) || testName.test(byteText(bytes, value.start, value.end));
}

/** `pwd` is also where one is: `/srv`, `~`, `C:\`. */
function isFolder(bytes: Uint8Array, at: number): boolean {
  const code = bytes[at] ?? 0;
  return code === byte.slash || hasText(bytes, at, '~') || bytes[at + 1] === byte.colon;
}
