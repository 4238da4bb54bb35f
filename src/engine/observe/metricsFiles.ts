/** Measurements over time: `metrics/metrics_YYYYMMDD_HH0000.json`, one file an hour (of the machine's zone), thinned and deleted by age and never by number. */
import fs from 'node:fs';
import path from 'node:path';
import { stampOf } from '../../base/stamp.ts';
import { writeWhole } from '../../base/wholeFile.ts';
import { makeFolder } from '../../base/makeFolder.ts';
import { EngineError, messageOf, systemCodeOf } from '../../base/errors.ts';
import type { Figures } from './figures.ts';

/** Goes up when a field changes its meaning or goes. */
const schemaVersion = 1;
const hourMs = 3_600_000;
const thinMs = 600_000;
const fileName = /^metrics_(\d{4})(\d{2})(\d{2})_(\d{2})0000\.json$/;

/** One measurement by the words of dashboard.json. */
export type Sample = Readonly<Record<string, unknown>> & { readonly time: string };

/** How long measurements stay. */
export interface Retention {
  /** So long each one stays, then the worst of each ten minutes. */
  readonly eachHours: number;
  /** So long any stay. */
  readonly days: number;
  /** False while the clock has just jumped: then nothing goes for its age. */
  readonly isClockSteady: boolean;
}

/** Writes measurements of one state folder. */
export class MetricsJournal {
  readonly #folder: string;
  #file = '';
  #samples: Sample[] = [];
  /** For which hour and ages it was last tidied. */
  #tidied = '';

  constructor(stateFolder: string) {
    this.#folder = path.join(stateFolder, 'metrics');
  }

  /** Adds a measurement to the file of its hour, which is written whole, and once an hour thins and deletes what is old. Throws `EngineError` when it cannot be written. */
  add(figures: Figures, retention: Retention): void {
    const nowMs = figures.snapshot.generatedMs;
    const file = path.join(this.#folder, `metrics_${stampOf(new Date(nowMs).setMinutes(0, 0, 0))}.json`);
    try {
      makeFolder({ fs, path }, this.#folder, 0o700);
      if (file !== this.#file) this.#samples = readSamples(file);
      this.#file = file;
      this.#samples.push(sampleOf(figures));
      writeSamples(file, this.#samples);
      const due = `${file} ${retention.eachHours} ${retention.days}`;
      if (due !== this.#tidied && retention.isClockSteady) {
        this.#tidy(nowMs, retention);
        this.#tidied = due;
      }
    } catch (thrown) {
      throw failureOf(this.#folder, thrown);
    }
  }

  #tidy(nowMs: number, { eachHours, days }: Retention): void {
    for (const name of fs.readdirSync(this.#folder)) {
      const ageMs = nowMs - ((hourOf(name) ?? Infinity) + hourMs);
      const file = path.join(this.#folder, name);
      if (ageMs >= days * 24 * hourMs) fs.rmSync(file, { force: true });
      else if (ageMs >= eachHours * hourMs) thin(file);
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

function writeSamples(file: string, samples: readonly Sample[]): void {
  writeWhole({ fs, path }, file, `${JSON.stringify({ schema_version: schemaVersion, samples })}\n`);
}

/** Of each ten minutes that one stays which tells of trouble: the lowest score, then the most memory. */
function thin(file: string): void {
  const samples = readSamples(file);
  const kept = new Map<number, Sample>();
  for (const sample of samples) {
    const tenMinutes = Math.floor(Date.parse(sample.time) / thinMs);
    const worst = kept.get(tenMinutes);
    if (!worst || isWorse(sample, worst)) kept.set(tenMinutes, sample);
  }
  if (kept.size < samples.length) writeSamples(file, [...kept.values()]);
}

function isWorse(a: Sample, b: Sample): boolean {
  const of = (sample: Sample, name: string): number => Number(sample[name] ?? NaN);
  const [scoreA, scoreB] = [of(a, 'health_score'), of(b, 'health_score')];
  if (scoreA !== scoreB && !(Number.isNaN(scoreA) && Number.isNaN(scoreB))) return scoreA < scoreB || Number.isNaN(scoreB);
  return of(a, 'memory_mb') > of(b, 'memory_mb');
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
