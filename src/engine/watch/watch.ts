/** Door of the watch stage: finds the log files of a workspace, follows them over every rotation, hands out bytes with positions. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { SavedSource, Source } from '../../model/source.ts';
import { NoHints, SystemHints, type FileHints } from './hints.ts';
import { Selection } from './selection.ts';
import { Tracker } from './tracker.ts';
import type { TrackerEvent } from './turns.ts';

export { expandPaths, type ExpandedFile, type Expansion } from './expand.ts';
export { binaryKind } from './sniff.ts';

/** What to follow and how. */
export interface WatchOptions {
  /** Absolute. */
  readonly workspace: string;
  /** Absolute; nothing in it is ever followed, but for `captureFolder`. */
  readonly stateFolder: string;
  /** Absolute; output of commands kept there by Logbrief, followed beside everything else. */
  readonly captureFolder?: string;
  /** Globs, folders and files, relative to the workspace or absolute; empty: the logs of the workspace are found by themselves. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** 2,000 at most is used. */
  readonly sweepIntervalMs: number;
  /** Bytes of one chunk at most. */
  readonly chunkBytes: number;
  /** Descriptors kept open at most. */
  readonly maxOpenFiles: number;
  /** As the store has them, after a restart. */
  readonly saved: readonly SavedSource[];
  /** Gives the first bytes of a source as they were saved last, which are not kept here as well. */
  readonly savedHead?: (sourceId: number) => Uint8Array | undefined;
  /** Do without file events. */
  readonly usePolling?: boolean;
  /** Read rotated parts that are there at the first start too, compressed ones included. */
  readonly includeRotated?: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * What happens. `chunk`: the next bytes of a source, borrowed until the next event is asked for; `resumedLines` with the first
 * chunk after a restart. `ended`: everything of the source is read; should its writer go on after all, chunks of the same source
 * follow, the first with `resumedLines`. `idle`: all that is known has been read; once after each burst and once at the start.
 */
export type WatchEvent = TrackerEvent;

/** One followed source as it stands. */
export interface WatchedSource {
  readonly source: Source;
  readonly sizeBytes: number;
  /** Given out so far. */
  readonly readBytes: number;
  /** What is wrong, with the next step. */
  readonly problem?: string;
  /** The log under its own name; false once it is rotated away, deleted or over. */
  readonly live: boolean;
}

/** Which files were chosen, and which were not (FEATURES A1). */
export interface Discovery {
  /** `name` as answers show it; `rule` says why it is followed. */
  readonly files: readonly { readonly path: string; readonly name: string; readonly rule: string }[];
  readonly leftOut: readonly { readonly path: string; readonly reason: string }[];
  /** Sentences about what limits the view. */
  readonly notices: readonly string[];
}

/** Files named one by one as left out at most (ours). */
const leftOutShown = 500;
/** The sleeper wakes early at a hint, and gathers so long what comes together with it (ours: far below the 75 ms of DESIGN). */
const gatherMs = 5;

/** Follows logs until it is disposed of. */
export class Watcher implements AsyncDisposable {
  readonly #tracker: Tracker;
  readonly #options: WatchOptions;
  readonly #hints: FileHints;
  /** Entries of `include` that nothing was found for; empty text for discovery. */
  readonly #wanted: Set<string>;
  #wake: (() => void) | undefined;
  #isHinted = false;
  #isClosed = false;
  #isWarned = false;

