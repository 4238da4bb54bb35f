/** Where first bytes are kept: side by side in large pieces, since ten thousand small buffers take a third more and leave holes between them. */

/** Bytes of one piece; it is given back when nothing in it is used any more (ours). */
const pieceBytes = 65_536;

/** Copies into pieces. */
export class Heads {
  #piece = Buffer.allocUnsafeSlow(pieceBytes);
  #usedBytes = 0;

  /** Returns a copy of the bytes. */
  keep(bytes: Uint8Array): Uint8Array {
    if (bytes.length > pieceBytes) return new Uint8Array(bytes);
    if (this.#usedBytes + bytes.length > pieceBytes) {
      this.#piece = Buffer.allocUnsafeSlow(pieceBytes);
      this.#usedBytes = 0;
    }
    const kept = this.#piece.subarray(this.#usedBytes, this.#usedBytes + bytes.length);
    kept.set(bytes);
    this.#usedBytes += bytes.length;
    return kept;
  }
}
