/** Opens the stages of a writing engine on one store, going on from where it stopped. */
import { ByteInterner } from '../base/byteInterner.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Alert } from '../model/alert.ts';
import type { Issue } from '../model/issue.ts';
import type { Settings } from '../model/settings.ts';
import type { ActionKey } from './alerting.ts';
import { Detector } from './detect/detect.ts';
import { Linker } from './link/link.ts';
import { TemplateMiner } from './mine/mine.ts';
import type { LogParser } from './parse/parse.ts';
import type { ReadSide } from './readSide.ts';
import { Pipeline } from './pipeline.ts';
import { openReaders } from './readers.ts';
import { ReadingHere, type Reading, type ReadingEvents } from './reading.ts';
import { ReadingThreads } from './readingThreads.ts';
import { SteadyClock } from './steadyClock.ts';
import { SourceLedger } from './sourceLedger.ts';
import { Store, StoreReader } from './store/store.ts';
import { threadScript } from './threadScript.ts';
import { Watcher } from './watch/watch.ts';

/** What an engine is opened with. */
export interface EngineSetup {
  readonly workspace: string;
  readonly stateFolder: string;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Sentences that limit every answer, such as a faulty configuration. */
  readonly notices: readonly string[];
  /** Whether the workspace's own repository may be asked through git. */
  readonly isTrusted: boolean;
  /** Folder with captured output of commands, watched beside the workspace's logs. */
  readonly captureFolder: string;
  /** Whoever asks the engine reads through it; its caches are part of the engine's memory. */
  readonly readSide: ReadSide;
  readonly onAlert: (alert: Alert) => void;
  /** Whether a setting that makes something happen outside comes from the user. */
  readonly mayAct: (key: ActionKey) => boolean;
}

/** The opened stages. */
export interface WriterParts {
  readonly store: Store;
  readonly watcher: Watcher;
  readonly reading: Reading;
  readonly pipeline: Pipeline;
  readonly ledger: SourceLedger;
  readonly linker: Linker;
  readonly knownIssues: readonly Issue[];
  /** False while the wall clock has just jumped: nothing goes for its age then. */
  readonly isClockSteady: () => boolean;
}

/** A day of minutes is put back into the charts. */
const chartMs = 24 * 3_600_000;
/** Bytes read at once, and how many a record is taken to have when a batch is to be of so many records (ours). */
const chunkLimits = { least: 1 << 16, most: 1 << 20, perRecord: 128 };
/** Descriptors kept open; systems allow 256 at least (macOS' default). */
const maxOpenFiles = 128;

/** Opens all stages; what was opened is closed again when a later one fails. */
export async function openParts(setup: EngineSetup, events: ReadingEvents): Promise<WriterParts> {
  const { workspace, stateFolder, settings, clock, logger } = setup;
  const { storeDays } = settings.cleanup;
  const steadyClock = new SteadyClock(clock);
  const isClockSteady = (): boolean => steadyClock.isSteady();
  const store = await Store.open(stateFolder, { isClockSteady, isCompressed: settings.performance.compressionEnabled, ...(storeDays > 0 ? { retentionDays: storeDays } : {}) });
  try {
    const saved = store.saved();
    const components = new ByteInterner();
    for (const { name } of [...saved.components].sort((a, b) => a.id - b.id)) components.internText(name);
    const { parser, redactor } = openReaders({ stateFolder, workspace, settings }, components, clock);
    const miner = new TemplateMiner({ templates: saved.templates });
    const detector = new Detector({ templateText: (id) => miner.textOf(id), componentText: (id) => components.textOf(id), issues: saved.issues, saved: saved.detector, runs: saved.runs, rules: settings.rules });
    restoreCharts(detector, stateFolder, clock.nowMs() - chartMs, new Map(saved.sources.flatMap(({ id, lastRecordMs }) => (lastRecordMs === undefined ? [] : [[id, lastRecordMs] as const]))));
    const ledger = new SourceLedger(saved.sources.map((source) => ({ saved: source, coverage: source.coverage, format: source.format, lastRecordMs: source.lastRecordMs })));
    const watcher = await Watcher.open({
      workspace, stateFolder, captureFolder: setup.captureFolder, include: settings.watch.include, exclude: settings.watch.exclude, sweepIntervalMs: settings.watch.sweepIntervalMs,
      includeRotated: settings.watch.includeRotated, chunkBytes: chunkBytesOf(settings), maxOpenFiles, saved: saved.sources, savedHead: (id) => store.headOf(id), clock, logger,
    });
    const linker = new Linker({ workspace, isTrusted: setup.isTrusted, saved: saved.links });
    const pipeline = new Pipeline({ workspace, clock, components, parser, redactor, miner, detector, store, linker, ledger });
    const reading = openReading(setup, { parser, pipeline, components, events });
    return { store, watcher, reading, pipeline, ledger, linker, knownIssues: saved.issues, isClockSteady };
  } catch (thrown) {
    await store[Symbol.asyncDispose]();
    throw thrown;
  }
}

function restoreCharts(detector: Detector, stateFolder: string, fromMs: number, lastBySource: ReadonlyMap<number, number>): void {
  using reader = StoreReader.open(stateFolder);
  detector.restore(reader.perMinute(fromMs), lastBySource);
}

/** Threads of their own only where they are asked for: one thread is quiet and quick enough for an editor. */
function openReading({ stateFolder, workspace, settings, logger }: EngineSetup, { parser, pipeline, components, events }: ReadingParts): Reading {
  const { asyncProcessing, workerCount, queueSize, priorityQueueEnabled } = settings.performance;
  const script = threadScript();
  if (!asyncProcessing || workerCount < 2) return new ReadingHere(parser, pipeline, events);
  if (script === undefined) {
    logger.warn('`performance.worker_count` has no effect: parseThread.js is missing beside the program. Install it again.');
    return new ReadingHere(parser, pipeline, events);
  }
  return new ReadingThreads({ script, count: workerCount, setup: { stateFolder, workspace, settings }, components, pipeline, mostRecords: Math.ceil(queueSize / 4), hasPriority: priorityQueueEnabled, events });
}

interface ReadingParts {
  readonly parser: LogParser;
  readonly pipeline: Pipeline;
  readonly components: ByteInterner;
  readonly events: ReadingEvents;
}

function chunkBytesOf({ performance: { batchSize, queueSize } }: Settings): number {
  const { least, most, perRecord } = chunkLimits;
  return Math.min(most, Math.max(least, Math.min(batchSize, queueSize) * perRecord));
}
