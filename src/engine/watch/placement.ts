/** Finds out which file is which lineage after something in a folder changed (DESIGN decision 4). */
import fs, { type BigIntStats } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { headOf, holds, keyOf, statOf } from './identity.ts';
import type { Lineage, LostBecause } from './lineage.ts';
import type { Lineages } from './lineages.ts';
import { openRegular, type OpenFiles } from './openFiles.ts';
import { isUnlinked } from './reader.ts';
import type { Newcomer, Newcomers } from './newcomers.ts';
import type { Sighting, Sightings } from './sightings.ts';

/** What the tracker does when a lineage's place is settled. */
export interface PlacementListener {
  /** There may be bytes to read. */
  grew(lineage: Lineage): void;
  /** Nothing more will come of it. */
  over(lineage: Lineage, reason: 'truncated' | 'rewritten'): void;
  /** A folder has to be settled again. */
  unsettled(folder: string): void;
}

/** Parts the placement works with. */
export interface PlacementParts {
  readonly lineages: Lineages;
  readonly files: OpenFiles;
  readonly sightings: Sightings;
  readonly newcomers: Newcomers;
  readonly clock: Clock;
  readonly listener: PlacementListener;
  /** Reads the beginning of a lineage as far as it is not known yet and can be had. */
  learnHead(lineage: Lineage): void;
}

/** A file's size and time may be this close to a change that they do not show (FAT: 2 s). */
const coarsestStampMs = 2000;
/** How often a folder is looked at again when it changes meanwhile; then the next sweep goes on. */
const maxRounds = 3;

/** Settles folders. */
export class Placement {
  readonly #parts: PlacementParts;

  constructor(parts: PlacementParts) {
    this.#parts = parts;
  }

