/** When somebody last edited the code of a workspace, and which file. */
import { Git } from './git.ts';
import { InsideRoot } from './insideFile.ts';
import { isSource } from './sourceFiles.ts';
import { WorkspaceIndex } from './workspaceIndex.ts';

/** The newest edit. */
export interface LastEdit {
  /** Relative to the workspace. */
  readonly path: string;
  readonly atMs: number;
  /** git shows the file as changed or new. */
  readonly isUncommitted: boolean;
}

/** A larger workspace is looked at in part: what git shows as changed, then as many sources. */
const mostLooked = 20_000;

/** Returns the newest change of a source or configuration file: among what git shows as uncommitted, else among all; undefined when there is none. */
export async function lastEdit(workspace: string, isTrusted: boolean, signal: AbortSignal): Promise<LastEdit | undefined> {
  const root = await InsideRoot.open(workspace);
  if (!root) return undefined;
  const git = isTrusted ? await Git.open(workspace, signal) : undefined;
  const changed = await newestOf(root, (await git?.changedFiles(signal)) ?? []);
  if (changed) return { ...changed, isUncommitted: true };
  const index = await WorkspaceIndex.read(root.folder, git, signal);
  const newest = await newestOf(root, index.files());
  return newest && { ...newest, isUncommitted: false };
}

async function newestOf(root: InsideRoot, files: Iterable<string>): Promise<{ readonly path: string; readonly atMs: number } | undefined> {
  let newest: { readonly path: string; readonly atMs: number } | undefined;
  let looked = 0;
  for (const file of files) {
    if (!isSource(file) || ++looked > mostLooked) continue;
    const found = await root.look(file);
    if (found && !(newest && newest.atMs >= found.modifiedMs)) newest = { path: file, atMs: found.modifiedMs };
  }
  return newest;
}
