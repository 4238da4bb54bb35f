/** Follows all lineages: sweeps, takes hints, reads in turns; one event per step. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import type { SavedSource, Source } from '../../model/source.ts';
import { Folders, type Listing } from './folders.ts';
import type { FileHints } from './hints.ts';
import type { EndReason, Lineage } from './lineage.ts';
import { Lineages } from './lineages.ts';
import { Memory } from './memory.ts';
import { Newcomers, holdMs } from './newcomers.ts';
import { OpenFiles } from './openFiles.ts';
import { PackedReader } from './packedReader.ts';
import { Placement, deniedProblem } from './placement.ts';
import { Reader } from './reader.ts';
import { Registrar } from './registrar.ts';
import type { Selection } from './selection.ts';
import { Sightings } from './sightings.ts';
import { Sweep } from './sweep.ts';

/** What a step may bring; the chunk's bytes are valid until the next step. */
export type TrackerEvent =
  | { readonly kind: 'chunk'; readonly source: Source; readonly bytes: Uint8Array; readonly positionBytes: number; readonly resumedLines?: number; readonly caughtUp: boolean }
  | { readonly kind: 'ended'; readonly source: Source; readonly reason: EndReason }
  | { readonly kind: 'idle' };

/** What it needs. */
export interface TrackerOptions {
  readonly workspace: { readonly path: string; readonly real: string };
  readonly stateFolder: string;
  readonly selection: Selection;
  readonly sweepIntervalMs: number;
  readonly chunkBytes: number;
  readonly maxOpenFiles: number;
  readonly saved: readonly SavedSource[];
  readonly includeRotated: boolean;
  readonly hints: FileHints;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A folder that changes while it is settled is settled again so often before the next sweep. */
const maxSettlesPerStep = 4;

/** The machine behind the door; whoever drives it waits between steps until a hint comes or `dueMs` is reached. */
export class Tracker {
  readonly lineages = new Lineages();
  readonly folders: Folders;
  readonly registrar: Registrar;
  readonly #options: TrackerOptions;
  readonly #files: OpenFiles;
  readonly #reader: Reader;
  readonly #sightings: Sightings;
  readonly #memory: Memory;
  readonly #newcomers: Newcomers;
  readonly #placement: Placement;
  readonly #sweep: Sweep;
  readonly #ready = new Set<Lineage>();
  readonly #ended: TrackerEvent[] = [];
  readonly #dirtyFolders = new Set<string>();
  readonly #dirtyFiles = new Set<Lineage>();
  #onHint: () => void = () => undefined;
  #isIdleTold = false;

  private constructor(options: TrackerOptions) {
    const { clock, selection, hints } = options;
    const { lineages } = this;
    this.#options = options;
    this.folders = new Folders(selection, () => clock.nowMs());
    this.#files = new OpenFiles(options.maxOpenFiles);
    this.#reader = new Reader(this.#files, lineages, options.chunkBytes);
    this.#sightings = new Sightings(selection, lineages, options.workspace);
    const grew = (lineage: Lineage): void => this.#grew(lineage);
    this.#memory = Memory.load(options.stateFolder);
    this.registrar = new Registrar({ lineages, memory: this.#memory, sightings: this.#sightings, files: this.#files, reader: this.#reader, clock, grew });
    this.#newcomers = new Newcomers({ lineages, memory: this.#memory, clock, includeRotated: options.includeRotated, listener: this.registrar });
    this.#placement = new Placement({
      lineages, files: this.#files, sightings: this.#sightings, newcomers: this.#newcomers, clock, learnHead: (lineage) => this.#reader.learnHead(lineage),
      listener: { grew, over: (lineage, reason) => this.#end(lineage, reason), unsettled: (folder) => void this.#dirtyFolders.add(folder) },
    });
    this.#sweep = new Sweep({
      lineages, files: this.#files, folders: this.folders, hints, clock, intervalMs: options.sweepIntervalMs,
      look: (lineage) => this.#placement.look(lineage, false), grew, end: (lineage, reason) => this.#end(lineage, reason),
    });
  }

