/**
 * Detect: from records to issues. A record whose header says ERROR or worse, that holds a stack trace, or whose template reads as a
 * failure though it has no severity, is a sighting; sightings with the same cause are one issue.
 */
import { recordFlag, type RecordBatch } from '../../model/record.ts';
import { severity } from '../../model/severity.ts';
import type { Issue } from '../../model/issue.ts';
import type { ComponentState, MinuteCount } from '../../model/snapshot.ts';
import { readException } from './exception.ts';
import { issueIdOf } from './issueId.ts';
import { bodyLineOf, linesOfRecord } from './recordText.ts';
import { Tallies } from './tallies.ts';
import { TrackedIssue, type Sighting } from './tracker.ts';
import { readsAsFailure } from './words.ts';

/** What the detector asks of its surroundings, and what it goes on with after a restart. */
export interface DetectOptions {
  readonly templateText: (templateId: number) => string;
  readonly componentText: (componentId: number) => string;
  readonly issues: readonly Issue[];
  /** What `saved` gave; undefined for a new store. */
  readonly saved: Uint8Array | undefined;
}

/** A record of up to this many bytes is read for its trace; what stands behind is not looked at (ours). */
const traceBytes = 32 * 1024;
const messageLines = 6;
/** More causes than anyone reads; further ones are counted, not tracked (ours). */
const issueLimit = 2000;
const traceCacheLimit = 20_000;
/** A source that wrote for this long without the fault has got over it (FEATURES B3). */
const resolvedAfterMs = 10 * 60_000;

/** The detector: feed it batches in order, ask it for issues. */
export class Detector {
  readonly #options: DetectOptions;
  readonly #decoder = new TextDecoder();
  readonly #tallies = new Tallies();
  readonly #issues = new Map<string, TrackedIssue>();
  /** By template and shape of the trace: the issue, so that a repeated fault is counted without reading it again. */
  readonly #byShape = new Map<string, { readonly tracked: TrackedIssue; readonly tellingLine: number; readonly telling: string }>();
  readonly #failingTemplate: (boolean | undefined)[] = [];
  readonly #lastTimeBySource = new Map<number, number>();
  #timesMs = new Float64Array(0);
  #untracked = 0;
  #changed = false;

  constructor(options: DetectOptions) {
    this.#options = options;
    for (const issue of options.issues) this.#issues.set(issue.id, TrackedIssue.restore(issue));
    if (options.saved) this.#tallies.restoreComponents(JSON.parse(this.#decoder.decode(options.saved)) as number[][]);
  }

