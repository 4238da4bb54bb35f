/** Lists the logs among given files and folders, in the order in which they were written. */
import fs from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import { statOf } from './fileStat.ts';
import { headOf } from './identity.ts';
import { compareAge, compareNatural, compressionOf, generationOf, uncompressedName } from './logNames.ts';
import { neverLogs, skippedFolders } from './logRules.ts';
import { openRegular } from './openFiles.ts';
import { logRuleOf } from './selection.ts';
import { binaryKind, looksLikeJsonLines } from './sniff.ts';

/** A file to read. */
export interface ExpandedFile {
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  /** By which it must be decompressed. */
  readonly compression: 'gzip' | 'zstd' | undefined;
  /** Absolute path of the log whose rotated part it is, its own path for others. */
  readonly logPath: string;
}

/** What was not taken, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
  /** It was named, or is a log or a folder that cannot be read; others are merely no logs. */
  readonly isFault: boolean;
}

/** What was found. */
export interface Expansion {
  /** By log in natural order, each log's oldest part first. */
  readonly files: readonly ExpandedFile[];
  /** Faults first. */
  readonly skipped: readonly SkippedFile[];
}

/** Files listed at most (ours). */
const maxFiles = 20_000;
/** Files skipped that are named one by one; looking for logs in a source tree skips thousands that nobody asks about. */
const maxReasons = 100;

/** Lists the logs below `paths`: a file is taken whatever its name, of a folder what is a log by name or, when there is none, all text. */
export async function expandPaths(paths: readonly string[]): Promise<Expansion> {
  const files = new Map<string, ExpandedFile>();
  const skipped: Skipped = [];
  for (const given of paths.map((entry) => path.resolve(entry))) {
    for (const file of await filesOf(given, skipped)) if (!files.has(file.key) && files.size < maxFiles) files.set(file.key, file.file);
  }
  return { files: [...files.values()].sort(byLogAndAge), skipped: skipped.toSorted((a, b) => Number(b.isFault) - Number(a.isFault)).slice(0, maxReasons) };
}

interface Found {
  readonly key: string;
  readonly file: ExpandedFile;
}

type Skipped = SkippedFile[];

async function filesOf(given: string, skipped: Skipped): Promise<Found[]> {
  const stat = statOf(given);
  if (stat === 'denied') skipped.push({ path: given, reason: 'permission denied; give read access', isFault: true });
  else if (stat === 'missing') return await globbed(given, skipped);
  else if (stat.kind === 'folder') return await folderFiles(given, skipped);
  else return read(given, skipped, 'named');
  return [];
}

async function globbed(given: string, skipped: Skipped): Promise<Found[]> {
  const { base, isGlob } = picomatch.scan(given);
  if (!isGlob) {
    skipped.push({ path: given, reason: 'there is no such file or folder', isFault: true });
    return [];
  }
  const matches = picomatch(given, { dot: true });
  const names = (await namesBelow(base === '' ? path.parse(given).root : base, skipped)).filter((name) => matches(name));
  if (names.length === 0) skipped.push({ path: given, reason: 'nothing matches', isFault: true });
  return names.flatMap((name) => read(name, skipped, 'any'));
}

async function folderFiles(folder: string, skipped: Skipped): Promise<Found[]> {
  const names = await namesBelow(folder, skipped);
  const logs = names.filter((name) => isLogByName(folder, name));
  // A name without an ending says little: if nothing else is named like a log, all text counts.
  if (logs.some((name) => path.extname(name) !== '')) return logs.flatMap((name) => read(name, skipped, 'log'));
  return names.filter((name) => !neverLogs.test(path.basename(name).toLowerCase())).flatMap((name) => read(name, skipped, 'any'));
}

function isLogByName(folder: string, name: string): boolean {
  const relative = path.relative(folder, name).split(path.sep).join('/');
  const plain = uncompressedName(relative);
  if (logRuleOf(plain, true)) return true;
  const base = generationOf(path.posix.basename(relative))?.base;
  return base !== undefined && logRuleOf(path.posix.join(path.posix.dirname(relative), base), true) !== undefined;
}

async function namesBelow(folder: string, skipped: Skipped): Promise<string[]> {
  const names: string[] = [];
  const queue = [folder];
  for (let next = queue.shift(); next !== undefined && names.length < maxFiles; next = queue.shift()) {
    let entries: fs.Dirent[];
    try {
      entries = await fs.promises.readdir(next, { withFileTypes: true });
    } catch {
      skipped.push({ path: next, reason: 'the folder cannot be read; give read access', isFault: true });
      continue;
    }
    for (const entry of entries.sort((a, b) => compareNatural(a.name, b.name))) {
      const place = path.join(next, entry.name);
      if (!entry.isDirectory()) names.push(place);
      else if (!skippedFolders.has(entry.name.toLowerCase())) queue.push(place);
    }
  }
  return names;
}

function read(file: string, skipped: Skipped, wanted: 'named' | 'any' | 'log'): Found[] {
  const stat = statOf(file);
  const refuse = (reason: string, isFault = wanted === 'named'): Found[] => {
    skipped.push({ path: file, reason, isFault });
    return [];
  };
  if (typeof stat === 'string') return refuse(stat === 'denied' ? 'permission denied; give read access' : 'it is gone', stat === 'denied' || wanted === 'named');
  if (stat.kind !== 'file') return wanted === 'log' || stat.kind === 'folder' ? [] : refuse('it is no regular file');
  const opened = openRegular(file);
  if ('failed' in opened) return refuse('permission denied; give read access', true);
  const head = headOf(opened.fd);
  fs.closeSync(opened.fd);
  const name = path.basename(file);
  const kind = binaryKind(head);
  const compression = kind === 'gzip' || kind === 'zstd' ? kind : undefined;
  if (kind !== undefined && compression === undefined) return refuse(kind === 'binary' ? 'it is not text' : `it is not text but ${kind}`);
  if (compression === undefined && compressionOf(name) !== undefined && head.length > 0) return refuse('it is not compressed as its name says');
  if (wanted === 'log' && name.toLowerCase().endsWith('.json') && !looksLikeJsonLines(head)) return refuse('it is not JSON lines');
  const base = generationOf(name)?.base ?? name;
  return [{ key: stat.key, file: { path: file, sizeBytes: stat.sizeBytes, compression, logPath: path.join(path.dirname(file), base) } }];
}

function byLogAndAge(a: ExpandedFile, b: ExpandedFile): number {
  if (a.logPath !== b.logPath) return compareNatural(a.logPath, b.logPath);
  const [ageA, ageB] = [generationOf(path.basename(a.path)), generationOf(path.basename(b.path))];
  if (!ageA || !ageB) return Number(ageA === undefined) - Number(ageB === undefined) || compareNatural(a.path, b.path);
  return compareAge(ageA, ageB) || compareNatural(a.path, b.path);
}
