/** Hashes of words, the same for bytes and for text. */

/** Where a hash begins and what each byte is multiplied with: FNV-1a, 32 bit (Fowler, Noll, Vo). */
export const hashSeed = 0x811c9dc5 | 0;
/** The multiplier of FNV-1a. */
export const hashPrime = 0x01000193;

// Exported constants are read anew at each use, these are folded into the code; measured on the scan of plain words: a fifth of the time.
const seed = hashSeed;
const prime = hashPrime;

/** Returns the hash of `bytes[start, end)`. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = seed;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), prime);
  return hash;
}

/** Returns the hash of a text of ASCII. */
export function hashText(text: string): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
  return hash;
}

/** Spreads the bits of a sum or a combination (the finaliser of MurmurHash3). */
export function mixHash(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
