/** File events as hints: they make following fast, a sweep finds what they miss. */
import fs, { type FSWatcher } from 'node:fs';
import { systemCodeOf } from '../../base/errors.ts';

/** Takes a hint: something happened to `name` in `folder`; `entries` when names may have come, gone or moved. */
export type HintListener = (folder: string, name: string | undefined, entries: boolean) => void;

/** Where hints come from; a test has its own. */
export interface FileHints {
  /** Says who is told; once, before the first `cover`. */
  listen(listener: HintListener): void;
  /** Gives hints for the direct entries of a folder from now on; `key` says which inode it is, for it may be made anew. */
  cover(folder: string, key: string): void;
  /** The folder is gone. */
  drop(folder: string): void;
  /** Tells whether hints for this folder can be relied on, but for what the system drops. */
  covers(folder: string): boolean;
  /** A sentence when hints are missing, with the next step. */
  problem(): string | undefined;
  close(): void;
}

interface Watch {
  readonly watcher: FSWatcher;
  readonly key: string;
  readonly isLocal: boolean;
}

/**
 * Hints of the operating system, one watch per folder. Node's own `fs.watch` and not chokidar: for one folder with 10,000 files
 * chokidar stats all of them after each event, even when it watches the folder alone (measured: 3,744 ms of CPU for 50 appends, against 20 ms).
 */
export class SystemHints implements FileHints {
  readonly #watches = new Map<string, Watch>();
  #listener: HintListener = () => undefined;
  #problem: string | undefined;
  #full = false;

  listen(listener: HintListener): void {
    this.#listener = listener;
  }

  cover(folder: string, key: string): void {
    if (this.#watches.get(folder)?.key === key || this.#full) return;
    this.drop(folder);
    try {
      const watcher = fs.watch(folder, { persistent: false }, (event, name) => this.#listener(folder, name ?? undefined, event === 'rename'));
      watcher.on('error', (thrown) => this.#lose(folder, thrown));
      this.#watches.set(folder, { watcher, key, isLocal: isLocal(folder) });
    } catch (thrown) {
      this.#lose(folder, thrown);
    }
  }

  drop(folder: string): void {
    this.#watches.get(folder)?.watcher.close();
    this.#watches.delete(folder);
  }

  covers(folder: string): boolean {
    return this.#watches.get(folder)?.isLocal === true;
  }

  problem(): string | undefined {
    return this.#problem;
  }

  close(): void {
    for (const folder of [...this.#watches.keys()]) this.drop(folder);
  }

  /** A folder that is gone can be covered again when it is back; a full table cannot. */
  #lose(folder: string, thrown: unknown): void {
    this.drop(folder);
    const code = systemCodeOf(thrown);
    if (code !== 'ENOSPC' && code !== 'EMFILE' && code !== 'ENFILE') return;
    this.#full = true;
    this.#problem ??= "The system's limit of file watches is reached: changes are found by polling, which is slower. Raise `fs.inotify.max_user_watches` and `fs.inotify.max_user_instances`.";
  }
}

/** No hints at all: everything is found by polling. */
export class NoHints implements FileHints {
  listen(): void {
    // Nobody is ever told.
  }

  cover(): void {
    // Polling covers everything.
  }

  drop(): void {
    // Nothing was covered.
  }

  covers(): boolean {
    return false;
  }

  problem(): string | undefined {
    return undefined;
  }

  close(): void {
    // Nothing is open.
  }
}

/** File systems whose every change goes through this kernel: ext, xfs, btrfs, tmpfs, overlay, zfs, f2fs, bcachefs (statfs(2)). */
const localFileSystems: ReadonlySet<number> = new Set([
  0xef53, 0x58465342, 0x9123683e, 0x01021994, 0x794c7630, 0x2fc12fc1, 0xf2f52010, 0xca451a4e,
]);

function isLocal(folder: string): boolean {
  if (process.platform !== 'linux') return !folder.startsWith('\\\\');
  try {
    return localFileSystems.has(fs.statfsSync(folder).type);
  } catch {
    return false;
  }
}
