/** Gives equal byte strings the same small number without making a string per look-up. */

const tableSizeAtStart = 1024;
/** FNV-1a, 32 bit (Fowler, Noll, Vo). */
const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/**
 * A bounded, append-only table of names: id 0 is "none", id 1 stands for all that came after the table was full.
 * Names are UTF-8; invalid bytes become U+FFFD in `textOf`.
 */
export class ByteInterner {
  readonly #limit: number;
  readonly #names: string[] = ['', '…'];
  readonly #bytes: Uint8Array[] = [new Uint8Array(), new Uint8Array()];
  #slots = new Int32Array(tableSizeAtStart);

  /** `limit`: how many names at most; 65,536 keeps the table below some 10 MB (ours). */
  constructor(limit = 65_536) {
    this.#limit = limit;
  }

  /** How many ids are in use, the two reserved ones included. */
  get size(): number {
    return this.#names.length;
  }

  /** Returns the id of `bytes[start, end)`; 0 when it is empty, 1 when the table is full and does not know it. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    if (end <= start) return 0;
    const mask = this.#slots.length - 1;
    let slot = hashOf(bytes, start, end) & mask;
    for (;;) {
      const id = this.#slots[slot] ?? 0;
      if (id === 0) return this.#add(bytes.slice(start, end), slot);
      if (equalBytes(this.#bytes[id], bytes, start, end)) return id;
      slot = (slot + 1) & mask;
    }
  }

  /** Returns whether `bytes[start, end)` is the name of an id. */
  isAt(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    return equalBytes(this.#bytes[id], bytes, start, end);
  }

  /** Returns the id of a name given as text, for restoring a saved table in its old order. */
  internText(text: string): number {
    const bytes = new TextEncoder().encode(text);
    return this.intern(bytes, 0, bytes.length);
  }

  /** Returns the name of an id; the empty string for 0 and for an id never given. */
  textOf(id: number): string {
    return this.#names[id] ?? '';
  }

  #add(bytes: Uint8Array, slot: number): number {
    if (this.#names.length >= this.#limit) return 1;
    const id = this.#names.length;
    this.#names.push(new TextDecoder().decode(bytes));
    this.#bytes.push(bytes);
    this.#slots[slot] = id;
    if (this.#names.length * 2 > this.#slots.length) this.#grow();
    return id;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 2; id < this.#bytes.length; id++) {
      const bytes = this.#bytes[id] ?? new Uint8Array();
      let slot = hashOf(bytes, 0, bytes.length) & mask;
      while ((slots[slot] ?? 0) !== 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = fnvOffset;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), fnvPrime);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function equalBytes(known: Uint8Array | undefined, bytes: Uint8Array, start: number, end: number): boolean {
  if (known?.length !== end - start) return false;
  for (let i = start; i < end; i++) if (known[i - start] !== bytes[i]) return false;
  return true;
}
