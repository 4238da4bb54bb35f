/** Sums on the grid of time, and of how many values: a few entries until there are many, so that the numbers of ten thousand quiet logs take little. */
import { bucketCount } from './timeGrid.ts';

/** So many buckets are kept as entries; beyond that tables are quicker (ours: 16 entries take 384 bytes, the tables 3 KiB). */
const mostEntries = 16;

/** Shared, never changed. */
const noEntries: number[] = [];

/** Sum and number of values per bucket. */
export class BucketSums {
  /** Bucket, number and sum in turns, in the order in which the buckets were first used. */
  #entries: number[] = noEntries;
  #counts: Uint32Array | undefined;
  #sums: Float64Array | undefined;

  /** Adds `count` values that are `sum` together to a bucket of the grid. */
  add(bucket: number, sum: number, count = 1): void {
    if (this.#counts && this.#sums) {
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
      this.#sums[bucket] = (this.#sums[bucket] ?? 0) + sum;
      return;
    }
    const at = this.#placeOf(bucket);
    if (at >= 0) {
      this.#entries[at + 1] = (this.#entries[at + 1] ?? 0) + count;
      this.#entries[at + 2] = (this.#entries[at + 2] ?? 0) + sum;
    } else if (this.#entries.length < mostEntries * 3) {
      // Copied, since an array that grows takes room for more than most logs ever need.
      this.#entries = this.#entries.concat(bucket, count, sum);
    } else {
      this.#makeTables();
      this.add(bucket, sum, count);
    }
  }

  /** Returns how many values a bucket has. */
  countAt(bucket: number): number {
    if (this.#counts) return this.#counts[bucket] ?? 0;
    const at = this.#placeOf(bucket);
    return at < 0 ? 0 : (this.#entries[at + 1] ?? 0);
  }

  /** Returns the sum of a bucket's values. */
  sumAt(bucket: number): number {
    if (this.#sums) return this.#sums[bucket] ?? 0;
    const at = this.#placeOf(bucket);
    return at < 0 ? 0 : (this.#entries[at + 2] ?? 0);
  }

  /** Lays the sums on the moved grid; what lies in bucket i goes to `indexOf(i)`, outside of the grid it is dropped. */
  regrid(indexOf: (bucket: number) => number): void {
    const moved = new BucketSums();
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      const count = this.countAt(bucket);
      const to = count === 0 ? -1 : indexOf(bucket);
      if (to >= 0 && to < bucketCount) moved.add(to, this.sumAt(bucket), count);
    }
    this.#entries = moved.#entries;
    this.#counts = moved.#counts;
    this.#sums = moved.#sums;
  }

  /** The newest bucket is nearly always the one that is asked for. */
  #placeOf(bucket: number): number {
    for (let at = this.#entries.length - 3; at >= 0; at -= 3) if (this.#entries[at] === bucket) return at;
    return -1;
  }

  #makeTables(): void {
    const counts = new Uint32Array(bucketCount);
    const sums = new Float64Array(bucketCount);
    for (let at = 0; at < this.#entries.length; at += 3) {
      const bucket = this.#entries[at] ?? 0;
      counts[bucket] = this.#entries[at + 1] ?? 0;
      sums[bucket] = this.#entries[at + 2] ?? 0;
    }
    this.#counts = counts;
    this.#sums = sums;
    this.#entries = noEntries;
  }
}
