/**
 * Threads that parse and redact for one writer. Sources are shared out, each stays with its thread, so its order is kept; records are taken in
 * the order in which their bytes were given, whichever thread is the fastest, so the store is the same as with one thread. Only severe records
 * may overtake those of other sources on their way into issues.
 */
import { Worker } from 'node:worker_threads';
import type { ByteInterner } from '../base/byteInterner.ts';
import { EngineError, messageOf } from '../base/errors.ts';
import { severity } from '../model/severity.ts';
import type { Source } from '../model/source.ts';
import type { Pipeline } from './pipeline.ts';
import type { ReaderSetup } from './readers.ts';
import type { Chunk, Reading, ReadingEvents } from './reading.ts';
import { unpackBatch, type ReadReply, type ReadRequest } from './readingWire.ts';

/** What the threads work for. */
export interface ThreadsOptions {
  /** File that a thread runs. */
  readonly script: string;
  readonly count: number;
  readonly setup: ReaderSetup;
  readonly components: ByteInterner;
  readonly pipeline: Pipeline;
  /** Records that may be on their way before `push` asks to wait. */
  readonly mostRecords: number;
  /** Whether severe records overtake. */
  readonly hasPriority: boolean;
  readonly events: ReadingEvents;
}

/** Bytes on their way at most, however long the records are (ours: with 8 MiB uncommitted it stays far below what the store takes). */
const mostBytes = 16 << 20;
/** Bytes per record until some have been seen. */
const firstGuess = 128;

interface Lane {
  readonly worker: Worker;
  /** The engine's component ids by the thread's own. */
  readonly idOf: number[];
  /** Requests without a reply, in order. */
  readonly asked: Ticket[];
  sources: number;
}

interface Ticket {
  readonly source: Source;
  readonly lane: Lane;
  readonly bytes: number;
  /** Estimated until the reply is there. */
  records: number;
  /** Set for the last request about a source. */
  readonly rotated: boolean | undefined;
  reply: ReadReply | undefined;
}

/** The writer's side. */
export class ReadingThreads implements Reading {
  readonly threads: number;
  readonly #options: ThreadsOptions;
  readonly #lanes: readonly Lane[];
  readonly #laneOf = new Map<number, Lane>();
  readonly #held = new Map<number, Pick<ReadReply, 'heldBytes' | 'heldSinceMs'>>();
  /** In the order in which they were asked. */
  readonly #tickets: Ticket[] = [];
  #waitingRecords = 0;
  #waitingBytes = 0;
  #seen = { bytes: firstGuess, records: 1 };
  readonly #wake: (() => void)[] = [];
  #broken: Error | undefined;
  #isClosed = false;

  /** Starts the threads. */
  constructor(options: ThreadsOptions) {
    this.#options = options;
    this.threads = options.count;
    this.#lanes = Array.from({ length: options.count }, () => this.#startLane());
  }

  get waitingRecords(): number {
    return this.#waitingRecords;
  }

  push({ source, bytes, positionBytes, resumedLines }: Chunk): Promise<void> | undefined {
    const copy = new Uint8Array(bytes);
    this.#ask({ kind: 'chunk', source: { ...source }, bytes: copy, positionBytes, resumedLines }, { source, transfer: [copy.buffer], bytes: copy.length, rotated: undefined });
    return this.#isFull() ? this.#until(() => !this.#isFull()) : undefined;
  }

  settle(source: Source, partial: boolean): void {
    this.#ask({ kind: 'settle', source: { ...source }, partial }, { source, transfer: [], bytes: 0, rotated: undefined });
  }

  end(source: Source, rotated: boolean): void {
    this.#ask({ kind: 'end', source: { ...source } }, { source, transfer: [], bytes: 0, rotated });
  }

  drained(): Promise<void> | undefined {
    return this.#tickets.length === 0 ? undefined : this.#until(() => this.#tickets.length === 0);
  }

  heldBytes(source: Source): number {
    return this.#held.get(source.id)?.heldBytes ?? 0;
  }

  heldSinceMs(source: Source): number | undefined {
    return this.#held.get(source.id)?.heldSinceMs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#lanes.map(({ worker }) => worker.terminate()));
  }