  /** Finds the logs and the lineages of `saved` among them. */
  static async open(options: TrackerOptions): Promise<Tracker> {
    const tracker = new Tracker(options);
    tracker.registrar.restore(options.saved, options.workspace.path);
    options.hints.listen((folder, name, entries) => tracker.#take(folder, name, entries));
    const listings: Listing[] = [];
    for await (const listing of tracker.folders.walk()) {
      tracker.#cover(listing);
      listings.push(listing);
    }
    // A log may have been moved to a folder that is looked at later, so all are looked for by inode before anything is new.
    for (const { folder, names } of listings) tracker.#placement.findMoved(folder, names);
    for (const { folder, names } of listings) await tracker.#placement.settle(folder, names, true);
    for (const listing of listings) tracker.#cover(listing);
    tracker.#memory.save();
    return tracker;
  }

  /** Moment of the next sweep, by the clock. */
  get dueMs(): number {
    return this.#sweep.dueMs;
  }

  /** Calls `listener` at each hint that asks for a step. */
  onHint(listener: () => void): void {
    this.#onHint = listener;
  }

  /** Returns the next event, undefined when there is nothing to do before a hint or the next sweep. */
  async step(): Promise<TrackerEvent | undefined> {
    if (this.#sweep.isDue()) {
      for (const folder of [...this.#sweep.run(), ...this.#newcomers.openFolders()]) this.#dirtyFolders.add(folder);
    }
    for (let settles = 0; settles < maxSettlesPerStep; settles++) {
      for (const lineage of this.#dirtyFiles) this.#placement.look(lineage, false);
      this.#dirtyFiles.clear();
      await this.#settleFolders();
      // What a restart must know is written before anything of a new log is given out.
      this.#memory.save();
      const event = this.#ended.shift() ?? (await this.#readNext());
      if (event) {
        this.#isIdleTold = false;
        return event;
      }
      if (this.#dirtyFolders.size === 0 && this.#dirtyFiles.size === 0) break;
    }
    if (this.#isIdleTold) return undefined;
    this.#isIdleTold = true;
    return { kind: 'idle' };
  }

  /** Returns a source as it is to be saved when everything before `positionBytes` is stored. */
  save(source: Source, positionBytes: number, lines: number): SavedSource {
    return this.registrar.save(source, positionBytes, lines);
  }

  async close(): Promise<void> {
    this.#options.hints.close();
    this.#files.closeAll();
    for (const lineage of this.lineages.all()) await lineage.packed?.close();
  }

  #take(folder: string, name: string | undefined, entries: boolean): void {
    const lineage = name === undefined ? undefined : this.lineages.at(path.join(folder, name));
    if (lineage) this.#dirtyFiles.add(lineage);
    if ((!lineage || entries) && (name === undefined || entries)) this.#dirtyFolders.add(folder);
    if (this.#dirtyFiles.size > 0 || this.#dirtyFolders.size > 0) this.#onHint();
  }

  async #settleFolders(): Promise<void> {
    for (const dirty of [...this.#dirtyFolders]) {
      this.#dirtyFolders.delete(dirty);
      for await (const listing of this.folders.read(dirty)) {
        this.#cover(listing);
        await this.#placement.settle(listing.folder, listing.names, false);
      }
    }
  }

  #cover({ folder, key }: Listing): void {
    for (const lineage of this.lineages.in(folder)) {
      if (lineage.place === 'lost') continue;
      this.folders.markBusy(folder);
      break;
    }
    if (key === undefined) this.#options.hints.drop(folder);
    else if (this.folders.isBusy(folder)) this.#options.hints.cover(folder, key);
  }

  #grew(lineage: Lineage): void {
    this.#ready.add(lineage);
  }

  async #readNext(): Promise<TrackerEvent | undefined> {
    for (const lineage of this.#ready) {
      this.#ready.delete(lineage);
      const event = lineage.place === 'packed' ? await this.#readPacked(lineage) : this.#readFile(lineage);
      if (event) return event;
    }
    return undefined;
  }

  #readFile(lineage: Lineage): TrackerEvent | undefined {
    if (lineage.place === 'lost') return undefined;
    const piece = this.#reader.next(lineage);
    switch (piece.kind) {
      case 'bytes':
        lineage.sinceMs = this.#options.clock.nowMs();
        lineage.problem = undefined;
        if (!piece.caughtUp) this.#ready.add(lineage);
        return this.#chunkOf(lineage, piece);
      case 'lost':
        if (lineage.pinned) this.#end(lineage, piece.because === 'moved' ? 'deleted' : piece.because);
        else this.#placement.lose(lineage, piece.because);
        return undefined;
      case 'denied':
        lineage.problem = deniedProblem(lineage.source.path);
        return undefined;
      case 'nothing':
        return undefined;
    }
  }

  async #readPacked(lineage: Lineage): Promise<TrackerEvent | undefined> {
    lineage.packed ??= PackedReader.ofLineage(lineage);
    const bytes = await lineage.packed?.next().catch((thrown: unknown) => {
      lineage.problem = `Cannot read ${lineage.source.path} to its end: ${messageOf(thrown)}. Check the file; what came before is kept.`;
    });
    if (!bytes) {
      await lineage.packed?.close();
      lineage.packed = undefined;
      this.#end(lineage, 'rotated');
      return this.#ended.shift();
    }
    const positionBytes = lineage.positionBytes;
    this.#reader.advance(lineage, bytes);
    this.#ready.add(lineage);
    return this.#chunkOf(lineage, { bytes, positionBytes, caughtUp: false });
  }

  #chunkOf(lineage: Lineage, { bytes, positionBytes, caughtUp }: { readonly bytes: Uint8Array; readonly positionBytes: number; readonly caughtUp: boolean }): TrackerEvent {
    // A log that goes on after all (a writer that kept its rotated file open) is the same source again.
    if (lineage.ended !== undefined && lineage.savedBytes === positionBytes) lineage.resumedLines ??= lineage.savedLines;
    lineage.ended = undefined;
    const { resumedLines, source } = lineage;
    lineage.resumedLines = undefined;
    return { kind: 'chunk', source, bytes, positionBytes, caughtUp, ...(resumedLines === undefined ? {} : { resumedLines }) };
  }

  #end(lineage: Lineage, reason: EndReason): void {
    if (lineage.ended !== undefined) return;
    lineage.ended = reason;
    this.#ready.delete(lineage);
    // The inode of a deleted file may be given to another one.
    if (lineage.place === 'unlinked') this.lineages.detach(lineage);
    if (lineage.place !== 'here') {
      this.#files.close(lineage);
      lineage.place = 'lost';
      lineage.sinceMs = this.#options.clock.nowMs() - holdMs;
    }
    this.#ended.push({ kind: 'ended', source: lineage.source, reason });
    this.#isIdleTold = false;
  }
}
