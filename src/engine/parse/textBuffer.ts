/** The text that is being parsed, and where each part of it lies in the source. */

/** A growing text with a map from its offsets to positions in the source; scratch, one per parser. */
export class TextBuffer {
  bytes: Uint8Array = new Uint8Array();
  length = 0;
  #own = new Uint8Array(1 << 16);
  /** Offsets at which the distance between text and source changes, the position there, and bytes dropped in front of it. */
  #offsets: number[] = [];
  #positions: number[] = [];
  #dropped: number[] = [];
  /** Where the last look-up ended; look-ups come in the order of the text. */
  #cursor = 0;

  /** Starts over with `held` text whose first byte lies at `positionBytes`. */
  begin(held: Uint8Array, positionBytes: number): void {
    this.bytes = held;
    this.length = held.length;
    this.#offsets = [0];
    this.#positions = [positionBytes];
    this.#dropped = [0];
  }

  /** Puts the map of text that was held back in place. */
  remember(marks: readonly PositionMark[]): void {
    for (const mark of marks) this.mark(mark.offset, mark.positionBytes, mark.droppedBytes);
  }

  /** The text as a Buffer, whose searches are native. */
  view(): Buffer {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.length);
  }

  /** Offset of the line that is unfinished at the text's end. */
  lineStart(): number {
    return this.view().lastIndexOf(0x0a) + 1;
  }

  /** Appends bytes that lie in the source right behind what there is; borrows them when there is nothing else. */
  append(more: Uint8Array): void {
    if (more.length === 0) return;
    if (this.length === 0) {
      this.bytes = more;
      this.length = more.length;
      return;
    }
    this.#reserve(this.length + more.length);
    this.#own.set(more, this.length);
    this.length += more.length;
  }

  /** Says that the byte at `offset` lies at `positionBytes`, after `droppedBytes` that are not in the text. */
  mark(offset: number, positionBytes: number, droppedBytes: number): void {
    const last = this.#offsets.length - 1;
    if (this.#offsets[last] === offset) {
      this.#positions[last] = positionBytes;
      this.#dropped[last] = (this.#dropped[last] ?? 0) + droppedBytes;
      return;
    }
    this.#offsets.push(offset);
    this.#positions.push(positionBytes);
    this.#dropped.push(droppedBytes);
  }

  /** Takes `[from, to)` out of the text and counts it as dropped. */
  cut(from: number, to: number): void {
    const position = this.positionAt(to);
    this.#reserve(this.length);
    this.#own.copyWithin(from, to, this.length);
    this.length -= to - from;
    const marks = this.marksFrom(from);
    while ((this.#offsets.at(-1) ?? 0) >= from && this.#offsets.length > 1) this.#pop();
    this.mark(from, position, to - from);
    for (const mark of marks) if (mark.offset > to - from) this.mark(from + mark.offset - (to - from), mark.positionBytes, mark.droppedBytes);
  }

  /** Returns the position in the source of a text offset at which a line begins. */
  positionAt(offset: number): number {
    let i = Math.min(this.#cursor, this.#offsets.length - 1);
    while (i > 0 && (this.#offsets[i] ?? 0) > offset) i--;
    while (i + 1 < this.#offsets.length && (this.#offsets[i + 1] ?? 0) <= offset) i++;
    this.#cursor = i;
    return (this.#positions[i] ?? 0) + offset - (this.#offsets[i] ?? 0);
  }

  /** Returns how many bytes were dropped in front of text offsets up to `offset`. */
  droppedUpTo(offset: number): number {
    let sum = 0;
    for (let i = 0; i < this.#offsets.length && (this.#offsets[i] ?? 0) <= offset; i++) sum += this.#dropped[i] ?? 0;
    return sum;
  }

  /** Tells whether bytes were dropped right in front of `offset`. */
  hasGapAt(offset: number): boolean {
    const i = this.#offsets.indexOf(offset);
    return i >= 0 && (this.#dropped[i] ?? 0) > 0;
  }

  /** The part of the map behind `offset`, counted from there. */
  marksFrom(offset: number): readonly PositionMark[] {
    const marks: PositionMark[] = [];
    for (const [i, at] of this.#offsets.entries()) {
      if (at > offset) marks.push({ offset: at - offset, positionBytes: this.#positions[i] ?? 0, droppedBytes: this.#dropped[i] ?? 0 });
    }
    return marks;
  }

  /** Tells whether the text lies in the source as it is, in one piece. */
  get isPlain(): boolean {
    return this.#offsets.length === 1;
  }

  #pop(): void {
    this.#offsets.pop();
    this.#positions.pop();
    this.#dropped.pop();
  }

  #reserve(size: number): void {
    if (this.bytes === this.#own && this.#own.length >= size) return;
    const target = this.#own.length >= size ? this.#own : new Uint8Array(Math.max(size, this.#own.length * 2));
    if (this.bytes.buffer !== target.buffer) target.set(this.bytes.subarray(0, this.length));
    this.#own = target;
    this.bytes = target;
  }
}

/** A place at which the distance between text and source changes. */
export interface PositionMark {
  readonly offset: number;
  readonly positionBytes: number;
  readonly droppedBytes: number;
}
