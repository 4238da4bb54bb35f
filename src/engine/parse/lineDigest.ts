/** What is remembered of a line that is stored cut: how long it truly was, and a hash of all of it. */
import crypto from 'node:crypto';

const empty = new Uint8Array();

/** Takes in a line piece by piece, whatever its length, without its line end. */
export class LineDigest {
  readonly #hash = crypto.createHash('sha256');
  /** Bytes of a carriage return: two in UTF-16. */
  readonly #unit: 1 | 2;
  #lengthBytes = 0;
  /** The last unit, which may turn out to be a carriage return. */
  #last = empty;

  constructor(unit: 1 | 2) {
    this.#unit = unit;
  }

  /** Adds the next bytes of the line. */
  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const kept = Math.min(this.#unit, bytes.length);
    if (bytes.length < this.#unit && this.#last.length > 0) {
      this.#last = Uint8Array.from([...this.#last, ...bytes]);
      return;
    }
    this.#take(this.#last);
    this.#take(bytes.subarray(0, bytes.length - kept));
    this.#last = bytes.slice(bytes.length - kept);
  }

  /** Says that the line's end has come; a carriage return in front of it is part of the end. */
  end(): void {
    if (!this.#last.includes(0x0d) || this.#last.some((b) => b !== 0x0d && b !== 0)) this.#take(this.#last);
    this.#last = empty;
  }

  /** Bytes of the line so far. */
  get lengthBytes(): number {
    return this.#lengthBytes + this.#last.length;
  }

  /** SHA-256 of them, hexadecimal. */
  sha256(): string {
    return this.#hash.copy().update(this.#last).digest('hex');
  }

  #take(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#lengthBytes += bytes.length;
  }
}
