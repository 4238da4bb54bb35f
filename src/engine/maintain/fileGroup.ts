/** Lists the files of one cleanup rule without following a link. */
import fs from 'node:fs';
import path from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { CleanupRule } from './cleanupRules.ts';
import { dateInName, lstatOf } from './files.ts';

/** A file of a group. */
export interface GroupFile {
  /** Absolute, without links. */
  readonly path: string;
  /** Below the root. */
  readonly parts: readonly string[];
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Device and inode, `dev:ino`. */
  readonly identity: string;
  /** By the date in its name where there is one: a touch or a restore changes the other. */
  readonly dateMs: number;
  readonly isNamedByDate: boolean;
}

/** What was found. */
export interface Group {
  /** Newest first. */
  readonly files: readonly GroupFile[];
  readonly notices: readonly string[];
}

/** Deeper than any log folder, and more files than anybody wants to confirm (ours). */
const maxDepth = 16;
const maxFiles = 200_000;
/** Folders in which a file that looks like a rotated log belongs to somebody else. */
const foreignFolders = new Set(['.git', '.hg', '.svn', 'node_modules', '.logbrief']);

/** Lists the files of a rule below `root`, which is absolute and without links. */
export function listGroup(root: string, rule: CleanupRule): Group {
  const files: GroupFile[] = [];
  const notices: string[] = [];
  const open: (readonly string[])[] = [rule.folder];
  for (let parts = open.pop(); parts !== undefined; parts = open.pop()) {
    for (const name of namesIn(root, parts, notices)) {
      const below = [...parts, name];
      const file = path.join(root, ...below);
      const stat = lstatOf(file);
      if (stat?.isDirectory() === true && rule.isDeep && below.length <= maxDepth && !foreignFolders.has(name)) open.push(below);
      if (stat?.isFile() === true && rule.pattern.test(name)) files.push(describe(file, below, stat));
    }
    if (files.length <= maxFiles) continue;
    return { files: [], notices: [`${root} holds more than ${maxFiles} files to judge. Name a smaller folder.`] };
  }
  return { files: files.sort((a, b) => b.dateMs - a.dateMs || (a.path < b.path ? 1 : -1)), notices };
}

/** Returns `dev:ino`. */
export function identityOf(stat: fs.Stats): string {
  return `${stat.dev}:${stat.ino}`;
}

function namesIn(root: string, parts: readonly string[], notices: string[]): string[] {
  const folder = path.join(root, ...parts);
  try {
    if (lstatOf(folder)?.isDirectory() !== true) return [];
    return fs.readdirSync(folder).sort();
  } catch (thrown) {
    notices.push(`Cannot look into ${folder}: ${messageOf(thrown)}. Give read access, or leave it as it is.`);
    return [];
  }
}

function describe(file: string, parts: readonly string[], stat: fs.Stats): GroupFile {
  const named = dateInName(path.basename(file));
  return { path: file, parts, sizeBytes: stat.size, modifiedMs: stat.mtimeMs, identity: identityOf(stat), dateMs: named ?? stat.mtimeMs, isNamedByDate: named !== undefined };
}
