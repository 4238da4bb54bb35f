/**
 * Marks: moments that somebody gave a name, to ask later what became of each issue since then. They lie in a file of their own, since only
 * the writer writes the store and a mark is set by whoever is there: one line each, appended in one piece.
 */
import fs from 'node:fs';
import path from 'node:path';
import { EngineError, messageOf, systemCodeOf } from '../base/errors.ts';
import { writeWhole } from '../base/wholeFile.ts';

/** A named moment and what was known then. */
export interface Mark {
  readonly name: string;
  /** Ms since the epoch by this machine's clock. */
  readonly atMs: number;
  /** By source id: how far it was stored. */
  readonly positions: ReadonlyMap<number, number>;
  /** By issue id: sightings until then. */
  readonly counts: ReadonlyMap<string, number>;
}

/** What `--since` understands beside the names of marks. */
const reserved = new Set(['edit', 'run', 'mark']);
/** Older marks are forgotten when the file grows beyond twice as many. */
const marksKept = 100;
const longestName = 80;

/** Where marks lie. */
export function marksPath(stateFolder: string): string {
  return path.join(stateFolder, 'marks.ndjson');
}

/** Reads all marks, oldest first; a line that is no mark is left out. */
export function readMarks(stateFolder: string): Mark[] {
  let text: string;
  try {
    text = fs.readFileSync(marksPath(stateFolder), 'utf8');
  } catch (thrown) {
    if (systemCodeOf(thrown) === 'ENOENT') return [];
    throw new EngineError('readFailed', `Cannot read ${marksPath(stateFolder)}: ${messageOf(thrown)}. Give read access to it.`, { cause: thrown });
  }
  return text.split('\n').flatMap((line) => markOf(line) ?? []);
}

/** Why a mark cannot have a name; undefined when it can. */
export function faultOfMarkName(name: string): string | undefined {
  if (name === '' || name.length > longestName || /\p{Cc}/u.test(name)) return `a mark's name has 1 to ${longestName} characters without control characters`;
  return reserved.has(name) ? `${JSON.stringify(name)} means something else behind --since, so choose another name` : undefined;
}

/** Appends a mark; throws `badRequest` for a name that cannot be asked for. */
export function addMark(stateFolder: string, mark: Mark): void {
  const fault = faultOfMarkName(mark.name);
  if (fault !== undefined) throw new EngineError('badRequest', `Cannot set the mark: ${fault}.`);
  const file = marksPath(stateFolder);
  const { name, atMs, positions, counts } = mark;
  const line = `${JSON.stringify({ name, at: new Date(atMs).toISOString(), positions: [...positions], counts: [...counts] })}\n`;
  try {
    const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').filter((each) => each !== '') : [];
    if (lines.length < 2 * marksKept) fs.appendFileSync(file, line, { mode: 0o600 });
    else writeWhole({ fs, path }, file, `${lines.slice(1 - marksKept).join('\n')}\n${line}`);
  } catch (thrown) {
    throw new EngineError('writeFailed', `Cannot write ${file}: ${messageOf(thrown)}. Give write access to its folder.`, { cause: thrown });
  }
}

/** Returns a name that no mark has: `mark-1`, `mark-2`, … */
export function freeMarkName(marks: readonly Mark[]): string {
  const taken = new Set(marks.map(({ name }) => name));
  let number = marks.length + 1;
  while (taken.has(`mark-${number}`)) number++;
  return `mark-${number}`;
}

function markOf(line: string): Mark | undefined {
  if (line === '') return undefined;
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return undefined; // A line cut by a full disk is no mark.
  }
  if (typeof read !== 'object' || read === null) return undefined;
  const { name, at, positions, counts } = read as Record<string, unknown>;
  const atMs = typeof at === 'string' ? Date.parse(at) : NaN;
  if (typeof name !== 'string' || Number.isNaN(atMs)) return undefined;
  return { name, atMs, positions: new Map(pairsOf(positions).map(([id, count]) => [Number(id), count])), counts: new Map(pairsOf(counts).map(([id, count]) => [String(id), count])) };
}

function pairsOf(value: unknown): [unknown, number][] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((pair): [unknown, number][] => (Array.isArray(pair) && typeof pair[1] === 'number' ? [[pair[0], pair[1]]] : []));
}
