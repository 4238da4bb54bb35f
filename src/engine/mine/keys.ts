/** The hashes a shape is found by. */
import { mixHash } from './hash.ts';
import { tokenClass } from './tokens.ts';
import type { Token } from './tokens.ts';
import { variableHash } from './units.ts';

/** Returns the loose key, with the token at `blank` counted as a variable too. */
export function looseKeyOf(tokens: readonly Token[], blank: number): number {
  let low = 0x1b873593;
  let high = 0x27d4eb2f;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    const free = i === blank || token.class === tokenClass.variable || token.class === tokenClass.soft;
    const code = (free ? variableHash : token.hash) ^ (token.space ? 0x51ed270b : 0);
    low = mixHash(low ^ code);
    high = Math.imul(((high << 7) | (high >>> 25)) + code, 0x9e3779b1);
  }
  return wideKey(low, high);
}

/** Returns the leaf key: equal for bodies whose signs and words stand in the same places. */
export function leafKeyOf(tokens: readonly Token[]): number {
  let low = tokens.length;
  for (const token of tokens) {
    const code = (token.class === tokenClass.sign ? token.hash : variableHash) ^ (token.space ? 0x51ed270b : 0);
    low = mixHash(Math.imul(low, 31) ^ code);
  }
  return low;
}

/** Makes one number of two hashes, 53 bits in all. */
function wideKey(low: number, high: number): number {
  return (low >>> 0) + (high & 0x1fffff) * 0x100000000;
}

/** Returns the key in which a stretch without blanks that holds a variable is one variable, its last sign apart; `name=value` stays as it is. */
export function coarseKeyOf(tokens: readonly Token[], equals: number): number {
  let low = 0x3c6ef372;
  let high = 0x1b873593;
  const put = (code: number): void => {
    low = mixHash(low ^ code);
    high = Math.imul(((high << 7) | (high >>> 25)) + code, 0x9e3779b1);
  };
  for (let i = 0; i < tokens.length; ) {
    let next = i + 1;
    while (next < tokens.length && tokens[next]?.space === false) next++;
    const stretch = tokens.slice(i, next);
    i = next;
    const free = stretch.some((token) => token.class <= tokenClass.soft && token.class > tokenClass.sign) && !stretch.some((token) => token.hash === equals);
    if (!free) stretch.forEach((token) => put(token.class === tokenClass.variable || token.class === tokenClass.soft ? variableHash : token.hash));
    else put(variableHash);
    const last = stretch.at(-1);
    if (free && last?.class === tokenClass.sign && stretch.length > 1) put(last.hash);
    put(0x51ed270b);
  }
  return wideKey(low, high);
}
