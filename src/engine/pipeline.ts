/**
 * THE PIPELINE: the whole write side, from bytes to reports. Nothing here waits; whoever feeds it decides when to commit and report.
 *
 *   bytes ─parse─▶ records ─protect─▶ redacted ─mine─▶ +template ─store─▶ blocks
 *                                                           └─detect─▶ issues ─link─▶ +code ─score─▶ health ─▶ snapshot ─report─▶ files
 */
import type { ByteInterner } from '../base/byteInterner.ts';
import type { Clock } from '../base/clock.ts';
import type { RecordBatch } from '../model/record.ts';
import { severity } from '../model/severity.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { SavedSource, Source } from '../model/source.ts';
import { mostRunLogs, type Detector } from './detect/detect.ts';
import type { Linker } from './link/link.ts';
import type { TemplateMiner } from './mine/mine.ts';
import type { LogParser } from './parse/parse.ts';
import type { Redactor } from './protect/protect.ts';
import type { Store, StoreCommit } from './store/store.ts';
import { HostileTally } from './hostileText.ts';
import { mergeCommits, namesFrom } from './unsaved.ts';
import { makeSnapshot } from './snapshot.ts';
import type { ParsedSoFar, SourceLedger, WatchedSize } from './sourceLedger.ts';

/** The stages, ready to work. */
export interface PipelineParts {
  readonly workspace: string;
  readonly clock: Clock;
  readonly components: ByteInterner;
  readonly parser: LogParser;
  readonly redactor: Redactor;
  readonly miner: TemplateMiner;
  readonly detector: Detector;
  /** Missing in a one-pass scan, which keeps nothing. */
  readonly store?: Store;
  /** Missing where there is no workspace to find code in. */
  readonly linker?: Linker;
  readonly ledger: SourceLedger;
}

/** What came in. */
export interface Taken {
  readonly records: number;
  /** There are records of ERROR and above among them. */
  readonly isSevere: boolean;
  /** Milliseconds of work on it in this thread. */
  readonly tookMs: number;
}

/** What only the caller knows of a moment. */
export interface Moment {
  readonly nowMs: number;
  readonly staleAfterMs: number;
  readonly watched: readonly WatchedSize[];
  readonly performance: Snapshot['performance'];
  readonly notices: readonly string[];
  /** Issues of these components come first. */
  readonly componentFocus?: readonly string[];
  /** Why nothing can be stored. */
  readonly blind?: string | undefined;
}

/** The write side. */
export class Pipeline {
  readonly #parts: PipelineParts;
  #savedComponents: number;
  #unsaved: StoreCommit | undefined;
  readonly #hostile = new HostileTally();

  constructor(parts: PipelineParts) {
    this.#parts = parts;
    this.#savedComponents = parts.components.size;
  }

  /** Takes the next bytes of a source. */
  ingest(source: Source, bytes: Uint8Array, positionBytes: number): Taken {
    const startedMs = performance.now();
    return this.#take(this.#parts.parser.push(source, bytes, positionBytes), startedMs);
  }

  /** Takes what the parser still holds of a source; `partial`: a line without an end too. */
  settle(source: Source, partial: boolean): Taken {
    const startedMs = performance.now();
    return this.#take(this.#parts.parser.flush(source, partial), startedMs);
  }

  /** Takes the rest of a source that is at its end, and forgets how to read it. */
  end(source: Source, rotated: boolean): Taken {
    const taken = this.settle(source, true);
    this.#parts.parser.end(source);
    this.ended(source, rotated);
    return taken;
  }

  /** Notes that nothing more comes from a source. */
  ended(source: Source, rotated: boolean): void {
    this.#parts.detector.history.ended(source);
    this.#parts.ledger.end(source, rotated);
  }

  /** Takes records that were parsed and redacted elsewhere, with what was parsed of their source so far. */
  accept(records: RecordBatch, { coverage, format }: Omit<ParsedSoFar, 'lastRecordMs'>, startedMs = performance.now()): Taken {
    const { miner, store, detector, ledger, clock } = this.#parts;
    const observedMs = clock.nowMs();
    if (records.count > 0) {
      miner.assign(records);
      store?.append(records, observedMs);
      detector.observe(records, observedMs);
      this.#hostile.note(records);
    }
    ledger.note(records, { coverage, format, lastRecordMs: detector.tallies.lastRecordOf(records.source.id) });
    return { records: records.count, isSevere: holdsSevere(records), tookMs: performance.now() - startedMs };
  }

  /** One transaction: records, templates, components, issues and how far each source is read. What a failed one could not save goes with the next. */
  commit(save: (source: Source, positionBytes: number, lines: number) => SavedSource): void {
    const { store, miner, detector, linker, components, ledger, clock } = this.#parts;
    if (!store) return;
    const changed = ledger.takeChanged();
    this.#unsaved = mergeCommits(this.#unsaved, {
      templates: miner.takeChanged(),
      components: namesFrom(components, this.#savedComponents),
      sources: changed.map(({ source, positionBytes, lines }) => save(source, positionBytes, lines)),
      coverage: changed.map(({ source, coverage, format, lastRecordMs }) => ({ sourceId: source.id, coverage, format, lastRecordMs })),
      issues: detector.takeChanged(),
      detector: detector.takeSaved(),
      links: linker?.takeChanged() ?? [],
      ...detector.history.take(),
      nowMs: clock.nowMs(),
    });
    this.#savedComponents = components.size;
    store.commit(this.#unsaved);
    this.#unsaved = undefined;
  }

  /** What is known now. */
  snapshot({ nowMs, staleAfterMs, watched, performance, notices, componentFocus = [], blind }: Moment): Snapshot {
    const { detector, linker, ledger, workspace } = this.#parts;
    const { tallies } = detector;
    const { issues, outage, changes, notices: seen } = detector.assess();
    const hostile = this.#hostile.view();
    const untracked = detector.untracked > 0 ? [`${detector.untracked} sightings of further causes are counted but not tracked`] : [];
    return makeSnapshot({
      generatedMs: nowMs,
      staleAfterMs,
      workspace,
      issues,
      ...(outage ? { outage } : {}),
      ...(blind === undefined ? {} : { blind }),
      changes,
      ...(hostile ? { hostile } : {}),
      ...(linker ? { linkOf: (issue) => linker.linkOf(issue) } : {}),
      components: detector.components(),
      sources: ledger.states(watched),
      runs: detector.history.runs(mostRunLogs),
      perMinute: tallies.perMinute(),
      firstRecordMs: tallies.firstRecordMs,
      lastRecordMs: tallies.lastRecordMs,
      performance,
      componentFocus,
      notices: [...notices, ...seen, ...untracked],
    });
  }

  /** Records by component and severity band, in the order in which components were first seen. */
  entries(): ReturnType<Detector['entries']> {
    return this.#parts.detector.entries();
  }

  #take(records: RecordBatch, startedMs: number): Taken {
    const { redactor, parser } = this.#parts;
    const parsed = { coverage: parser.coverageOf(records.source), format: parser.formatOf(records.source) };
    return this.accept(records.count > 0 ? redactor.redact(records) : records, parsed, startedMs);
  }
}

function holdsSevere({ severity: severities, count }: RecordBatch): boolean {
  for (let i = 0; i < count; i++) if ((severities[i] ?? 0) >= severity.error) return true;
  return false;
}
