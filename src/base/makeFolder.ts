/** Making folders. */

/** What of Node's `fs` and `path` it takes; they are given, since this floor knows no Node. */
export interface FolderSystem {
  readonly fs: {
    statSync(folder: string, options: { readonly throwIfNoEntry: false }): { isDirectory(): boolean } | undefined;
    mkdirSync(folder: string, options: { readonly mode: number }): unknown;
  };
  readonly path: { dirname(folder: string): string };
}

/**
 * Makes a folder and those above it, one after the other; throws the system's error. Node's own `recursive` never returns where a folder is
 * there and takes no others (`/proc/x`, a link to nowhere), and says ENOENT for a full disk (https://github.com/nodejs/node/issues/42808).
 */
export function makeFolder(system: FolderSystem, folder: string, mode = 0o777): void {
  if (isFolder(system, folder)) return;
  const above = system.path.dirname(folder);
  if (above !== folder) makeFolder(system, above, mode);
  try {
    system.fs.mkdirSync(folder, { mode });
  } catch (thrown) {
    // Another process may have been faster.
    if (!isFolder(system, folder)) throw thrown;
  }
}

function isFolder({ fs }: FolderSystem, folder: string): boolean {
  return fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}
