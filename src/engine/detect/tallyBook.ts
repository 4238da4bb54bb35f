/** Remembers which lines of tallies tell of a failure: only which of its numbers are zero decides, so that few have to be read with all expressions. */

/** Lines that are remembered; a number each (ours). */
const limit = 4096;
/** What stands for a number in the key. */
const some = 0x101;
const none = 0x102;
/** A number in JavaScript holds 53 bits: all of one hash and so many of the other. */
const highBits = 0xf_ffff;

/** Verdicts by a line's bytes, each number taken for zero or not. */
export class TallyBook {
  readonly #known = new Map<number, boolean>();
  readonly #readsAsFailure: (line: string) => boolean;

  /** `readsAsFailure` is asked once for all lines that are alike; each number in them is 7 or 0. */
  constructor(readsAsFailure: (line: string) => boolean) {
    this.#readsAsFailure = readsAsFailure;
  }

  /** Whether the line of `bytes[start, end)` tells of a failure; `text` gives it as it is to be read. */
  fails(bytes: Uint8Array, start: number, end: number, text: () => string): boolean {
    const key = keyOf(bytes, start, end);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fails = this.#readsAsFailure(text().replace(/\d*[1-9]\d*/g, '7').replace(/0+/g, '0'));
    if (this.#known.size >= limit) this.#known.clear();
    this.#known.set(key, fails);
    return fails;
  }
}

function keyOf(bytes: Uint8Array, start: number, end: number): number {
  let low = 0x811c9dc5 | 0;
  let high = 0x7feb352d;
  let number = 0;
  for (let i = start; i <= end; i++) {
    const byte = i < end ? (bytes[i] ?? 0) : 0;
    if (byte >= 0x30 && byte <= 0x39) {
      number = byte > 0x30 || number === some ? some : none;
      continue;
    }
    if (number > 0) {
      low = Math.imul(low ^ number, 0x01000193);
      high = Math.imul(((high << 7) | (high >>> 25)) + number, 0x85ebca77);
      number = 0;
    }
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(((high << 7) | (high >>> 25)) + byte, 0x85ebca77);
  }
  return (low >>> 0) + (high & highBits) * 2 ** 32;
}
