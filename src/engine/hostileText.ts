/** Counts the lines that read like instructions to an agent, and keeps where the first ones are. */
import type { RecordBatch } from '../model/record.ts';
import type { HostileText } from '../model/snapshot.ts';

/** Places that are kept; the rest is counted. */
const maxPlaces = 20;

/** What has been seen since the engine was opened. */
export class HostileTally {
  readonly #places: { path: string; line: number }[] = [];
  #count = 0;

  /** Takes what protect found in a batch. */
  note({ hostile = [], source, firstLine, lines }: RecordBatch): void {
    let line = firstLine;
    let row = 0;
    this.#count += hostile.length;
    for (const found of hostile) {
      if (this.#places.length >= maxPlaces) return;
      for (; row < found; row++) line += lines[row] ?? 1;
      this.#places.push({ path: source.name, line });
    }
  }

  /** What is to be told; undefined when there was none. */
  view(): HostileText | undefined {
    return this.#count === 0 ? undefined : { count: this.#count, places: [...this.#places] };
  }
}
