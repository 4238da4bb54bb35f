/** The regular look at everything that hints may have missed, spread so that many quiet files cost little. */
import type { Clock } from '../../base/clock.ts';
import fs from 'node:fs';
import { statOf } from './fileStat.ts';
import type { Folders } from './folders.ts';
import type { FileHints } from './hints.ts';
import type { EndReason, Lineage } from './lineage.ts';
import type { Lineages } from './lineages.ts';
import { holdMs } from './newcomers.ts';
import type { OpenFiles } from './openFiles.ts';
import { isUnlinked } from './reader.ts';

/** What it works with. */
export interface SweepParts {
  readonly lineages: Lineages;
  readonly files: OpenFiles;
  readonly folders: Folders;
  readonly hints: FileHints;
  readonly clock: Clock;
  readonly intervalMs: number;
  look(lineage: Lineage): void;
  grew(lineage: Lineage): void;
  end(lineage: Lineage, reason: EndReason): void;
}

/** DESIGN decision 4. */
const longestIntervalMs = 2000;
/** A rotated log is over when its writer had so long to let go of it (ours; logrotate's postrotate takes seconds). */
const rotatedQuietMs = 60_000;
/** A file that changed within this time is looked at in each sweep. */
const warmMs = 60_000;
/** Of quiet files in folders with hints so many are looked at in one sweep: 10,000 files cost 0.1 % of a core (measured: 1.5 µs a file). */
const quietPerSweep = 500;
const quietFoldersPerSweep = 200;

/** One sweep after the other. */
export class Sweep {
  readonly #parts: SweepParts;
  #dueMs: number;
  #turn = 0;

  constructor(parts: SweepParts) {
    this.#parts = parts;
    this.#dueMs = parts.clock.nowMs() + this.#intervalMs;
  }

  get dueMs(): number {
    return this.#dueMs;
  }

  isDue(): boolean {
    return this.#parts.clock.nowMs() >= this.#dueMs;
  }

  /** Looks at files and folders, at all of them when `isFull`; returns the folders to settle. */
  run(isFull: boolean): string[] {
    const { lineages, clock, folders, hints } = this.#parts;
    const nowMs = clock.nowMs();
    this.#dueMs = nowMs + this.#intervalMs;
    const isCovered = this.#coveredFolders();
    let quiet = 0;
    let looked = 0;
    for (const lineage of [...lineages.all()]) {
      if (lineage.place !== 'here') this.#lookAway(lineage, nowMs);
      else if (isFull || !isQuiet(lineage, nowMs, isCovered)) this.#lookAt(lineage, nowMs);
      else if (quiet++ >= this.#turn && looked < quietPerSweep) {
        looked++;
        this.#lookAt(lineage, nowMs);
      }
    }
    this.#turn = this.#turn + looked >= quiet ? 0 : this.#turn + looked;
    return folders.changed(quietFoldersPerSweep, (folder) => !isFull && hints.covers(folder));
  }

  get #intervalMs(): number {
    return Math.min(this.#parts.intervalMs, longestIntervalMs);
  }

  /** Tells which folders have hints; asked for ten thousand files every two seconds, most of them beside the one before. */
  #coveredFolders(): (folder: string) => boolean {
    const { hints } = this.#parts;
    const covered = new Map<string, boolean>();
    let last = '';
    let isLastCovered = false;
    return (folder) => {
      if (folder === last) return isLastCovered;
      last = folder;
      isLastCovered = covered.get(folder) ?? hints.covers(folder);
      covered.set(folder, isLastCovered);
      return isLastCovered;
    };
  }

  #lookAt(lineage: Lineage, nowMs: number): void {
    this.#parts.look(lineage);
    const isOver = lineage.place === 'here' && lineage.rotated && lineage.sizeBytes <= lineage.positionBytes && nowMs - lineage.sinceMs >= rotatedQuietMs;
    if (isOver) this.#parts.end(lineage, 'rotated');
  }

  /** Looks at a lineage that no path leads to. */
  #lookAway(lineage: Lineage, nowMs: number): void {
    const parts = this.#parts;
    if (lineage.ended !== undefined || !lineage.seen || lineage.packed !== undefined) return;
    const fd = parts.files.peek(lineage);
    const there = lineage.place === 'packed' ? statOf(lineage.source.path) : undefined;
    if (typeof there === 'object' && there.key === lineage.key) parts.grew(lineage);
    else if (fd === undefined) {
      if (nowMs - lineage.sinceMs >= holdMs) parts.end(lineage, lineage.rotated ? 'rotated' : 'deleted');
    } else this.#lookThrough(lineage, fd, nowMs);
  }

  /** Looks through the descriptor of a lineage that no path leads to. */
  #lookThrough(lineage: Lineage, fd: number, nowMs: number): void {
    const parts = this.#parts;
    lineage.sizeBytes = fs.fstatSync(fd).size;
    if (lineage.sizeBytes !== lineage.positionBytes) {
      parts.grew(lineage);
      return;
    }
    const isGone = isUnlinked(fd);
    if (nowMs - lineage.sinceMs >= (isGone ? holdMs : rotatedQuietMs)) parts.end(lineage, isGone && !lineage.rotated ? 'deleted' : 'rotated');
  }
}

function isQuiet({ settled, problem, modifiedMs, realPath, folder }: Lineage, nowMs: number, isCovered: (folder: string) => boolean): boolean {
  if (!settled || problem !== undefined || nowMs - modifiedMs < warmMs) return false;
  // Behind a link lies another folder, whose changes no hint tells.
  return realPath === undefined && isCovered(folder);
}
