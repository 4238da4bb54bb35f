/** Serves metrics as the settings want it, now and after they change. */
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { MetricsSettings } from '../model/settings.ts';
import { MetricsEndpoint, openExporter, type Figures, type MetricsExporter } from './observe/observe.ts';

/** A port that was taken is tried again after so long (ours). */
const retryMs = 30_000;
const off: MetricsSettings = { enabled: false, host: '127.0.0.1', port: 1, maxSeries: 0 };

/** Holds a port until disposed of. */
export class MetricsServing implements AsyncDisposable {
  readonly #logger: Logger;
  readonly #figures: () => Figures;
  #settings = off;
  #served = '';
  #trouble: string | undefined;
  #exporter: MetricsExporter | undefined;
  #endpoint: MetricsEndpoint | undefined;
  #work: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;

  constructor(logger: Logger, figures: () => Figures) {
    this.#logger = logger;
    this.#figures = figures;
  }

  /** Takes durations while metrics are served. */
  get exporter(): MetricsExporter | undefined {
    return this.#exporter;
  }

  /** A sentence while it cannot be served. */
  get troubles(): readonly string[] {
    return this.#trouble === undefined ? [] : [this.#trouble];
  }

  /** Opens, closes or moves the endpoint, one change after the other. */
  apply(settings: MetricsSettings): void {
    this.#settings = settings;
    clearTimeout(this.#retry);
    this.#work = this.#work.then(() => this.#serve());
  }

  /** Waits for what was begun. */
  async settled(): Promise<void> {
    await this.#work;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.apply(off);
    await this.#work;
  }

  /** The border of its failures: whoever cannot serve metrics still reads logs. */
  async #serve(): Promise<void> {
    const { enabled, host, port, maxSeries } = this.#settings;
    const wanted = enabled ? JSON.stringify(this.#settings) : '';
    if (wanted === this.#served) return;
    await this.#endpoint?.[Symbol.asyncDispose]();
    this.#endpoint = undefined;
    this.#exporter = undefined;
    this.#served = '';
    this.#trouble = undefined;
    if (!enabled) return;
    try {
      const exporter = await openExporter(maxSeries);
      this.#endpoint = await MetricsEndpoint.open({ host, port, contentType: exporter.contentType, render: () => exporter.render(this.#figures()) });
      this.#exporter = exporter;
      this.#served = wanted;
      this.#logger.notice(`metrics are served at http://${host.includes(':') ? `[${host}]` : host}:${this.#endpoint.port}/metrics`);
    } catch (thrown) {
      this.#logger.warn(messageOf(thrown));
      this.#trouble = messageOf(thrown);
      this.#retry = setTimeout(() => this.apply(this.#settings), retryMs);
      this.#retry.unref();
    }
  }
}
