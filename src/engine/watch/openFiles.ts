/** Keeps few descriptors open for many files: the least recently used one closes first. */
import fs from 'node:fs';
import { systemCodeOf } from '../../base/errors.ts';
import { statOfOpen } from './fileStat.ts';
import type { Lineage } from './lineage.ts';

/** What came of opening: a descriptor, or why there is none. */
export type Opened = { readonly fd: number } | { readonly failed: 'moved' | 'denied' };

/** A bounded set of descriptors, one per lineage. */
export class OpenFiles {
  readonly #limit: number;
  /** In the order of use, oldest first. */
  readonly #open = new Map<Lineage, number>();

  constructor(limit: number) {
    this.#limit = Math.max(1, limit);
  }

  /** How many more may be opened before one has to be closed. */
  get spare(): number {
    return this.#limit - this.#open.size;
  }

  /** Returns the descriptor if it is open, without using it. */
  peek(lineage: Lineage): number | undefined {
    return this.#open.get(lineage);
  }

  /** Returns a descriptor of the lineage's own file: what lies at its path may be another file by now. */
  use(lineage: Lineage): Opened {
    const known = this.#open.get(lineage);
    if (known !== undefined) {
      this.#open.delete(lineage);
      this.#open.set(lineage, known);
      return { fd: known };
    }
    const opened = openRegular(lineage.source.path, lineage.key);
    if ('fd' in opened) {
      this.#makeRoom();
      this.#open.set(lineage, opened.fd);
    }
    return opened;
  }

  close(lineage: Lineage): void {
    const fd = this.#open.get(lineage);
    if (fd === undefined) return;
    this.#open.delete(lineage);
    fs.closeSync(fd);
  }

  closeAll(): void {
    for (const fd of this.#open.values()) fs.closeSync(fd);
    this.#open.clear();
  }

  #makeRoom(): void {
    if (this.#open.size < this.#limit) return;
    for (const lineage of this.#open.keys()) {
      if (lineage.pinned) continue;
      this.close(lineage);
      return;
    }
  }
}

/** Opens a regular file for reading without ever waiting (a FIFO would); with `key`, only if it is that inode. */
export function openRegular(path: string, key?: string): Opened {
  let fd: number;
  try {
    // Windows has no O_NONBLOCK: the constant is undefined there, and `|` makes 0 of it.
    fd = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  } catch (thrown) {
    const code = systemCodeOf(thrown);
    return { failed: code === 'ENOENT' || code === 'ENOTDIR' ? 'moved' : 'denied' };
  }
  const stat = statOfOpen(fd);
  if (stat.kind === 'file' && (key === undefined || stat.key === key)) return { fd };
  fs.closeSync(fd);
  return { failed: 'moved' };
}
