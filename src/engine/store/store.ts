/** The store's door: one writer with everything in one transaction, and any number of readers. */
import fs from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../base/errors.ts';
import { IdTable } from '../../base/idTable.ts';
import type { RecordBatch } from '../../model/record.ts';
import { codecFor } from './compression.ts';
import { inTransaction, isCorrupt, makePrivateFile, numberIn, openConnection, storeError } from './database.ts';
import type { Connection } from './database.ts';
import { takeLock } from './lock.ts';
import { Maintenance } from './maintenance.ts';
import { databasePath, lockPath } from './paths.ts';
import { Pending } from './pending.ts';
import { readHead, readSaved } from './rows.ts';
import { checkedVersion, migrate } from './schema.ts';
import type { CommitReport, MaintenanceReport, MissingRange, SavedState, StoreCommit, StoreOptions } from './types.ts';
import { Writer } from './writer.ts';

export type { Arrivals } from './arrivals.ts';
export { BlockCache, type BlockCacheOptions } from './blockCache.ts';
export { copyStore, hasStore, isWriting, storeState, structureProblems, upgradeStore, type StoreState } from './inspect.ts';
export { StoreReader } from './reader.ts';
export type { LineLook, LogLine, LookLimits, Neighbourhood } from './neighbourhoods.ts';
export type { Border, Tally, TemplateCount } from './tally.ts';
export type * from './types.ts';

/** Pages of 8 KiB hold more of a block in one piece than the 4 KiB of the default, and cost little more for a commit of one line (ours). */
const pageBytes = 8192;
/** The log is copied into the database after so many pages (32 MiB): rarely enough to write a page once that was changed often. */
const checkpointPages = 4096;
/** What the log may keep on disk once it was copied. */
const largestLogBytes = 64 * 1024 * 1024;

/** The one writer of a state folder. */
export class Store implements AsyncDisposable {
  readonly #file: string;
  readonly #lock: Connection;
  readonly #connection: Connection;
  readonly #writer: Writer;
  readonly #pending: Pending;
  readonly #maintenance: Maintenance;

  private constructor(file: string, lock: Connection, connection: Connection, options: StoreOptions) {
    this.#file = file;
    this.#lock = lock;
    this.#connection = connection;
    this.#writer = new Writer(connection);
    this.#pending = new Pending(readPositions(connection), codecFor(options.isCompressed ?? true));
    this.#maintenance = new Maintenance(connection, this.#writer, options);
  }

  /**
   * Opens the store below `stateFolder`, makes it where there is none, and takes the writer's lock.
   * Throws `storeBusy` when another process has the lock, `storeTooNew`, `storeCorrupt`, `diskFull`, `permissionDenied`, `runtimeTooOld`.
   */
  static async open(stateFolder: string, options: StoreOptions = {}): Promise<Store> {
    const file = databasePath(stateFolder);
    try {
      await fs.promises.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    } catch (error) {
      throw storeError(error, path.dirname(file));
    }
    const lock = takeLock(lockPath(stateFolder));
    let connection: Connection | undefined;
    try {
      makePrivateFile(file);
      connection = openConnection(file, 'readWrite');
      prepareDatabase(connection, file);
      return new Store(file, lock, connection, options);
    } catch (error) {
      connection?.close();
      lock.close();
      throw storeError(error, file);
    }
  }

  /** Bytes of memory that uncommitted records take; commit before 64 MiB, where `append` refuses more. */
  get pendingBytes(): number {
    return this.#pending.bytes;
  }

