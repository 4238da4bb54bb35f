/** One pass over files, folders or a stream, no state kept: the pipeline without a store, judged as of the newest record. */
import path from 'node:path';
import { ByteInterner } from '../base/byteInterner.ts';
import { systemClock } from '../base/clock.ts';
import { EngineError, knownError, messageOf } from '../base/errors.ts';
import type { RuleSettings } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Source, SourceKind } from '../model/source.ts';
import { Detector } from './detect/detect.ts';
import { Linker } from './link/link.ts';
import { TemplateMiner } from './mine/mine.ts';
import { LogParser } from './parse/parse.ts';
import { Pipeline, type Moment } from './pipeline.ts';
import type { ReadSettings } from './readSettings.ts';
import { Redactor } from './protect/protect.ts';
import { bytesOf, isPipe, isStandardInput, statOf, type LogInput } from './logInput.ts';
import { SourceLedger, type WatchedSize } from './sourceLedger.ts';
import { expandPaths } from './watch/watch.ts';
import { assumedZones, spanOfLog } from './zones.ts';

/** What to scan and how to judge it. */
export interface ScanOptions {
  /** Files, folders, or `-` for `stdin`. */
  readonly paths: readonly string[];
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Judge as of this moment; undefined: the newest record. */
  readonly nowMs: number | undefined;
  /** Minutes east of UTC for timestamps without a zone; a scan has no machine of its own, so the default is 0. */
  readonly zoneMinutes?: number;
  /** Absolute: where to find the code that logged; undefined: nowhere. `whenInside`: only when all that is read lies in it or comes from a stream. */
  readonly code?: { readonly workspace: string; readonly whenInside: boolean };
  /** Own formats and named encodings. */
  readonly readAs?: ReadSettings;
  /** The user's own rules; none when missing. */
  readonly rules?: RuleSettings;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
}

/** How far a scan is; `totalBytes` is undefined when a stream is among the inputs. */
export interface ScanProgress {
  readonly doneBytes: number;
  readonly totalBytes: number | undefined;
  readonly lines: number;
}

/** A text in a log outlives its scan by this much: nothing rewrites it, so it is never stale. */
const staleAfterMs = 24 * 3_600_000;

/** The first page of a briefing is linked to the code within so much time. */
const linkMs = 1500;

/** What one pass found. */
export interface Scanned {
  readonly snapshot: Snapshot;
  /** What was asked for, or lies in a folder that was, and could not be read; the notices say why. */
  readonly unread: readonly string[];
}

/** Reads everything once and says what is known; throws `EngineError` when nothing can be read at all. */
export async function scan(options: ScanOptions): Promise<Scanned> {
  const { inputs, base, notices, unread } = await inputsOf(options.paths);
  const components = new ByteInterner();
  // A log without times has none: the moment of the scan says nothing about it.
  const clock = { nowMs: () => options.nowMs ?? NaN };
  const { zones, notices: assumed } = zonesOf(inputs, options.zoneMinutes);
  notices.push(...assumed);
  const zone = { minutes: options.zoneMinutes ?? 0 };
  const parser = new LogParser({ components, clock: systemClock, assumedZoneMinutes: () => zone.minutes, fileTimeMs: (source) => modifiedMs(source), ...options.readAs });
  const miner = new TemplateMiner({ templates: [] });
  const detector = new Detector({ templateText: (id) => miner.textOf(id), componentText: (id) => components.textOf(id), issues: [], saved: undefined, ...(options.rules ? { rules: options.rules } : {}) });
  const ledger = new SourceLedger();
  const linker = linkerOf(options, base);
  const pipeline = new Pipeline({ workspace: base, clock, components, parser, redactor: Redactor.forOnePass(), miner, detector, ledger, ...(linker ? { linker } : {}) });

  const watched: WatchedSize[] = [];
  let doneBytes = 0;
  const sizes = inputs.map((input) => input.sizeBytes);
  const totalBytes = sizes.includes(undefined) ? undefined : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  for (const [index, input] of inputs.entries()) {
    const source: Source = { id: index + 1, kind: kindOf(input), path: input.path, name: input.name, logName: input.name };
    let positionBytes = 0;
    let problem: string | undefined;
    zone.minutes = zones.get(input.path) ?? options.zoneMinutes ?? 0;
    parser.forgetZone();
    try {
      for await (const bytes of bytesOf(input, options.stdin)) {
        if (options.signal.aborted) throw new EngineError('aborted', 'Stopped before everything was read.');
        pipeline.ingest(source, bytes, positionBytes);
        positionBytes += bytes.length;
        options.onProgress?.({ doneBytes: doneBytes + positionBytes, totalBytes, lines: parser.coverageOf(source).lines });
      }
    } catch (thrown) {
      problem = knownError(thrown)?.message ?? `Cannot read ${input.path}: ${messageOf(thrown)}`;
      notices.push(problem);
      unread.push(input.path);
      if (inputs.length === 1 || options.signal.aborted) throw thrown;
    }
    pipeline.end(source, false);
    doneBytes += positionBytes;
    watched.push({ source, sizeBytes: positionBytes, live: true, ...(problem === undefined ? {} : { problem }) });
  }
  // Without a time in any log the moment it was written stands for the newest record.
  const nowMs = options.nowMs ?? detector.tallies.lastRecordMs ?? newestModified(watched) ?? systemClock.nowMs();
  const moment: Moment = { nowMs, staleAfterMs: nowMs + staleAfterMs, watched, performance: undefined, notices };
  await linker?.resolve(pipeline.snapshot(moment).issues, { timeMs: linkMs, signal: AbortSignal.any([options.signal, AbortSignal.timeout(2 * linkMs)]) });
  return { snapshot: pipeline.snapshot(moment), unread };
}

