/** Remembers which template a sequence of units has; bounded, forgets the oldest of its neighbours. */

/** Slots; 65,536 of 12 bytes. Ours: the busiest of the corpora has some 2,000 sequences in use at a time. */
const slots = 65_536;
/** Slots looked at for one key. */
const ways = 4;

/** An open-addressing table from two hashes to an id. */
export class ShapeCache {
  readonly #low = new Int32Array(slots + ways);
  readonly #high = new Int32Array(slots + ways);
  readonly #id = new Int32Array(slots + ways);
  #turn = 0;

  /** Returns the remembered id, 0 when there is none. */
  get(low: number, high: number): number {
    const home = (low ^ (low >>> 15)) & (slots - 1);
    for (let slot = home; slot < home + ways; slot++) {
      if (this.#low[slot] === low && this.#high[slot] === high) return this.#id[slot] ?? 0;
    }
    return 0;
  }

  /** Forgets everything. */
  clear(): void {
    this.#id.fill(0);
  }

  /** Remembers an id, in place of a neighbour where all are taken. */
  set(low: number, high: number, id: number): void {
    const home = (low ^ (low >>> 15)) & (slots - 1);
    let target = home + (this.#turn++ & (ways - 1));
    for (let slot = home; slot < home + ways; slot++) {
      if (this.#id[slot] === 0 || (this.#low[slot] === low && this.#high[slot] === high)) {
        target = slot;
        break;
      }
    }
    this.#low[target] = low;
    this.#high[target] = high;
    this.#id[target] = id;
  }
}
