/** Opens readers of a workspace's store one after the other, with one cache for all of them. */
import type { Clock } from '../base/clock.ts';
import type { PerformanceSettings } from '../model/settings.ts';
import type { CacheTierState } from '../model/snapshot.ts';
import { Query } from './query.ts';
import { BlockCache } from './store/store.ts';

/** Whose store. */
export interface ReadSideOptions {
  readonly workspace: string;
  readonly stateFolder: string;
  readonly clock: Clock;
}

/** Caches take this share of the memory threshold at most (ours). */
const memoryShare = 0.25;
/** What decides how a cache is made. */
const cacheKeys = ['cachingEnabled', 'defaultCacheSize', 'defaultCacheTtlSeconds', 'l1CacheSize', 'l2CacheSize', 'l3CacheSize', 'intelligentEviction', 'memoryThresholdMb'] as const;

/** The read side of an engine. */
export class ReadSide {
  readonly #options: ReadSideOptions;
  #settings: PerformanceSettings;
  #cache: BlockCache | undefined;

  constructor(options: ReadSideOptions, settings: PerformanceSettings) {
    this.#options = options;
    this.#settings = settings;
    this.#cache = this.#makeCache();
  }

  /** Opens a view of the store; dispose it. */
  open(): Query {
    return Query.open(this.#options.workspace, this.#options.stateFolder, this.#cache);
  }

  /** Goes on by other settings; the cache is made anew when they say something else of it. */
  apply(settings: PerformanceSettings): void {
    const isSame = cacheKeys.every((key) => settings[key] === this.#settings[key]);
    this.#settings = settings;
    if (!isSame) this.#cache = this.#makeCache();
  }

  /** How the tiers do; none while caching is off. */
  get caches(): readonly CacheTierState[] {
    return this.#cache?.state ?? [];
  }

  /** Lets the caches have this share of their memory, and forgets what nobody asked for in its time. */
  resize(share: number): void {
    this.#cache?.resize(share);
    this.#cache?.purge();
  }

  #makeCache(): BlockCache | undefined {
    const { cachingEnabled, defaultCacheSize, defaultCacheTtlSeconds, l1CacheSize, l2CacheSize, l3CacheSize, intelligentEviction, memoryThresholdMb } = this.#settings;
    if (!cachingEnabled) return undefined;
    return new BlockCache({
      stateFolder: this.#options.stateFolder, names: defaultCacheSize, l1Blocks: l1CacheSize, l2Blocks: l2CacheSize, l3Blocks: l3CacheSize, ttlMs: defaultCacheTtlSeconds * 1000, isIntelligent: intelligentEviction,
      memoryBytes: memoryThresholdMb * 1e6 * memoryShare, nowMs: () => this.#options.clock.nowMs(),
    });
  }
}
