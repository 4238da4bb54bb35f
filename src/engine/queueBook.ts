/** Counts what waits between reading and storing, and how often reading had to wait for it. */
import type { QueueState } from '../model/snapshot.ts';

/** Memory stays flat while a large log is read, however few records it has. */
const commitBytes = 8 << 20;

/** The books of one writer. */
export class QueueBook {
  readonly #capacity: number;
  #uncommitted = 0;
  #highWater = 0;
  #waits = 0;
  #waitMs = 0;

  /** `capacity`: records that may wait. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Whether so much is uncommitted that it is to be stored before more is read: half of the queue, so that there is room for what is on its way; only the share `batchRatio` of that while memory is short. */
  isCommitDue(pendingBytes: number, batchRatio = 1): boolean {
    return pendingBytes >= commitBytes * batchRatio || this.#uncommitted * 2 >= this.#capacity * batchRatio;
  }

  /** Notes records that came into the pipeline, and how many are on their way to it. */
  taken(records: number, onTheWay: number): void {
    this.#uncommitted += records;
    this.#highWater = Math.max(this.#highWater, this.#uncommitted + onTheWay);
  }

  /** Notes that everything taken is stored. */
  committed(): void {
    this.#uncommitted = 0;
  }

  /** Waits until there is room in a full queue; nothing more is read meanwhile. */
  async roomFor(room: Promise<void> | undefined): Promise<void> {
    if (room === undefined) return;
    const startedMs = performance.now();
    await room;
    this.#waits++;
    this.#waitMs += performance.now() - startedMs;
  }

  /** The figures of this moment. Nothing is ever dropped: a full queue makes reading wait. */
  state(threads: number, onTheWay: number): QueueState {
    return {
      threads, waitingRecords: this.#uncommitted + onTheWay, highWaterRecords: this.#highWater, capacityRecords: this.#capacity,
      waits: this.#waits, waitMs: this.#waitMs, droppedRecords: 0,
    };
  }
}