/** Zones of logs that write none, where the others show that they lie hours beside them. */
function zonesOf(inputs: readonly LogInput[], wanted: number | undefined): { readonly zones: ReadonlyMap<string, number>; readonly notices: string[] } {
  const files = inputs.filter((input) => input.sizeBytes !== undefined && input.compression === undefined);
  if (wanted !== undefined || files.length < 2) return { zones: new Map(), notices: [] };
  const zones = assumedZones(files.flatMap(({ path: file, logPath }) => spanOfLog(file, logPath) ?? []), 0);
  const sign = (minutes: number): string => `UTC${minutes < 0 ? '-' : '+'}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
  return { zones, notices: files.flatMap(({ path: file, name }) => (zones.has(file) ? [`the times of ${name} have no zone and are read as ${sign(zones.get(file) ?? 0)}, in which they meet those of the other logs`] : [])) };
}

/** A workspace that was not asked for is taken only when the logs are its own: elsewhere the same file names mean other files. */
function linkerOf({ code, paths }: ScanOptions, base: string): Linker | undefined {
  if (!code || (code.whenInside && paths.some((name) => name !== '-') && base !== code.workspace)) return undefined;
  return new Linker({ workspace: code.workspace, isTrusted: true });
}

function kindOf(input: LogInput): SourceKind {
  return input.path === '-' ? 'stdin' : 'file';
}

function newestModified(watched: readonly WatchedSize[]): number | undefined {
  const times = watched.flatMap(({ source }) => modifiedMs(source) ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}

function modifiedMs(source: Source): number | undefined {
  return source.kind === 'file' ? statOf(source.path)?.mtimeMs : undefined;
}

interface Inputs {
  readonly inputs: readonly LogInput[];
  /** The folder that names are relative to. */
  readonly base: string;
  readonly notices: string[];
  readonly unread: string[];
}

async function inputsOf(given: readonly string[]): Promise<Inputs> {
  const notices: string[] = [];
  const paths = given.map((name) => (isStandardInput(name) ? '-' : name));
  const pipes = paths.filter(isPipe);
  const absolute = paths.filter((name) => name !== '-' && !pipes.includes(name)).map((name) => path.resolve(name));
  const base = commonFolder(absolute);
  const expanded = await expandPaths(absolute);
  for (const { path: file, reason } of expanded.skipped) notices.push(`${file} is not read: ${reason}`);
  const unread = expanded.skipped.flatMap(({ path: file, isFault }) => (isFault ? [file] : []));
  const inputs: LogInput[] = expanded.files.map((file) => ({ ...file, name: nameOf(base, file.path) }));
  inputs.push(...pipes.map((name): LogInput => ({ path: path.resolve(name), name, sizeBytes: undefined, compression: undefined })));
  if (paths.includes('-')) inputs.push({ path: '-', name: 'stdin', sizeBytes: undefined, compression: undefined });
  if (inputs.length > 0) return { inputs, base, notices, unread };
  const why = notices.length > 0 ? `: ${notices.join('; ')}` : '';
  throw new EngineError('notFound', `No log was found in ${given.join(', ')}${why}. Name a text log, a folder with logs, or - for standard input.`);
}

/** The working folder when everything lies inside it, else the deepest folder that holds all. */
function commonFolder(absolute: readonly string[]): string {
  const here = process.cwd();
  const isInside = (folder: string, file: string): boolean => file === folder || file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
  if (absolute.every((file) => isInside(here, file))) return here;
  const folderOf = (file: string): string => (statOf(file)?.isDirectory() === true ? file : path.dirname(file));
  let folder = folderOf(absolute[0] ?? here);
  while (!absolute.every((file) => isInside(folder, file)) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  return folder;
}

function nameOf(base: string, file: string): string {
  return path.relative(base, file).split(path.sep).join('/');
}
