/** Rotation of Logbrief's own line files: by size, the newest old part plain, the rest in gzip. */
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { worldError } from '../../base/errors.ts';
import { flushFolder, privateFile } from './files.ts';

/** Which file and when. */
export interface RotateOptions {
  readonly path: string;
  /** Rotated once it has so many bytes; all of it goes through memory when it is compressed. */
  readonly maxBytes: number;
  /** How many old parts stay: `path.1` plain, `path.2.gz` and on in gzip. */
  readonly keep: number;
}

/**
 * Rotates the file when it is large enough; returns whether it did. Writers are to open it by its name again.
 * Killed at any moment it leaves every line in one part, and the next call finishes what was begun.
 */
export function rotateFile({ path: file, maxBytes, keep }: RotateOptions): boolean {
  try {
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    // A plain `.2` is a part whose compression was interrupted.
    compress(`${file}.2`);
    if (stat?.isFile() !== true || stat.size < maxBytes || stat.size === 0) return false;
    if (keep < 1) {
      fs.rmSync(file);
      return true;
    }
    shift(file, keep);
    fs.renameSync(file, `${file}.1`);
    flushFolder(path.dirname(file));
    compress(`${file}.2`);
    return true;
  } catch (thrown) {
    throw worldError(`rotate ${file}`, thrown);
  }
}

/** Makes `.1` free: the last one goes, the others move up, `.1` becomes a plain `.2`. */
function shift(file: string, keep: number): void {
  if (!fs.existsSync(`${file}.1`)) return;
  if (keep === 1) {
    fs.rmSync(`${file}.1`);
    return;
  }
  for (const number of partNumbers(file)) {
    if (number >= keep) fs.rmSync(`${file}.${number}.gz`);
    else fs.renameSync(`${file}.${number}.gz`, `${file}.${number + 1}.gz`);
  }
  fs.renameSync(`${file}.1`, `${file}.2`);
}

/** Numbers of the compressed parts, highest first. */
function partNumbers(file: string): number[] {
  const prefix = `${path.basename(file)}.`;
  return fs.readdirSync(path.dirname(file))
    .flatMap((name) => (name.startsWith(prefix) && /^\d{1,6}\.gz$/.test(name.slice(prefix.length)) ? [Number.parseInt(name.slice(prefix.length), 10)] : []))
    .sort((a, b) => b - a);
}

function compress(plain: string): void {
  if (!fs.existsSync(plain)) return;
  const partial = `${plain}.gz.partial`;
  const descriptor = fs.openSync(partial, 'w', privateFile);
  try {
    fs.writeFileSync(descriptor, zlib.gzipSync(fs.readFileSync(plain)));
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
  fs.renameSync(partial, `${plain}.gz`);
  fs.rmSync(plain);
}
