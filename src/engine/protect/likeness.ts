/**
 * Tells which records are alike but for their digits, by two hashes over four bytes at a time: what no rule had to look at in one of them, it need not
 * look at in the others, and the miner knows their template. Most lines of a log are like an earlier one in this way.
 */
import { PairTable } from '../../base/pairTable.ts';
import type { RecordBatch, RecordLikeness } from '../../model/record.ts';
import { byte } from './byteClass.ts';
import { rowAt } from './rows.ts';
import type { Judged } from './view.ts';

/** Shorter records are read as fast as they are hashed, longer ones are seldom alike (ours). */
const leastBytes = 8;
const mostBytes = 1024;
/** After so many records of which less than a quarter were alike, so many are left alone (ours). */
const trial = 4096;
const pause = 32_768;

/** Scratch columns, one per redactor. */
export class LikenessColumns implements RecordLikeness {
  low = new Int32Array(0);
  high = new Int32Array(0);

  /** Fills both columns for a batch. */
  of({ bytes, start, end, lines, count }: RecordBatch): this {
    if (this.low.length < count) {
      this.low = new Int32Array(count * 2);
      this.high = new Int32Array(count * 2);
    }
    const { low, high } = this;
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let row = 0; row < count; row++) {
      const from = start[row] ?? 0;
      const to = end[row] ?? 0;
      let a = 0;
      let b = 0;
      if (lines[row] === 1 && to - from >= leastBytes && to - from <= mostBytes) {
        a = to - from;
        b = 0x7feb352d;
        const last = to - 4;
        for (let at = from; ; at += 4) {
          // The last word reaches back into the one before it.
          const word = words.getInt32(at < last ? at : last, true);
          const fromZero = word ^ 0x30303030;
          const isDigit = ~((((fromZero & 0x7f7f7f7f) + 0x76767676) | fromZero) >>> 7) & 0x01010101;
          const code = word & ~((isDigit << 4) - isDigit);
          a = Math.imul(((a << 5) | (a >>> 27)) ^ code, 0x9e3779b1);
          b = Math.imul(((b << 7) | (b >>> 25)) + code, 0x85ebca77);
          if (at >= last) break;
        }
        b |= 1;
      }
      low[row] = a;
      high[row] = b;
    }
    return this;
  }
}

/** Ours: some thousand kinds of line are in use at a time, times the lengths that their numbers have. */
const slots = 32_768;

/** Remembers kinds of records that no rule had to look at; bounded. */
export class PlainKinds {
  readonly #known = new PairTable(slots);
  #looked = 0;
  #hits = 0;

  /** Whether it is worth hashing the next `count` records. */
  isUseful(count: number): boolean {
    if (this.#looked >= trial && this.#hits * 4 < this.#looked) {
      this.#looked += count;
      if (this.#looked < trial + pause) return false;
    }
    if (this.#looked >= trial) {
      this.#looked = 0;
      this.#hits = 0;
    }
    return true;
  }

  /** Whether a record of this kind has been found plain. */
  has(low: number, high: number): boolean {
    this.#looked++;
    if (this.#known.get(low, high) === 0) return false;
    this.#hits++;
    return true;
  }

  /** Takes in a kind. */
  add(low: number, high: number): void {
    this.#known.set(low, high, 1);
  }
}

/** The rows, from `from` on, in which other digits might have led to something else; behind a trigger, digits in an escape (`%3D`, `\\u003d`) might. */
export function judgedRows(batch: RecordBatch, { values, triggers }: Judged, from: number): ReadonlySet<number> {
  const rows = new Set(values.map((place) => rowAt(batch, place, from)));
  // Each row once: a long record may be nothing but triggers.
  const looked = new Set(rows);
  for (const place of triggers) {
    const row = rowAt(batch, place, from);
    if (looked.has(row)) continue;
    looked.add(row);
    if (holdsEscape(batch.bytes, batch.start[row] ?? 0, batch.end[row] ?? 0)) rows.add(row);
  }
  return rows;
}

function holdsEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === byte.percent || bytes[i] === byte.backslash || bytes[i] === byte.ampersand) return true;
  return false;
}
