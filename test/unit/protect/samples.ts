/** Made-up secrets of real shape, put together when a test runs, so that no file holds anything that looks like one. */
import { randomOf } from '../../bench/generate.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';

/** Characters to draw from; the names are those of the token tables. */
const alphabets: Readonly<Record<string, string>> = {
  dig: digits, hex: `${digits}abcdef`, hexi: `${digits}abcdefABCDEF`, b36: lower + digits, up36: upper + digits, b32: `${upper}234567`, alpha: upper + lower,
  b62: upper + lower + digits, w: upper + lower + digits, b64: `${upper}${lower}${digits}+/`, b64u: `${upper}${lower}${digits}-_`, b64p: upper + lower + digits,
  dotted: upper + lower + digits, tilde: `${upper}${lower}${digits}~`, query: upper + lower + digits, uuid: `${digits}abcdef`, path: upper + lower + digits,
};

/** Fills a form such as `ghp_{b62:36}`; a range is filled with its least number. Same seed, same text. */
export function madeSecret(form: string, seed = 1): string {
  const random = randomOf(seed * 7919 + form.length);
  return form.replace('^', '').replace(/\{(\w+):(\d+)(?:,\d*)?\}/g, (_, name: string, count: string) => {
    const alphabet = alphabets[name] ?? '';
    return Array.from({ length: Number(count) }, () => alphabet[Math.floor(random() * alphabet.length)] ?? '').join('');
  });
}

/** Sixteen digits of a card that passes the check; `prefix` is its issuer's. */
export function madeCard(prefix: string, seed = 1): string {
  const body = prefix + madeSecret(`{dig:${15 - prefix.length}}`, seed);
  for (const check of digits) if (luhnSum(body + check) % 10 === 0) return body + check;
  return body;
}

function luhnSum(number: string): number {
  return [...number.matchAll(/\d/g)].reverse().reduce((sum, [digit], place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
}
