/** Records that end on a line border and may still grow: takes them as complete when nothing followed for a while, a few sources at a time. */
import type { Clock } from '../base/clock.ts';
import type { Source } from '../model/source.ts';
import type { Reading } from './reading.ts';

/** A record that ended on a line border is taken as complete when nothing followed for so long. */
const holdMs = 40;
/** A last line without an end is taken as it is when nothing followed for so long. */
const partialLineMs = 2000;
/** Ten thousand logs that were all read at once are settled in pieces of so long; between them other work gets its turn, and memory its commit (ours). */
const pieceMs = 40;

/** What settling needs. */
export interface SettlingOptions {
  readonly reading: Reading;
  readonly clock: Clock;
  /** What was held is in the pipeline; `isAll`: nothing more is due. */
  readonly onSettled: (isAll: boolean) => void;
  readonly onBroken: (thrown: unknown) => void;
}

/** What one look settled: whether nothing that is due is left, how many sources, and when the next one is due, 0 for never. */
interface Piece {
  readonly isAll: boolean;
  readonly settled: number;
  readonly dueMs: number;
}

/** Holds a timer until disposed of. */
export class Settling implements Disposable {
  readonly #options: SettlingOptions;
  readonly #held = new Set<Source>();
  /** Sources of which more is there to be read: what is held of them is not at its end. */
  readonly #behind = new Set<Source>();
  #timer: NodeJS.Timeout | undefined;
  /** The last look found nothing due yet, and told nobody. */
  #hasWaited = false;
  #isDisposed = false;

  constructor(options: SettlingOptions) {
    this.#options = options;
  }

  /** Whether nothing is held. */
  get isEmpty(): boolean {
    return this.#held.size === 0;
  }

  /** Notes that a piece of a source is given to the reading; `caughtUp`: it was the last that was there. */
  reads(source: Source, caughtUp: boolean): void {
    if (!caughtUp) this.#behind.add(source);
    else if (this.#behind.size > 0) this.#behind.delete(source);
  }

  /** Notes that of all sources everything is read that was there. */
  readAll(): void {
    this.#behind.clear();
  }

  /** Notes whether something of a source is held. */
  note(source: Source): void {
    if (this.#options.reading.heldBytes(source) > 0) this.#held.add(source);
    else this.#held.delete(source);
  }

  /** Forgets a source that is at its end. */
  forget(source: Source): void {
    this.#held.delete(source);
    this.#behind.delete(source);
  }

  /** Settles what is held, when it is due. */
  later(waitMs = holdMs): void {
    if (this.#held.size === 0 || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#settle();
    }, waitMs);
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
  }

  #settle(): void {
    const { reading, onSettled, onBroken } = this.#options;
    const { isAll, settled, dueMs } = this.#settlePiece();
    // Told now, a report would be written without what is due in a moment, which would then wait for the next one. Once only: in a log that is written to all the time something is always about to be due.
    if (settled === 0 && dueMs > 0 && !this.#hasWaited) {
      this.#hasWaited = true;
      this.later(dueMs);
      return;
    }
    this.#hasWaited = false;
    const finish = (): void => {
      if (this.#isDisposed) return;
      onSettled(isAll);
      this.later(isAll ? holdMs : 0);
    };
    const drained = reading.drained();
    if (drained) drained.then(finish, onBroken);
    else finish();
  }

  #settlePiece(): Piece {
    const { reading, clock } = this.#options;
    // What is on its way may belong to what is held.
    if (reading.waitingRecords > 0) return { isAll: true, settled: 0, dueMs: 0 };
    const nowMs = clock.nowMs();
    const startedMs = performance.now();
    let settled = 0;
    let dueMs = Infinity;
    for (const source of this.#held) {
      if (this.#behind.has(source)) continue;
      const quietMs = nowMs - (reading.heldSinceMs(source) ?? nowMs);
      if (quietMs < holdMs) {
        dueMs = Math.min(dueMs, holdMs - quietMs);
        continue;
      }
      if (settled > 0 && performance.now() >= startedMs + pieceMs) return { isAll: false, settled, dueMs: 0 };
      settled++;
      reading.settle(source, quietMs >= partialLineMs);
    }
    return { isAll: true, settled, dueMs: dueMs === Infinity ? 0 : Math.min(holdMs, dueMs) };
  }
}
