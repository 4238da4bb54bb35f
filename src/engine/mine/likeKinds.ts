/** Remembers the templates of records by their likeness, so that one like an earlier one is not cut into units at all; bounded. */
import type { RecordBatch, RecordLikeness } from '../../model/record.ts';
import { unitKind } from './units.ts';
import type { Units } from './units.ts';

/** Slots; ours, as many as `protect` has for the same purpose. */
const slots = 32_768;
/** Slots looked at for one record: kinds that differ only in digits which are no variables stand side by side. */
const ways = 4;
/** Digits that are part of a word (`p99`, `utf8`) and so of the template; a body with more of them is always cut (ours). */
const mostDigits = 4;
const kindMask = 15;
/** A slot: two hashes, the id, where the body begins and ends, and the digits, each with its place. */
const width = 5 + mostDigits;

/** A table from a record's likeness, its body's place and the digits of its words to a template's id. */
export class LikeKinds {
  readonly #table = new Int32Array((slots + ways) * width);
  #turn = 0;

  /** Returns the id remembered for a record, 0 when there is none. */
  get({ bytes, start, bodyStart, bodyEnd }: RecordBatch, { low, high }: RecordLikeness, row: number): number {
    const table = this.#table;
    const first = low[row] ?? 0;
    const second = high[row] ?? 0;
    const from = start[row] ?? 0;
    const home = homeOf(first);
    for (let at = home; at < home + ways * width; at += width) {
      if (table[at] !== first || table[at + 1] !== second || table[at + 3] !== (bodyStart[row] ?? 0) - from || table[at + 4] !== (bodyEnd[row] ?? 0) - from) continue;
      let i = at + 5;
      while (i < at + width && (table[i] === 0 || bytes[from + ((table[i] ?? 0) >> 8)] === ((table[i] ?? 0) & 0xff))) i++;
      if (i === at + width) return table[at + 2] ?? 0;
    }
    return 0;
  }

  /** Remembers the id of a record whose body was cut into `units`, unless too many digits are part of it. */
  set({ bytes, start, bodyStart, bodyEnd }: RecordBatch, { low, high }: RecordLikeness, row: number, { units, id }: { readonly units: Units; readonly id: number }): void {
    const from = start[row] ?? 0;
    const digits = digitsOf(units, bytes, from);
    if (digits === undefined) return;
    const table = this.#table;
    const home = homeOf(low[row] ?? 0);
    let at = home + (this.#turn++ & (ways - 1)) * width;
    for (let slot = home; slot < home + ways * width; slot += width) {
      if (table[slot + 2] === 0) {
        at = slot;
        break;
      }
    }
    table[at] = low[row] ?? 0;
    table[at + 1] = high[row] ?? 0;
    table[at + 2] = id;
    table[at + 3] = (bodyStart[row] ?? 0) - from;
    table[at + 4] = (bodyEnd[row] ?? 0) - from;
    for (let i = 0; i < mostDigits; i++) table[at + 5 + i] = digits[i] ?? 0;
  }

  /** Forgets everything. */
  clear(): void {
    this.#table.fill(0);
  }
}

function homeOf(low: number): number {
  return ((low ^ (low >>> 15)) & (slots - 1)) * width;
}

/** The digits that are no variable's, each with its place in the record above it; undefined when there are too many. */
function digitsOf(units: Units, bytes: Uint8Array, from: number): readonly number[] | undefined {
  const digits: number[] = [];
  for (let unit = 0; unit < units.count; unit++) {
    if (((units.look[unit] ?? 0) & kindMask) >= unitKind.number) continue;
    for (let i = units.start[unit] ?? 0; i < (units.end[unit] ?? 0); i++) {
      const byte = bytes[i] ?? 0;
      if (byte < 0x30 || byte > 0x39) continue;
      if (digits.length === mostDigits) return undefined;
      digits.push(((i - from) << 8) | byte);
    }
  }
  return digits;
}