  /** Looks whether a lineage is still where it was; `prove` compares its content when anything changed. */
  look(lineage: Lineage, prove: boolean): void {
    const stat = statOf(lineage.source.path);
    if (stat === 'denied') {
      lineage.problem = deniedProblem(lineage.source.path);
      return;
    }
    if (stat === 'missing' || keyOf(stat) !== lineage.key || !stat.isFile()) {
      this.lose(lineage, 'moved');
      return;
    }
    lineage.sizeBytes = Number(stat.size);
    if (lineage.sizeBytes < lineage.positionBytes) this.lose(lineage, 'truncated');
    else if (this.#isUnchanged(lineage, stat)) this.#tellGrowth(lineage);
    else if (!prove && lineage.sizeBytes > lineage.positionBytes) this.#tellGrowth(lineage);
    else this.#prove(lineage, stat);
  }

  /** Says that the lineage's file is not at its path, or that its content is not there any more. */
  lose(lineage: Lineage, because: LostBecause): void {
    const { lineages, files, clock, listener } = this.#parts;
    if (lineage.place !== 'here') return;
    lineage.place = 'lost';
    lineage.lostBecause = because;
    lineage.sinceMs = clock.nowMs();
    if (because === 'moved') lineages.leavePath(lineage);
    else {
      lineages.detach(lineage);
      files.close(lineage);
    }
    listener.unsettled(path.dirname(lineage.source.path));
  }

  /** Places the lineages whose files are found by their inodes. */
  findMoved(folder: string, names: readonly string[]): void {
    for (const sighting of this.#parts.sightings.of(folder, names, this.#hasLost(folder))) this.#recognise(sighting);
  }

  /** Settles one folder with all names in it; at the start nothing in it is new. */
  async settle(folder: string, names: readonly string[] | undefined, atStart: boolean): Promise<void> {
    const { sightings, newcomers, listener } = this.#parts;
    let listed = names;
    for (let round = 1; ; round++) {
      if (this.#check(folder) > 0) listed = undefined;
      const seen = sightings.of(folder, listed ?? namesIn(folder), this.#hasLost(folder));
      const strangers = seen.filter((sighting) => !this.#recognise(sighting));
      const fresh = await newcomers.meet(folder, strangers, this.#hasLost(folder));
      // Whoever is a copy of a log in place can only be told while it is sure what that log is now, so the logs are looked at after the copies.
      listed = undefined;
      if (this.#check(folder) > 0) {
        if (round < maxRounds) continue;
        listener.unsettled(folder);
        return;
      }
      await this.#continueIn(fresh);
      newcomers.decide(fresh.filter((newcomer) => !newcomer.taken), atStart);
      if (this.#check(folder) === 0) this.#release(folder);
      else listener.unsettled(folder);
      return;
    }
  }

  /** Returns how many lineages turned out to be lost. */
  #check(folder: string): number {
    let lost = 0;
    for (const lineage of [...this.#parts.lineages.in(folder)]) {
      // A deleted log is still read through its descriptor, and a copy of it may lie here.
      if (lineage.place !== 'here') this.#parts.learnHead(lineage);
      if (lineage.place !== 'here' || path.dirname(lineage.source.path) !== folder) continue;
      this.look(lineage, true);
      if (!isHere(lineage)) lost++;
    }
    return lost;
  }

  #hasLost(folder: string): boolean {
    for (const lineage of this.#parts.lineages.in(folder)) if (lineage.place === 'lost' || lineage.pinned) return true;
    return false;
  }

  /** Returns whether a file is a lineage known by its inode; a lineage that was renamed is placed. */
  #recognise({ path: file, stat, compression }: Sighting): boolean {
    const key = keyOf(stat);
    const lineage = this.#parts.lineages.ofKey(key);
    if (!lineage) return false;
    if (compression !== undefined || lineage.place === 'packed') {
      if (lineage.place === 'packed') this.#parts.lineages.place(lineage, key, file);
      return lineage.place === 'packed';
    }
    if (lineage.place === 'here') {
      if (lineage.source.path === file) return true;
      const there = statOf(lineage.source.path);
      // Two names of one file: it is read once.
      if (typeof there !== 'string' && keyOf(there) === key) return true;
    }
    const opened = openRegular(file, key);
    if ('failed' in opened) {
      if (opened.failed === 'moved') return true;
      lineage.problem = deniedProblem(file);
      return lineage.seen;
    }
    const isIt = lineage.head.length > 0 ? holds(opened.fd, lineage) : this.#mayBe(lineage, file, opened.fd);
    fs.closeSync(opened.fd);
    if (isIt) this.#settleAt(lineage, file, stat);
    return isIt;
  }

  /** Without a byte known of a lineage only inode and name speak for it, and the number of the inode may have been given away. */
  #mayBe(lineage: Lineage, file: string, fd: number): boolean {
    return path.basename(file).startsWith(path.basename(lineage.logPath)) && this.#parts.lineages.beginningLike(headOf(fd)).length === 0;
  }

  /** Lets lost lineages go on in files that hold the same content: copies, compressed or not. */
  async #continueIn(fresh: readonly Newcomer[]): Promise<void> {
    // A rotated part is the likelier place for what is left than a log that begins alike.
    for (const newcomer of fresh.toSorted((a, b) => Number(a.rotatedFrom === undefined) - Number(b.rotatedFrom === undefined))) {
      const continued = await this.#parts.newcomers.continuedBy(newcomer);
      if (!continued) continue;
      newcomer.taken = true;
      if (newcomer.compression === undefined) this.#settleAt(continued, newcomer.path, newcomer.stat);
      else {
        this.#parts.lineages.place(continued, newcomer.key, newcomer.path);
        continued.place = 'packed';
        this.#parts.listener.grew(continued);
      }
    }
  }

  #settleAt(lineage: Lineage, file: string, stat: BigIntStats): void {
    const { lineages, sightings, files } = this.#parts;
    const key = keyOf(stat);
    // An open descriptor stays good when the file only got another name.
    if (key !== lineage.key) files.close(lineage);
    lineages.place(lineage, key, file);
    sightings.name(lineage.source);
    lineage.place = 'here';
    lineage.seen = true;
    lineage.problem = undefined;
    lineage.realPath = sightings.realPathOf(file);
    lineage.sizeBytes = Number(stat.size);
    lineage.sinceMs = this.#parts.clock.nowMs();
    lineage.settled = false;
    if (files.spare > 0) files.use(lineage);
    this.#tellGrowth(lineage);
  }

  /** Decides what becomes of the lineages of a folder that were found nowhere in it. */
  #release(folder: string): void {
    const { files, listener } = this.#parts;
    for (const lineage of [...this.#parts.lineages.in(folder)]) {
      if (lineage.place !== 'lost' || !lineage.seen || lineage.ended !== undefined) continue;
      if (lineage.lostBecause !== 'moved') listener.over(lineage, lineage.lostBecause);
      else if (!this.#isAtRealPath(lineage)) {
        const fd = files.peek(lineage);
        if (fd !== undefined) lineage.place = isUnlinked(fd) ? 'unlinked' : 'adrift';
        listener.grew(lineage);
      }
    }
  }

  /** A link that was switched leaves the file it led to where it was. */
  #isAtRealPath(lineage: Lineage): boolean {
    const real = lineage.realPath;
    if (real === undefined || real === lineage.source.path) return false;
    const stat = statOf(real);
    if (typeof stat === 'string' || keyOf(stat) !== lineage.key) return false;
    this.#settleAt(lineage, real, stat);
    return true;
  }

  #isUnchanged(lineage: Lineage, stat: BigIntStats): boolean {
    return lineage.settled && stat.mtimeNs === lineage.modifiedNs && stat.size === lineage.provedBytes;
  }

  #prove(lineage: Lineage, stat: BigIntStats): void {
    const opened = this.#parts.files.use(lineage);
    if ('failed' in opened) {
      if (opened.failed === 'denied') lineage.problem = deniedProblem(lineage.source.path);
      else this.lose(lineage, 'moved');
      return;
    }
    if (!holds(opened.fd, lineage)) {
      this.lose(lineage, 'rewritten');
      return;
    }
    lineage.problem = undefined;
    lineage.modifiedNs = stat.mtimeNs;
    lineage.provedBytes = stat.size;
    lineage.settled = this.#parts.clock.nowMs() - Number(stat.mtimeMs) > coarsestStampMs;
    this.#parts.learnHead(lineage);
    this.#tellGrowth(lineage);
  }

  #tellGrowth(lineage: Lineage): void {
    if (lineage.sizeBytes > lineage.positionBytes) this.#parts.listener.grew(lineage);
  }
}

/** Says what to do about a file that may not be read. */
export function deniedProblem(file: string): string {
  return `Cannot read ${file}: permission denied. Give read access or exclude it with \`watch.exclude\`.`;
}

/** The compiler does not see that `look` changes the place. */
function isHere(lineage: Lineage): boolean {
  return lineage.place === 'here';
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
