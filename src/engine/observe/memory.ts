/** How much memory caches and batches may have, by how much the engine takes. JavaScript cannot be told to collect garbage; what it can do is to let go. */
import type { PerformanceSettings } from '../../model/settings.ts';

/** What decides. */
export type MemorySettings = Pick<PerformanceSettings, 'memoryOptimization' | 'memoryThresholdMb' | 'gcThresholdFactor' | 'aggressiveCleanup'>;

/** So many looks in a row below the beginning of relief before something is given back: garbage is collected late (ours). */
const calmLooks = 3;
/** Less than this is nothing. */
const smallestShare = 0.02;

/** Megabytes at which relief begins: two thirds of the threshold with the factor 2, 60 % with 1.5, half with 1. */
export function reliefBeginsMb({ memoryThresholdMb, gcThresholdFactor }: MemorySettings): number {
  return memoryThresholdMb * (gcThresholdFactor / (gcThresholdFactor + 1));
}

/** The share of their size that caches and batches keep at each relief: half with the factor 2, a third with 1.5, nothing with 1 or when cleanup is aggressive. */
export function keptRatio({ gcThresholdFactor, aggressiveCleanup }: MemorySettings): number {
  return aggressiveCleanup ? 0 : 1 - 1 / gcThresholdFactor;
}

/** Keeps the share over time. */
export class MemoryRelief {
  #share = 1;
  #calm = 0;

  /** The share of their full size that caches and batches may have now, 0 to 1. */
  get share(): number {
    return this.#share;
  }

  /** Looks at a measurement: above the threshold everything shrinks at every look, between beginning and threshold once, far below it grows back by doubling. */
  look(memoryMb: number, settings: MemorySettings): number {
    if (!settings.memoryOptimization) this.#share = 1;
    else if (memoryMb > settings.memoryThresholdMb) this.#shrinkTo(this.#share * keptRatio(settings));
    else if (memoryMb > reliefBeginsMb(settings)) this.#shrinkTo(Math.min(this.#share, keptRatio(settings)));
    else if (++this.#calm >= calmLooks) this.#share = Math.min(1, Math.max(this.#share * 2, 0.125));
    return this.#share;
  }

  #shrinkTo(share: number): void {
    this.#calm = 0;
    this.#share = share < smallestShare ? 0 : share;
  }
}
