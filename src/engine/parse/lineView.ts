/** A line as it reads without escape sequences, with a way back to where each byte stood. */
import type { Header } from './header.ts';

/** Longer lines are only cleaned so far: headers are in front (ours). */
const reach = 4096;

/** Scratch, one per parser. */
export class LineView {
  bytes: Uint8Array = new Uint8Array(reach + 1);
  length = 0;
  readonly #from = new Int32Array(reach + 2);
  readonly #to = new Int32Array(reach + 2);

  /** Copies `[start, end)` without terminal escape sequences. */
  stripEscapes(source: Uint8Array, start: number, end: number): void {
    this.length = 0;
    let at = start;
    while (at < end && this.length < reach) {
      if (source[at] === 0x1b) at = behindEscape(source, at, end);
      else this.#put(source[at++] ?? 0, at - 1, at);
    }
    this.#from[this.length] = at;
  }

  /** Copies the inside of a JSON string with its escapes undone, terminal escape sequences left out. */
  unescape(source: Uint8Array, start: number, end: number): void {
    this.length = 0;
    let at = start;
    while (at < end && this.length < reach) {
      const b = source[at] ?? 0;
      if (b !== 0x5c) this.#put(b, at++, at);
      else at = this.#unescapeOne(source, at, end);
    }
    this.#from[this.length] = at;
  }

  #unescapeOne(source: Uint8Array, at: number, end: number): number {
    const letter = source[at + 1] ?? 0;
    if (letter === 0x75) {
      const code = parseInt(String.fromCharCode(...source.subarray(at + 2, at + 6)), 16);
      if (code === 0x1b) return behindEscape(source, at + 5, end);
      this.#put(code < 0x80 ? code : 0x3f, at, at + 6);
      return at + 6;
    }
    this.#put(letter === 0x6e ? 0x0a : letter === 0x74 ? 0x09 : letter === 0x72 ? 0x0d : letter, at, at + 2);
    return at + 2;
  }

  #put(b: number, from: number, to: number): void {
    this.bytes[this.length] = b;
    this.#to[this.length] = to;
    this.#from[this.length++] = from;
  }

  /** Turns the positions of a header read from this view into those of the text. */
  mapBack(header: Header, lineEnd: number): void {
    const wasWhole = header.bodyEnd >= this.length;
    header.levelEnd = this.#end(header.levelEnd);
    header.levelStart = this.#start(header.levelStart);
    header.componentEnd = this.#end(header.componentEnd);
    header.componentStart = this.#start(header.componentStart);
    const emptyBody = header.bodyStart >= header.bodyEnd;
    header.bodyEnd = wasWhole && this.length >= reach ? lineEnd : this.#end(header.bodyEnd);
    header.bodyStart = emptyBody ? header.bodyEnd : this.#start(header.bodyStart);
    header.insideStart = this.#start(header.insideStart);
  }

  #start(at: number): number {
    return at < 0 ? at : (this.#from[at] ?? 0);
  }

  #end(at: number): number {
    return at <= 0 ? at : (this.#to[at - 1] ?? 0);
  }
}

/** Returns the position behind the escape sequence (CSI, OSC or two bytes) whose ESC is at `at`. */
function behindEscape(source: Uint8Array, at: number, end: number): number {
  const kind = source[at + 1];
  let next = at + 2;
  if (kind === 0x5b) {
    while (next < end && (source[next] ?? 0) < 0x40) next++;
    return Math.min(next + 1, end);
  }
  if (kind === 0x5d) {
    while (next < end && source[next] !== 0x07 && source[next] !== 0x1b) next++;
    return Math.min(source[next] === 0x1b ? next + 2 : next + 1, end);
  }
  return Math.min(next, end);
}
