/** Reading files of the workspace and nothing else: a name from a log is an attacker's. */
import fs from 'node:fs';
import path from 'node:path';

/** A regular file inside the workspace, at the moment it was looked at. */
export interface InsideFile {
  /** Relative to the workspace, with `/`, as it was asked for. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** The workspace as a root that nothing leads out of. */
export class InsideRoot {
  readonly #root: string;
  readonly #real: string;

  private constructor(root: string, real: string) {
    this.#root = root;
    this.#real = real;
  }

  /** Opens; undefined when there is no such folder. */
  static async open(workspace: string): Promise<InsideRoot | undefined> {
    const root = path.resolve(workspace);
    const real = await fs.promises.realpath(root).catch(() => undefined);
    return real === undefined ? undefined : new InsideRoot(root, real);
  }

  /** Absolute path of the workspace as it was named. */
  get folder(): string {
    return this.#root;
  }

  /** Returns the path relative to the workspace with `/`, undefined for one that lies outside of it by its name or behind a link. */
  relative(absolute: string): string | undefined {
    for (const root of [this.#root, this.#real]) {
      const inner = path.relative(root, absolute);
      if (inner !== '' && !inner.startsWith('..') && !path.isAbsolute(inner)) return inner.split(path.sep).join('/');
    }
    return undefined;
  }

  /** Looks a file up; undefined when it is not there, no regular file, or a link leads out of the workspace. */
  async look(inner: string): Promise<InsideFile | undefined> {
    return this.#opened(inner, async (_, stat) => Promise.resolve({ path: inner, sizeBytes: stat.size, modifiedMs: stat.mtimeMs }));
  }

  /** Reads a file's text; undefined when `look` would be, or when it is longer than `mostBytes`. */
  async read(inner: string, mostBytes: number): Promise<string | undefined> {
    return this.#opened(inner, async (handle, stat) => {
      if (stat.size > mostBytes) return undefined;
      const buffer = Buffer.allocUnsafe(stat.size);
      const { bytesRead } = await handle.read(buffer, 0, stat.size, 0);
      return buffer.toString('utf8', 0, bytesRead);
    });
  }

  /** The real path is opened without following a last link and without waiting for a pipe's writer. */
  async #opened<T>(inner: string, use: (handle: fs.promises.FileHandle, stat: fs.Stats) => Promise<T>): Promise<T | undefined> {
    const absolute = path.resolve(this.#root, inner);
    if (inner.includes('\0') || this.relative(absolute) === undefined) return undefined;
    try {
      const real = await fs.promises.realpath(absolute);
      if (real !== this.#real && !real.startsWith(this.#real.endsWith(path.sep) ? this.#real : this.#real + path.sep)) return undefined;
      await using handle = await fs.promises.open(real, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK | fs.constants.O_NOFOLLOW);
      const stat = await handle.stat();
      return stat.isFile() ? await use(handle, stat) : undefined;
    } catch {
      return undefined; // Not there, not readable, or no longer what it was: nothing to link to.
    }
  }
}