  #startLane(): Lane {
    const lane: Lane = { worker: new Worker(this.#options.script, { workerData: this.#options.setup }), idOf: [0, 1], asked: [], sources: 0 };
    lane.worker.on('message', (reply: ReadReply) => this.#replied(lane, reply));
    lane.worker.on('error', (thrown: unknown) => this.#break(new EngineError('engineDown', `A reading thread ended: ${messageOf(thrown)}. What was not stored is read again after a restart.`, { cause: thrown })));
    return lane;
  }

  #ask(request: ReadRequest, { source, transfer, bytes, rotated }: { readonly source: Source; readonly transfer: ArrayBuffer[]; readonly bytes: number; readonly rotated: boolean | undefined }): void {
    const lane = this.#laneOf.get(source.id) ?? this.#chooseLane(source);
    const records = Math.ceil((bytes * this.#seen.records) / this.#seen.bytes);
    const ticket: Ticket = { source, lane, bytes, records, rotated, reply: undefined };
    this.#tickets.push(ticket);
    lane.asked.push(ticket);
    this.#waitingRecords += records;
    this.#waitingBytes += bytes;
    lane.worker.postMessage(request, transfer);
  }

  /** The thread with the fewest sources. */
  #chooseLane(source: Source): Lane {
    const [first, ...others] = this.#lanes;
    if (first === undefined) throw new RangeError('there are no reading threads');
    const lane = others.reduce((least, other) => (other.sources < least.sources ? other : least), first);
    lane.sources++;
    this.#laneOf.set(source.id, lane);
    return lane;
  }

  #replied(lane: Lane, reply: ReadReply): void {
    const ticket = lane.asked.shift();
    if (ticket === undefined || this.#broken !== undefined || this.#isClosed) return;
    for (const name of reply.names) lane.idOf.push(this.#options.components.internText(name));
    ticket.reply = reply;
    this.#waitingRecords += reply.batch.count - ticket.records;
    ticket.records = reply.batch.count;
    if (ticket.bytes > 0 && reply.batch.count > 0) this.#seen = { bytes: ticket.bytes, records: reply.batch.count };
    try {
      if (this.#options.hasPriority && reply.severity >= severity.error) this.#overtake(ticket);
      while (this.#tickets[0]?.reply !== undefined) this.#take(this.#tickets[0]);
    } catch (thrown) {
      this.#break(thrown instanceof Error ? thrown : new EngineError('engineDown', messageOf(thrown)));
    }
    this.#tellWaiting();
  }

  /** Takes a ticket and those of its source before it, if they have their replies; those of other sources wait. */
  #overtake(severe: Ticket): void {
    const own = this.#tickets.slice(0, this.#tickets.indexOf(severe) + 1).filter(({ source }) => source.id === severe.source.id);
    if (own.every(({ reply }) => reply !== undefined)) for (const ticket of own) this.#take(ticket);
  }

  #take(ticket: Ticket): void {
    const { source, lane, reply, rotated } = ticket;
    if (reply === undefined) throw new RangeError(`no reply about ${source.name}`);
    this.#tickets.splice(this.#tickets.indexOf(ticket), 1);
    this.#waitingRecords -= ticket.records;
    this.#waitingBytes -= ticket.bytes;
    if (rotated === undefined) this.#held.set(source.id, { heldBytes: reply.heldBytes, heldSinceMs: reply.heldSinceMs });
    else {
      this.#held.delete(source.id);
      if (!this.#tickets.some((other) => other.source.id === source.id)) this.#leave(source, lane);
    }
    const taken = this.#options.pipeline.accept(unpackBatch(reply.batch, source, lane.idOf), { coverage: reply.coverage, format: reply.format });
    if (rotated !== undefined) this.#options.pipeline.ended(source, rotated);
    this.#options.events.onTaken(source, taken);
  }

  /** Nothing is remembered of a source that is at its end: should it go on after all, any thread may read it. */
  #leave(source: Source, lane: Lane): void {
    this.#laneOf.delete(source.id);
    lane.sources--;
  }

  #isFull(): boolean {
    return this.#waitingRecords >= this.#options.mostRecords || this.#waitingBytes >= mostBytes;
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo() && this.#broken === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake.push(resolve);
      });
    }
    if (this.#broken !== undefined) throw this.#broken;
  }

  #tellWaiting(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  #break(error: Error): void {
    if (this.#isClosed || this.#broken !== undefined) return;
    this.#broken = error;
    this.#options.events.onBroken(error);
    this.#tellWaiting();
  }
}
