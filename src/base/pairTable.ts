/** A bounded table from two hashes to a number: what is written in place of a neighbour is asked for anew. */

/** Slots looked at for one key. */
const ways = 4;

/** An open-addressing table; forgets the oldest of a key's neighbours. */
export class PairTable {
  readonly #low: Int32Array;
  readonly #high: Int32Array;
  readonly #value: Int32Array;
  readonly #mask: number;
  #turn = 0;

  /** `slots`: a power of two; each takes 12 bytes. */
  constructor(slots: number) {
    this.#mask = slots - 1;
    this.#low = new Int32Array(slots + ways);
    this.#high = new Int32Array(slots + ways);
    this.#value = new Int32Array(slots + ways);
  }

  /** Returns the remembered number, 0 when there is none. */
  get(low: number, high: number): number {
    const home = (low ^ (low >>> 15)) & this.#mask;
    for (let slot = home; slot < home + ways; slot++) {
      if (this.#low[slot] === low && this.#high[slot] === high) return this.#value[slot] ?? 0;
    }
    return 0;
  }

  /** Forgets everything. */
  clear(): void {
    this.#value.fill(0);
  }

  /** Remembers a number, which is not 0, in place of a neighbour where all are taken. */
  set(low: number, high: number, value: number): void {
    const home = (low ^ (low >>> 15)) & this.#mask;
    let target = home + (this.#turn++ & (ways - 1));
    for (let slot = home; slot < home + ways; slot++) {
      if (this.#value[slot] === 0 || (this.#low[slot] === low && this.#high[slot] === high)) {
        target = slot;
        break;
      }
    }
    this.#low[target] = low;
    this.#high[target] = high;
    this.#value[target] = value;
  }
}
