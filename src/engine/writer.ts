/** The writing engine of a workspace: watches, feeds the pipeline, decides when to commit and when to report. */
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../base/errors.ts';
import type { Settings } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Source } from '../model/source.ts';
import { Chores } from './chores.ts';
import { Linking } from './linking.ts';
import { Observing } from './observing.ts';
import { openParts, type EngineSetup, type WriterParts } from './parts.ts';
import type { Taken } from './pipeline.ts';
import { QueueBook } from './queueBook.ts';
import { Reporting } from './reporting.ts';
import { Troubles } from './troubles.ts';

/** A record that ended on a line border is taken as complete when nothing followed for so long. */
const holdMs = 40;
/** A last line without an end is taken as it is when nothing followed for so long. */
const partialLineMs = 2000;
/** After a commit that failed (full disk) the next try comes after so long. */
const retryMs = 2000;
const maintainIntervalMs = 60_000;

/** What the writer tells. */
export interface WriterEvents {
  onSnapshot(snapshot: Snapshot): void;
}

/** Holds the store; `run` ends when its signal is aborted, after everything read is committed. */
export class Writer implements AsyncDisposable {
  #setup: EngineSetup;
  readonly #parts: WriterParts;
  readonly #reporting: Reporting;
  readonly #linking: Linking;
  readonly #chores: Chores;
  readonly #queue: QueueBook;
  readonly #observing: Observing;
  readonly #held = new Set<Source>();
  readonly #troubles: Troubles;
  /** Records that somebody should hear of at once are not stored yet. */
  #isUrgent = false;
  readonly #broken = new AbortController();
  #isIdle = false;
  #settleTimer: NodeJS.Timeout | undefined;
  #maintenance: NodeJS.Timeout | undefined;

