/** Watches the engine itself while it writes: metrics for Prometheus, when they are wanted. */
import fs from 'node:fs';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { Settings } from '../model/settings.ts';
import type { Performance } from '../model/snapshot.ts';
import type { Coverage } from '../model/source.ts';
import { Meter } from './meter.ts';
import { MetricsEndpoint, openExporter, type Figures, type MetricsExporter } from './observe/observe.ts';

/** What observing needs of the engine around it. */
export interface ObservingOptions {
  readonly stateFolder: string;
  readonly settings: Pick<Settings, 'metrics'>;
  readonly logger: Logger;
  /** Looks at the engine now. */
  readonly look: () => Pick<Figures, 'snapshot' | 'entries'>;
}

/** A port that was taken is tried again after so long (ours). */
const retryMs = 30_000;

/** Holds a port and timers until disposed of. */
export class Observing implements AsyncDisposable {
  readonly #options: ObservingOptions;
  readonly #meter = new Meter();
  readonly #troubles = new Map<string, string>();
  #settings: ObservingOptions['settings'];
  #exporter: MetricsExporter | undefined;
  #endpoint: MetricsEndpoint | undefined;
  #served = '';
  #serving: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;

  constructor(options: ObservingOptions) {
    this.#options = options;
    this.#settings = options.settings;
  }

  /** Sentences about what does not work. */
  get troubles(): readonly string[] {
    return [...this.#troubles.values()];
  }

  /** Begins. */
  async start(): Promise<void> {
    this.#serveSoon();
    await this.#serving;
  }

  /** Goes on by other settings. */
  apply(settings: ObservingOptions['settings']): void {
    this.#settings = settings;
    this.#serveSoon();
  }

  /** Notes how long one piece of a log took. */
  processed(tookMs: number): void {
    this.#exporter?.processed(tookMs / 1000);
  }

  /** Notes how long a commit took. */
  committed(tookMs: number): void {
    this.#meter.committed(tookMs);
    this.#exporter?.committed(tookMs / 1000);
  }

  /** Measures what the engine does now. */
  measure(coverage: Coverage, lagBytes: number, storeBytes: number): Performance {
    return this.#meter.measure(coverage, lagBytes, storeBytes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#retry);
    this.#settings = { ...this.#settings, metrics: { ...this.#settings.metrics, enabled: false } };
    this.#serveSoon();
    await this.#serving;
  }

  #figures(): Figures {
    const now = this.#options.look();
    return { ...now, caches: now.snapshot.performance?.caches ?? [], freeDiskBytes: freeBytes(this.#options.stateFolder) };
  }

  /** One change of the endpoint after the other. */
  #serveSoon(): void {
    clearTimeout(this.#retry);
    this.#serving = this.#serving.then(() => this.#serve());
  }

  /** Opens, closes or moves the endpoint as the settings want; the border of its failures: whoever cannot serve metrics still reads logs. */
  async #serve(): Promise<void> {
    const { metrics } = this.#settings;
    const wanted = metrics.enabled ? JSON.stringify(metrics) : '';
    if (wanted === this.#served) return;
    await this.#endpoint?.[Symbol.asyncDispose]();
    this.#endpoint = undefined;
    this.#exporter = undefined;
    this.#served = '';
    this.#troubles.delete('metrics');
    if (!metrics.enabled) return;
    try {
      const exporter = await openExporter(metrics.maxSeries);
      this.#endpoint = await MetricsEndpoint.open({ ...metrics, contentType: exporter.contentType, render: () => exporter.render(this.#figures()) });
      this.#exporter = exporter;
      this.#served = wanted;
      this.#options.logger.notice(`metrics are served at http://${metrics.host.includes(':') ? `[${metrics.host}]` : metrics.host}:${this.#endpoint.port}/metrics`);
    } catch (thrown) {
      this.#options.logger.warn(messageOf(thrown));
      this.#troubles.set('metrics', messageOf(thrown));
      this.#retry = setTimeout(() => this.#serveSoon(), retryMs);
      this.#retry.unref();
    }
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
