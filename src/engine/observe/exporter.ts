/** The figures as Prometheus reads them: the five names of the operations guide, and Logbrief's own with the prefix `logbrief_`. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Figures } from './figures.ts';
import { entrySeries, seriesOf } from './series.ts';

/** From half a millisecond to ten seconds: a piece of a log takes a few milliseconds, a commit tens (ours). */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Series that are always there: two histograms, and what has one series or a few. */
const fixedSeries = 2 * (buckets.length + 3) + 40;
const issueSeverities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;
/** Below this the fixed series leave no room for components. */
export const fewestSeries = fixedSeries + seriesOf(2);

/** Holds its own registry, so that several in one process do not meet. */
export class MetricsExporter {
  readonly #registry = new Registry();
  readonly #maxSeries: number;
  readonly #processing = this.#histogram('logging_processing_duration_seconds', 'Seconds of work of the storing thread on one piece of a log: parse and redact (unless worker_count is above 1), mine, judge');
  readonly #commits = this.#histogram('logbrief_commit_duration_seconds', 'Seconds it took to store what was read');
  readonly #entries = new Counter({ name: 'logging_entries_total', help: 'Log entries read', labelNames: ['level', 'component'], registers: [this.#registry] });
  readonly #issues = this.#gauge('logbrief_issues', 'Issues that are open or came back', ['severity']);
  readonly #caches = this.#gauge('cache_hit_rate', 'Share of questions that this cache tier answered, in percent', ['cache_name']);
  readonly #cacheBytes = this.#gauge('logbrief_cache_bytes', 'Bytes in this cache tier', ['cache_name']);
  readonly #counters: readonly (readonly [Counter, (figures: Figures) => number])[];
  readonly #gauges: readonly (readonly [Gauge, (figures: Figures) => number])[];

  constructor(maxSeries: number) {
    this.#maxSeries = Math.max(maxSeries, fewestSeries);
    this.#counters = this.#makeCounters();
    this.#gauges = this.#makeGauges();
  }

  /** The content type of `render`'s text. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Notes how long one piece of a log took. */
  processed(seconds: number): void {
    this.#processing.observe(seconds);
  }

  /** Notes how long a commit took. */
  committed(seconds: number): void {
    this.#commits.observe(seconds);
  }

  /** Renders everything in the text format. */
  async render(figures: Figures): Promise<string> {
    for (const [counter, count] of this.#counters) {
      counter.reset();
      counter.inc(count(figures));
    }
    for (const [gauge, value] of this.#gauges) gauge.set(value(figures));
    this.#entries.reset();
    for (const { level, component, count } of entrySeries(figures.entries, this.#maxSeries - fixedSeries)) this.#entries.inc({ level, component }, count);
    const active = figures.snapshot.issues.filter(({ state }) => state === 'open' || state === 'reopened');
    for (const severity of issueSeverities) this.#issues.set({ severity }, active.filter((issue) => issue.severity === severity).length);
    this.#caches.reset();
    this.#cacheBytes.reset();
    for (const { name, hits, misses, bytes } of figures.caches) {
      this.#caches.set({ cache_name: name }, hits + misses === 0 ? NaN : (100 * hits) / (hits + misses));
      this.#cacheBytes.set({ cache_name: name }, bytes);
    }
    return this.#registry.metrics();
  }

  #makeCounters(): readonly (readonly [Counter, (figures: Figures) => number])[] {
    const counter = (name: string, help: string): Counter => new Counter({ name, help, registers: [this.#registry] });
    return [
      [counter('logbrief_read_bytes_total', 'Bytes of logs that were read'), ({ snapshot }) => snapshot.coverage.bytes],
      [counter('logbrief_lines_total', 'Lines that were read'), ({ snapshot }) => snapshot.coverage.lines],
      [counter('logbrief_records_total', 'Records that were made of them'), ({ snapshot }) => snapshot.coverage.records],
      [counter('logbrief_unparsed_records_total', 'Records without a header that is known'), ({ snapshot }) => snapshot.coverage.unparsed],
      [counter('logbrief_dropped_bytes_total', 'Bytes that were left out'), ({ snapshot }) => snapshot.coverage.droppedBytes],
      [counter('logbrief_truncated_lines_total', 'Lines that were cut'), ({ snapshot }) => snapshot.coverage.truncated],
      [counter('logbrief_rotations_total', 'Rotations of logs that were crossed'), ({ snapshot }) => snapshot.coverage.rotations],
      [counter('logbrief_queue_waits_total', 'How often reading waited because the queue was full'), ({ snapshot }) => snapshot.performance?.queue?.waits ?? 0],
      [counter('logbrief_queue_dropped_records_total', 'Records that a full queue dropped'), ({ snapshot }) => snapshot.performance?.queue?.droppedRecords ?? 0],
    ];
  }

  #makeGauges(): readonly (readonly [Gauge, (figures: Figures) => number])[] {
    return [
      [this.#gauge('system_health_score', 'Health score from 0 to 100; NaN without data'), ({ snapshot }) => snapshot.health.score ?? NaN],
      [this.#gauge('memory_usage_mb', 'Memory of the engine in megabytes'), ({ snapshot }) => snapshot.performance?.memoryMb ?? NaN],
      [this.#gauge('logbrief_cpu_ratio', 'CPU of the engine, 1 is one core'), ({ snapshot }) => snapshot.performance?.cpuRatio ?? NaN],
      [this.#gauge('logbrief_lag_bytes', 'Bytes of logs on disk that are not stored yet'), ({ snapshot }) => snapshot.sources.reduce((sum, { lagBytes }) => sum + lagBytes, 0)],
      [this.#gauge('logbrief_queue_records', 'Records that are read and not stored yet'), ({ snapshot }) => snapshot.performance?.queue?.waitingRecords ?? NaN],
      [this.#gauge('logbrief_queue_capacity_records', 'Records that may be read and not stored'), ({ snapshot }) => snapshot.performance?.queue?.capacityRecords ?? NaN],
      [this.#gauge('logbrief_store_bytes', 'Bytes of the store'), ({ snapshot }) => snapshot.performance?.storeBytes ?? NaN],
      [this.#gauge('logbrief_free_disk_bytes', 'Bytes free on the disk of the store'), ({ freeDiskBytes }) => freeDiskBytes ?? NaN],
      [this.#gauge('logbrief_sources', 'Logs that are followed'), ({ snapshot }) => snapshot.sources.filter(({ state }) => state !== 'gone').length],
      [this.#gauge('logbrief_notices', 'Sentences about what limits the answers: files that cannot be read, a full disk'), ({ snapshot }) => snapshot.notices.length],
    ];
  }

  #gauge(name: string, help: string, labelNames: readonly string[] = []): Gauge {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  #histogram(name: string, help: string): Histogram {
    return new Histogram({ name, help, buckets, registers: [this.#registry] });
  }
}
