/** The read side of the store: a read-only connection, beside a writer or without one, in any process. */
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { EngineError } from '../../base/errors.ts';
import type { Issue } from '../../model/issue.ts';
import type { RecordFilter, RecordPage, RecordQuery } from '../../model/query.ts';
import type { LogRecord } from '../../model/record.ts';
import type { Run } from '../../model/run.ts';
import type { MinuteCount } from '../../model/snapshot.ts';
import type { Template } from '../../model/template.ts';
import { Arrivals } from './arrivals.ts';
import type { BlockCache } from './blockCache.ts';
import { missingRanges, verifyStore } from './check.ts';
import { isThere, numberIn, openConnection, storeError, textIn } from './database.ts';
import type { Connection } from './database.ts';
import { readErrorRows } from './errorRows.ts';
import { exportRawLines, exportRecords } from './export.ts';
import { isLocked } from './lock.ts';
import { lookAtLines, type LineLook, type LogLine, type LookLimits } from './neighbourhoods.ts';
import { databasePath, lockPath } from './paths.ts';
import { ReadContext } from './readContext.ts';
import { readComponents, readDetector, readIssue, readIssueCounts, readIssues, readLinks, readRuns, readSources, templateOf } from './rows.ts';
import { checkedVersion, schemaVersion } from './schema.ts';
import { bandCount } from './seal.ts';
import { searchSteps } from './search.ts';
import { sightingsSince } from './sightings.ts';
import { tallyTemplates, type Border, type Tally } from './tally.ts';
import type { ErrorRow, ErrorRowFilter, MissingRange, RawLine, StoredComponent, StoredLink, StoredSource, StoreVerification } from './types.ts';

/** A long search lets others in after so many milliseconds; STYLE names 50 as what may block. */
const sliceMs = 25;

/** Answers questions about what is committed. */
export class StoreReader implements Disposable {
  readonly #lockFile: string;
  readonly #connection: Connection;
  readonly #context: ReadContext;

  private constructor(connection: Connection, file: string, lockFile: string, cache: BlockCache | undefined) {
    this.#connection = connection;
    this.#lockFile = lockFile;
    this.#context = new ReadContext(connection, file, cache);
  }

  /** Opens the store below `stateFolder`, to look for blocks in `cache` first; throws `notFound` when there is none, `storeTooNew`, `storeCorrupt`, `permissionDenied`, `runtimeTooOld`. */
  static open(stateFolder: string, cache?: BlockCache): StoreReader {
    const file = databasePath(stateFolder);
    if (!isThere(file)) throw noStore(stateFolder);
    const connection = openConnection(file, 'readOnly');
    try {
      connection.exec('PRAGMA query_only = ON');
      if (checkedVersion(connection, file) < schemaVersion) throw noStore(stateFolder);
      return new StoreReader(connection, file, lockPath(stateFolder), cache);
    } catch (error) {
      connection.close();
      throw storeError(error, file);
    }
  }

  /** Another number than before when somebody has committed since; asking costs some microseconds. */
  get dataVersion(): number {
    return this.#guarded(() => numberIn(this.#connection.prepare('PRAGMA data_version').get() ?? {}, 'data_version'));
  }

