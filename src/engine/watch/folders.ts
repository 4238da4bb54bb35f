/** The folders that may hold logs: walked once, then read again only when their own time stamp changes. */
import fs from 'node:fs';
import path from 'node:path';
import { systemCodeOf } from '../../base/errors.ts';
import { statOf, type Stat } from './fileStat.ts';
import { logFolderNames, skipMarkers } from './logRules.ts';
import type { Selection } from './selection.ts';

/** Most folders and entries looked at (ours; a walk of that size takes about a second). */
export const folderLimits = { folders: 20_000, entries: 500_000 } as const;
/** Time stamps may be this coarse (FAT: 2 s), so a folder changed more recently is read again. */
const coarsestStampMs = 2000;

/** A folder as it was read. */
export interface Listing {
  readonly folder: string;
  /** Device and inode, undefined when the folder is gone. */
  readonly key: string | undefined;
  /** Everything that is not a folder; links to folders are not in it. */
  readonly names: readonly string[];
}

interface Folder {
  readonly path: string;
  /** Links resolved: each folder is looked at under one name, also when a link leads to a folder above it. */
  readonly real: string;
  /** Named by the user, or the workspace. */
  readonly isRoot: boolean;
  modifiedMs: number;
  /** The next change will surely change the time stamp. */
  settled: boolean;
  /** It holds followed logs or is named like a folder for logs: looked at in every sweep. */
  busy: boolean;
}

/** The walk and what it found. */
export class Folders {
  readonly #selection: Selection;
  readonly #nowMs: () => number;
  readonly #folders = new Map<string, Folder>();
  readonly #realPaths = new Set<string>();
  readonly #notices = new Map<string, string>();
  #entries = 0;
  #turn = 0;

  constructor(selection: Selection, nowMs: () => number) {
    this.#selection = selection;
    this.#nowMs = nowMs;
  }

  /** Sentences about what bounds the view: a limit met, a folder that cannot be read. */
  notices(): string[] {
    return [...this.#notices.values()];
  }

  /** Tells whether a folder's changes should be seen at once. */
  isBusy(folder: string): boolean {
    return this.#folders.get(folder)?.busy === true;
  }

  markBusy(folder: string): void {
    const known = this.#folders.get(folder);
    if (known) known.busy = true;
  }

  /** Reads all folders, breadth first. */
  async *walk(): AsyncGenerator<Listing> {
    for (const picker of this.#selection.pickers) {
      this.#enter(picker.root, true);
      yield* this.#walkFrom([picker.root]);
    }
  }

  /** Reads one folder again, and folders new in it; one that is gone has no names. */
  async *read(folder: string): AsyncGenerator<Listing> {
    if (this.#folders.has(folder)) yield* this.#walkFrom([folder]);
    else yield { folder, key: undefined, names: [] };
  }

  /** Returns the folders that changed: of those that hints tell of, and of those where nothing is expected, `share` are looked at, of the others all. */
  changed(share: number, isCovered: (folder: string) => boolean): string[] {
    const changed: string[] = [];
    const all = [...this.#folders.values()];
    const from = this.#turn;
    this.#turn = all.length === 0 ? 0 : (this.#turn + share) % all.length;
    all.forEach((folder, index) => {
      const inTurn = (index - from + all.length) % all.length < share;
      if ((inTurn || folder.isRoot || (folder.busy && !isCovered(folder.path))) && this.#hasChanged(folder)) changed.push(folder.path);
    });
    for (const picker of this.#selection.pickers) if (!this.#folders.has(picker.root) && this.#enter(picker.root, true)) changed.push(picker.root);
    return changed;
  }

  #hasChanged(folder: Folder): boolean {
    const stat = statOf(folder.path);
    if (stat === 'denied') return false;
    return stat === 'missing' || stat.modifiedMs !== folder.modifiedMs || !folder.settled;
  }

  async *#walkFrom(first: readonly string[]): AsyncGenerator<Listing> {
    const queue = [...first];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const folder = this.#folders.get(next);
      if (!folder) continue;
      const found: string[] = [];
      const stat = statOf(folder.path);
      const names = await this.#names(folder, stat, found);
      queue.push(...found);
      yield { folder: folder.path, key: typeof stat === 'string' ? undefined : stat.key, names };
    }
  }

  async #names(folder: Folder, stat: Stat, found: string[]): Promise<string[]> {
    const entries = typeof stat === 'string' ? undefined : await this.#entriesOf(folder);
    if (typeof stat === 'string' || !entries) {
      if (stat === 'missing') this.#leave(folder);
      return [];
    }
    folder.modifiedMs = stat.modifiedMs;
    folder.settled = this.#nowMs() - stat.modifiedMs > coarsestStampMs;
    if (!folder.isRoot && entries.some((entry) => skipMarkers.has(entry.name))) return [];
    const names: string[] = [];
    for (const entry of entries) {
      const place = path.join(folder.path, entry.name);
      const isLink = entry.isSymbolicLink();
      if (!entry.isDirectory() && !(isLink && isFolder(place))) names.push(entry.name);
      else if (!this.#folders.has(place) && (!isLink || this.#selection.followsLinks(place)) && this.#enter(place, false)) found.push(place);
    }
    return names;
  }

  async #entriesOf(folder: Folder): Promise<fs.Dirent[] | undefined> {
    try {
      const entries = await fs.promises.readdir(folder.path, { withFileTypes: true });
      this.#notices.delete(folder.path);
      this.#entries += entries.length;
      return entries;
    } catch (thrown) {
      if (['EACCES', 'EPERM'].includes(systemCodeOf(thrown) ?? '')) {
        this.#notices.set(folder.path, `Cannot read the folder ${folder.path}: permission denied. Give read access or exclude it with \`watch.exclude\`.`);
      }
      return undefined;
    }
  }

  #enter(place: string, isRoot: boolean): boolean {
    if (this.#folders.has(place) || (!isRoot && !this.#selection.enters(place))) return false;
    if (!isRoot && (this.#folders.size >= folderLimits.folders || this.#entries >= folderLimits.entries)) {
      this.#notices.set('limit', `More than ${folderLimits.folders} folders or ${folderLimits.entries} files: the rest is not looked at. Name the log folders in \`watch.include\`.`);
      return false;
    }
    const real = realPathOf(place);
    if (real === undefined || this.#realPaths.has(real) || !isFolder(real)) return false;
    this.#realPaths.add(real);
    const named = logFolderNames.has(path.basename(place).toLowerCase());
    this.#folders.set(place, { path: place, real, isRoot, modifiedMs: -1, settled: false, busy: named || isRoot });
    return true;
  }

  #leave(gone: Folder): void {
    for (const folder of this.#folders.values()) {
      if (folder !== gone && !folder.path.startsWith(gone.path + path.sep)) continue;
      this.#folders.delete(folder.path);
      this.#realPaths.delete(folder.real);
    }
  }
}

function isFolder(place: string): boolean {
  const stat = statOf(place);
  return typeof stat !== 'string' && stat.kind === 'folder';
}

function realPathOf(place: string): string | undefined {
  try {
    return fs.realpathSync(place);
  } catch {
    return undefined;
  }
}
