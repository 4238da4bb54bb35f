/** The six digits by which placeholders of equal secrets are equal. */
import { createHmac } from 'node:crypto';
import type { SecretLabel } from './findings.ts';
import { freshKey } from './redactionKey.ts';

/** 24 bits: enough to tell some thousand secrets of one log apart, too few to test a guess. */
const digits = 6;
/** Secrets remembered for numbering; further ones share the number of the limit. */
const numberedLimit = 100_000;

/** Labels by a keyed hash (HMAC-SHA256, cut): stable as long as the key is. */
export function hashedLabel(key: Uint8Array): SecretLabel {
  return (secret) => createHmac('sha256', key).update(secret, 'latin1').digest('hex').slice(0, digits);
}

/** Labels by order of appearance, so that one pass over the same text gives the same bytes although nothing is kept; remembers hashes under a key of its own, no secret. */
export function numberedLabel(): SecretLabel {
  const key = freshKey();
  const numbers = new Map<string, number>();
  return (secret) => {
    const hash = createHmac('sha256', key).update(secret, 'latin1').digest('base64');
    const known = numbers.get(hash) ?? numbers.size + 1;
    if (numbers.size < numberedLimit) numbers.set(hash, known);
    return known.toString(16).padStart(digits, '0');
  };
}
