/** Numbers as LEB128 variable-length integers, up to 2^53, in growing and from given bytes. */
import { EngineError } from '../../base/errors.ts';

/** The longest number takes eight bytes. */
const longest = 8;

/** Appends numbers to a buffer that grows; kept and reused by its owner. */
export class VarintWriter {
  #bytes = new Uint8Array(4096);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What was written so far; borrowed until the next write. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  /** Writes an integer from 0 to 2^53 - 1. */
  unsigned(value: number): void {
    if (this.#length + longest > this.#bytes.length) this.#grow(longest);
    const bytes = this.#bytes;
    let rest = value;
    while (rest > 0x7fffffff) {
      bytes[this.#length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest > 0x7f) {
      bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[this.#length++] = rest;
  }

  /** Writes the first `count` of a column, negative ones as their unsigned 32-bit counterparts. In one loop, since nearly all of a block's numbers go through it. */
  integers(column: Int32Array, count: number): void {
    if (this.#length + count * 5 > this.#bytes.length) this.#grow(count * 5);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < count; i++) {
      let rest = column[i] ?? 0;
      while (rest > 0x7f || rest < 0) {
        bytes[at++] = (rest & 0x7f) | 0x80;
        rest >>>= 7;
      }
      bytes[at++] = rest;
    }
    this.#length = at;
  }

  /** Writes an integer between -2^52 and 2^52, small ones of either sign in few bytes. */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Writes a number with all its bits. */
  float(value: number): void {
    if (this.#length + 8 > this.#bytes.length) this.#grow(8);
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  #grow(by: number): void {
    const bytes = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + by));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}

/** Reads what a `VarintWriter` wrote; throws `storeCorrupt` when the bytes end too early. */
export class VarintReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Reads what `VarintWriter.unsigned` wrote. */
  unsigned(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++] ?? 0;
    let value = byte & 0x7f;
    let shift = 7;
    while (byte > 0x7f && shift < 28) {
      byte = bytes[this.#at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      shift += 7;
    }
    let factor = 2 ** 28;
    while (byte > 0x7f) {
      byte = bytes[this.#at++] ?? 0;
      value += (byte & 0x7f) * factor;
      factor *= 128;
    }
    if (this.#at > bytes.length) this.#fail();
    return value;
  }

  /** Fills a column with what `VarintWriter.integers` wrote. */
  integersInto(column: Int32Array): void {
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < column.length; i++) {
      let byte = bytes[at++] ?? 0;
      let value = byte & 0x7f;
      for (let shift = 7; byte > 0x7f && shift < 35; shift += 7) {
        byte = bytes[at++] ?? 0;
        value |= (byte & 0x7f) << shift;
      }
      column[i] = value;
    }
    this.#at = at;
    if (at > bytes.length) this.#fail();
  }

  /** Reads what `VarintWriter.signed` wrote. */
  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** Reads what `VarintWriter.float` wrote. */
  float(): number {
    if (this.#at + 8 > this.#bytes.length) this.#fail();
    const value = new DataView(this.#bytes.buffer, this.#bytes.byteOffset).getFloat64(this.#at, true);
    this.#at += 8;
    return value;
  }

  #fail(): never {
    throw new EngineError('storeCorrupt', 'a frame of columns ends too early');
  }
}

/** Writes a set of ids as sorted differences. */
export function encodeIds(ids: Iterable<number>): Uint8Array {
  const writer = new VarintWriter();
  let last = 0;
  for (const id of [...ids].sort((a, b) => a - b)) {
    writer.unsigned(id - last);
    last = id;
  }
  return writer.written.slice();
}

/** Tells whether an encoded set holds `id`. */
export function idsInclude(encoded: Uint8Array, id: number): boolean {
  const reader = new VarintReader(encoded);
  for (let last = 0; !reader.isAtEnd && last <= id;) {
    last += reader.unsigned();
    if (last === id) return true;
  }
  return false;
}
