/** The writing engine of a workspace: watches, feeds the pipeline, decides when to commit and when to report. */
import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises';
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
import { Settling } from './settling.ts';
import { Troubles } from './troubles.ts';

/** After so long without a pause timers and messages get their turn: a large log or ten thousand small ones are read for minutes (ours). */
const breathMs = 50;
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
  readonly #settling: Settling;
  readonly #troubles: Troubles;
  /** Records that somebody should hear of at once are not stored yet. */
  #isUrgent = false;
  readonly #broken = new AbortController();
  #isIdle = false;
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
    this.#observing = new Observing({ ...setup, isClockSteady: parts.isClockSteady, look: () => ({ snapshot: this.#makeSnapshot(), entries: parts.pipeline.entries() }) });
    this.#settling = new Settling({ reading: parts.reading, clock: setup.clock, onSettled: (isAll) => this.#settled(isAll), onBroken: (thrown) => this.#broken.abort(thrown) });
    const onNews = (): void => {
      this.#reporting.linked();
      this.#commitNow();
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
    let breathDueMs = performance.now() + breathMs;
    for await (const event of this.#parts.watcher.events(AbortSignal.any([signal, this.#broken.signal]))) {
      this.#isIdle = false;
      if (event.kind === 'chunk') {
        this.#settling.reads(event.source, event.caughtUp);
        await this.#queue.roomFor(this.#parts.reading.push(event));
        this.#settling.later();
        if (this.#isCommitDue()) {
          await this.#commitOrWait(signal);
          this.#reporting.soon();
        }
      } else if (event.kind === 'ended') {
        this.#parts.reading.end(event.source, event.reason !== 'deleted');
        this.#settling.forget(event.source);
        this.#reporting.changed();
      } else {
        await this.#parts.reading.drained();
        await this.#commitOrWait(signal);
        this.#isIdle = true;
        this.#settling.readAll();
        // A report now would lack the record that is held, and the next one would have to wait its second.
        if (this.#settling.isEmpty) this.#reporting.soon();
        else this.#settling.later();
      }
      if (performance.now() >= breathDueMs) {
        await breathe();
        breathDueMs = performance.now() + breathMs;
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
    return this.#isIdle && this.#settling.isEmpty && this.#parts.store.pendingBytes === 0;
  }

  /** Copies the store, consistent, to a new file. */
  backupInto(file: string): void {
    this.#commit();
    this.#parts.store.backupInto(file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#linking.stop();
    this.#reporting[Symbol.dispose]();
    this.#settling[Symbol.dispose]();
    clearTimeout(this.#maintenance);
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
    this.#settling.note(source);
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

  /** Commits when all is read and settled, or when it is much already. */
  #settled(isAll: boolean): void {
    if ((isAll && this.#isIdle) || this.#isCommitDue()) this.#commitNow();
  }

  #commitNow(): void {
    if (this.#troubles.guard('store', () => this.#commit())) this.#reporting.soon();
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
