/** Watches the engine itself while it writes: metrics for Prometheus, measurements over time, and memory, which caches and batches give back. */
import fs from 'node:fs';
import { messageOf } from '../base/errors.ts';
import { freeDiskBytes } from '../base/freeDisk.ts';
import type { Settings } from '../model/settings.ts';
import type { CacheTierState, Performance } from '../model/snapshot.ts';
import type { Coverage } from '../model/source.ts';
import { Alerting, type AlertingOptions } from './alerting.ts';
import { Meter } from './meter.ts';
import { MetricsServing } from './metricsServing.ts';
import { MemoryRelief, MetricsJournal, type Figures } from './observe/observe.ts';

/** What observing needs of the engine around it. */
export interface ObservingOptions extends AlertingOptions {
  readonly settings: Pick<Settings, 'alerts' | 'cleanup' | 'metrics' | 'performance'>;
  readonly readSide: Caches;
  /** False while the wall clock has just jumped. */
  readonly isClockSteady: () => boolean;
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
  readonly #alerting: Alerting;
  readonly #troubles = new Map<string, string>();
  #settings: ObservingOptions['settings'];
  #timers: readonly NodeJS.Timeout[] = [];
  #telling: Promise<void> = Promise.resolve();

  constructor(options: ObservingOptions) {
    const { stateFolder, logger } = options;
    this.#options = options;
    this.#settings = options.settings;
    this.#journal = new MetricsJournal(stateFolder);
    this.#alerting = new Alerting(options);
    this.#serving = new MetricsServing(logger, () => this.#figures());
  }

  /** Sentences about what does not work. */
  get troubles(): readonly string[] {
    return [...this.#serving.troubles, ...this.#alerting.troubles, ...this.#troubles.values()];
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
      setInterval(() => this.#look(), monitoringIntervalSeconds * 1000),
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
    this.#alerting.note(memoryMb);
    if (share < before) this.#options.logger.notice(`memory is at ${memoryMb.toFixed(0)} MB of ${this.#settings.performance.memoryThresholdMb} MB (performance.memory_threshold_mb): caches and batches shrink to ${(share * 100).toFixed(0)} % of their size`);
  }

  /** Keeps a measurement; the border of its failures. */
  collect(): void {
    try {
      const { performance: { historyRetentionHours }, cleanup: { metricsDays } } = this.#settings;
      this.#journal.add(this.#figures(), { eachHours: historyRetentionHours, days: metricsDays, isClockSteady: this.#options.isClockSteady() });
      this.#troubles.delete('journal');
    } catch (thrown) {
      const text = messageOf(thrown);
      if (this.#troubles.get('journal') !== text) this.#options.logger.warn(text);
      this.#troubles.set('journal', text);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopTimers();
    await this.#telling;
    await this.#serving[Symbol.asyncDispose]();
  }

  #look(): void {
    this.lookAtMemory();
    // Figures cost a snapshot, which nobody needs while nobody is to be told.
    if (this.#settings.alerts.enabled) this.#telling = this.#telling.then(() => this.#alerting.look(this.#figures(), this.#settings.alerts));
  }

  #stopTimers(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  #figures(): Figures {
    const now = this.#options.look();
    return { ...now, caches: now.snapshot.performance?.caches ?? [], freeDiskBytes: freeDiskBytes(fs, this.#options.stateFolder) };
  }
}
