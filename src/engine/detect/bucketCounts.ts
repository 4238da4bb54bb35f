/** Counts on the grid of time: a few pairs until there are many, so that ten thousand quiet logs take little. */
import { bucketCount } from './timeGrid.ts';

/** So many buckets are kept as pairs; beyond that a table is smaller and quicker (ours: 16 pairs take 256 bytes, the table a kilobyte). */
const mostPairs = 16;

/** Shared, never changed. */
const noPairs: number[] = [];

/** Counts per bucket. */
export class BucketCounts {
  /** Bucket and count in turns, in the order in which the buckets were first counted. */
  #pairs: number[] = noPairs;
  #table: Uint32Array | undefined;

  /** Returns the count of a bucket; 0 outside of the grid. */
  at(bucket: number): number {
    if (this.#table) return this.#table[bucket] ?? 0;
    const at = this.#placeOf(bucket);
    return at < 0 ? 0 : (this.#pairs[at + 1] ?? 0);
  }

  /** Returns the sum of the counts in [from, to). */
  between(from: number, to: number): number {
    let sum = 0;
    if (this.#table) for (let bucket = Math.max(0, from); bucket < Math.min(bucketCount, to); bucket++) sum += this.#table[bucket] ?? 0;
    else for (let at = 0; at < this.#pairs.length; at += 2) if ((this.#pairs[at] ?? 0) >= from && (this.#pairs[at] ?? 0) < to) sum += this.#pairs[at + 1] ?? 0;
    return sum;
  }

  /** Counts in a bucket of the grid. */
  add(bucket: number, count = 1): void {
    if (this.#table) {
      this.#table[bucket] = (this.#table[bucket] ?? 0) + count;
      return;
    }
    const at = this.#placeOf(bucket);
    if (at >= 0) this.#pairs[at + 1] = (this.#pairs[at + 1] ?? 0) + count;
    // Copied, since an array that grows takes room for more than most logs ever need.
    else if (this.#pairs.length < mostPairs * 2) this.#pairs = this.#pairs.concat(bucket, count);
    else {
      this.#table = this.#asTable();
      this.add(bucket, count);
    }
  }

  /** Returns the first bucket with a count, -1 when there is none. */
  first(): number {
    if (this.#table) return this.#table.findIndex((count) => count > 0);
    return this.#pairs.length === 0 ? -1 : Math.min(...this.#pairs.filter((_, at) => at % 2 === 0));
  }

  /** Returns the last bucket with a count, -1 when there is none. */
  last(): number {
    if (this.#table) return this.#table.findLastIndex((count) => count > 0);
    return this.#pairs.length === 0 ? -1 : Math.max(...this.#pairs.filter((_, at) => at % 2 === 0));
  }

  /** Calls `visit` for each bucket with a count, in no order. */
  each(visit: (bucket: number, count: number) => void): void {
    if (this.#table) {
      for (let bucket = 0; bucket < bucketCount; bucket++) {
        const count = this.#table[bucket] ?? 0;
        if (count > 0) visit(bucket, count);
      }
    } else for (let at = 0; at < this.#pairs.length; at += 2) visit(this.#pairs[at] ?? 0, this.#pairs[at + 1] ?? 0);
  }

  /** Lays the counts on the moved grid; what lies in bucket i goes to `indexOf(i)`, outside of the grid it is dropped. */
  regrid(indexOf: (bucket: number) => number): void {
    const moved = new BucketCounts();
    this.each((bucket, count) => {
      const to = indexOf(bucket);
      if (to >= 0 && to < bucketCount) moved.add(to, count);
    });
    this.#pairs = moved.#pairs;
    this.#table = moved.#table;
  }

  /** The newest bucket is nearly always the one that is asked for. */
  #placeOf(bucket: number): number {
    for (let at = this.#pairs.length - 2; at >= 0; at -= 2) if (this.#pairs[at] === bucket) return at;
    return -1;
  }

  #asTable(): Uint32Array {
    const table = new Uint32Array(bucketCount);
    this.each((bucket, count) => {
      table[bucket] = count;
    });
    return table;
  }
}
