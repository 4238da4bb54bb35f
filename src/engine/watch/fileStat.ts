/** What the system says about a path, in as little memory as possible: there may be many thousands of them at a time. */
import fs, { type BigIntStats, type Stats } from 'node:fs';
import { systemCodeOf } from '../../base/errors.ts';

/** A path's answer, links followed. */
export interface FileStat {
  /** Device and inode, exact. */
  readonly key: string;
  readonly kind: 'file' | 'folder' | 'other';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** What a path leads to; `denied` when the system does not say. */
export type Stat = FileStat | 'missing' | 'denied';

/** Looks at a path. Never throws. */
export function statOf(path: string): Stat {
  try {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    if (!stat) return 'missing';
    return isExact(stat) ? slim(stat) : slim(fs.statSync(path, { bigint: true }));
  } catch (thrown) {
    const code = systemCodeOf(thrown);
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' ? 'missing' : 'denied';
  }
}

/** Looks at an open file. */
export function statOfOpen(fd: number): FileStat {
  const stat = fs.fstatSync(fd);
  return isExact(stat) ? slim(stat) : slim(fs.fstatSync(fd, { bigint: true }));
}

/** Inodes of some file systems need all 64 bits; asking for those always costs a third more (measured: 1.8 and 1.4 µs). */
function isExact({ ino, dev }: Stats): boolean {
  return Number.isSafeInteger(ino) && Number.isSafeInteger(dev);
}

function slim(stat: Stats | BigIntStats): FileStat {
  const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
  return { key: `${stat.dev}:${stat.ino}`, kind, sizeBytes: Number(stat.size), modifiedMs: Number(stat.mtimeMs) };
}
