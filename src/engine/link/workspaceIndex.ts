/** Which files the workspace has, by their name, for finding a logged path among them. */
import fs from 'node:fs';
import path from 'node:path';
import type { Git } from './git.ts';

/** What is kept of the workspace: a larger one is known in part (ours; a map of so many paths takes some 30 MB). */
const mostFiles = 100_000;
const mostDepth = 16;
/** A walk without git may take this long. */
const walkMs = 700;
/** Never source code of the workspace, git or not. */
const skippedFolders = new Set([
  '.git', '.hg', '.svn', '.logbrief', 'node_modules', 'bower_components', 'site-packages', 'vendor', '.venv', 'venv', '__pycache__', '.tox', '.mypy_cache', '.pytest_cache',
  'target', '.gradle', '.idea', '.vs', 'obj', '.next', '.nuxt', '.cache', '.turbo', '.svelte-kit', '.dart_tool', 'coverage', 'Pods', '.terraform',
]);

/** Paths relative to the workspace, by file name. */
export class WorkspaceIndex {
  readonly #byName = new Map<string, string[]>();
  readonly #known: ReadonlySet<string>;

  private constructor(files: ReadonlySet<string>) {
    this.#known = files;
    for (const file of files) {
      const name = file.slice(file.lastIndexOf('/') + 1);
      const same = this.#byName.get(name);
      if (same) same.push(file);
      else this.#byName.set(name, [file]);
    }
  }

  /** Reads the workspace: what git lists where there is git, else by a bounded walk. */
  static async read(workspace: string, git: Git | undefined, signal: AbortSignal): Promise<WorkspaceIndex> {
    const listed = await git?.files(signal);
    const files = listed?.filter((file) => !file.split('/').some((part) => skippedFolders.has(part))) ?? await walk(workspace, signal);
    return new WorkspaceIndex(new Set(files.slice(0, mostFiles).map((file) => file.split(path.sep).join('/'))));
  }

  /** Files with this name, anywhere. */
  named(name: string): readonly string[] {
    return this.#byName.get(name) ?? [];
  }

  /** Whether git or the walk lists this file: not ignored, not generated. */
  has(file: string): boolean {
    return this.#known.has(file);
  }

  /** All files. */
  files(): Iterable<string> {
    return this.#known;
  }
}

async function walk(workspace: string, signal: AbortSignal): Promise<string[]> {
  const files: string[] = [];
  const endMs = performance.now() + walkMs;
  let folders: string[] = [''];
  for (let depth = 0; depth < mostDepth && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of folders) {
      if (signal.aborted || files.length >= mostFiles || performance.now() > endMs) return files;
      for (const entry of await entriesOf(path.join(workspace, folder))) {
        const inner = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isFile()) files.push(inner);
        else if (entry.isDirectory() && !skippedFolders.has(entry.name)) next.push(inner);
      }
    }
    folders = next;
  }
  return files;
}

async function entriesOf(folder: string): Promise<fs.Dirent[]> {
  try {
    const entries = await fs.promises.readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return []; // A folder that cannot be read holds nothing that can be linked to.
  }
}
