/** How much room a disk has. */

/** What of Node's `fs` it takes; it is given, since this floor knows no Node. */
export interface DiskSystem {
  statfsSync(folder: string): { readonly bavail: number; readonly bsize: number };
}

/** Returns the bytes that whoever runs this may still write where `folder` lies; undefined when the system does not say, and then nobody claims to know. */
export function freeDiskBytes(fs: DiskSystem, folder: string): number | undefined {
  try {
    const { bavail, bsize } = fs.statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
