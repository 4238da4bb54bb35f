/** One tier in memory: limits by number and bytes that can shrink while it runs, a lifetime, and a choice of what stays. */
import { LRUCache } from 'lru-cache';

/** How a tier is kept. */
export interface TierOptions {
  readonly mostEntries: number;
  readonly mostBytes: number;
  /** How long an entry lives that nobody asks for. */
  readonly ttlMs: number;
  readonly nowMs: () => number;
  /** How much an entry is worth; a newcomer that is not worth more than the one longest unasked does not get in. Missing: it always gets in. */
  readonly worthOf?: (key: string) => number;
  /** Called with what had to make room or was given up. */
  readonly onEvicted?: (key: string, value: unknown) => void;
}

/** Holds values by key. */
export class MemoryTier<V extends object> {
  readonly #options: TierOptions;
  readonly #cache: LRUCache<string, V>;
  #share = 1;
  hits = 0;
  misses = 0;

  constructor(options: TierOptions) {
    this.#options = options;
    this.#cache = new LRUCache<string, V>({
      // Its number is kept by `put`: a `max` here would take room for as many from the start.
      maxSize: Math.max(1, Math.floor(options.mostBytes)), ttl: options.ttlMs, updateAgeOnGet: true, ttlResolution: 0, perf: { now: options.nowMs },
    });
  }

  get entries(): number {
    return this.#cache.size;
  }

  get bytes(): number {
    return this.#cache.calculatedSize;
  }

  /** Tells whether it is there; not counted. */
  has(key: string): boolean {
    return this.#cache.has(key);
  }

  /** Finds an entry; counted. */
  get(key: string): V | undefined {
    const value = this.#cache.get(key);
    if (value === undefined) this.misses++;
    else this.hits++;
    return value;
  }

  /** Takes an entry in where it fits and is worth it; tells whether it did. */
  put(key: string, value: V, bytes: number): boolean {
    const { mostEntries, mostBytes, worthOf } = this.#options;
    const entries = Math.floor(mostEntries * this.#share);
    const room = Math.floor(mostBytes * this.#share);
    if (entries < 1 || bytes > room) return false;
    this.#cache.delete(key);
    // What nobody asked for in its time makes room first.
    if (this.#cache.size >= entries || this.#cache.calculatedSize + bytes > room) this.#cache.purgeStale();
    while (this.#cache.size >= entries || this.#cache.calculatedSize + bytes > room) {
      const [oldest] = this.#cache.rkeys();
      if (worthOf && oldest !== undefined && worthOf(key) <= worthOf(oldest)) return false;
      this.#evict();
    }
    this.#cache.set(key, value, { size: Math.max(1, bytes) });
    return true;
  }

  delete(key: string): void {
    this.#cache.delete(key);
  }

  /** Forgets what is too old. */
  purge(): void {
    this.#cache.purgeStale();
  }

  /** Sets the limits to this share of what they were made with, and gives up what is beyond. */
  resize(share: number): void {
    this.#share = share;
    const { mostEntries, mostBytes } = this.#options;
    while (this.#cache.size > Math.floor(mostEntries * share) || this.#cache.calculatedSize > mostBytes * share) this.#evict();
  }

  #evict(): void {
    const [oldest] = this.#cache.rkeys();
    if (oldest === undefined) return;
    const value = this.#cache.peek(oldest, { allowStale: true });
    this.#cache.delete(oldest);
    if (value !== undefined) this.#options.onEvicted?.(oldest, value);
  }
}