  /** Size of the database, its log not counted. */
  get sizeBytes(): number {
    return numberIn(this.#connection.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size').get() ?? {}, 'bytes');
  }

  /** Takes records in; they are durable after the next `commit`. Copies what it needs. Throws `badRequest` when they overlap what was taken in before. */
  append(batch: RecordBatch, observedMs: number): void {
    this.#pending.append(batch, observedMs);
  }

  /**
   * Writes all that was appended and all that is given in one transaction; all or nothing. After an error what was appended still waits in memory.
   * Throws `badRequest` when a checkpoint goes backwards or lies before the end of what was appended, `diskFull`, `writeFailed`.
   */
  commit(commit: StoreCommit): CommitReport {
    const blocks = this.#pending.sealAll();
    this.#checkCheckpoints(commit);
    try {
      inTransaction(this.#connection, () => this.#writer.write(commit, blocks, this.#pending.cuts()));
    } catch (error) {
      throw storeError(error, this.#file);
    }
    const report = reportOf(blocks.map(({ block }) => block));
    for (const { block } of blocks) this.#maintenance.blockWritten(block.sourceId);
    this.#pending.clear(commit.sources.map(({ id, checkpoint }) => [id, checkpoint.positionBytes]));
    return report;
  }

  /** Drops the uncommitted records of a source, which can then be appended again from its checkpoint on. */
  discardPending(sourceId: number): void {
    this.#pending.discard(sourceId);
  }

  /** Reads back what was committed, for going on after a restart. */
  saved(): SavedState {
    return this.#guarded(() => readSaved(this.#connection));
  }

  /** Returns the first bytes that were committed of a source's file; undefined when there are none. */
  headOf(sourceId: number): Uint8Array | undefined {
    return this.#guarded(() => readHead(this.#connection, sourceId));
  }

  /** Merges small blocks, drops what is older than the retention, copies the log into the database; in small steps, until done or aborted. */
  async maintain(nowMs: number, signal: AbortSignal): Promise<MaintenanceReport> {
    try {
      return await this.#maintenance.run(nowMs, signal);
    } catch (error) {
      throw storeError(error, this.#file);
    }
  }

  /** Puts damaged blocks aside, as `StoreReader.verify` has found them: they are never served again, and told as missing. */
  quarantine(damaged: readonly MissingRange[], nowMs: number): void {
    this.#guarded(() => this.#maintenance.quarantine(damaged, nowMs));
  }

  /** Writes a whole and compact copy of the committed store to `file`, which may not exist yet; leaves nothing behind when it fails. */
  backupInto(file: string): void {
    const isMade = makePrivateFile(file);
    try {
      this.#connection.prepare('VACUUM INTO ?').run(file);
    } catch (error) {
      if (isMade) fs.rmSync(file, { force: true });
      throw storeError(error, isCorrupt(error) ? this.#file : file);
    }
  }

  /** Copies the log into the database and lets go of the lock; uncommitted records are given up. */
  [Symbol.asyncDispose](): Promise<void> {
    if (this.#connection.isOpen) {
      this.#connection.close();
      this.#lock.close();
    }
    return Promise.resolve();
  }

  #checkCheckpoints(commit: StoreCommit): void {
    const given = new Map(commit.sources.map((source) => [source.id, source.checkpoint.positionBytes]));
    for (const { id, name, checkpoint } of commit.sources) {
      const committed = this.#pending.committedEnd(id) ?? 0;
      if (checkpoint.positionBytes >= committed) continue;
      throw new EngineError('badRequest', `The checkpoint of ${name} would go back from byte ${committed} to ${checkpoint.positionBytes}. Give a source that was cut a new id.`);
    }
    for (const [sourceId, end] of this.#pending.ends()) {
      const position = given.get(sourceId) ?? -1;
      if (position >= end) continue;
      throw new EngineError('badRequest', `Source ${sourceId} has records up to byte ${end}, but ${position < 0 ? 'no checkpoint was given' : `its checkpoint is ${position}`}.`);
    }
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeError(error, this.#file);
    }
  }
}

function prepareDatabase(connection: Connection, file: string): void {
  // First, so that what is refused is left as it is: the next lines write.
  checkedVersion(connection, file);
  // Both hold only for a database that is made now: the page size, and that freed pages can be given back to the disk.
  connection.exec(`PRAGMA page_size = ${pageBytes}; PRAGMA auto_vacuum = INCREMENTAL`);
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  connection.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA journal_size_limit = ${largestLogBytes}`);
  migrate(connection, file);
}

function readPositions(connection: Connection): IdTable<number> {
  const positions = new IdTable<number>();
  for (const row of connection.prepare('SELECT id, position FROM sources').all()) positions.set(numberIn(row, 'id'), numberIn(row, 'position'));
  return positions;
}

function reportOf(blocks: readonly { readonly recordCount: number; readonly textBytes: number; readonly columns: Uint8Array; readonly text: Uint8Array }[]): CommitReport {
  const sum = (count: (block: (typeof blocks)[number]) => number): number => blocks.reduce((total, block) => total + count(block), 0);
  return {
    blocks: blocks.length,
    records: sum((block) => block.recordCount),
    textBytes: sum((block) => block.textBytes),
    storedBytes: sum((block) => block.columns.length + block.text.length),
  };
}
