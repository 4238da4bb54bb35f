/** Reads the next bytes of a lineage and proves that they are its own. */
import fs from 'node:fs';
import { emptyTail, hasHead, hashOf, headFrom, headOf, holds, identityBytes, readAt, tailHashAt, unknownTail } from './identity.ts';
import type { Lineage, LostBecause } from './lineage.ts';
import type { Lineages } from './lineages.ts';
import type { OpenFiles } from './openFiles.ts';

/** What reading gave. */
export type Piece =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly positionBytes: number; readonly caughtUp: boolean }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'lost'; readonly because: LostBecause }
  | { readonly kind: 'denied' };

/** One buffer for all reads: what it gives is valid until the next call. */
export class Reader {
  readonly #files: OpenFiles;
  readonly #lineages: Lineages;
  readonly #buffer: Buffer;
  readonly #before = Buffer.allocUnsafeSlow(identityBytes);

  constructor(files: OpenFiles, lineages: Lineages, chunkBytes: number) {
    this.#files = files;
    this.#lineages = lineages;
    this.#buffer = Buffer.allocUnsafeSlow(identityBytes + chunkBytes);
  }

  /**
   * Reads on from the lineage's position. The bytes before the position are read with the new ones and once more behind them:
   * a file that was cut and written anew at any moment before the second look is noticed, and nothing of it is given out.
   */
  next(lineage: Lineage): Piece {
    const opened = this.#files.use(lineage);
    if ('failed' in opened) return opened.failed === 'denied' ? { kind: 'denied' } : { kind: 'lost', because: 'moved' };
    const { fd } = opened;
    const overlap = Math.min(identityBytes, lineage.positionBytes);
    const count = fs.readSync(fd, this.#buffer, 0, this.#buffer.length - identityBytes + overlap, lineage.positionBytes - overlap) - overlap;
    if (count < 0) return { kind: 'lost', because: 'truncated' };
    if (!this.#isOwn(fd, lineage, overlap)) return { kind: 'lost', because: 'rewritten' };
    if (count === 0) return { kind: 'nothing' };
    const positionBytes = lineage.positionBytes;
    const known = overlap + count;
    lineage.positionBytes += count;
    lineage.tailHash = hashOf(this.#buffer.subarray(Math.max(0, known - identityBytes), known));
    // With a position this low the buffer begins with the file's first byte.
    const head = Math.min(identityBytes, known);
    if (overlap === positionBytes && lineage.head.length < head) this.#lineages.setHead(lineage, this.#buffer.subarray(0, head));
    const caughtUp = count < this.#buffer.length - identityBytes;
    return { kind: 'bytes', bytes: this.#buffer.subarray(overlap, known), positionBytes, caughtUp };
  }

  /**
   * Returns the hash of the bytes before `positionBytes`, which lies at or before the position. `unknownTail` when those bytes
   * cannot be had any more; then only the first bytes tell the lineage.
   */
  tailHashAt(lineage: Lineage, positionBytes: number): string {
    if (positionBytes === lineage.positionBytes) return lineage.tailHash;
    if (positionBytes === 0) return emptyTail;
    if (lineage.headBytes && positionBytes <= lineage.headBytes.length) return hashOf(lineage.headBytes.subarray(0, positionBytes));
    if (lineage.ended !== undefined || lineage.place === 'packed') return unknownTail;
    const opened = this.#files.use(lineage);
    if ('failed' in opened) return unknownTail;
    const hash = tailHashAt(opened.fd, positionBytes);
    // Only bytes that are surely still the lineage's own may speak for it, so its newest bytes are compared after the older ones.
    return hash !== undefined && tailHashAt(opened.fd, lineage.positionBytes) === lineage.tailHash ? hash : unknownTail;
  }

  /** Reads as much of the beginning as there is. */
  learnHead(lineage: Lineage): void {
    if (lineage.head.length >= identityBytes) return;
    const fd = this.#files.peek(lineage) ?? this.#openHere(lineage);
    if (fd === undefined) return;
    const { positionBytes, tailHash } = lineage;
    const head = headOf(fd);
    // What was written anew over the lineage is not its beginning.
    const isOwn = hasHead(head, lineage.head) && holds(fd, { head: headFrom(head), positionBytes, tailHash });
    if (isOwn && head.length > lineage.head.length) this.#lineages.setHead(lineage, head);
  }

  #openHere(lineage: Lineage): number | undefined {
    const opened = lineage.place === 'here' ? this.#files.use(lineage) : undefined;
    return opened && 'fd' in opened ? opened.fd : undefined;
  }

  /** Takes bytes that came another way: from a compressed copy. */
  advance(lineage: Lineage, bytes: Uint8Array): void {
    lineage.positionBytes += bytes.length;
    lineage.tailHash = bytes.length < identityBytes ? unknownTail : hashOf(bytes.subarray(bytes.length - identityBytes));
  }

  #isOwn(fd: number, lineage: Lineage, overlap: number): boolean {
    const { head } = lineage;
    if (overlap > 0) {
      const before = this.#before.subarray(0, overlap);
      if (readAt(fd, before, lineage.positionBytes - overlap) !== overlap) return false;
      if (Buffer.compare(before, this.#buffer.subarray(0, overlap)) !== 0) return false;
      if (lineage.tailHash !== unknownTail && hashOf(before) !== lineage.tailHash) return false;
    }
    return hasHead(this.#before.subarray(0, readAt(fd, this.#before.subarray(0, head.length), 0)), head);
  }
}

/** Tells whether a descriptor's file has no name any more. */
export function isUnlinked(fd: number): boolean {
  return fs.fstatSync(fd).nlink === 0;
}