  private constructor(options: WatchOptions, tracker: Tracker, hints: FileHints) {
    this.#options = options;
    this.#tracker = tracker;
    this.#hints = hints;
    this.#wanted = new Set(options.include.length === 0 ? [''] : options.include);
    tracker.onHint(() => this.#hinted());
  }

  /** Finds the logs, and the saved sources among them. `hints` is for tests. */
  static async open(options: WatchOptions, hints: FileHints = options.usePolling === true ? new NoHints() : new SystemHints()): Promise<Watcher> {
    const workspace = path.resolve(options.workspace);
    const real = fs.existsSync(workspace) ? fs.realpathSync(workspace) : workspace;
    const { include, exclude, sweepIntervalMs, chunkBytes, maxOpenFiles, saved, savedHead = () => undefined, clock, includeRotated = false } = options;
    const { captureFolder } = options;
    const stateFolder = path.resolve(options.stateFolder);
    const selection = new Selection({ workspace, stateFolder, include, exclude, ...(captureFolder === undefined ? {} : { captureFolder }) });
    const tracker = await Tracker.open({ workspace: { path: workspace, real }, stateFolder, selection, sweepIntervalMs, chunkBytes, maxOpenFiles, saved, savedHead, includeRotated, hints, clock });
    return new Watcher(options, tracker, hints);
  }

  /** Gives events until `signal` is aborted or the watcher is disposed of; nothing is read while no event is asked for. */
  async *events(signal: AbortSignal): AsyncGenerator<WatchEvent, void, undefined> {
    while (!signal.aborted && !this.#isClosed) {
      this.#isHinted = false;
      const event = await this.#tracker.step();
      this.#warnOnce();
      if (event) yield event;
      else await this.#sleep(signal);
    }
  }

  /** Returns a source as it is to be saved when everything before `positionBytes`, which `lines` lines are, is stored. */
  save(source: Source, positionBytes: number, lines: number): SavedSource {
    return this.#tracker.registrar.save(source, positionBytes, lines);
  }

  /** All sources found in this life, with how they stand. */
  sources(): readonly WatchedSource[] {
    const sources: WatchedSource[] = [];
    for (const { source, sizeBytes, positionBytes, problem, place, rotated, ended, seen } of this.#tracker.lineages.all()) {
      if (!seen) continue;
      const live = place === 'here' && !rotated && ended === undefined;
      sources.push({ source, sizeBytes: Math.max(sizeBytes, positionBytes), readBytes: positionBytes, live, ...(problem === undefined ? {} : { problem }) });
    }
    return sources;
  }

  /** Says which files are followed by which rule, which are left out and why, and what limits the view; the lists are made when they are read. */
  discovery(): Discovery {
    const sources = (): readonly WatchedSource[] => this.sources();
    const { registrar, folders, memory } = this.#tracker;
    const problem = this.#hints.problem();
    return {
      get files() {
        return sources().map(({ source }) => ({ path: source.path, name: source.name, rule: registrar.ruleOf(source) }));
      },
      get leftOut() {
        return [...memory.dismissed()].slice(0, leftOutShown).map(({ path: file, reason }) => ({ path: file, reason }));
      },
      notices: [...folders.notices(), ...(problem === undefined ? [] : [problem]), ...this.#unmatched()],
    };
  }

  /** Says what was asked for and is not there. */
  #unmatched(): string[] {
    const { lineages, registrar } = this.#tracker;
    for (const { source, seen } of lineages.all()) {
      if (this.#wanted.size === 0) break;
      const rule = seen ? registrar.ruleOf(source) : '';
      for (const entry of this.#wanted) if (seen && (entry === '' || rule.startsWith(`\`${entry}\``))) this.#wanted.delete(entry);
    }
    return [...this.#wanted].map((entry) => entry === ''
      ? 'No logs are found in this workspace yet. Name files, folders or globs in `watch.include`.'
      : `Nothing matches \`${entry}\` of \`watch.include\` yet. Check the path; it is followed as soon as it is there.`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#wake?.();
    await this.#tracker.close();
  }

  #warnOnce(): void {
    const problem = this.#isWarned ? undefined : this.#hints.problem();
    if (problem === undefined) return;
    this.#isWarned = true;
    this.#options.logger.warn(problem);
  }

  #hinted(): void {
    this.#isHinted = true;
    this.#wake?.();
  }

  /** Sleeps until the next sweep is due, or a little longer than until the next hint. */
  async #sleep(signal: AbortSignal): Promise<void> {
    const ms = Math.max(1, this.#tracker.dueMs - this.#options.clock.nowMs());
    if (!this.#isHinted) {
      await new Promise<void>((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', finish);
          this.#wake = undefined;
          resolve();
        };
        const timer = setTimeout(finish, ms);
        signal.addEventListener('abort', finish);
        this.#wake = finish;
        // Whoever stopped while the last step ran tells it only once.
        if (this.#isClosed || signal.aborted) finish();
      });
    }
    if (this.#isHinted && !signal.aborted) await wait(gatherMs);
  }
}
