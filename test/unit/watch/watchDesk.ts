/** A watcher on a desk: a temporary workspace, a clock that stands still, and a consumer that keeps what it is given. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { SavedSource, Source } from '../../../src/model/source.ts';
import { Selection } from '../../../src/engine/watch/selection.ts';
import { Tracker } from '../../../src/engine/watch/tracker.ts';
import type { TrackerEvent } from '../../../src/engine/watch/turns.ts';
import { ManualHints } from './manualHints.ts';

/** What may differ between desks. */
export interface DeskOptions {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly chunkBytes?: number;
  readonly maxOpenFiles?: number;
  readonly includeRotated?: boolean;
  readonly reliableHints?: boolean;
}

/** One source as the consumer has it. */
interface Kept {
  readonly source: Source;
  startBytes: number;
  bytes: Buffer;
  ended: string | undefined;
}

/** The whole setting; dispose of it to remove the folder. */
export class WatchDesk implements AsyncDisposable {
  readonly workspace: string;
  readonly #time: { nowMs: number };
  hints: ManualHints;
  tracker: Tracker;
  readonly kept = new Map<number, Kept>();
  readonly #options: DeskOptions;
  readonly #saved: Map<number, SavedSource>;
  readonly #stored = new Map<number, Buffer>();

  private constructor(opening: Opening, tracker: Tracker) {
    this.#options = opening.options;
    this.#time = opening.time;
    this.#saved = opening.saved;
    this.workspace = opening.workspace;
    this.hints = opening.hints;
    this.tracker = tracker;
  }

  /** The time on the desk's clock. */
  get nowMs(): number {
    return this.#time.nowMs;
  }

  set nowMs(nowMs: number) {
    this.#time.nowMs = nowMs;
  }

  /** Makes the workspace by `prepare` and opens a watcher on it. */
  static async open(options: DeskOptions = {}, prepare: (workspace: string) => void = () => undefined): Promise<WatchDesk> {
    const workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-watch-')));
    fs.mkdirSync(path.join(workspace, '.logbrief'));
    prepare(workspace);
    const opening = { options, workspace, hints: new ManualHints(options.reliableHints), saved: new Map<number, SavedSource>(), time: { nowMs: Date.now() } };
    return new WatchDesk(opening, await openTracker(opening));
  }

  /** Absolute path of a file of the workspace. */
  at(name: string): string {
    return path.join(this.workspace, name);
  }

  /** Takes `steps` events, or all there are. */
  async read(steps = Infinity): Promise<TrackerEvent[]> {
    const events: TrackerEvent[] = [];
    while (events.length < steps) {
      const event = await this.tracker.step();
      if (!event) break;
      if (event.kind === 'chunk') this.#keep(event);
      if (event.kind === 'ended') this.#keptOf(event.source, 0).ended = event.reason;
      events.push(event.kind === 'chunk' ? { ...event, bytes: Buffer.from(event.bytes) } : event);
    }
    return events;
  }

  /** Lets time pass up to the next sweeps, and reads. */
  async later(ms = 2000): Promise<TrackerEvent[]> {
    this.nowMs += ms;
    return await this.read();
  }

  /** Stores what was read: whole lines, or everything. */
  commit(wholeLines = false): void {
    for (const [id, kept] of this.kept) {
      const end = wholeLines && kept.ended === undefined ? kept.bytes.lastIndexOf(10) + 1 : kept.bytes.length;
      const stored = kept.bytes.subarray(0, end);
      const before = this.#stored.get(id);
      if (before?.length === stored.length || (before === undefined && end === 0)) continue;
      this.#stored.set(id, stored);
      const saved = this.tracker.registrar.save(kept.source, kept.startBytes + end, countLines(stored));
      const head = saved.fingerprint?.head ?? this.#saved.get(id)?.fingerprint?.head;
      this.#saved.set(id, { ...saved, fingerprint: saved.fingerprint && { ...saved.fingerprint, head } });
    }
  }

  /** Ends the watcher without a word and opens another one with what was stored. */
  async restart(): Promise<void> {
    await this.tracker.close();
    this.kept.clear();
    this.hints = new ManualHints(this.#options.reliableHints);
    for (const { id, kind, path: file, name, logName } of this.#saved.values()) {
      this.kept.set(id, { source: { id, kind, path: file, name, logName }, startBytes: 0, bytes: this.#stored.get(id) ?? Buffer.alloc(0), ended: undefined });
    }
    this.tracker = await openTracker({ options: this.#options, workspace: this.workspace, hints: this.hints, saved: this.#saved, time: this.#time });
  }

  /** Text of all sources whose log has this name, by source. */
  texts(logName: string): string[] {
    return [...this.kept.values()].filter(({ source }) => source.logName === logName).map(({ bytes }) => bytes.toString());
  }

  /** Bytes stored for each source. */
  stored(): ReadonlyMap<number, Buffer> {
    return this.#stored;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.tracker.close();
    fs.rmSync(this.workspace, { recursive: true, force: true });
  }

  #keep({ source, bytes, positionBytes, resumedLines }: Extract<TrackerEvent, { kind: 'chunk' }>): void {
    const kept = this.#keptOf(source, positionBytes);
    const end = kept.startBytes + kept.bytes.length;
    if (positionBytes !== end) throw new Error(`source ${source.id} ${source.path} goes on at ${positionBytes}, not at ${end}`);
    if (resumedLines !== undefined && resumedLines !== countLines(kept.bytes)) throw new Error(`source ${source.id} resumes with ${resumedLines} lines, not ${countLines(kept.bytes)}`);
    kept.bytes = Buffer.concat([kept.bytes, bytes]);
    kept.ended = undefined;
  }

  #keptOf(source: Source, positionBytes: number): Kept {
    const known = this.kept.get(source.id);
    if (known) return known;
    const kept: Kept = { source, startBytes: positionBytes, bytes: Buffer.alloc(0), ended: undefined };
    this.kept.set(source.id, kept);
    return kept;
  }
}

interface Opening {
  readonly options: DeskOptions;
  readonly workspace: string;
  readonly hints: ManualHints;
  readonly saved: Map<number, SavedSource>;
  readonly time: { nowMs: number };
}

async function openTracker({ options, workspace, hints, saved, time }: Opening): Promise<Tracker> {
  const { include = [], exclude = [], chunkBytes = 65_536, maxOpenFiles = 64, includeRotated = false } = options;
  const selection = new Selection({ workspace, stateFolder: path.join(workspace, '.logbrief'), include, exclude });
  return await Tracker.open({
    workspace: { path: workspace, real: workspace }, stateFolder: path.join(workspace, '.logbrief'), selection, sweepIntervalMs: 1000, chunkBytes, maxOpenFiles, includeRotated, saved: [...saved.values()], hints,
    savedHead: (id) => Buffer.from(saved.get(id)?.fingerprint?.head ?? '', 'base64'),
    clock: { nowMs: () => time.nowMs },
  });
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === 10) lines++;
  return lines;
}
