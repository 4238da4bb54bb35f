/** Who a file is: its first bytes and a hash of the bytes before a position (DESIGN decision 4). */
import { hash } from 'node:crypto';
import fs from 'node:fs';

/** How many bytes at the beginning and before a position say who a file is (DESIGN decision 4). */
export const identityBytes = 1024;

/** Stands where the bytes before a position could not be read any more; equal to no hash. */
export const unknownTail = '';

/** What is known of a file's content as far as it was read. */
export interface Proof {
  /** The first bytes, at most `identityBytes`. */
  readonly head: Uint8Array;
  readonly positionBytes: number;
  /** Of up to `identityBytes` before the position; `unknownTail` matches anything. */
  readonly tailHash: string;
}

const scratch = Buffer.allocUnsafeSlow(identityBytes);

/** Returns SHA-256 in hex. */
export function hashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
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

/** Tells whether one of the two begins like the other and neither is empty. */
export function beginAlike(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length === 0 || b.length === 0) return false;
  return a.length < b.length ? startsWith(b, a) : startsWith(a, b);
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
  if (head.length > 0) {
    const now = scratch.subarray(0, head.length);
    if (readAt(fd, now, 0) !== head.length || Buffer.compare(now, head) !== 0) return false;
  }
  if (tailHash === unknownTail) return fs.fstatSync(fd).size >= positionBytes;
  return positionBytes <= head.length ? hashOf(head.subarray(0, positionBytes)) === tailHash : tailHashAt(fd, positionBytes) === tailHash;
}
