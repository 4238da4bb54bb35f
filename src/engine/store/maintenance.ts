/** What is done to the store when there is time: merging, retention, copying the log back. In steps short enough for commits in between. */
import { setImmediate } from 'node:timers/promises';
import { EngineError, messageOf } from '../../base/errors.ts';
import { BlockContent, blockOf, headColumns, headOf } from './blocks.ts';
import type { StoredBlock } from './blocks.ts';
import { codecFor, type Codec } from './compression.ts';
import { inTransaction, isCorrupt, numberIn } from './database.ts';
import type { Connection, Statement } from './database.ts';
import { mergeBlocks, planMerge } from './merge.ts';
import type { MergeCandidate } from './merge.ts';
import type { MaintenanceReport, MissingRange, StoreOptions } from './types.ts';
import { thinSightings } from './sightings.ts';
import { monthOf } from './writer.ts';
import type { Writer } from './writer.ts';

/** Blocks that one step of retention drops; about 10 ms each step. */
const dropStep = 64;
/** Pages that one step gives back to the disk (2 MiB). */
const vacuumStep = 256;
/** How far back small blocks of one source are looked for at a time. */
const candidateLimit = 512;
/** Sources that one step looks at; about 3 ms. */
const lookedPerStep = 200;

type Report = { -readonly [K in keyof MaintenanceReport]: MaintenanceReport[K] } & { problems: string[] };

/** Works on the writer's own connection. */
export class Maintenance {
  readonly #connection: Connection;
  readonly #writer: Writer;
  readonly #retentionDays: number | undefined;
  readonly #codec: Codec;
  readonly #isClockSteady: () => boolean;
  #smallOf: Statement | undefined;
  /** Sources that may have small blocks to merge. */
  readonly #toMerge = new Set<number>();

  constructor(connection: Connection, writer: Writer, options: StoreOptions) {
    this.#connection = connection;
    this.#writer = writer;
    this.#retentionDays = options.retentionDays;
    this.#codec = codecFor(options.isCompressed ?? true);
    this.#isClockSteady = options.isClockSteady ?? (() => true);
    for (const row of connection.prepare('SELECT DISTINCT source_id FROM blocks WHERE small = 1').all()) this.#toMerge.add(numberIn(row, 'source_id'));
  }

  /** Notes that a source has a new block. */
  blockWritten(sourceId: number): void {
    this.#toMerge.add(sourceId);
  }

  /** Does all there is to do, one step after the other, until done or aborted. */
  async run(nowMs: number, signal: AbortSignal): Promise<MaintenanceReport> {
    const report: Report = { mergedBlocks: 0, writtenBlocks: 0, droppedBlocks: 0, problems: [] };
    const steps = [() => this.#mergeStep(nowMs, report), () => this.#dropStep(nowMs, report), () => this.#vacuumStep()];
    for (const step of steps) {
      while (!signal.aborted && step()) await setImmediate();
    }
    if (signal.aborted) return report;
    inTransaction(this.#connection, () => thinSightings(this.#connection, nowMs));
    this.#connection.exec('PRAGMA optimize');
    // A reader in the middle of something makes this one incomplete; the next round goes on.
    this.#connection.exec('PRAGMA wal_checkpoint(PASSIVE)');
    return report;
  }

  /** Lists damaged blocks so that nobody reads them any more. */
  quarantine(damaged: readonly MissingRange[], nowMs: number): void {
    inTransaction(this.#connection, () => {
      for (const { blockId, reason } of damaged) if (blockId !== undefined) this.#quarantineBlock(blockId, reason, nowMs);
    });
  }

  #quarantineBlock(blockId: number, reason: string, nowMs: number): void {
    this.#connection.prepare('INSERT OR IGNORE INTO quarantine (block_id, reason, found_ms) VALUES (?, ?, ?)').run(blockId, reason, nowMs);
  }

  /** Merges one run of small blocks; returns whether there may be more. */
  #mergeStep(nowMs: number, report: Report): boolean {
    let looked = 0;
    for (const sourceId of this.#toMerge) {
      if (looked++ >= lookedPerStep) return true;
      const plan = planMerge(this.#candidates(sourceId));
      if (plan.length === 0) {
        this.#toMerge.delete(sourceId);
        continue;
      }
      const blocks = this.#readWhole(plan, nowMs, report);
      if (blocks !== undefined) this.#replace(blocks, report);
      return true;
    }
    return false;
  }

