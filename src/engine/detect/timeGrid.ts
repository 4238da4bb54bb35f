/** One grid of time for all rhythms: 256 buckets whose width grows with the span, so that memory stays flat and old minutes fade. */

/** Buckets of the grid; a power of two so that widths can double (ours: enough to date a change to 1/256 of the span). */
export const bucketCount = 256;
const firstWidthMs = 1000;
/** At this width the grid slides instead of growing: 42 hours are in view (ours). */
const widestMs = 600_000;
/** A record farther away than the whole grid moves it only when so many agree: one wrong clock must not wipe the rhythm. */
const outliersToMove = 50;

/** Something that keeps counts per bucket and follows the grid. */
export interface GridUser {
  /** Moves what lies in bucket i to `indexOf(i)`, which may be outside of the grid: then it is dropped. */
  regrid(indexOf: (bucket: number) => number): void;
}

/** The grid; bucket i covers `originMs + i * widthMs` up to the next one. */
export class TimeGrid {
  #originMs = NaN;
  #widthMs = firstWidthMs;
  #outliers = 0;
  readonly #users: GridUser[] = [];

  /** Start of bucket 0; NaN before any time was seen. */
  get originMs(): number {
    return this.#originMs;
  }

  /** Milliseconds a bucket covers. */
  get widthMs(): number {
    return this.#widthMs;
  }

  /** Lets somebody follow the grid. */
  follow(user: GridUser): void {
    this.#users.push(user);
  }

  /** Returns the bucket of a moment, moving or widening the grid where needed; -1 for no time, or one too far from all others. */
  bucketAt(ms: number): number {
    if (Number.isNaN(ms)) return -1;
    if (Number.isNaN(this.#originMs)) this.#originMs = Math.floor(ms / this.#widthMs) * this.#widthMs;
    const bucket = Math.floor((ms - this.#originMs) / this.#widthMs);
    if (bucket >= 0 && bucket < bucketCount) return bucket;
    return this.#makeRoom(ms);
  }

  /** Returns the start of a bucket. */
  startOf(bucket: number): number {
    return this.#originMs + bucket * this.#widthMs;
  }

  /** Puts a saved grid back; nothing may have been counted yet. */
  restore(originMs: number, widthMs: number): void {
    this.#originMs = originMs;
    this.#widthMs = widthMs;
  }

  #makeRoom(ms: number): number {
    const endMs = this.#originMs + bucketCount * this.#widthMs;
    const isFar = ms < this.#originMs - bucketCount * widestMs || ms > endMs + bucketCount * widestMs;
    if (isFar && ++this.#outliers < outliersToMove) return -1;
    this.#outliers = 0;
    let widthMs = this.#widthMs;
    let originMs = this.#originMs;
    const fits = (): boolean => ms >= originMs && ms < originMs + bucketCount * widthMs && endMs <= originMs + bucketCount * widthMs;
    while (!fits() && widthMs < widestMs) {
      widthMs = Math.min(widthMs * 2, widestMs);
      originMs = Math.floor(Math.min(ms, this.#originMs) / widthMs) * widthMs;
    }
    if (ms < originMs) return -1;
    // Slides by a quarter more than needed, so that it does not slide with every record.
    if (ms >= originMs + bucketCount * widthMs) originMs = (Math.floor(ms / widthMs) - (bucketCount * 3) / 4) * widthMs;
    this.#move(originMs, widthMs);
    return Math.floor((ms - originMs) / widthMs);
  }

  #move(originMs: number, widthMs: number): void {
    const fromMs = this.#originMs;
    const fromWidth = this.#widthMs;
    this.#originMs = originMs;
    this.#widthMs = widthMs;
    const indexOf = (bucket: number): number => Math.floor((fromMs + bucket * fromWidth - originMs) / widthMs);
    for (const user of this.#users) user.regrid(indexOf);
  }
}
