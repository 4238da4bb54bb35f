/** Follows all lineages: sweeps, takes hints, reads in turns; one event per step. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { SavedSource } from '../../model/source.ts';
import { Folders, type Listing } from './folders.ts';
import type { FileHints } from './hints.ts';
import type { EndReason, Lineage } from './lineage.ts';
import { Lineages, type SavedHead } from './lineages.ts';
import { Looker } from './looker.ts';
import { Memory } from './memory.ts';
import { Newcomers } from './newcomers.ts';
import { OpenFiles } from './openFiles.ts';
import { Placement } from './placement.ts';
import { Reader } from './reader.ts';
import { Registrar } from './registrar.ts';
import type { Selection } from './selection.ts';
import { Sightings } from './sightings.ts';
import { Sweep } from './sweep.ts';
import { Turns, type TrackerEvent } from './turns.ts';

/** What it needs. */
export interface TrackerOptions {
  readonly workspace: { readonly path: string; readonly real: string };
  readonly stateFolder: string;
  readonly selection: Selection;
  readonly sweepIntervalMs: number;
  readonly chunkBytes: number;
  readonly maxOpenFiles: number;
  readonly saved: readonly SavedSource[];
  readonly savedHead: SavedHead;
  readonly includeRotated: boolean;
  readonly hints: FileHints;
  readonly clock: Clock;
}

/** So many hints between two sweeps may be more than the system keeps (inotify: 16,384); then none can be relied on. */
const mostHints = 8192;
/** A folder that changes while it is settled is settled again so often before the next sweep. */
const maxSettlesPerStep = 4;

/** The machine behind the door; whoever drives it waits between steps until a hint comes or `dueMs` is reached. */
export class Tracker {
  readonly lineages: Lineages;
  readonly folders: Folders;
  readonly registrar: Registrar;
  readonly #hints: FileHints;
  readonly #files: OpenFiles;
  readonly memory: Memory;
  readonly #newcomers: Newcomers;
  readonly #looker: Looker;
  readonly #placement: Placement;
  readonly #sweep: Sweep;
  readonly #turns: Turns;
  readonly #dirtyFolders = new Set<string>();
  readonly #dirtyFiles = new Set<Lineage>();
  #hintCount = 0;
  #onHint: () => void = () => undefined;
  #isIdleTold = false;

  private constructor(options: TrackerOptions) {
    const { clock, selection, hints, includeRotated } = options;
    this.lineages = new Lineages(options.savedHead);
    const { lineages } = this;
    this.#hints = hints;
    this.folders = new Folders(selection, () => clock.nowMs());
    this.memory = Memory.load(options.stateFolder);
    const { memory } = this;
    this.#files = new OpenFiles(options.maxOpenFiles);
    const files = this.#files;
    const reader = new Reader(files, lineages, options.chunkBytes);
    const sightings = new Sightings(selection, lineages, options.workspace);
    const unsettled = (folder: string): void => void this.#dirtyFolders.add(folder);
    this.#turns = new Turns({ lineages, files, reader, clock, looker: () => this.#looker, unsettled });
    const grew = (lineage: Lineage): void => this.#turns.add(lineage);
    const end = (lineage: Lineage, reason: EndReason): void => this.#turns.end(lineage, reason);
    this.#looker = new Looker({ lineages, files, reader, clock, grew, unsettled });
    const looker = this.#looker;
    this.registrar = new Registrar({ lineages, memory, sightings, files, reader, clock, grew });
    this.#newcomers = new Newcomers({ lineages, memory, clock, includeRotated, listener: this.registrar });
    this.#placement = new Placement({ lineages, files, sightings, newcomers: this.#newcomers, looker, reader, clock, grew, end, unsettled });
    this.#sweep = new Sweep({ lineages, files, folders: this.folders, hints, clock, intervalMs: options.sweepIntervalMs, look: (lineage) => looker.look(lineage, false), grew, end });
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
    for (const listing of listings) {
      await tracker.#placement.settle(listing.folder, listing.names, true);
      tracker.#cover(listing);
    }
    tracker.memory.save();
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
      const isFull = this.#hintCount >= mostHints;
      this.#hintCount = 0;
      for (const folder of [...this.#sweep.run(isFull), ...this.#newcomers.openFolders()]) this.#dirtyFolders.add(folder);
    }
    for (let settles = 0; settles < maxSettlesPerStep; settles++) {
      for (const lineage of this.#dirtyFiles) this.#looker.look(lineage, false);
      this.#dirtyFiles.clear();
      await this.#settleFolders();
      // What a restart must know is written before anything of a new log is given out.
      this.memory.save();
      const event = await this.#turns.next();
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

  async close(): Promise<void> {
    this.#hints.close();
    this.#files.closeAll();
    for (const lineage of this.lineages.all()) await lineage.packed?.close();
  }

  #take(folder: string, name: string | undefined, entries: boolean): void {
    this.#hintCount++;
    const lineage = name === undefined ? undefined : this.lineages.at(path.join(folder, name));
    if (lineage) this.#dirtyFiles.add(lineage);
    if (name === undefined || entries) this.#dirtyFolders.add(folder);
    if (this.#dirtyFiles.size > 0 || this.#dirtyFolders.size > 0) this.#onHint();
  }

  async #settleFolders(): Promise<void> {
    if (this.#dirtyFolders.size === 0) return;
    for (const dirty of [...this.#dirtyFolders]) {
      this.#dirtyFolders.delete(dirty);
      for await (const listing of this.folders.read(dirty)) {
        await this.#placement.settle(listing.folder, listing.names, false);
        this.#cover(listing);
      }
    }
  }

  #cover({ folder, key }: Listing): void {
    for (const lineage of this.lineages.in(folder)) {
      if (lineage.place === 'lost') continue;
      this.folders.markBusy(folder);
      break;
    }
    if (key === undefined) this.#hints.drop(folder);
    else if (this.folders.isBusy(folder)) this.#hints.cover(folder, key);
  }
}
