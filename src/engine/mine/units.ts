/** The units a body is cut into: words, signs and what varies by its looks, in columns that are filled again for every body. */
import { hashSeed } from './hash.ts';

/** Kinds of unit; from `number` on the unit is a variable. */
export const unitKind = {
  word: 0,
  sign: 1,
  number: 2,
  date: 3,
  time: 4,
  path: 5,
  relativePath: 6,
  /** Letters and digits that name one thing among many. */
  id: 7,
  /** true, false, null and the names of the superuser. */
  flag: 8,
} as const;

/** How many units of a body are looked at; what follows is cut off. Ours: the longest header-like bodies have some 200. */
export const maxUnits = 320;

/** Added to a unit's kind where white space stands before it. */
export const afterSpace = 16;

/** What every variable counts as in hashes. */
export const variableHash = 0x5bd1e995;

// Folded into the code, as an exported constant is not.
const spaceLook = afterSpace;

/** One body's units and the hash of their sequence, in which all variables count as the same. */
export class Units {
  count = 0;
  /** Kind, plus `afterSpace`. */
  readonly look = new Uint8Array(maxUnits);
  readonly start = new Int32Array(maxUnits);
  readonly end = new Int32Array(maxUnits);
  /** Hash of the bytes of a word or sign, `variableHash` for a variable. */
  readonly hash = new Int32Array(maxUnits);
  /** Two independent hashes of the whole sequence. */
  low = 0;
  high = 0;
  /** Whether the body is longer than what was looked at. */
  cut = false;

  /** Begins a new body. */
  clear(): void {
    this.count = 0;
    this.low = hashSeed;
    this.high = 0x7feb352d;
    this.cut = false;
  }

  /** Adds a unit; `look` is its kind, plus `afterSpace` where white space stands before it. */
  push(look: number, start: number, end: number, hash: number): void {
    const at = this.count;
    if (at >= this.look.length) {
      this.cut = true;
      return;
    }
    this.count = at + 1;
    this.look[at] = look;
    this.start[at] = start;
    this.end[at] = end;
    this.hash[at] = hash;
    const code = look < spaceLook ? hash : hash ^ 0x2f0b4c47;
    this.low = Math.imul(((this.low << 5) | (this.low >>> 27)) ^ code, 0x9e3779b1);
    this.high = Math.imul(((this.high << 7) | (this.high >>> 25)) + code, 0x85ebca77);
  }
}
