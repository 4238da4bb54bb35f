/** Who a file is: its first bytes and a hash of the bytes before a position (DESIGN decision 4). */
import { hash } from 'node:crypto';
import fs from 'node:fs';

/** How many bytes at the beginning and before a position say who a file is (DESIGN decision 4). */
export const identityBytes = 1024;

/** Stands where the bytes before a position could not be read any more; equal to no hash. */
export const unknownTail = '';

/** How many first bytes make the index key; enough to tell timestamps of different minutes (ours). */
const prefixBytes = 32;

/** The first bytes of a file, at most `identityBytes`. */
export interface Head {
  readonly length: number;
  readonly hash: string;
  /** A hash of the first `prefixBytes`; undefined when there are fewer. */
  readonly prefix: number | undefined;
}

/** The beginning of a file of which no byte is known. */
export const noHead: Head = { length: 0, hash: '', prefix: undefined };

/** What is known of a file's content as far as it was read. */
export interface Proof {
  readonly head: Head;
  readonly positionBytes: number;
  /** Of up to `identityBytes` before the position; `unknownTail` matches anything. */
  readonly tailHash: string;
}

const scratch = Buffer.allocUnsafeSlow(identityBytes);

/** Returns SHA-256 in hex. */
export function hashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/** Returns what is remembered of the first bytes of a file. */
export function headFrom(bytes: Uint8Array): Head {
  return bytes.length === 0 ? noHead : { length: bytes.length, hash: hashOf(bytes), prefix: prefixOf(bytes) };
}

/** Tells whether a file begins as is remembered; `bytes` are its own first bytes, more or fewer. */
export function hasHead(bytes: Uint8Array, head: Head): boolean {
  return bytes.length >= head.length && (head.length === 0 || hashOf(bytes.subarray(0, head.length)) === head.hash);
}

/** Returns the index key of first bytes; undefined when they are too few (FNV-1a, for an index only). */
export function prefixOf(bytes: Uint8Array): number | undefined {
  if (bytes.length < prefixBytes) return undefined;
  let hash = 0x811c9dc5;
  for (let at = 0; at < prefixBytes; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
}

/** The hash of no bytes: what lies before position 0. */
export const emptyTail = hashOf(new Uint8Array());

/** Fills `target` from `position` on and returns how many bytes there were. */
export function readAt(fd: number, target: Uint8Array, position: number): number {
  let filled = 0;
  while (filled < target.length) {
    const count = fs.readSync(fd, target, filled, target.length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

/** Returns a copy of the first bytes of an open file. */
export function headOf(fd: number): Uint8Array {
  return new Uint8Array(scratch.subarray(0, readAt(fd, scratch, 0)));
}

/** Tells whether `bytes` begin with `prefix`. */
export function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  if (prefix.length > bytes.length) return false;
  return Buffer.compare(bytes.length === prefix.length ? bytes : bytes.subarray(0, prefix.length), prefix) === 0;
}

/** Returns the hash of up to `identityBytes` before `position`, undefined when the file is shorter. */
export function tailHashAt(fd: number, position: number): string | undefined {
  const length = Math.min(identityBytes, position);
  if (length === 0) return emptyTail;
  const tail = scratch.subarray(0, length);
  return readAt(fd, tail, position - length) === length ? hashOf(tail) : undefined;
}

/** Tells whether an open file still holds what was read from it: same first bytes, same bytes before the position. */
export function holds(fd: number, proof: Proof): boolean {
  const { head, positionBytes, tailHash } = proof;
  const beginning = scratch.subarray(0, readAt(fd, scratch.subarray(0, head.length), 0));
  if (!hasHead(beginning, head)) return false;
  if (tailHash === unknownTail) return fs.fstatSync(fd).size >= positionBytes;
  return positionBytes <= head.length ? hashOf(beginning.subarray(0, positionBytes)) === tailHash : tailHashAt(fd, positionBytes) === tailHash;
}
