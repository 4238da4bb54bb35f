/** What was decided about files that are no lineages; kept in `.logbrief/watched.json`, since the store knows only what was read. */
import fs from 'node:fs';
import path from 'node:path';
import { systemCodeOf } from '../../base/errors.ts';
import { statOf, type FileStat } from './fileStat.ts';

/** A file that was looked at and put aside. */
export interface Dismissed {
  readonly path: string;
  /** Why, in a few words. */
  readonly reason: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Hash of the first bytes of history, whose copies are history too. */
  readonly head: string;
  /** Chosen by a rule and put aside for its content. */
  readonly chosen: boolean;
  /** Rotated away before the log was followed. Only this is kept over a restart: what is a copy depends on what is stored. */
  readonly history: boolean;
}

/** How many dismissed files are looked at in one sweep (ours). */
const lookedAtPerSweep = 500;
/** Decisions kept at most (ours: some 2 MB of file); the oldest go. */
const mostDecisions = 10_000;

/** Decisions, and which logs were ever followed. */
export class Memory {
  readonly #file: string;
  readonly #dismissed = new Map<string, Dismissed>();
  readonly #heads = new Set<string>();
  readonly #earlierLogs = new Set<string>();
  /** First followed in this life. */
  readonly #logs = new Set<string>();
  #isChanged = false;
  #stateFolder = '';
  #hadLife = false;

  private constructor(file: string) {
    this.#file = file;
  }

  /** Loads what an earlier life decided; a file that is missing or not ours means that there was none. */
  static load(stateFolder: string): Memory {
    const memory = new Memory(path.join(stateFolder, 'watched.json'));
    const text = readText(memory.#file);
    const { logs, parts } = parse(text);
    memory.#stateFolder = stateFolder;
    memory.#hadLife = text !== '';
    memory.#isChanged = text === '';
    for (const log of logs) memory.#earlierLogs.add(log);
    for (const [key, dismissed] of parts) memory.#enter(key, dismissed);
    return memory;
  }

  /** Tells whether this log was followed in an earlier life. */
  knewLog(logPath: string): boolean {
    return this.#earlierLogs.has(logPath);
  }

  /** Tells whether a file was made while an earlier life, or the time between two, could have seen it: after this folder of ours was made. */
  bornSince(file: string): boolean {
    return this.#hadLife && bornMs(file) >= bornMs(this.#stateFolder) && bornMs(this.#stateFolder) > 0;
  }

  noteLog(logPath: string): void {
    if (this.#logs.has(logPath) || this.#earlierLogs.has(logPath)) return;
    this.#logs.add(logPath);
    this.#isChanged = true;
  }

  /** Tells whether this very content was decided on; a choice made since asks again. */
  isSettled(stat: FileStat, isChosen: boolean): boolean {
    const before = this.#dismissed.get(stat.key);
    return before?.chosen === isChosen && before.sizeBytes === stat.sizeBytes && before.modifiedMs === stat.modifiedMs;
  }

  /** All that is put aside. */
  dismissed(): Iterable<Dismissed> {
    return this.#dismissed.values();
  }

  /** Tells whether a rotated part that was put aside begins with bytes of this hash. */
  knowsHead(head: string): boolean {
    return this.#heads.has(head);
  }

  dismiss(stat: FileStat, dismissed: Omit<Dismissed, 'sizeBytes' | 'modifiedMs'>): void {
    this.#enter(stat.key, { ...dismissed, sizeBytes: stat.sizeBytes, modifiedMs: stat.modifiedMs });
    this.#isChanged ||= dismissed.history;
  }

  /** Returns folders in which a dismissed file changed; a part of the files at each call. */
  changedFolders(): Set<string> {
    const folders = new Set<string>();
    for (const [key, before] of [...this.#dismissed].slice(0, lookedAtPerSweep)) {
      // What was looked at goes to the end of the line.
      this.#dismissed.delete(key);
      const stat = statOf(before.path);
      if (stat === 'missing') continue;
      this.#dismissed.set(key, before);
      if (stat === 'denied' || stat.key !== key) continue;
      if (stat.sizeBytes !== before.sizeBytes || stat.modifiedMs !== before.modifiedMs) folders.add(path.dirname(before.path));
    }
    return folders;
  }

  /** Writes the file when there is something new in it; without a folder to write in, decisions last one life. */
  save(): void {
    if (!this.#isChanged) return;
    this.#isChanged = false;
    const parts = [...this.#dismissed].filter(([, { history }]) => history);
    const text = JSON.stringify({ version: 1, logs: [...this.#earlierLogs, ...this.#logs], parts });
    try {
      fs.writeFileSync(`${this.#file}.new`, text, { mode: 0o600 });
      fs.renameSync(`${this.#file}.new`, this.#file);
    } catch (thrown) {
      // A full disk is told by the store; here it costs no more than reading an old part after a restart.
      this.#isChanged = systemCodeOf(thrown) === 'ENOSPC';
    }
  }

  #enter(key: string, dismissed: Dismissed): void {
    this.#dismissed.set(key, dismissed);
    if (dismissed.history) this.#heads.add(dismissed.head);
    const oldest = this.#dismissed.size > mostDecisions ? this.#dismissed.keys().next().value : undefined;
    if (oldest !== undefined) this.#dismissed.delete(oldest);
  }
}

interface Kept {
  readonly logs: readonly string[];
  readonly parts: readonly (readonly [string, Dismissed])[];
}

/** When a path was made; 0 where the file system does not keep it, or the path is gone. */
function bornMs(path: string): number {
  return fs.statSync(path, { throwIfNoEntry: false })?.birthtimeMs ?? 0;
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function parse(text: string): Kept {
  const nothing: Kept = { logs: [], parts: [] };
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return nothing;
  }
  if (typeof kept !== 'object' || kept === null || !('version' in kept) || kept.version !== 1) return nothing;
  const logs = 'logs' in kept && Array.isArray(kept.logs) ? kept.logs.filter((log) => typeof log === 'string') : [];
  const parts = 'parts' in kept && Array.isArray(kept.parts) ? kept.parts.filter(isPart) : [];
  return { logs, parts };
}

function isPart(entry: unknown): entry is readonly [string, Dismissed] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false;
  const part: unknown = entry[1];
  if (typeof part !== 'object' || part === null) return false;
  const fields = new Map<string, unknown>(Object.entries(part));
  return ['path', 'reason', 'head'].every((name) => typeof fields.get(name) === 'string') && ['sizeBytes', 'modifiedMs'].every((name) => typeof fields.get(name) === 'number')
    && fields.get('chosen') === false && fields.get('history') === true;
}
