/** The text that is being parsed, and where each part of it lies in the source. */
import type { LineDigest } from './lineDigest.ts';

/** A place at which the distance between text and source changes. */
export interface PositionMark {
  readonly offset: number;
  readonly positionBytes: number;
  /** Bytes of the source in front of it that are not in the text, and how many of them were a sparse hole. */
  readonly droppedBytes: number;
  readonly holeBytes: number;
  /** The overlong line that was cut here. */
  readonly cut: LineDigest | undefined;
  /** What comes behind was turned into UTF-8. */
  readonly decoded: boolean;
}

/** No marks, shared. */
export const noMarks: readonly PositionMark[] = [];

/** What a mark says beside its place. */
export type MarkMeaning = Partial<Omit<PositionMark, 'offset' | 'positionBytes'>>;

/** Bytes of the source that are not in the text. */
export interface DroppedBytes {
  readonly all: number;
  readonly holes: number;
  readonly cuts: number;
}

/** A growing text with a map from its offsets to positions in the source; scratch, one per parser. */
export class TextBuffer {
  bytes: Uint8Array = new Uint8Array();
  length = 0;
  #own = new Uint8Array(1 << 16);
  #marks: PositionMark[] = [];
  /** Where the last look-up ended; look-ups come in the order of the text. */
  #cursor = 0;

  /** Starts over with `held` text whose first byte lies at `positionBytes`. */
  begin(held: Uint8Array, positionBytes: number, decoded: boolean): void {
    this.bytes = held;
    this.length = held.length;
    this.#marks = [{ offset: 0, positionBytes, droppedBytes: 0, holeBytes: 0, cut: undefined, decoded }];
  }

  /** Puts the map of text that was held back in place. */
  remember(marks: readonly PositionMark[]): void {
    for (const mark of marks) this.mark(mark.offset, mark.positionBytes, mark);
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

  /** Says that the byte at `offset` lies at `positionBytes`, and what is special there. */
  mark(offset: number, positionBytes: number, { droppedBytes = 0, holeBytes = 0, cut, decoded = false }: MarkMeaning): void {
    const last = this.#marks.at(-1);
    if (last?.offset !== offset) {
      this.#marks.push({ offset, positionBytes, droppedBytes, holeBytes, cut, decoded });
      return;
    }
    const joined = { offset, positionBytes, droppedBytes: last.droppedBytes + droppedBytes, holeBytes: last.holeBytes + holeBytes, cut: last.cut ?? cut, decoded };
    this.#marks[this.#marks.length - 1] = joined;
  }

  /** Takes `[from, to)`, the rest of an overlong line, out of the text and counts it as dropped. */
  cut(from: number, to: number, digest: LineDigest): void {
    const position = this.positionAt(to);
    this.#reserve(this.length);
    this.#own.copyWithin(from, to, this.length);
    this.length -= to - from;
    const marks = this.marksFrom(from);
    while ((this.#marks.at(-1)?.offset ?? 0) >= from && this.#marks.length > 1) this.#marks.pop();
    this.mark(from, position, { droppedBytes: to - from, cut: digest });
    for (const mark of marks) if (mark.offset > to - from) this.mark(from + mark.offset - (to - from), mark.positionBytes, mark);
  }

  /** Returns the position in the source of a text offset at which a line begins. */
  positionAt(offset: number): number {
    const mark = this.#markAt(offset);
    return (mark?.positionBytes ?? 0) + offset - (mark?.offset ?? 0);
  }

  /** Tells whether the text at `offset` was turned into UTF-8. */
  isDecodedAt(offset: number): boolean {
    return this.#markAt(offset)?.decoded ?? false;
  }

  /** Tells whether some of the text of `[from, to)` was turned into UTF-8: the beginning of a line may have been taken as it is before the rest told its encoding. */
  isDecodedWithin(from: number, to: number): boolean {
    if (this.isDecodedAt(from)) return true;
    for (let i = this.#cursor + 1; i < this.#marks.length; i++) {
      const mark = this.#marks[i];
      if (mark === undefined || mark.offset >= to) return false;
      if (mark.decoded) return true;
    }
    return false;
  }

  /** Returns how many bytes were dropped in front of text offsets up to `offset`, and why. */
  droppedUpTo(offset: number): DroppedBytes {
    let all = 0;
    let holes = 0;
    let cuts = 0;
    for (const mark of this.#marks) {
      if (mark.offset > offset) break;
      all += mark.droppedBytes;
      holes += mark.holeBytes;
      if (mark.cut !== undefined) cuts += mark.droppedBytes - mark.holeBytes;
    }
    return { all, holes, cuts };
  }

  /** Returns the digest of the line that was cut right in front of `offset`. */
  cutAt(offset: number): LineDigest | undefined {
    return this.#marks.find((mark) => mark.offset === offset)?.cut;
  }

  /** The part of the map behind `offset`, counted from there. */
  marksFrom(offset: number): readonly PositionMark[] {
    if ((this.#marks.at(-1)?.offset ?? 0) <= offset) return noMarks;
    return this.#marks.filter((mark) => mark.offset > offset).map((mark) => ({ ...mark, offset: mark.offset - offset }));
  }

  /** Tells whether some line of the text was cut. */
  get hasCuts(): boolean {
    return this.#marks.some(({ cut }) => cut !== undefined);
  }

  #markAt(offset: number): PositionMark | undefined {
    let i = Math.min(this.#cursor, this.#marks.length - 1);
    while (i > 0 && (this.#marks[i]?.offset ?? 0) > offset) i--;
    while (i + 1 < this.#marks.length && (this.#marks[i + 1]?.offset ?? 0) <= offset) i++;
    this.#cursor = i;
    return this.#marks[i];
  }

  #reserve(size: number): void {
    if (this.bytes === this.#own && this.#own.length >= size) return;
    const target = this.#own.length >= size ? this.#own : new Uint8Array(Math.max(size, this.#own.length * 2));
    if (this.bytes.buffer !== target.buffer) target.set(this.bytes.subarray(0, this.length));
    this.#own = target;
    this.bytes = target;
  }
}
