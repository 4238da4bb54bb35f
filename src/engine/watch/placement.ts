/** Finds out which file is which lineage after something in a folder changed (DESIGN decision 4). */
import fs from 'node:fs';
import type { Clock } from '../../base/clock.ts';
import { statOf, type FileStat } from './fileStat.ts';
import { holds } from './identity.ts';
import type { Lineage } from './lineage.ts';
import type { Lineages } from './lineages.ts';
import { deniedProblem, type Looker } from './looker.ts';
import type { Newcomer, Newcomers } from './newcomers.ts';
import { openRegular, type OpenFiles } from './openFiles.ts';
import { isUnlinked, type Reader } from './reader.ts';
import type { Sighting, Sightings } from './sightings.ts';

/** Parts the placement works with. */
export interface PlacementParts {
  readonly lineages: Lineages;
  readonly files: OpenFiles;
  readonly sightings: Sightings;
  readonly newcomers: Newcomers;
  readonly looker: Looker;
  readonly reader: Reader;
  readonly clock: Clock;
  /** There may be bytes to read. */
  grew(lineage: Lineage): void;
  /** Nothing more will come of it. */
  end(lineage: Lineage, reason: 'truncated' | 'rewritten'): void;
  /** A folder has to be settled again. */
  unsettled(folder: string): void;
}

/** How often a folder is looked at again when it changes meanwhile; then the next sweep goes on. */
const maxRounds = 3;

/** Settles folders. */
export class Placement {
  readonly #parts: PlacementParts;

  constructor(parts: PlacementParts) {
    this.#parts = parts;
  }

  /** Places the lineages whose files are found by their inodes. */
  findMoved(folder: string, names: readonly string[]): void {
    if (!this.#hasLost(folder)) return;
    for (const sighting of this.#parts.sightings.of(folder, names, true)) this.#recognise(sighting);
  }

  /** Settles one folder with all names in it; at the start nothing in it is new. */
  async settle(folder: string, names: readonly string[] | undefined, atStart: boolean): Promise<void> {
    const { sightings, newcomers } = this.#parts;
    let listed = names;
    for (let round = 1; round <= maxRounds; round++) {
      if (this.#check(folder) > 0) listed = undefined;
      const hasLost = this.#hasLost(folder);
      const seen = sightings.of(folder, listed ?? namesIn(folder), hasLost);
      const strangers = seen.filter((sighting) => !this.#recognise(sighting));
      const fresh = await newcomers.meet(folder, strangers, hasLost);
      // Whoever is a copy of a log in place can only be told while it is sure what that log is now, so the logs are looked at after the copies.
      listed = undefined;
      if (fresh.length > 0 && this.#check(folder) > 0) continue;
      await this.#continueIn(fresh);
      newcomers.decide(fresh.filter((newcomer) => !newcomer.taken), atStart);
      if (hasLost && this.#check(folder) > 0) break;
      if (hasLost) this.#release(folder);
      return;
    }
    this.#parts.unsettled(folder);
  }

  /** Returns how many lineages turned out to be lost. */
  #check(folder: string): number {
    let lost = 0;
    for (const lineage of [...this.#parts.lineages.in(folder)]) {
      // A deleted log is still read through its descriptor, and a copy of it may lie here.
      if (lineage.place !== 'here') this.#parts.reader.learnHead(lineage);
      else if (lineage.folder === folder) {
        this.#parts.looker.look(lineage, true);
        if (!isHere(lineage)) lost++;
      }
    }
    return lost;
  }

  #hasLost(folder: string): boolean {
    for (const lineage of this.#parts.lineages.in(folder)) if (lineage.place === 'lost' || lineage.pinned) return true;
    return false;
  }

  /** Returns whether a file is a lineage known by its inode; a lineage that was renamed is placed. */
  #recognise({ path: file, stat, compression }: Sighting): boolean {
    const lineage = this.#parts.lineages.ofKey(stat.key);
    if (!lineage) return false;
    if (compression !== undefined || lineage.place === 'packed') {
      if (lineage.place !== 'packed') return false;
      this.#parts.lineages.place(lineage, stat.key, file);
      lineage.sinceMs = this.#parts.clock.nowMs();
      this.#parts.grew(lineage);
      return true;
    }
    if (lineage.place === 'here') {
      const there = statOf(lineage.source.path);
      // Two names of one file: it is read once.
      if (typeof there !== 'string' && there.key === stat.key) return true;
    }
    // Of a log without a byte nothing but its name is known: the number of its inode may have been given to a copy of another one.
    if (lineage.head.length === 0 && file !== lineage.source.path) return false;
    const opened = openRegular(file, stat.key);
    if ('failed' in opened) {
      // What may not be read is taken for what its inode says until it can be proved; reading proves it in any case.
      if (opened.failed === 'denied') {
        this.#settleAt(lineage, file, stat);
        lineage.problem = deniedProblem(file);
      }
      return true;
    }
    const isIt = holds(opened.fd, lineage);
    fs.closeSync(opened.fd);
    if (isIt) this.#settleAt(lineage, file, stat);
    return isIt;
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
        this.#parts.lineages.place(continued, newcomer.stat.key, newcomer.path);
        continued.place = 'packed';
        continued.seen = true;
        continued.sinceMs = this.#parts.clock.nowMs();
        this.#parts.grew(continued);
      }
    }
  }

  #settleAt(lineage: Lineage, file: string, stat: FileStat): void {
    const { lineages, sightings, files, looker, clock } = this.#parts;
    // An open descriptor stays good when the file only got another name.
    if (stat.key !== lineage.key) files.close(lineage);
    lineages.place(lineage, stat.key, file);
    sightings.name(lineage.source);
    lineage.place = 'here';
    lineage.seen = true;
    lineage.problem = undefined;
    lineage.realPath = sightings.realPathOf(file);
    lineage.sizeBytes = stat.sizeBytes;
    lineage.sinceMs = clock.nowMs();
    lineage.settled = false;
    if (files.spare > 0) files.use(lineage);
    looker.tellGrowth(lineage);
  }

  /** Decides what becomes of the lineages of a folder that were found nowhere in it. */
  #release(folder: string): void {
    const { files, lineages } = this.#parts;
    for (const lineage of [...lineages.in(folder)]) {
      if (lineage.place !== 'lost' || !lineage.seen || lineage.ended !== undefined) continue;
      if (lineage.lostBecause !== 'moved') this.#parts.end(lineage, lineage.lostBecause);
      else if (!this.#isAtRealPath(lineage)) {
        const fd = files.peek(lineage);
        if (fd !== undefined) lineage.place = isUnlinked(fd) ? 'unlinked' : 'adrift';
        this.#parts.grew(lineage);
      }
    }
  }

  /** A link that was switched leaves the file it led to where it was. */
  #isAtRealPath(lineage: Lineage): boolean {
    const real = lineage.realPath;
    if (real === undefined || real === lineage.source.path) return false;
    const stat = statOf(real);
    if (typeof stat === 'string' || stat.key !== lineage.key) return false;
    this.#settleAt(lineage, real, stat);
    return true;
  }
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
