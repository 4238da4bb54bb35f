/** Deletes a file so that a link swapped in on the way cannot redirect it. */
import fs from 'node:fs';
import path from 'node:path';
import { identityOf, type GroupFile } from './fileGroup.ts';

/** Deletes `file` below `root` if it still is what was planned; returns why not, or undefined when it is gone. Throws what the system throws. */
export function deleteFile(root: string, file: GroupFile): string | undefined {
  const name = file.parts.at(-1) ?? '';
  const folders = file.parts.slice(0, -1);
  return hasHandles() ? deleteByHandle(root, folders, name, file) : deleteByPath(path.join(root, ...folders), name, file);
}

/** Linux: every folder on the way is opened without following links, and the name is removed relative to the last one's handle. */
function deleteByHandle(root: string, folders: readonly string[], name: string, file: GroupFile): string | undefined {
  const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = fs.constants;
  const flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
  let handle = fs.openSync(root, flags);
  try {
    for (const folder of folders) {
      const next = fs.openSync(`/proc/self/fd/${handle}/${folder}`, flags);
      fs.closeSync(handle);
      handle = next;
    }
    return removeUnchanged(`/proc/self/fd/${handle}/${name}`, file);
  } finally {
    fs.closeSync(handle);
  }
}

/** Elsewhere the path is resolved right before; a window of microseconds remains. */
function deleteByPath(folder: string, name: string, file: GroupFile): string | undefined {
  if (fs.realpathSync(folder) !== folder) return 'its folder has become a link';
  return removeUnchanged(path.join(folder, name), file);
}

function removeUnchanged(target: string, file: GroupFile): string | undefined {
  const stat = fs.lstatSync(target, { throwIfNoEntry: false });
  if (!stat) return 'it is not there any more';
  if (!stat.isFile() || identityOf(stat) !== file.identity) return 'another file has taken its place';
  if (stat.size !== file.sizeBytes || stat.mtimeMs !== file.modifiedMs) return 'it was written to meanwhile';
  fs.unlinkSync(target);
  return undefined;
}

function hasHandles(): boolean {
  return process.platform === 'linux' && fs.existsSync('/proc/self/fd');
}
