/** All lineages with the indexes by which they are found: inode, path, folder, first bytes. */
import path from 'node:path';
import { IdTable } from '../../base/idTable.ts';
import { hasHead, headFrom, prefixOf, startsWith } from './identity.ts';
import type { Lineage } from './lineage.ts';

/** Heads shorter than the index key are compared one by one, this many at most (ours). */
const shortHeadsCompared = 2000;

/** Gives the first bytes that were saved of a source; undefined when there are none. */
export type SavedHead = (sourceId: number) => Uint8Array | undefined;

/** The collection; a lineage is never dropped from `all` while a consumer may still save it. */
export class Lineages {
  readonly #savedHead: SavedHead;
  readonly #byId = new IdTable<Lineage>();
  readonly #byKey = new Map<string, Lineage>();
  readonly #byPath = new Map<string, Lineage>();
  readonly #byFolder = new Map<string, Set<Lineage>>();
  readonly #byPrefix = new Map<number, Lineage[]>();
  readonly #shortHeads = new Set<Lineage>();
  readonly #logPaths = new Set<string>();

  constructor(savedHead: SavedHead) {
    this.#savedHead = savedHead;
  }

  /** Every lineage, oldest id first. */
  all(): IterableIterator<Lineage> {
    return this.#byId.values();
  }

  get(id: number): Lineage | undefined {
    return this.#byId.get(id);
  }

  ofKey(key: string): Lineage | undefined {
    return this.#byKey.get(key);
  }

  /** The lineage whose file is at `path` as far as is known. */
  at(path: string): Lineage | undefined {
    return this.#byPath.get(path);
  }

  /** Lineages whose file is, or was, in `folder`. */
  in(folder: string): Iterable<Lineage> {
    return this.#byFolder.get(folder) ?? [];
  }

  /** Tells whether a log was ever seen under this path. */
  knowsLog(path: string): boolean {
    return this.#logPaths.has(path);
  }

  add(lineage: Lineage): void {
    this.#byId.set(lineage.source.id, lineage);
    this.#logPaths.add(lineage.logPath);
    this.#byKey.set(lineage.key, lineage);
    this.#enterFolder(lineage);
    this.#enterHead(lineage, undefined);
  }

  /** Says that the file of `lineage` is the inode `key` at `place`. */
  place(lineage: Lineage, key: string, place: string): void {
    this.detach(lineage);
    this.#byFolder.get(lineage.folder)?.delete(lineage);
    lineage.source.path = place;
    lineage.folder = this.#sharedFolder(path.dirname(place));
    lineage.key = key;
    this.#byKey.set(key, lineage);
    this.#byPath.set(place, lineage);
    this.#enterFolder(lineage);
  }

  /** The path leads to another file now; the lineage may be found again by its inode. */
  leavePath(lineage: Lineage): void {
    if (this.#byPath.get(lineage.source.path) === lineage) this.#byPath.delete(lineage.source.path);
  }

  /** Neither path nor inode is this lineage's any more. */
  detach(lineage: Lineage): void {
    this.leavePath(lineage);
    if (this.#byKey.get(lineage.key) === lineage) this.#byKey.delete(lineage.key);
  }

  /** Takes the first bytes, and a copy of them until they are saved. */
  setHead(lineage: Lineage, head: Uint8Array): void {
    lineage.headBytes = new Uint8Array(head);
    const before = lineage.head.prefix;
    lineage.head = headFrom(head);
    if (lineage.head.prefix !== before || before === undefined) this.#enterHead(lineage, before);
  }

  /** Lineages of those that are wanted that begin like `head`, or whose beginning `head` has. */
  beginningLike(head: Uint8Array, isWanted: (lineage: Lineage) => boolean): Lineage[] {
    const prefix = prefixOf(head);
    const bucket = prefix === undefined ? this.all() : (this.#byPrefix.get(prefix) ?? []);
    const found: Lineage[] = [];
    let compared = 0;
    for (const lineage of bucket) {
      if (isWanted(lineage) && this.#beginAlike(lineage, head)) found.push(lineage);
      if (prefix === undefined && ++compared >= shortHeadsCompared) break;
    }
    if (prefix !== undefined) for (const lineage of this.#shortHeads) if (isWanted(lineage) && this.#beginAlike(lineage, head)) found.push(lineage);
    return found;
  }

  /** Tells whether one of the two begins like the other and neither is empty; only what is shorter than what is known of a lineage is compared byte by byte. */
  #beginAlike(lineage: Lineage, head: Uint8Array): boolean {
    if (lineage.head.length === 0 || head.length === 0) return false;
    if (lineage.head.length <= head.length) return hasHead(head, lineage.head);
    const known = lineage.headBytes ?? this.#savedHead(lineage.source.id);
    return known !== undefined && hasHead(known, lineage.head) && startsWith(known, head);
  }

  /** One text for all lineages in a folder: equal at a glance, and held once. */
  #sharedFolder(folder: string): string {
    const [neighbour] = this.#byFolder.get(folder) ?? [];
    return neighbour?.folder === folder ? neighbour.folder : folder;
  }

  #enterFolder(lineage: Lineage): void {
    this.#enter(lineage, lineage.folder);
    const first = path.dirname(lineage.logPath);
    if (first !== lineage.folder) this.#enter(lineage, first);
  }

  #enter(lineage: Lineage, folder: string): void {
    const members = this.#byFolder.get(folder) ?? new Set();
    members.add(lineage);
    this.#byFolder.set(folder, members);
  }

  #enterHead(lineage: Lineage, before: number | undefined): void {
    const { length, prefix } = lineage.head;
    this.#shortHeads.delete(lineage);
    if (before !== undefined) this.#byPrefix.set(before, this.#byPrefix.get(before)?.filter((other) => other !== lineage) ?? []);
    if (prefix === undefined && length > 0) this.#shortHeads.add(lineage);
    const alike = prefix === undefined ? undefined : this.#byPrefix.get(prefix);
    if (alike) alike.push(lineage);
    // One that is pushed to takes room for seventeen; most have one entry.
    else if (prefix !== undefined) this.#byPrefix.set(prefix, [lineage]);
  }
}
