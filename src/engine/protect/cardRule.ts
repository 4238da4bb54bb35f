/** Payment card numbers: a known issuer, its length, and the check digit of ISO/IEC 7812 (Luhn). */
import { byte, byteText, isAlnum, isDigit } from './byteClass.ts';
import { maxPlaceholderLength } from './findings.ts';
import { quoteAround } from './jsonStrings.ts';
import { judges, wordBeginsAt, type Rule, type View } from './view.ts';

/** Most digits of a card number. */
const maxDigits = 19;
/** First digits and length of the issuers whose numbers people pay with. */
const issuers = /^(?:4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|62\d{14,17}|9[0-9]\d{14})$/;
/** Groups as they are printed on cards. */
const grouped = /^(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}([ -])\d{6}\2\d{4,5})$/;
/** Those that are read in a sentence too, where nothing says that a card is meant. */
const common = /^(?:4|5[1-5]|3[47])/;
/** Words near a number that make it a card's, or a secret whatever it is. */
const cardWord = /card|\bpan\b|visa|master|amex|credit|debit|\bcc_?n(?:o|um)?\b|payment|\bpay|billing|charge|token|secret|key|passw|카드|결제|卡/i;
/** Names of numbers that are no cards, right before one; any name joined by a sign is such unless a word for cards is in it. */
const otherNumber = /(?:[=:#]|\b(?:id|no|block|blk|offset|position|pos|size|bytes|length|len|seq|sequence|count|total|time|timestamp|nanos|micros|ns|us|hash|addr|address|port|txn|tx|transaction|lsn|version|number|num|order|invoice|trace|span|request|req|user|uid|pid|tid|inode|serial|imei|phone|tel|job|task|event|message|row|key|in|of|at))["'\\]*\s?["'\\]*$/i;
const lookBack = 40;
/** Another line is of no account, nor the name of what has been hidden before. */
const behindOther = /^[^]*(?:\n|\[REDACTED:[a-z0-9-]{1,40}:[0-9a-f]{6}\])/;

/** Judges a run of digits, with blanks or dashes between groups, of which the trigger is the beginning. */
export const cardRule: Rule = (view, start, end) => {
  const { bytes, from, to } = view;
  let first = start;
  while (first > from && start - first < maxDigits && isDigit(bytes[first - 1] ?? 0)) first--;
  let stop = end;
  const isGrouped = !allDigits(bytes, start, end);
  const sign = bytes[start + 4];
  while (stop < to && stop - first < maxDigits + 5 && (isDigit(bytes[stop] ?? 0) || (isGrouped && bytes[stop] === sign && isDigit(bytes[stop + 1] ?? 0)))) stop++;
  while (stop < to && isDigit(bytes[stop] ?? 0)) stop++;
  if (stop - first > maxDigits + 5 || !(isFree(bytes, first - 1, from) || (isAlnum(bytes[first - 1] ?? 0) && wordBeginsAt(view, first))) || goesOn(view, stop)) return stop;
  judges(view, first);
  const text = byteText(bytes, first, stop);
  const digits = isGrouped ? text.replace(/[ -]/g, '') : text;
  if (!issuers.test(digits) || (isGrouped && !grouped.test(text)) || !passesLuhn(digits)) return stop;
  const before = byteText(bytes, Math.max(from, first - lookBack - maxPlaceholderLength), first).replace(behindOther, '').slice(-lookBack);
  const isTold = view.depth > 0 || cardWord.test(before);
  if (!isTold && (otherNumber.test(before) || !(isGrouped || common.test(digits)))) return stop;
  view.findings.add(bytes, first, stop, { kind: 'card-number', wrap: quoteFor(bytes, first, from) });
  return stop;
};

/** Part of a longer name, number or id behind it; where a colour was taken out nothing goes on. */
function goesOn({ bytes, places }: View, at: number): boolean {
  const code = bytes[at] ?? 0;
  if (places !== undefined && places[at] !== (places[at - 1] ?? 0) + 1) return false;
  return isAlnum(code) || code === byte.underscore || code === byte.dash || (code === byte.dot && isDigit(bytes[at + 1] ?? 0));
}

/** The quote that makes a string of a bare JSON number, as often escaped as the strings around it; empty where the number stands in a text. */
function quoteFor(bytes: Uint8Array, at: number, from: number): string {
  let sign = at - 1;
  if (bytes[sign] === byte.space) sign--;
  const code = bytes[sign];
  if (sign < from || !(code === byte.colon || code === byte.comma || code === byte.openBracket)) return '';
  if (code === byte.colon && bytes[bytes[sign - 1] === byte.space ? sign - 2 : sign - 1] !== byte.quote) return '';
  return quoteAround(bytes, at, from, '');
}

function allDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isDigit(bytes[i] ?? 0)) return false;
  return true;
}

/** Part of a longer name, number or id before it: no card. */
function isFree(bytes: Uint8Array, at: number, from: number): boolean {
  if (at < from) return true;
  const code = bytes[at] ?? 0;
  if (isAlnum(code)) return at > from && bytes[at - 1] === byte.backslash;
  return code !== byte.underscore && code !== byte.dash && code !== byte.dot && code !== byte.hash && code !== byte.slash && code !== byte.at;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
