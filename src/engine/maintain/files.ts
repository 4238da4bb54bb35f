/** What all of maintenance needs of the file system: names with a time, flushing, free space. */
import fs from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../base/errors.ts';
import { freeDiskBytes } from '../../base/freeDisk.ts';
import { stampOf } from '../../base/stamp.ts';

/** Owner only: archives hold configuration and log text. */
export const privateFile = 0o600;
/** The same for folders. */
export const privateFolder = 0o700;

/** `O_NOFOLLOW`: opening a link fails. Windows has no such flag. */
export const noFollow = (fs.constants as { readonly O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;

/** Finds the date in a file name (`20261124_034512`, `2026-11-24`, `20261124`), in the machine's zone; undefined when there is none that exists. */
export function dateInName(name: string): number | undefined {
  const found = /(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?:[_T-](\d{2})[-:]?(\d{2})[-:]?(\d{2}))?(?!\d)/.exec(name);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map((digits) => Number((digits as string | undefined) ?? 0));
  const date = new Date(year, month - 1, day, hour, minute, second);
  const isReal = year >= 1970 && date.getMonth() === month - 1 && date.getDate() === day && hour < 24 && minute < 60 && second < 61;
  return isReal ? date.getTime() : undefined;
}

/** Returns the path `folder/prefix_STAMP.suffix` of the first second from `nowMs` on whose name is free. */
export function freeStampedPath(folder: string, prefix: string, suffix: string, nowMs: number): string {
  // Two in one second, or the hour that a clock change repeats; a minute of names is enough for the first and kind to the second.
  for (let second = 0; second < 60; second++) {
    const file = path.join(folder, `${prefix}_${stampOf(nowMs + second * 1000)}${suffix}`);
    if (!fs.existsSync(file)) return file;
  }
  throw new EngineError('writeFailed', `Cannot name a new file in ${folder}: the names of this minute are all taken. Try again in a minute.`);
}

/** Makes the names in a folder durable; a no-op where the system cannot (Windows). */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Throws `diskFull` unless `folder` has room for `bytes` and a little more. */
export function requireSpace(folder: string, bytes: number, what: string): void {
  const free = freeDiskBytes(fs, folder);
  // A MiB for the folder's own blocks and whoever writes meanwhile (ours).
  const needed = bytes + (1 << 20);
  // Where the system does not say, the writing itself will.
  if (free === undefined || free >= needed) return;
  throw new EngineError('diskFull', `Cannot ${what}: ${folder} has ${megabytes(free)} free and ${megabytes(needed)} are needed. Free space and try again; nothing was changed.`);
}

/** Reads a file's identity without following a link; undefined when it is not there. */
export function lstatOf(file: string): fs.Stats | undefined {
  return fs.lstatSync(file, { throwIfNoEntry: false });
}

function megabytes(bytes: number): string {
  return `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}