  private constructor(setup: EngineSetup, parts: WriterParts, events: WriterEvents) {
    this.#setup = setup;
    this.#parts = parts;
    this.#troubles = new Troubles(setup.logger);
    this.#queue = new QueueBook(setup.settings.performance.queueSize);
    this.#reporting = new Reporting({
      ...setup,
      knownIssues: parts.knownIssues,
      makeSnapshot: () => this.#makeSnapshot(),
      guard: (write) => void this.#troubles.guard('report', write),
      onSnapshot: (snapshot) => {
        events.onSnapshot(snapshot);
        this.#linking.begin(snapshot.issues);
      },
    });
    this.#chores = new Chores({ ...setup, snapshotStore: (file) => this.backupInto(file), isClockSteady: parts.isClockSteady });
    this.#observing = new Observing({ ...setup, look: () => ({ snapshot: this.#makeSnapshot(), entries: parts.pipeline.entries() }) });
    const onNews = (): void => {
      this.#reporting.changed();
      this.#settled();
    };
    this.#linking = new Linking(parts.linker, { onNews, onTrouble: (thrown) => setup.logger.warn(`links to the code: ${messageOf(thrown)}`) });
  }

  /** Takes the writer lock and opens everything; throws `EngineError('storeBusy')` when another process writes here. */
  static async open(setup: EngineSetup, events: WriterEvents): Promise<Writer> {
    const parts = await openParts(setup, { onTaken: (source, taken) => writer.taken(source, taken), onBroken: (error) => writer.broke(error) });
    const writer: Writer = new Writer(setup, parts, events);
    return writer;
  }

  /** Follows the logs until `signal` is aborted; then commits and reports what was read. */
  async run(signal: AbortSignal): Promise<void> {
    this.#reporting.start();
    await this.#observing.start();
    this.#maintenance = setInterval(() => this.#maintain(signal), maintainIntervalMs);
    for await (const event of this.#parts.watcher.events(AbortSignal.any([signal, this.#broken.signal]))) {
      this.#isIdle = false;
      if (event.kind === 'chunk') {
        await this.#queue.roomFor(this.#parts.reading.push(event));
        if (this.#isCommitDue()) {
          await this.#commitOrWait(signal);
          this.#reporting.soon();
        }
      } else if (event.kind === 'ended') {
        this.#parts.reading.end(event.source, event.reason !== 'deleted');
        this.#held.delete(event.source);
        this.#reporting.changed();
      } else {
        await this.#parts.reading.drained();
        await this.#commitOrWait(signal);
        this.#isIdle = true;
        // A report now would lack the record that is held, and the next one would have to wait its second.
        if (this.#held.size > 0) this.#settleLater();
        else this.#reporting.soon();
      }
    }
    if (this.#broken.signal.aborted) throw this.#broken.signal.reason;
    await this.#parts.reading.drained();
    this.#commit();
    if (await this.#linking.finish(this.#makeSnapshot().issues)) this.#commit();
    this.#reporting.last();
  }

  /** The newest snapshot, made now if there is none yet. */
  snapshot(): Snapshot {
    return this.#reporting.newest ?? this.#makeSnapshot();
  }

  /** Goes on by other settings: those that need nothing opened anew. */
  apply(settings: Settings, notices: readonly string[]): void {
    this.#setup = { ...this.#setup, settings, notices };
    this.#chores.apply(settings);
    this.#observing.apply(settings);
    this.#reporting.apply(settings);
  }

  /** Writes the reports now and tells the snapshot. A file that cannot be written becomes a notice; the old one stays. */
  report(): void {
    this.#reporting.asked();
  }

  /** Whether everything before `sizeBytes` of the log at this path is stored. */
  hasStored(path: string, sizeBytes: number): boolean {
    return this.#parts.store.pendingBytes === 0 && this.#parts.ledger.positionOf(path) >= sizeBytes;
  }

  /** Whether all that was found so far is read, complete and stored. */
  get isCaughtUp(): boolean {
    return this.#isIdle && this.#held.size === 0 && this.#parts.store.pendingBytes === 0;
  }

  /** Copies the store, consistent, to a new file. */
  backupInto(file: string): void {
    this.#commit();
    this.#parts.store.backupInto(file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#linking.stop();
    this.#reporting[Symbol.dispose]();
    for (const timer of [this.#settleTimer, this.#maintenance]) clearTimeout(timer);
    await this.#chores.settled();
    await this.#observing[Symbol.asyncDispose]();
    await this.#parts.watcher[Symbol.asyncDispose]();
    await this.#parts.reading[Symbol.asyncDispose]();
    await this.#parts.store[Symbol.asyncDispose]();
  }

  /** Hears that records of a source are in the pipeline. */
  taken(source: Source, { records, isSevere, tookMs }: Taken): void {
    if (records > 0) this.#observing.processed(tookMs);
    this.#queue.taken(records, this.#parts.reading.waitingRecords);
    this.#isUrgent ||= isSevere && this.#setup.settings.performance.priorityQueueEnabled;
    this.#reporting.changed();
    if (this.#parts.reading.heldBytes(source) > 0) this.#held.add(source);
    else this.#held.delete(source);
  }

  /** Hears that nothing can be read any more: the run ends with this error. */
  broke(error: Error): void {
    this.#broken.abort(error);
  }

  /** Records that wait are stored when they are many, at once when nothing is to wait, and early when severe ones among them can be reported now. */
  #isCommitDue(): boolean {
    const { asyncProcessing } = this.#setup.settings.performance;
    return !asyncProcessing || this.#queue.isCommitDue(this.#parts.store.pendingBytes, this.#observing.batchRatio) || (this.#isUrgent && this.#reporting.isReady);
  }

  #commit(): void {
    const startedMs = performance.now();
    this.#parts.pipeline.commit((source, positionBytes, lines) => this.#parts.watcher.save(source, positionBytes, lines));
    this.#observing.committed(performance.now() - startedMs);
    this.#queue.committed();
    this.#isUrgent = false;
  }

  /** Commits; while that fails nothing more is read, so that memory stays bounded and nothing is lost. */
  async #commitOrWait(signal: AbortSignal): Promise<void> {
    while (!this.#troubles.guard('store', () => this.#commit())) {
      this.#reporting.soon();
      await wait(retryMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
    }
  }

  #settleLater(): void {
    if (this.#held.size === 0 || this.#settleTimer) return;
    this.#settleTimer = setTimeout(() => {
      this.#settleTimer = undefined;
      this.#settle();
    }, holdMs);
  }

  #settle(): void {
    const { reading } = this.#parts;
    const nowMs = this.#setup.clock.nowMs();
    // What is on its way may belong to what is held.
    for (const source of reading.waitingRecords > 0 ? [] : this.#held) {
      const quietMs = nowMs - (reading.heldSinceMs(source) ?? nowMs);
      if (quietMs >= holdMs) reading.settle(source, quietMs >= partialLineMs);
    }
    const drained = reading.drained();
    if (drained) drained.then(() => this.#settled(), (thrown: unknown) => this.#broken.abort(thrown));
    else this.#settled();
  }

  #settled(): void {
    if (this.#troubles.guard('store', () => this.#commit())) this.#reporting.soon();
    this.#settleLater();
  }

  #makeSnapshot(): Snapshot {
    const { briefing, dashboard } = this.#setup.settings;
    const nowMs = this.#setup.clock.nowMs();
    const { watcher, store, pipeline, reading } = this.#parts;
    const discovered = watcher.discovery();
    const make = (performanceNow: Snapshot['performance']): Snapshot => pipeline.snapshot({
      nowMs,
      // Two missed rewrites and a little: then the writer is gone.
      staleAfterMs: nowMs + 2000 * Math.max(briefing.updateIntervalSeconds, dashboard.updateIntervalSeconds) + 5000,
      watched: watcher.sources(),
      performance: performanceNow,
      componentFocus: this.#setup.settings.issues.componentFocus,
      blind: this.#troubles.of('store'),
      notices: [...this.#setup.notices, ...discovered.notices, ...this.#troubles.sentences, ...this.#chores.troubles, ...this.#observing.troubles],
    });
    const bare = make(undefined);
    const lagBytes = bare.sources.reduce((sum, source) => sum + source.lagBytes, 0);
    return { ...bare, performance: { ...this.#observing.measure(bare.coverage, lagBytes, store.sizeBytes), queue: this.#queue.state(reading.threads, reading.waitingRecords) } };
  }

  #maintain(signal: AbortSignal): void {
    this.#chores.tick(signal);
    this.#parts.store.maintain(this.#setup.clock.nowMs(), signal).catch((thrown: unknown) => this.#setup.logger.warn(messageOf(thrown)));
  }
}
