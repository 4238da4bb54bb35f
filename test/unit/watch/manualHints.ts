/** File events that come when a test says so. */
import type { FileHints, HintListener } from '../../../src/engine/watch/hints.ts';

/** Tells what it is told to tell. */
export class ManualHints implements FileHints {
  readonly covered = new Map<string, string>();
  readonly #reliable: boolean;
  #listener: HintListener = () => undefined;

  /** `reliable`: whether the watcher may trust it for quiet files. */
  constructor(reliable = true) {
    this.#reliable = reliable;
  }

  listen(listener: HintListener): void {
    this.#listener = listener;
  }

  cover(folder: string, key: string): void {
    this.covered.set(folder, key);
  }

  drop(folder: string): void {
    this.covered.delete(folder);
  }

  covers(folder: string): boolean {
    return this.#reliable && this.covered.has(folder);
  }

  problem(): string | undefined {
    return undefined;
  }

  close(): void {
    this.covered.clear();
  }

  /** Something happened to `name` in `folder`, if anybody listens there. */
  tell(folder: string, name: string, entries: boolean): void {
    if (this.covered.has(folder)) this.#listener(folder, name, entries);
  }
}
