/** The writing engine of a workspace: watches, feeds the pipeline, decides when to commit and when to report. */
import { setTimeout as wait } from 'node:timers/promises';
import { EngineError, messageOf } from '../base/errors.ts';
import type { Settings } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Source } from '../model/source.ts';
import { Chores } from './chores.ts';
import { Linking } from './linking.ts';
import { Meter } from './meter.ts';
import { openParts, type EngineSetup, type WriterParts } from './parts.ts';
import { Reporting } from './reporting.ts';

/** Commit at the latest when so much is pending, so that memory stays flat while a large log is read. */
const commitBytes = 8 << 20;
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
  readonly #meter = new Meter();
  readonly #chores: Chores;
  readonly #held = new Set<Source>();
  readonly #troubles = new Map<string, string>();
  #settleTimer: NodeJS.Timeout | undefined;
  #maintenance: NodeJS.Timeout | undefined;

  private constructor(setup: EngineSetup, parts: WriterParts, events: WriterEvents) {
    this.#setup = setup;
    this.#parts = parts;
    this.#reporting = new Reporting({
      ...setup,
      knownIssues: parts.knownIssues,
      makeSnapshot: () => this.#makeSnapshot(),
      guard: (write) => void this.#guard('report', write),
      onSnapshot: (snapshot) => {
        events.onSnapshot(snapshot);
        this.#linking.begin(snapshot.issues);
      },
    });
    this.#chores = new Chores({ ...setup, snapshotStore: (file) => this.backupInto(file) });
    this.#linking = new Linking(parts.linker, { onNews: () => this.#tellNews(), onTrouble: (thrown) => setup.logger.warn(`links to the code: ${messageOf(thrown)}`) });
  }

  /** Takes the writer lock and opens everything; throws `EngineError('storeBusy')` when another process writes here. */
  static async open(setup: EngineSetup, events: WriterEvents): Promise<Writer> {
    return new Writer(setup, await openParts(setup), events);
  }

  /** Follows the logs until `signal` is aborted; then commits and reports what was read. */
  async run(signal: AbortSignal): Promise<void> {
    this.#reporting.start();
    this.#maintenance = setInterval(() => this.#maintain(signal), maintainIntervalMs);
    for await (const event of this.#parts.watcher.events(signal)) {
      if (event.kind === 'chunk') {
        if (event.resumedLines !== undefined) this.#parts.parser.resume(event.source, event.positionBytes, event.resumedLines);
        this.#parts.pipeline.ingest(event.source, event.bytes, event.positionBytes);
        this.#changed(event.source);
        if (this.#parts.store.pendingBytes >= commitBytes) {
          await this.#commitOrWait(signal);
          this.#reporting.soon();
        }
      } else if (event.kind === 'ended') {
        this.#parts.pipeline.end(event.source, event.reason !== 'deleted');
        this.#held.delete(event.source);
        this.#reporting.changed();
      } else {
        await this.#commitOrWait(signal);
        // A report now would lack the record that is held, and the next one would have to wait its second.
        if (this.#held.size > 0) this.#settleLater();
        else this.#reporting.soon();
      }
    }
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
    await this.#parts.watcher[Symbol.asyncDispose]();
    await this.#parts.store[Symbol.asyncDispose]();
  }

  #changed(source: Source): void {
    this.#reporting.changed();
    if (this.#parts.parser.heldBytes(source) > 0) this.#held.add(source);
    else this.#held.delete(source);
  }

  /** What was found about issues goes into the store and the next report. */
  #tellNews(): void {
    this.#reporting.changed();
    this.#guard('store', () => this.#commit());
    this.#reporting.soon();
  }

  #commit(): void {
    const startedMs = performance.now();
    this.#parts.pipeline.commit((source, positionBytes, lines) => this.#parts.watcher.save(source, positionBytes, lines));
    this.#meter.committed(performance.now() - startedMs);
  }

  /** Commits; while that fails nothing more is read, so that memory stays bounded and nothing is lost. */
  async #commitOrWait(signal: AbortSignal): Promise<void> {
    while (!this.#guard('store', () => this.#commit())) {
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
    const nowMs = this.#setup.clock.nowMs();
    for (const source of this.#held) {
      const quietMs = nowMs - (this.#parts.parser.heldSinceMs(source) ?? nowMs);
      if (quietMs >= holdMs) this.#parts.pipeline.settle(source, quietMs >= partialLineMs);
      this.#changed(source);
    }
    if (this.#guard('store', () => this.#commit())) this.#reporting.soon();
    this.#settleLater();
  }

  #makeSnapshot(): Snapshot {
    const { briefing, dashboard } = this.#setup.settings;
    const nowMs = this.#setup.clock.nowMs();
    const { watcher, store, pipeline } = this.#parts;
    const watched = watcher.sources();
    const discovered = watcher.discovery();
    const make = (performanceNow: Snapshot['performance']): Snapshot => pipeline.snapshot({
      nowMs,
      // Two missed rewrites and a little: then the writer is gone.
      staleAfterMs: nowMs + 2000 * Math.max(briefing.updateIntervalSeconds, dashboard.updateIntervalSeconds) + 5000,
      watched,
      performance: performanceNow,
      componentFocus: this.#setup.settings.issues.componentFocus,
      notices: [...this.#setup.notices, ...discovered.notices, ...this.#troubles.values(), ...this.#chores.troubles],
    });
    const bare = make(undefined);
    const lagBytes = bare.sources.reduce((sum, source) => sum + source.lagBytes, 0);
    return { ...bare, performance: this.#meter.measure(bare.coverage, lagBytes, store.sizeBytes) };
  }

  #maintain(signal: AbortSignal): void {
    this.#chores.tick(signal);
    this.#parts.store.maintain(this.#setup.clock.nowMs(), signal).catch((thrown: unknown) => this.#setup.logger.warn(messageOf(thrown)));
  }

  /** Does something that may meet a full or read-only disk; remembers the trouble until it works again. Returns whether it worked. */
  #guard(topic: string, action: () => void): boolean {
    try {
      action();
      if (this.#troubles.delete(topic)) this.#setup.logger.notice(`${topic}: works again`);
      return true;
    } catch (thrown) {
      if (thrown instanceof EngineError && thrown.code === 'storeCorrupt') throw thrown;
      const text = messageOf(thrown);
      if (this.#troubles.get(topic) !== text) this.#setup.logger.error(text);
      this.#troubles.set(topic, text);
      return false;
    }
  }
}
