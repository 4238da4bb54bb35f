/** Decides what a file is that nobody knew: a new log, a part rotated away unseen, a copy, or history. */
import fs from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { hashOf, headOf, holds } from './identity.ts';
import type { Lineage } from './lineage.ts';
import type { Lineages } from './lineages.ts';
import type { Look } from './logRules.ts';
import type { Memory } from './memory.ts';
import { openRegular } from './openFiles.ts';
import { packedHead, provePacked } from './packedReader.ts';
import type { Sighting } from './sightings.ts';
import { binaryKind, looksLikeJsonLines } from './sniff.ts';

/** How long a file that begins like a known log is held (DESIGN decision 4). */
export const holdMs = 3000;

/** A file that is no lineage (yet). */
export interface Newcomer extends Sighting {
  /** First bytes, decompressed; undefined when they cannot be read. */
  readonly head: Uint8Array | undefined;
  /** Already known to be no new log, but it may hold the rest of a lost one. */
  readonly settled: boolean;
  /** A lineage goes on in it. */
  taken: boolean;
}

/** What is decided; the tracker makes sources of it. */
export interface NewcomerListener {
  create(newcomer: Newcomer, logPath: string): void;
}

/** Parts it works with. */
export interface NewcomerParts {
  readonly lineages: Lineages;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly includeRotated: boolean;
  readonly listener: NewcomerListener;
}

/** Remembers what was decided before, so that nothing is asked twice. */
export class Newcomers {
  readonly #parts: NewcomerParts;
  readonly #held = new Map<string, { readonly folder: string; readonly sinceMs: number }>();

  constructor(parts: NewcomerParts) {
    this.#parts = parts;
  }

