/** One maintenance action at a time and per state folder, over processes; a dead holder's lock is taken over. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeFolder } from '../../base/makeFolder.ts';
import type { Clock } from '../../base/clock.ts';
import { EngineError, systemCodeOf, worldError } from '../../base/errors.ts';
import { privateFile, privateFolder } from './files.ts';

interface Holder {
  readonly token: string;
  readonly pid: number;
  /** When the process started, as the system counts it; a process id alone is used again after a while. Empty where it is unknown. */
  readonly born: string;
  readonly host: string;
  /** What it does, as a continuation of "Cannot". */
  readonly what: string;
}

/** A lock of another machine, or of a thread of this process, is taken over when no sign came for so long (ours; `refresh` comes with every file). */
const silentMs = 30 * 60_000;
const tries = 5;
/** What the lock is held for while an engine opens its store: moments, so it is worth waiting for. */
export const startAction = 'start the engine';
const startPatience = { tries: 40, pauseMs: 50 } as const;

/** Holds the lock until disposed of. */
export class MaintenanceLock implements Disposable {
  readonly #file: string;
  readonly #token: string;
  readonly #clock: Clock;

  private constructor(file: string, token: string, clock: Clock) {
    this.#file = file;
    this.#token = token;
    this.#clock = clock;
  }

  /** Takes the lock or throws `storeBusy`; `what` continues "Cannot". */
  static take(stateFolder: string, clock: Clock, what: string): MaintenanceLock {
    const file = lockPath(stateFolder);
    const token = randomUUID();
    try {
      makeFolder({ fs, path }, path.dirname(file), privateFolder);
      for (let i = 0; i < tries; i++) {
        if (create(file, { token, what }, clock)) return new MaintenanceLock(file, token, clock);
        if (!removeStale(file, clock)) break;
      }
    } catch (thrown) {
      throw worldError(what, thrown);
    }
    throw new EngineError('storeBusy', `Cannot ${what}: '${readHolder(file)?.what ?? 'maintenance'}' is running in ${stateFolder}. Wait until it is done.`);
  }

  /** Takes the lock as soon as no engine is starting; throws `storeBusy` when something longer is going on. */
  static async takeSoon(stateFolder: string, clock: Clock, what: string): Promise<MaintenanceLock> {
    for (let i = 0; i < startPatience.tries && MaintenanceLock.holderOf(stateFolder, clock)?.what === startAction; i++) await wait(startPatience.pauseMs);
    return MaintenanceLock.take(stateFolder, clock, what);
  }

  /** Says what the lock is held for, as a continuation of "Cannot"; undefined when nobody holds it. */
  static holderOf(stateFolder: string, clock: Clock): { readonly what: string; readonly pid: number; readonly isStale: boolean } | undefined {
    const file = lockPath(stateFolder);
    const holder = readHolder(file);
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (!stat) return undefined;
    return { what: holder?.what ?? 'maintenance', pid: holder?.pid ?? 0, isStale: isStale(holder, Math.abs(clock.nowMs() - stat.mtimeMs)) };
  }

  /** Removes a lock whose holder is gone; returns whether one was removed. */
  static removeStale(stateFolder: string, clock: Clock): boolean {
    const file = lockPath(stateFolder);
    return fs.existsSync(file) && removeStale(file, clock) && !fs.existsSync(file);
  }

  /** Says that the holder is at work, and throws `storeBusy` when somebody else has taken over meanwhile. */
  refresh(): void {
    const now = new Date(this.#clock.nowMs());
    if (readHolder(this.#file)?.token !== this.#token) throw new EngineError('storeBusy', 'Another process has taken over the maintenance lock. Try again when it is done.');
    fs.utimesSync(this.#file, now, now);
  }

  [Symbol.dispose](): void {
    if (readHolder(this.#file)?.token === this.#token) fs.rmSync(this.#file, { force: true });
  }
}

function lockPath(stateFolder: string): string {
  return path.join(stateFolder, 'backups', '.lock');
}

/** Makes the lock with its content in one step, so that a kill or a full disk never leaves an empty one. */
function create(file: string, { token, what }: Pick<Holder, 'token' | 'what'>, clock: Clock): boolean {
  const holder: Holder = { token, what, pid: process.pid, born: bornOf(process.pid) ?? '', host: os.hostname() };
  const draft = draftOf(file);
  try {
    fs.writeFileSync(draft, JSON.stringify(holder), { flag: 'wx', mode: privateFile });
    fs.utimesSync(draft, new Date(clock.nowMs()), new Date(clock.nowMs()));
    placeNew(draft, file);
    removeDrafts(file);
    return true;
  } catch (thrown) {
    if (systemCodeOf(thrown) === 'EEXIST') return false;
    throw thrown;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function placeNew(draft: string, file: string): void {
  try {
    fs.linkSync(draft, file);
  } catch (thrown) {
    // File systems without hard links (FAT) copy, which a kill can interrupt; such a lock counts as stale after a minute.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(systemCodeOf(thrown) ?? '')) throw thrown;
    fs.copyFileSync(draft, file, fs.constants.COPYFILE_EXCL);
  }
}

function draftOf(file: string): string {
  return `${file}.${process.pid}.${randomUUID()}.partial`;
}

/** Removes what killed processes left. */
function removeDrafts(file: string): void {
  for (const name of fs.readdirSync(path.dirname(file))) {
    const pid = /^\.lock\.(\d+)\.[\w-]+\.partial$/.exec(name)?.[1];
    if (pid !== undefined && bornOf(Number(pid)) === undefined) fs.rmSync(path.join(path.dirname(file), name), { force: true });
  }
}

/** Removes a lock whose holder is gone; returns whether it is worth trying again. */
function removeStale(file: string, clock: Clock): boolean {
  const before = readHolder(file);
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (!stat) return true;
  if (!isStale(before, Math.abs(clock.nowMs() - stat.mtimeMs))) return false;
  // Renaming first makes sure that it is the dead one's lock that goes, not one that somebody has just taken.
  const aside = draftOf(file);
  try {
    fs.renameSync(file, aside);
  } catch (thrown) {
    // Another one was quicker; see who has it now.
    if (systemCodeOf(thrown) === 'ENOENT') return true;
    throw thrown;
  }
  if (readHolder(aside)?.token === before?.token) {
    fs.rmSync(aside);
    return true;
  }
  placeNew(aside, file);
  fs.rmSync(aside);
  return false;
}

function isStale(holder: Holder | undefined, silenceMs: number): boolean {
  // Where it had to be copied, somebody is about to fill it, or was killed there.
  if (!holder) return silenceMs > 60_000;
  // A live process of this machine keeps its lock however long it takes; a thread of our own may have died and left it.
  if (holder.host !== os.hostname() || holder.pid === process.pid) return silenceMs > silentMs;
  const born = bornOf(holder.pid);
  return born === undefined || (born !== '' && holder.born !== '' && born !== holder.born);
}

/** Returns a mark of the process's start, empty when it lives but cannot be asked, undefined when there is no such process. */
function bornOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    if (systemCodeOf(thrown) === 'ESRCH') return undefined;
  }
  if (process.platform !== 'linux') return '';
  try {
    // Field 22 of proc(5) `stat`; the name before it may hold spaces and brackets.
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    const parsed = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Holder> | null;
    const { token, pid, born, host, what = 'maintenance' } = parsed ?? {};
    if (typeof token !== 'string' || typeof pid !== 'number' || typeof born !== 'string' || typeof host !== 'string' || typeof what !== 'string') return undefined;
    return { token, pid, born, host, what };
  } catch {
    return undefined;
  }
}