  /** Follows what is stored from now on. */
  arrivals(text: string): Arrivals {
    return new Arrivals(this.#context, text);
  }

  /** One sentence per damaged block that was left out of an answer so far. */
  get problems(): readonly string[] {
    return [...this.#context.problems.values()];
  }

  /** Returns a page of records, newest first by `timestampMs ?? observedTimestampMs` over all sources. Blocks for as long as it searches. */
  records(query: RecordQuery): RecordPage {
    return this.#guarded(() => {
      const steps = searchSteps(this.#context, query);
      let step = steps.next();
      while (step.done !== true) step = steps.next();
      return step.value;
    });
  }

  /** Does the same in slices, so that its thread stays responsive; throws `aborted` when it is. */
  async search(query: RecordQuery, signal: AbortSignal): Promise<RecordPage> {
    const steps = searchSteps(this.#context, query);
    try {
      let sliceEnd = performance.now() + sliceMs;
      for (;;) {
        if (signal.aborted) throw new EngineError('aborted', 'The search was stopped.');
        const step = steps.next();
        if (step.done === true) return step.value;
        if (performance.now() < sliceEnd) continue;
        await setImmediate();
        sliceEnd = performance.now() + sliceMs;
      }
    } catch (error) {
      throw storeError(error, this.#context.file);
    } finally {
      steps.return({ records: [] });
    }
  }

  /** Returns all issues, the latest seen first. */
  issues(): Issue[] {
    return this.#guarded(() => readIssues(this.#connection));
  }

  /** Returns all sources in the order of their ids. */
  sources(): StoredSource[] {
    return this.#guarded(() => readSources(this.#connection));
  }

  /** Returns one issue. */
  issue(id: string): Issue | undefined {
    return this.#guarded(() => readIssue(this.#connection, id));
  }

  /** Returns how often each issue was seen. */
  issueCounts(): Map<string, number> {
    return this.#guarded(() => readIssueCounts(this.#connection));
  }

  /** Returns where issues lead to. */
  links(): StoredLink[] {
    return this.#guarded(() => readLinks(this.#connection));
  }

  /** Returns the newest runs of each log, oldest first. */
  runs(): Run[] {
    return this.#guarded(() => readRuns(this.#connection));
  }

  /** Returns what the detector has saved. */
  detector(): Uint8Array | undefined {
    return this.#guarded(() => readDetector(this.#connection));
  }

  /** Returns the names of all sources or components. */
  names(of: 'sources' | 'components'): string[] {
    return this.#guarded(() => this.#connection.prepare(`SELECT DISTINCT name FROM ${of} ORDER BY id`).all().map((row) => textIn(row, 'name')));
  }

  /** Returns all components in the order of their ids. */
  components(): StoredComponent[] {
    return this.#guarded(() => readComponents(this.#connection));
  }

  /** Returns one template, undefined when the store does not know it. */
  template(id: number): Template | undefined {
    return this.#guarded(() => {
      const row = this.#connection.prepare('SELECT id, text, count FROM templates WHERE id = ?').get(id);
      return row === undefined ? undefined : templateOf(row);
    });
  }

  /** Returns the counters of every minute that has records, from `fromMs` on, in order. */
  perMinute(fromMs: number): MinuteCount[] {
    return this.#guarded(() => this.#connection.prepare('SELECT * FROM minutes WHERE minute_ms >= ? ORDER BY minute_ms').all(fromMs).map((row) => ({
      minuteMs: numberIn(row, 'minute_ms'),
      counts: Array.from({ length: bandCount }, (_, band) => numberIn(row, `n${band}`)),
    })));
  }

  /** Returns ERROR-and-above records, newest first; of each template at most the first 64 in a block of 4,096. */
  errorRows(filter: ErrorRowFilter): ErrorRow[] {
    return this.#context.inSnapshot(() => readErrorRows(this.#context, filter));
  }

  /** Returns how often each issue was seen since a moment, as far back as a day. */
  sightingsSince(fromMs: number): Map<string, number> {
    return this.#guarded(() => sightingsSince(this.#connection, fromMs));
  }

  /** Counts the records of each source and template before and since a border, in the newest `mostBlocks` blocks. */
  tally(border: Border, mostBlocks: number): Tally {
    return this.#context.inSnapshot(() => tallyTemplates(this.#context, border, mostBlocks));
  }

  /** Returns what stands at each of these lines of logs and before it, in their order. */
  lookAt(lines: readonly LogLine[], limits: LookLimits): LineLook[] {
    return this.#context.inSnapshot(() => lookAtLines(this.#context, lines, limits));
  }

  /** Yields the wanted records by source and position, over one snapshot; end the iteration to let go of it. */
  exportRecords(filter: RecordFilter): Generator<LogRecord, undefined> {
    return this.#guardedSteps(exportRecords(this.#context, filter));
  }

  /** Yields the physical lines of the wanted records by source and position, with their exact bytes; end the iteration to let go of the snapshot. */
  exportRawLines(filter: RecordFilter): Generator<RawLine, undefined> {
    return this.#guardedSteps(exportRawLines(this.#context, filter));
  }

  /** Lists what was stored once and cannot be had any more. */
  missing(): MissingRange[] {
    return this.#context.inSnapshot(() => missingRanges(this.#context));
  }

  /** Checks the whole store; takes about a second per GB of text. */
  verify(): StoreVerification {
    return this.#context.inSnapshot(() => verifyStore(this.#context));
  }

  /** Tells whether some process holds the writer's lock. */
  writerAlive(): boolean {
    return isLocked(this.#lockFile);
  }

  [Symbol.dispose](): void {
    if (this.#connection.isOpen) this.#connection.close();
  }

  *#guardedSteps<T>(steps: Generator<T, undefined>): Generator<T, undefined> {
    try {
      yield* steps;
    } catch (error) {
      throw storeError(error, this.#context.file);
    }
    return undefined;
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeError(error, this.#context.file);
    }
  }
}

function noStore(stateFolder: string): EngineError {
  const above = storeAbove(path.dirname(stateFolder), path.basename(stateFolder));
  const next = above === undefined ? 'Start Logbrief there first, or name another folder with --state.' : `There is one further up: name it with --workspace ${above}, or start Logbrief here.`;
  return new EngineError('notFound', `There is no store in ${stateFolder} yet. ${next}`);
}

/** The nearest folder above that has a store: whoever asks may stand in a folder of its workspace. */
function storeAbove(folder: string, name: string): string | undefined {
  const above = path.dirname(folder);
  if (above === folder) return undefined;
  return fs.existsSync(databasePath(path.join(above, name))) ? above : storeAbove(above, name);
}