  /** Folders with files on which nothing is decided yet, or on which must be decided again. */
  openFolders(): Set<string> {
    const held = [...this.#held.values()].map(({ folder }) => folder);
    return new Set([...held, ...this.#parts.memory.changedFolders()]);
  }

  /** Reads the first bytes of files of a folder that are no lineages; of those dismissed before only with `again`. */
  async meet(folder: string, strangers: readonly Sighting[], again: boolean): Promise<Newcomer[]> {
    const met: Newcomer[] = [];
    const keys = new Set<string>();
    for (const stranger of strangers) {
      const { key } = stranger.stat;
      keys.add(key);
      const settled = this.#parts.memory.isSettled(stranger.stat, stranger.choice !== undefined);
      if (stranger.compression === 'other' || (settled && !again)) continue;
      const head = stranger.compression === undefined ? readHead(stranger.path, key) : await packedHead(stranger.path, stranger.compression);
      if (head !== 'moved') met.push({ ...stranger, head, settled, taken: false });
    }
    for (const [key, held] of this.#held) if (held.folder === folder && !keys.has(key)) this.#held.delete(key);
    return met;
  }

  /** Returns the lost lineage whose content goes on in this file. */
  async continuedBy(newcomer: Newcomer): Promise<Lineage | undefined> {
    if (newcomer.head === undefined || newcomer.head.length === 0) return undefined;
    const candidates = this.#parts.lineages.beginningLike(newcomer.head, (lineage) => this.#mayContinue(lineage, newcomer));
    candidates.sort((a, b) => Number(isPartOf(newcomer, b)) - Number(isPartOf(newcomer, a)) || b.positionBytes - a.positionBytes);
    for (const lineage of candidates) {
      if (await this.#proves(newcomer, lineage)) return lineage;
    }
    return undefined;
  }

  /** Decides about what is left, logs first. */
  decide(newcomers: readonly Newcomer[], atStart: boolean): void {
    for (const newcomer of newcomers) {
      if (newcomer.settled) continue;
      if (newcomer.choice && newcomer.head === undefined) this.#parts.listener.create(newcomer, newcomer.path);
      else if (newcomer.head && this.#isReady(newcomer, newcomer.head, atStart)) this.#admit(newcomer, newcomer.head, atStart);
    }
  }

  #isReady(newcomer: Newcomer, head: Uint8Array, atStart: boolean): boolean {
    const { lineages, clock } = this.#parts;
    const isNamedLog = newcomer.choice !== undefined && !newcomer.rotatedFrom;
    // A log made anew under its old name is no copy of another one; neither is anything at the very start.
    if (head.length === 0 && !isNamedLog) this.#dismiss(newcomer, 'empty');
    if (head.length === 0 || (isNamedLog && (atStart || lineages.knowsLog(newcomer.path)))) return isNamedLog;
    // A part that begins like any lineage is its copy; a new name is one only as long as the log that it begins like is in place.
    const original = lineages.beginningLike(head, (lineage) => (!isNamedLog || lineage.place === 'here') && isRelated(lineage, newcomer))[0];
    if (!original) {
      this.#held.delete(newcomer.stat.key);
      return true;
    }
    const sinceMs = this.#held.get(newcomer.stat.key)?.sinceMs ?? clock.nowMs();
    if (clock.nowMs() - sinceMs < holdMs) {
      this.#held.set(newcomer.stat.key, { folder: path.dirname(newcomer.path), sinceMs });
      return false;
    }
    this.#held.delete(newcomer.stat.key);
    if (isNamedLog) return true;
    this.#dismiss(newcomer, `a copy of ${original.source.name}`);
    return false;
  }

  #admit(newcomer: Newcomer, head: Uint8Array, atStart: boolean): void {
    const { listener, lineages } = this.#parts;
    const { choice, rotatedFrom } = newcomer;
    if (choice) {
      const unlike = lineages.knowsLog(newcomer.path) ? undefined : unlikeness(choice.look, head);
      if (unlike === undefined) listener.create(newcomer, rotatedFrom?.logPath ?? newcomer.path);
      else this.#dismiss(newcomer, unlike);
    } else if (rotatedFrom) {
      if (this.#parts.includeRotated || this.#isUnseen(newcomer, head, atStart)) listener.create(newcomer, rotatedFrom.logPath);
      else this.#dismiss(newcomer, `rotated away from ${path.basename(rotatedFrom.logPath)} before Logbrief saw it`, hashOf(head));
    }
  }

  /** A rotated part that came while the log was followed, or since, or that was made after the first start: all others were put aside, and that is remembered. */
  #isUnseen(newcomer: Newcomer, head: Uint8Array, atStart: boolean): boolean {
    const { memory, lineages } = this.#parts;
    const { rotatedFrom, path: file } = newcomer;
    if (memory.knowsHead(hashOf(head))) return false;
    if (!atStart || (rotatedFrom !== undefined && memory.knewLog(rotatedFrom.logPath)) || memory.bornSince(file)) return true;
    // The folder may have been moved, with logs in it that were followed.
    for (const lineage of lineages.in(path.dirname(file))) if (lineage.restored && lineage.seen && isPartOf(newcomer, lineage)) return true;
    return false;
  }

  /** Puts a file aside; `head` is the hash of the first bytes of history. */
  #dismiss(newcomer: Newcomer, reason: string, head = ''): void {
    const { stat, choice, path: file } = newcomer;
    this.#parts.memory.dismiss(stat, { path: file, reason, head, chosen: choice !== undefined, history: head !== '' });
  }

  #mayContinue(lineage: Lineage, newcomer: Newcomer): boolean {
    if (lineage.place !== 'lost' || !isRelated(lineage, newcomer)) return false;
    // Deleted and made anew under its old name, it is another log even if it begins alike; what happened before the start nobody saw.
    if (lineage.seen && newcomer.choice && !newcomer.rotatedFrom && newcomer.path === lineage.logPath) return false;
    return lineage.ended === undefined || newcomer.compression !== undefined || newcomer.stat.sizeBytes > lineage.positionBytes;
  }

  async #proves(newcomer: Newcomer, lineage: Lineage): Promise<boolean> {
    if (newcomer.compression === undefined) {
      const opened = openRegular(newcomer.path, newcomer.stat.key);
      if ('failed' in opened) return false;
      const isIt = holds(opened.fd, lineage);
      fs.closeSync(opened.fd);
      return isIt;
    }
    const proof = await provePacked(newcomer.path, newcomer.compression, lineage);
    if (proof === 'unfinished') this.#held.set(newcomer.stat.key, { folder: path.dirname(newcomer.path), sinceMs: this.#parts.clock.nowMs() });
    else this.#held.delete(newcomer.stat.key);
    if (proof === 'shorter') this.#dismiss(newcomer, `a compressed copy of ${lineage.source.name}`);
    newcomer.taken = proof === 'unfinished' || proof === 'shorter';
    return proof === 'same';
  }
}

function readHead(file: string, key: string): Uint8Array | 'moved' | undefined {
  const opened = openRegular(file, key);
  if ('failed' in opened) return opened.failed === 'moved' ? 'moved' : undefined;
  const head = headOf(opened.fd);
  fs.closeSync(opened.fd);
  return head;
}

function isRelated(lineage: Lineage, newcomer: Newcomer): boolean {
  const folder = path.dirname(newcomer.path);
  return isPartOf(newcomer, lineage) || path.dirname(lineage.source.path) === folder || path.dirname(lineage.logPath) === folder;
}

/** By its name, since a whole folder may have been moved. */
function isPartOf(newcomer: Newcomer, lineage: Lineage): boolean {
  return newcomer.rotatedFrom !== undefined && path.basename(newcomer.rotatedFrom.logPath) === path.basename(lineage.logPath);
}

function unlikeness(look: Look | 'any', head: Uint8Array): string | undefined {
  if (look === 'any') return undefined;
  const kind = binaryKind(head);
  if (kind !== undefined) return kind === 'binary' ? 'not text' : `not text but ${kind}`;
  return look === 'jsonLines' && !looksLikeJsonLines(head) ? 'not JSON lines' : undefined;
}
