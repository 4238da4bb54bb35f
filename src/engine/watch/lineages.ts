/** All lineages with the indexes by which they are found: inode, path, folder, first bytes. */
import path from 'node:path';
import { Heads } from './heads.ts';
import { beginAlike } from './identity.ts';
import type { Lineage } from './lineage.ts';

/** How many first bytes make the index key; enough to tell timestamps of different minutes (ours). */
const prefixBytes = 32;
/** Heads shorter than the index key are compared one by one, this many at most (ours). */
const shortHeadsCompared = 2000;

/** The collection; a lineage is never dropped from `all` while a consumer may still save it. */
export class Lineages {
  readonly #heads = new Heads();
  readonly #byId = new Map<number, Lineage>();
  readonly #byKey = new Map<string, Lineage>();
  readonly #byPath = new Map<string, Lineage>();
  readonly #byFolder = new Map<string, Set<Lineage>>();
  readonly #byPrefix = new Map<string, Set<Lineage>>();
  readonly #shortHeads = new Set<Lineage>();
  readonly #logPaths = new Set<string>();

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
    this.#enterHead(lineage);
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

  /** Takes a copy of the first bytes. */
  setHead(lineage: Lineage, head: Uint8Array): void {
    this.#leaveHead(lineage);
    lineage.head = this.#heads.keep(head);
    this.#enterHead(lineage);
  }

  /** Lineages of those that are wanted that begin like `head`, or whose beginning `head` has. */
  beginningLike(head: Uint8Array, isWanted: (lineage: Lineage) => boolean): Lineage[] {
    const bucket = head.length < prefixBytes ? this.all() : (this.#byPrefix.get(prefixOf(head)) ?? []);
    const found: Lineage[] = [];
    let compared = 0;
    for (const lineage of bucket) {
      if (isWanted(lineage) && beginAlike(lineage.head, head)) found.push(lineage);
      if (head.length < prefixBytes && ++compared >= shortHeadsCompared) break;
    }
    if (head.length >= prefixBytes) for (const lineage of this.#shortHeads) if (isWanted(lineage) && beginAlike(lineage.head, head)) found.push(lineage);
    return found;
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

  #enterHead(lineage: Lineage): void {
    if (lineage.head.length === 0) return;
    if (lineage.head.length < prefixBytes) {
      this.#shortHeads.add(lineage);
      return;
    }
    const prefix = prefixOf(lineage.head);
    const bucket = this.#byPrefix.get(prefix) ?? new Set();
    bucket.add(lineage);
    this.#byPrefix.set(prefix, bucket);
  }

  #leaveHead(lineage: Lineage): void {
    this.#shortHeads.delete(lineage);
    if (lineage.head.length < prefixBytes) return;
    const prefix = prefixOf(lineage.head);
    const bucket = this.#byPrefix.get(prefix);
    bucket?.delete(lineage);
    if (bucket?.size === 0) this.#byPrefix.delete(prefix);
  }
}

function prefixOf(head: Uint8Array): string {
  return Buffer.from(head.buffer, head.byteOffset, prefixBytes).toString('latin1');
}
