/** All records that are not committed yet: one open block per source, sealed ones behind them. */
import { EngineError } from '../../base/errors.ts';
import type { IdTable } from '../../base/idTable.ts';
import type { RecordBatch } from '../../model/record.ts';
import type { Codec } from './compression.ts';
import { OpenBlock } from './openBlock.ts';
import { sealBlock, tallyBlock } from './seal.ts';
import type { BlockTally, SealedBlock } from './seal.ts';

/** A block ready to be written. */
export interface PendingBlock {
  readonly block: SealedBlock;
  readonly tally: BlockTally;
}

/** A line that is stored cut. */
export interface PendingCut {
  readonly sourceId: number;
  readonly line: number;
  /** Of its record. */
  readonly position: number;
  readonly lengthBytes: number;
  readonly sha256: string;
}

/** Memory for uncommitted records over all sources (ours); at the first limit open blocks are sealed early, at the second nothing more is taken. */
const mostOpenBytes = 32 * 1024 * 1024;
const mostBytes = 64 * 1024 * 1024;
/** Emptied blocks that keep their memory for the next source. */
const mostSpare = 2;

/** Collects batches and knows up to where each source is taken in. */
export class Pending {
  /** Position up to which each source is pending, of those that are. */
  readonly #ends = new Map<number, number>();
  readonly #committed: IdTable<number>;
  readonly #codec: Codec;
  readonly #open = new Map<number, OpenBlock>();
  readonly #spare: OpenBlock[] = [];
  #sealed: PendingBlock[] = [];
  #cuts: PendingCut[] = [];
  #openBytes = 0;
  #sealedBytes = 0;

  /** `committed`: the saved position of every known source. */
  constructor(committed: IdTable<number>, codec: Codec) {
    this.#codec = codec;
    this.#committed = committed;
  }

  get bytes(): number {
    return this.#openBytes + this.#sealedBytes;
  }

  /** Copies a batch; throws `badRequest`, with nothing taken, when its start was taken in before or too much is waiting. */
  append(batch: RecordBatch, observedMs: number): void {
    if (batch.count === 0) return;
    this.#checkStart(batch);
    const sourceId = batch.source.id;
    let open = this.#openBlockOf(sourceId);
    open.nextLine = batch.firstLine;
    for (let row = 0; row < batch.count;) {
      const heldBefore = open.heldBytes;
      row = open.append(batch, row, observedMs);
      this.#openBytes += open.heldBytes - heldBefore;
      if (row === batch.count && !open.isFull) continue;
      const { nextLine } = open;
      this.#seal(sourceId, open);
      open = this.#openBlockOf(sourceId);
      open.nextLine = nextLine;
    }
    this.#ends.set(sourceId, batch.endPositionBytes);
    if (batch.cuts !== undefined && batch.cuts.length > 0) this.#cuts.push(...cutsOf(batch));
    if (this.#openBytes > mostOpenBytes) this.sealAll();
  }

  /** Seals what is open and returns all that waits, in the order it came; it stays until `clear`. */
  sealAll(): readonly PendingBlock[] {
    for (const [sourceId, open] of this.#open) this.#seal(sourceId, open);
    return this.#sealed;
  }

  /** Returns the position behind the last pending record of each source that has any; call after `sealAll`. */
  ends(): ReadonlyMap<number, number> {
    const ends = new Map<number, number>();
    for (const { block } of this.#sealed) ends.set(block.sourceId, this.#ends.get(block.sourceId) ?? block.lastPosition);
    return ends;
  }

  /** The cut lines that wait, until `clear`. */
  cuts(): readonly PendingCut[] {
    return this.#cuts;
  }

  /** Returns the committed position of a source, undefined for one that was never committed. */
  committedEnd(sourceId: number): number | undefined {
    return this.#committed.get(sourceId);
  }

  /** Forgets what was written, and takes over the new checkpoints. */
  clear(checkpoints: Iterable<readonly [sourceId: number, positionBytes: number]>): void {
    this.#sealed = [];
    this.#cuts = [];
    this.#sealedBytes = 0;
    for (const [sourceId, positionBytes] of checkpoints) {
      this.#committed.set(sourceId, positionBytes);
      this.#ends.delete(sourceId);
    }
  }

  /** Drops what is pending of one source. */
  discard(sourceId: number): void {
    const open = this.#open.get(sourceId);
    if (open !== undefined) this.#release(sourceId, open);
    this.#sealed = this.#sealed.filter(({ block }) => block.sourceId !== sourceId);
    this.#cuts = this.#cuts.filter((cut) => cut.sourceId !== sourceId);
    this.#sealedBytes = this.#sealed.reduce((sum, pending) => sum + sizeOf(pending), 0);
    this.#ends.delete(sourceId);
  }

  #checkStart(batch: RecordBatch): void {
    const { id, name } = batch.source;
    const start = batch.positionBytes[0] ?? 0;
    const end = this.#ends.get(id) ?? this.#committed.get(id) ?? 0;
    if (start < end) throw new EngineError('badRequest', `Records of ${name} begin at byte ${start}, but it is stored up to ${end}. Read on from there.`);
    if (this.bytes >= mostBytes) throw new EngineError('writeFailed', `${this.bytes} bytes wait to be written. Commit before more is read.`);
  }

  #openBlockOf(sourceId: number): OpenBlock {
    const known = this.#open.get(sourceId);
    if (known !== undefined) return known;
    const open = this.#spare.pop() ?? new OpenBlock();
    this.#open.set(sourceId, open);
    this.#openBytes += open.heldBytes;
    return open;
  }

  #seal(sourceId: number, open: OpenBlock): void {
    if (open.count > 0) {
      const pending = { block: sealBlock(sourceId, open, this.#codec), tally: tallyBlock(open) };
      this.#sealed.push(pending);
      this.#sealedBytes += sizeOf(pending);
    }
    this.#release(sourceId, open);
  }

  #release(sourceId: number, open: OpenBlock): void {
    this.#open.delete(sourceId);
    this.#openBytes -= open.heldBytes;
    open.clear();
    if (this.#spare.length < mostSpare) this.#spare.push(open);
  }
}

function cutsOf(batch: RecordBatch): PendingCut[] {
  return (batch.cuts ?? []).map(({ row, lineInRecord, lengthBytes, sha256 }) => {
    let line = batch.firstLine + lineInRecord;
    for (let i = 0; i < row; i++) line += batch.lines[i] ?? 0;
    return { sourceId: batch.source.id, line, position: batch.positionBytes[row] ?? 0, lengthBytes, sha256 };
  });
}

/** Estimates the memory of a sealed block: frames, its minutes and its excerpts. */
function sizeOf({ block, tally }: PendingBlock): number {
  return block.columns.length + block.text.length + tally.minutes.size * 150 + tally.errors.length * 700 + 1000;
}