  /** Takes the next records of a source; `observedMs` stands in where a source gives no time at all. */
  observe(batch: RecordBatch, observedMs: number): void {
    if (batch.count === 0) return;
    const timesMs = this.#effectiveTimes(batch, observedMs);
    this.#tallies.observe(batch, timesMs);
    let line = batch.firstLine;
    for (let i = 0; i < batch.count; i++) {
      const severityNumber = batch.severity[i] ?? 0;
      const flags = batch.flags[i] ?? 0;
      const isSighting = severityNumber >= severity.error || (flags & recordFlag.trace) !== 0 || (severityNumber === 0 && this.#isFailingTemplate(batch.template[i] ?? 0));
      if (isSighting && (flags & recordFlag.late) === 0) this.#sight(batch, i, line, timesMs[i] ?? observedMs);
      line += batch.lines[i] ?? 1;
    }
    this.#changed = true;
  }

  /** All issues, in order of first sight; those whose sources went on without them are resolved. */
  issues(lastRecordOf: (sourceName: string) => number | undefined): Issue[] {
    for (const tracked of this.#issues.values()) {
      const { state, lastSeenMs, sources } = tracked;
      const quietMs = Math.max(...sources.map((name) => lastRecordOf(name) ?? -Infinity)) - lastSeenMs;
      if ((state === 'open' || state === 'reopened') && quietMs > resolvedAfterMs) tracked.moveTo('resolved');
    }
    return [...this.#issues.values()].map((tracked) => tracked.view());
  }

  /** Issues that are new or changed since the last call, for the store. */
  takeChanged(): Issue[] {
    const changed = [...this.#issues.values()].filter((tracked) => tracked.changed);
    for (const tracked of changed) tracked.changed = false;
    return changed.map((tracked) => tracked.view());
  }

  /** The counts as bytes for the store; undefined when nothing changed since the last call. */
  takeSaved(): Uint8Array | undefined {
    if (!this.#changed) return undefined;
    this.#changed = false;
    return new TextEncoder().encode(JSON.stringify(this.#tallies.savedComponents()));
  }

  /** Puts back what the store counts by itself. */
  restore(minutes: readonly MinuteCount[], lastBySource: ReadonlyMap<number, number>): void {
    this.#tallies.restoreMinutes(minutes);
    for (const [sourceId, lastRecordMs] of lastBySource) this.#tallies.restoreSource(sourceId, lastRecordMs);
  }

  /** Components by errors, then by records. */
  components(): ComponentState[] {
    return this.#tallies.components(this.#options.componentText);
  }

  /** The counts behind the charts. */
  get tallies(): Tallies {
    return this.#tallies;
  }

  /** Sightings of causes beyond the limit of tracked issues. */
  get untracked(): number {
    return this.#untracked;
  }

  #effectiveTimes(batch: RecordBatch, observedMs: number): Float64Array {
    if (this.#timesMs.length < batch.count) this.#timesMs = new Float64Array(batch.count * 2);
    let last = this.#lastTimeBySource.get(batch.source.id) ?? observedMs;
    for (let i = 0; i < batch.count; i++) {
      const own = batch.timestampMs[i] ?? NaN;
      if (!Number.isNaN(own)) last = own;
      this.#timesMs[i] = last;
    }
    this.#lastTimeBySource.set(batch.source.id, last);
    return this.#timesMs;
  }

  #isFailingTemplate(templateId: number): boolean {
    return (this.#failingTemplate[templateId] ??= readsAsFailure(this.#options.templateText(templateId)));
  }

  #sight(batch: RecordBatch, i: number, line: number, atMs: number): void {
    const shape = shapeOf(batch, i);
    const known = this.#byShape.get(shape);
    const severityNumber = Math.max(batch.severity[i] ?? 0, severity.warn);
    const base = { atMs, severityNumber, source: batch.source.name };
    if (known) {
      const excerpt = known.tellingLine === 0 ? bodyLineOf(batch, i, 300) : known.telling;
      known.tracked.see({ ...base, evidence: { path: batch.source.name, line: line + Math.min(known.tellingLine, (batch.lines[i] ?? 1) - 1), excerpt } });
      return;
    }
    const lines = linesOfRecord(batch, i, traceBytes);
    // A trace inside a JSON string lies in the record's one line.
    const physicalLines = batch.lines[i] ?? 1;
    const reading = readException(lines);
    const evidence = { path: batch.source.name, line: line + Math.min(reading.tellingLine, physicalLines - 1), excerpt: reading.telling.slice(0, 300) };
    this.#begin(shape, batch, i, { reading, lines, sighting: { ...base, evidence } });
  }

  #begin(shape: string, batch: RecordBatch, i: number, seen: { reading: ReturnType<typeof readException>; lines: readonly string[]; sighting: Sighting }): void {
    const { reading, lines, sighting } = seen;
    const template = this.#options.templateText(batch.template[i] ?? 0);
    const id = issueIdOf({ frame: reading.frame, exceptionType: reading.type, template });
    let tracked = this.#issues.get(id);
    if (tracked) tracked.see(sighting);
    else if (this.#issues.size >= issueLimit) {
      this.#untracked++;
      return;
    } else {
      const component = this.#options.componentText(batch.component[i] ?? 0);
      const type = reading.frame || reading.type !== undefined ? 'exception' : 'error';
      tracked = TrackedIssue.begin({ id, type, reading, component: component === '' ? undefined : component, message: lines.slice(0, messageLines).join('\n').slice(0, 2000) }, sighting);
      this.#issues.set(id, tracked);
    }
    if (this.#byShape.size >= traceCacheLimit) this.#byShape.clear();
    this.#byShape.set(shape, { tracked, tellingLine: reading.tellingLine, telling: sighting.evidence.excerpt });
  }
}

/** Template and, for records of several lines, a hash of what follows the first line without its digits. */
function shapeOf(batch: RecordBatch, i: number): string {
  const template = batch.template[i] ?? 0;
  if ((batch.lines[i] ?? 1) === 1) return String(template);
  const end = Math.min(batch.end[i] ?? 0, (batch.bodyEnd[i] ?? 0) + traceBytes);
  let hash = 0x811c9dc5;
  for (let at = batch.bodyEnd[i] ?? 0; at < end; at++) {
    const byte = batch.bytes[at] ?? 0;
    if (byte < 0x30 || byte > 0x39) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return `${template}:${hash}`;
}
