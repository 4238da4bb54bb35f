/** Timestamp formats that people wrote, in the letters of strptime(3): `%d.%m.%Y %H:%M:%S,%f`. */
import { err, ok, type Result } from './result.ts';

/** What the letters mean; a test of the reader has a sample for each. */
export const timeFormatLetters: Readonly<Record<string, string>> = {
  Y: 'year, four digits', y: 'year, two digits', m: 'month, 01-12', d: 'day of the month', e: 'day of the month', j: 'day of the year', b: 'month, a name', B: 'month, a name',
  a: 'day of the week, passed over', A: 'day of the week, passed over', H: 'hour, 0-23', I: 'hour, 1-12, with %p', p: 'AM or PM', M: 'minute', S: 'second', f: 'digits of the fraction',
  L: 'digits of the fraction', z: 'zone, +0900, +09:00 or Z', Z: 'name of the zone', s: 'seconds since 1970', Q: 'milliseconds since 1970',
};

/** What a format must look like: known letters only, an hour among them, and AM or PM beside an hour of twelve. */
export const timeFormatExpression = /^(?=.*%[HIsQTR])(?=.*%p|(?!.*%I))(?:[^%]|%[YymdejbBaAHIpMSfLzZsQTRFD%]){1,200}$/;

/** A letter, or text that stands for itself; a blank stands for any number of blanks. */
export type TimeFormatPart = { readonly kind: 'letter'; readonly letter: string } | { readonly kind: 'text'; readonly text: string };

const composed: Readonly<Record<string, string>> = { T: '%H:%M:%S', R: '%H:%M', F: '%Y-%m-%d', D: '%m/%d/%y' };

/** Takes a format apart; the error of a bad one is a sentence. */
export function parseTimeFormat(format: string): Result<readonly TimeFormatPart[], string> {
  const parts: TimeFormatPart[] = [];
  for (let at = 0; at < format.length; at++) {
    const character = format[at] ?? '';
    if (character !== '%') {
      parts.push({ kind: 'text', text: character });
      continue;
    }
    const letter = format[++at] ?? '';
    if (letter === '%') parts.push({ kind: 'text', text: '%' });
    else if (Object.hasOwn(composed, letter)) for (const [, inner = ''] of (composed[letter] ?? '').matchAll(/(%.|[^%])/g)) parts.push(inner.length === 2 ? { kind: 'letter', letter: inner[1] ?? '' } : { kind: 'text', text: inner });
    else if (Object.hasOwn(timeFormatLetters, letter)) parts.push({ kind: 'letter', letter });
    else return err(`%${letter} means nothing; known are ${[...Object.keys(timeFormatLetters), ...Object.keys(composed)].map((known) => `%${known}`).join(' ')}.`);
  }
  return ok(parts);
}