  /** The latest blocks of a source, the last one first. */
  #candidates(sourceId: number): MergeCandidate[] {
    this.#smallOf ??= this.#connection.prepare(`SELECT id, first_position, last_position, record_count, text_bytes, month FROM blocks WHERE source_id = ? AND small = 1
      AND id NOT IN (SELECT block_id FROM quarantine) ORDER BY first_position DESC LIMIT ${candidateLimit}`);
    return this.#smallOf.all(sourceId).map((row) => ({
      id: numberIn(row, 'id'),
      firstPosition: numberIn(row, 'first_position'),
      lastPosition: numberIn(row, 'last_position'),
      recordCount: numberIn(row, 'record_count'),
      textBytes: numberIn(row, 'text_bytes'),
      month: numberIn(row, 'month'),
    }));
  }

  /** Reads and checks the blocks of a plan; a damaged one is put aside and the plan given up. */
  #readWhole(plan: readonly MergeCandidate[], nowMs: number, report: Report): BlockContent[] | undefined {
    const blocks: BlockContent[] = [];
    for (const { id } of plan) {
      try {
        const content = new BlockContent(this.#readBlock(id));
        content.check();
        if (content.columns.count > 0 && content.text.length > 0) blocks.push(content);
      } catch (error) {
        if (!(error instanceof EngineError) && !isCorrupt(error)) throw error;
        this.#quarantineBlock(id, messageOf(error), nowMs);
        report.problems.push(`Block ${id} is damaged and was put aside: ${messageOf(error)}.`);
        return undefined;
      }
    }
    return blocks;
  }

  #readBlock(id: number): StoredBlock {
    const row = this.#connection.prepare(`SELECT ${headColumns}, columns, text FROM blocks WHERE id = ?`).get(id);
    if (row === undefined) throw new EngineError('storeCorrupt', 'it has no row');
    return blockOf(row);
  }

  #replace(blocks: readonly BlockContent[], report: Report): void {
    const merged = mergeBlocks(blocks, this.#codec);
    inTransaction(this.#connection, () => {
      const remove = this.#connection.prepare('DELETE FROM blocks WHERE id = ?');
      for (const { block } of blocks) remove.run(block.id);
      for (const block of merged) this.#writer.writeBlock(block);
    });
    report.mergedBlocks += blocks.length;
    report.writtenBlocks += merged.length;
  }

  /** Drops some blocks of months that ended before the retention began; returns whether there may be more. */
  #dropStep(nowMs: number, report: Report): boolean {
    if (this.#retentionDays === undefined || !this.#isClockSteady()) return false;
    const firstKept = monthOf(nowMs - this.#retentionDays * 86_400_000);
    const rows = this.#connection.prepare(`SELECT ${headColumns} FROM blocks WHERE month < ? ORDER BY month, source_id, first_position LIMIT ${dropStep}`).all(firstKept);
    if (rows.length === 0) return false;
    inTransaction(this.#connection, () => {
      for (const row of rows) this.#drop(numberIn(row, 'id'), headOf(row));
      this.#connection.exec('DELETE FROM minutes WHERE minute_ms + 60000 <= (SELECT min(first_ms) FROM blocks)');
    });
    report.droppedBlocks += rows.length;
    return true;
  }

  #drop(id: number, { sourceId, firstPosition, lastPosition, recordCount }: ReturnType<typeof headOf>): void {
    const { changes } = this.#connection.prepare(
      'UPDATE dropped SET last_position = ?, records = records + ? WHERE source_id = ? AND last_position = ?',
    ).run(lastPosition, recordCount, sourceId, firstPosition);
    if (Number(changes) === 0) {
      this.#connection.prepare('INSERT INTO dropped (source_id, first_position, last_position, records) VALUES (?, ?, ?, ?)').run(sourceId, firstPosition, lastPosition, recordCount);
    }
    this.#connection.prepare('DELETE FROM errors WHERE source_id = ? AND position >= ? AND position < ?').run(sourceId, firstPosition, lastPosition);
    this.#connection.prepare('DELETE FROM cut_lines WHERE source_id = ? AND position >= ? AND position < ?').run(sourceId, firstPosition, lastPosition);
    this.#connection.prepare('DELETE FROM quarantine WHERE block_id = ?').run(id);
    this.#connection.prepare('DELETE FROM blocks WHERE id = ?').run(id);
  }

  /** Gives free pages back to the disk, some at a time, but keeps a reserve for what comes next. */
  #vacuumStep(): boolean {
    const free = numberIn(this.#connection.prepare('PRAGMA freelist_count').get() ?? {}, 'freelist_count');
    const all = numberIn(this.#connection.prepare('PRAGMA page_count').get() ?? {}, 'page_count');
    if (free * 4 < all || free < vacuumStep * 4) return false;
    this.#connection.exec(`PRAGMA incremental_vacuum(${vacuumStep})`);
    return true;
  }
}
