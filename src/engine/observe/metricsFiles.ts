/** Measurements over time: `metrics/metrics_YYYYMMDD_HH0000.json`, one file an hour (of the machine's zone), deleted by age and never by number. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../base/makeFolder.ts';
import { EngineError, messageOf, systemCodeOf } from '../../base/errors.ts';
import type { Figures } from './figures.ts';
import { writeWhole } from './wholeFile.ts';

/** Goes up when a field changes its meaning or goes. */
const schemaVersion = 1;
const hourMs = 3_600_000;
const fileName = /^metrics_(\d{4})(\d{2})(\d{2})_(\d{2})0000\.json$/;

/** One measurement by the words of dashboard.json. */
export type Sample = Readonly<Record<string, unknown>> & { readonly time: string };

/** Where and by which clocks. */
export interface JournalOptions {
  readonly stateFolder: string;
  /** Milliseconds that only go forward, however the clock is set. */
  readonly monotonicMs: () => number;
  readonly nowMs: () => number;
}

/** Writes measurements of one state folder. */
export class MetricsJournal {
  readonly #options: JournalOptions;
  readonly #folder: string;
  readonly #startedMs: number;
  #file = '';
  #samples: Sample[] = [];

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#folder = path.join(options.stateFolder, 'metrics');
    this.#startedMs = options.nowMs() - options.monotonicMs();
  }

  /** Adds a measurement to the file of its hour, which is written whole, and deletes files that ended longer than `keepHours` ago. Throws `EngineError` when it cannot be written. */
  add(figures: Figures, keepHours: number): void {
    const nowMs = figures.snapshot.generatedMs;
    const file = path.join(this.#folder, `metrics_${stampOf(nowMs)}.json`);
    try {
      makeFolder({ fs, path }, this.#folder, 0o700);
      if (file !== this.#file) this.#samples = readSamples(file);
      this.#file = file;
      this.#samples.push(sampleOf(figures));
      writeWhole(file, JSON.stringify({ schema_version: schemaVersion, samples: this.#samples }));
      this.#prune(keepHours);
    } catch (thrown) {
      throw failureOf(this.#folder, thrown);
    }
  }

  /** A clock that jumps ahead deletes nothing: what counts is how much time really passed. */
  #prune(keepHours: number): void {
    const nowMs = Math.min(this.#options.nowMs(), this.#startedMs + this.#options.monotonicMs());
    for (const name of fs.readdirSync(this.#folder)) {
      const startMs = hourOf(name);
      if (startMs === undefined || startMs + hourMs > nowMs - keepHours * hourMs) continue;
      fs.rmSync(path.join(this.#folder, name), { force: true });
    }
  }
}

/** Reads the measurements from `fromMs` on, in order; a file that cannot be read is left out. */
export function readMetrics(stateFolder: string, fromMs: number): readonly Sample[] {
  const folder = path.join(stateFolder, 'metrics');
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder).filter((name) => (hourOf(name) ?? -Infinity) + hourMs > fromMs).sort();
  return names.flatMap((name) => readSamples(path.join(folder, name))).filter(({ time }) => Date.parse(time) >= fromMs);
}

function sampleOf({ snapshot, caches, freeDiskBytes }: Figures): Sample {
  const { performance, health, issues } = snapshot;
  const rounded = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : Math.round(value * 1000) / 1000);
  return {
    time: new Date(snapshot.generatedMs).toISOString(),
    health_score: health.score ?? null,
    active_issues: issues.filter(({ state }) => state === 'open' || state === 'reopened').length,
    records_per_second: rounded(performance?.recordsPerSecond),
    bytes_per_second: rounded(performance?.bytesPerSecond),
    memory_mb: rounded(performance?.memoryMb),
    cpu_ratio: rounded(performance?.cpuRatio),
    lag_bytes: performance?.lagBytes ?? null,
    commit_ms: rounded(performance?.commitMs),
    store_bytes: performance?.storeBytes ?? null,
    queue_records: performance?.queue?.waitingRecords ?? null,
    free_disk_bytes: freeDiskBytes ?? null,
    caches: Object.fromEntries(caches.map(({ name, hits, misses, bytes }) => [name, { hits, misses, bytes }])),
  };
}

function readSamples(file: string): Sample[] {
  try {
    const { samples } = JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly samples?: unknown };
    return Array.isArray(samples) ? samples.filter((sample): sample is Sample => typeof sample === 'object' && sample !== null && typeof (sample as { readonly time?: unknown }).time === 'string') : [];
  } catch {
    // Not there yet, or damaged: measurements begin anew, nothing else hangs on them.
    return [];
  }
}

function stampOf(epochMs: number): string {
  const date = new Date(epochMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}${two(date.getMonth() + 1)}${two(date.getDate())}_${two(date.getHours())}0000`;
}

function hourOf(name: string): number | undefined {
  const [year, month, day, hour] = fileName.exec(name)?.slice(1).map(Number) ?? [];
  return year === undefined || month === undefined ? undefined : new Date(year, month - 1, day, hour).getTime();
}

function failureOf(folder: string, thrown: unknown): EngineError {
  if (thrown instanceof EngineError) return thrown;
  const isFull = systemCodeOf(thrown) === 'ENOSPC';
  return new EngineError(isFull ? 'diskFull' : 'writeFailed', `Metrics cannot be written to ${folder}: ${isFull ? 'the disk is full. Free space' : `${messageOf(thrown)}. Give write access`}, or set performance.performance_monitoring to false.`, { cause: thrown });
}
