/** Watches the engine itself while it writes: metrics for Prometheus, measurements over time, and memory, which caches and batches give back. */
import fs from 'node:fs';
import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { Settings } from '../model/settings.ts';
import type { CacheTierState, Performance } from '../model/snapshot.ts';
import type { Coverage } from '../model/source.ts';
import { Meter } from './meter.ts';
import { MetricsServing } from './metricsServing.ts';
import { MemoryRelief, MetricsJournal, type Figures } from './observe/observe.ts';

/** What observing needs of the engine around it. */
export interface ObservingOptions {
  readonly stateFolder: string;
  readonly settings: Pick<Settings, 'metrics' | 'performance'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly readSide: Caches;
  /** Looks at the engine now. */
  readonly look: () => Pick<Figures, 'snapshot' | 'entries'>;
}

/** Caches that can shrink. */
export interface Caches {
  readonly caches: readonly CacheTierState[];
  resize(share: number): void;
}

/** Holds a port and timers until disposed of. */
export class Observing implements AsyncDisposable {
  readonly #options: ObservingOptions;
  readonly #meter = new Meter();
  readonly #relief = new MemoryRelief();
  readonly #journal: MetricsJournal;
  readonly #serving: MetricsServing;
  readonly #troubles = new Map<string, string>();
  #settings: ObservingOptions['settings'];
  #timers: readonly NodeJS.Timeout[] = [];

  constructor(options: ObservingOptions) {
    const { stateFolder, clock, logger } = options;
    this.#options = options;
    this.#settings = options.settings;
    this.#journal = new MetricsJournal({ stateFolder, nowMs: () => clock.nowMs(), monotonicMs: () => performance.now() });
    this.#serving = new MetricsServing(logger, () => this.#figures());
  }

  /** Sentences about what does not work. */
  get troubles(): readonly string[] {
    return [...this.#serving.troubles, ...this.#troubles.values()];
  }

  /** The share of its full size that a batch may have now, so that memory is given back. */
  get batchRatio(): number {
    // A batch of nothing would never be stored.
    return Math.max(0.05, this.#relief.share);
  }

  /** Begins. */
  async start(): Promise<void> {
    this.apply(this.#settings);
    await this.#serving.settled();
  }

  /** Goes on by other settings. */
  apply(settings: ObservingOptions['settings']): void {
    this.#settings = settings;
    this.#serving.apply(settings.metrics);
    const { monitoringIntervalSeconds, performanceMonitoring, metricCollectionIntervalSeconds } = settings.performance;
    this.#stopTimers();
    this.#timers = [
      setInterval(() => this.lookAtMemory(), monitoringIntervalSeconds * 1000),
      ...(performanceMonitoring ? [setInterval(() => this.collect(), metricCollectionIntervalSeconds * 1000)] : []),
    ];
  }

  /** Notes how long one piece of a log took. */
  processed(tookMs: number): void {
    this.#serving.exporter?.processed(tookMs / 1000);
  }

  /** Notes how long a commit took. */
  committed(tookMs: number): void {
    this.#meter.committed(tookMs);
    this.#serving.exporter?.committed(tookMs / 1000);
  }

  /** Measures what the engine does now. */
  measure(coverage: Coverage, lagBytes: number, storeBytes: number): Performance {
    return { ...this.#meter.measure(coverage, lagBytes, storeBytes), caches: this.#options.readSide.caches };
  }

  /** Looks at memory, and lets caches and batches shrink or grow by it. */
  lookAtMemory(memoryMb = this.#meter.memoryMb()): void {
    const before = this.#relief.share;
    const share = this.#relief.look(memoryMb, this.#settings.performance);
    this.#options.readSide.resize(share);
    if (share < before) this.#options.logger.notice(`memory is at ${memoryMb.toFixed(0)} MB of ${this.#settings.performance.memoryThresholdMb} MB (performance.memory_threshold_mb): caches and batches shrink to ${(share * 100).toFixed(0)} % of their size`);
  }

  /** Keeps a measurement; the border of its failures. */
  collect(): void {
    try {
      this.#journal.add(this.#figures(), this.#settings.performance.historyRetentionHours);
      this.#troubles.delete('journal');
    } catch (thrown) {
      const text = messageOf(thrown);
      if (this.#troubles.get('journal') !== text) this.#options.logger.warn(text);
      this.#troubles.set('journal', text);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopTimers();
    await this.#serving[Symbol.asyncDispose]();
  }

  #stopTimers(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  #figures(): Figures {
    const now = this.#options.look();
    return { ...now, caches: now.snapshot.performance?.caches ?? [], freeDiskBytes: freeBytes(this.#options.stateFolder) };
  }
}

function freeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = fs.statfsSync(folder);
    return bavail * bsize;
  } catch {
    // The system does not say: then nobody claims to know.
    return undefined;
  }
}
