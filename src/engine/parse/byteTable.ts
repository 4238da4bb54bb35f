/** Looks up short ASCII words by their bytes, without making strings. */
import { bytesOf } from './bytes.ts';

interface Entry<T> {
  readonly bytes: Uint8Array;
  readonly value: T;
}

/** A fixed table of words; letter case does not matter for ASCII. */
export class ByteTable<T> {
  readonly #slots: (Entry<T> | undefined)[];
  readonly #mask: number;
  #longest = 0;

  constructor(words: Iterable<readonly [string, T]>) {
    const entries = [...words];
    let size = 64;
    while (size < entries.length * 4) size *= 2;
    this.#mask = size - 1;
    this.#slots = new Array<Entry<T> | undefined>(size).fill(undefined);
    for (const [word, value] of entries) this.#add({ bytes: bytesOf(word.toLowerCase()), value });
  }

  /** Returns the value of the word `bytes[start, end)`; undefined when it is not in the table. */
  get(bytes: Uint8Array, start: number, end: number): T | undefined {
    const length = end - start;
    if (length < 1 || length > this.#longest) return undefined;
    for (let slot = hashOf(bytes, start, end) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const entry = this.#slots[slot];
      if (entry === undefined) return undefined;
      if (entry.bytes.length === length && isSame(entry.bytes, bytes, start)) return entry.value;
    }
  }

  /** The first of equal words stays. */
  #add(entry: Entry<T>): void {
    if (this.get(entry.bytes, 0, entry.bytes.length) !== undefined) return;
    this.#longest = Math.max(this.#longest, entry.bytes.length);
    let slot = hashOf(entry.bytes, 0, entry.bytes.length) & this.#mask;
    while (this.#slots[slot] !== undefined) slot = (slot + 1) & this.#mask;
    this.#slots[slot] = entry;
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = (hash * 31 + ((bytes[i] ?? 0) | 0x20)) & 0xffffff;
  return hash ^ (hash >>> 9);
}

function isSame(word: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < word.length; i++) {
    const b = bytes[start + i] ?? 0;
    if ((b >= 0x41 && b <= 0x5a ? b | 0x20 : b) !== word[i]) return false;
  }
  return true;
}
