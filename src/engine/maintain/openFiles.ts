/** Which files some process has open, as far as the system tells. */
import fs from 'node:fs';

/** Returns `dev:ino` of every file that is open somewhere; on systems without /proc, and for processes of others, nothing. */
export function openFileIdentities(): ReadonlySet<string> {
  const found = new Set<string>();
  if (process.platform !== 'linux') return found;
  for (const pid of namesIn('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    for (const descriptor of namesIn(`/proc/${pid}/fd`)) {
      const identity = identityAt(`/proc/${pid}/fd/${descriptor}`);
      if (identity !== undefined) found.add(identity);
    }
  }
  return found;
}

/** Sees through renames, hard links and other mount namespaces, which the link's text does not. */
function identityAt(link: string): string | undefined {
  try {
    if (!fs.readlinkSync(link).startsWith('/')) return undefined;
    const stat = fs.statSync(link);
    return stat.isFile() ? `${stat.dev}:${stat.ino}` : undefined;
  } catch {
    // Closed meanwhile, or not ours to look at.
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    // The process has ended, or belongs to somebody else.
    return [];
  }
}
