/** The tier on disk: decoded blocks as files in a folder of their own, by the same limits as the others; it holds copies only and may be deleted at any time. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../../base/makeFolder.ts';
import { systemCodeOf } from '../../../base/errors.ts';
import { freeDiskBytes } from '../../../base/freeDisk.ts';
import { decodeDecoded, encodeDecoded, type Decoded } from './decodedFile.ts';
import { MemoryTier, type TierOptions } from './memoryTier.ts';

const fileName = /^(\d+-[0-9a-f]{32})\.block$/;
/** So many times the tier's own size stay free on the disk, or it does not write (ours). */
const freeShare = 2;

/** Holds what lies in `folder`; made when something is first put in. */
export class DiskTier {
  readonly #folder: string;
  readonly #index: MemoryTier<{ readonly bytes: number }>;
  readonly #mostBytes: number;
  #isWritable = true;
  #isListed = false;

  constructor(folder: string, options: Omit<TierOptions, 'onEvicted' | 'worthOf'>) {
    this.#folder = folder;
    this.#mostBytes = options.mostBytes;
    this.#index = new MemoryTier({ ...options, onEvicted: (key) => fs.rmSync(this.#pathOf(key), { force: true }) });
  }

  get state(): { readonly hits: number; readonly misses: number; readonly entries: number; readonly bytes: number } {
    const { hits, misses, entries, bytes } = this.#index;
    return { hits, misses, entries, bytes };
  }

  /** Reads a block; one that is not whole is deleted. */
  get(key: string): Decoded | undefined {
    this.#list();
    if (!this.#index.get(key)) return undefined;
    try {
      const decoded = decodeDecoded(fs.readFileSync(this.#pathOf(key)));
      if (decoded) return decoded;
    } catch (thrown) {
      // Another process may have made room; everything else is as good as not there.
      if (systemCodeOf(thrown) === undefined) throw thrown;
    }
    this.#index.hits--;
    this.#index.misses++;
    this.#drop(key);
    return undefined;
  }

  /** Writes a block, whole or not at all; a disk that is full or may not be written to switches this tier off until the next start. */
  put(key: string, decoded: Decoded): void {
    this.#list();
    if (!this.#isWritable || fs.existsSync(this.#pathOf(key))) return;
    const partial = path.join(this.#folder, `.${key}.${process.pid}.partial`);
    try {
      makeFolder({ fs, path }, this.#folder, 0o700);
      const file = encodeDecoded(decoded);
      if ((freeDiskBytes(fs, this.#folder) ?? 0) < freeShare * this.#mostBytes || !this.#index.put(key, { bytes: file.length }, file.length)) return;
      fs.writeFileSync(partial, file, { mode: 0o600 });
      fs.renameSync(partial, this.#pathOf(key));
    } catch (thrown) {
      if (systemCodeOf(thrown) === undefined) throw thrown;
      this.#isWritable = false;
      this.#index.delete(key);
      fs.rmSync(partial, { force: true });
    }
  }

  /** Deletes what nobody asked for in its time. */
  purge(): void {
    this.#index.purge();
    if (!this.#isListed) return;
    for (const key of keysIn(this.#folder)) if (!this.#index.has(key)) this.#drop(key);
  }

  #drop(key: string): void {
    this.#index.delete(key);
    fs.rmSync(this.#pathOf(key), { force: true });
  }

  /** What earlier processes left is found once, oldest first. */
  #list(): void {
    if (this.#isListed) return;
    this.#isListed = true;
    const found = keysIn(this.#folder).flatMap((key) => {
      const stat = fs.statSync(this.#pathOf(key), { throwIfNoEntry: false });
      return stat ? [{ key, bytes: stat.size, mtimeMs: stat.mtimeMs }] : [];
    });
    for (const { key, bytes } of found.sort((a, b) => a.mtimeMs - b.mtimeMs)) if (!this.#index.put(key, { bytes }, bytes)) this.#drop(key);
  }

  #pathOf(key: string): string {
    return path.join(this.#folder, `${key}.block`);
  }
}

function keysIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).flatMap((name) => fileName.exec(name)?.[1] ?? []);
}
