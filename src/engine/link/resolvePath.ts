/** Finds the workspace's file for a logged path: the longest common end decides, and what two files fit equally well is not guessed. */
import { loggedPath, withPackage } from './loggedPath.ts';
import type { InsideRoot } from './insideFile.ts';
import type { WorkspaceIndex } from './workspaceIndex.ts';

/** A place as a log names it. */
export interface LoggedPlace {
  readonly path: string;
  readonly line: number;
  /** 1-based; only generated code needs it. */
  readonly column?: number;
  readonly functionName?: string;
}

/** A file that fits. */
export interface FoundPlace {
  /** Relative to the workspace. */
  readonly path: string;
  readonly isLikely: boolean;
}

/** What a place is looked for in. */
export interface Searched {
  readonly root: InsideRoot;
  readonly index: WorkspaceIndex;
}

interface Candidate {
  readonly path: string;
  /** Parts that are equal from the end on. */
  readonly common: number;
  /** The whole of the workspace's path is the end of the logged one, or the other way around. */
  readonly isWhole: boolean;
}

/** A file is read for its lines and names up to this size. */
const mostBytes = 2 << 20;
/** More files of one name are too many to tell apart by their text. */
const mostRead = 12;

/** Returns the file a place lies in; undefined for foreign code, for files that are not there, and where several fit alike. */
export async function resolvePath(place: LoggedPlace, searched: Searched): Promise<FoundPlace | undefined> {
  const logged = loggedPath(withPackage(place.path, place.functionName));
  if (!logged || logged.isForeign) return undefined;
  const exact = await exactFile(place.path, logged.parts, searched);
  const exactFit = exact === undefined ? undefined : await fits(place, exact, searched);
  // A repository of several applications has `src/index.js` more than once: the function may be in another one's.
  if (exact !== undefined && exactFit?.isNamed !== false) return exactFit && { path: exact, isLikely: false };
  const found = await byCommonEnd(place, logged.parts, searched, exact);
  if (exact === undefined || !exactFit) return found;
  return { path: found?.isNamed === true ? found.path : exact, isLikely: true };
}

interface Fit {
  /** The function's name is in the file; undefined when there is no name to look for. */
  readonly isNamed: boolean | undefined;
}

async function byCommonEnd(place: LoggedPlace, parts: readonly string[], searched: Searched, except: string | undefined): Promise<(FoundPlace & Fit) | undefined> {
  const best = bestOf(parts, searched.index.named(parts.at(-1) ?? '').filter((file) => file !== except));
  const fitting: { readonly candidate: Candidate; readonly named: boolean }[] = [];
  for (const candidate of best.slice(0, mostRead)) {
    const fit = await fits(place, candidate.path, searched);
    if (fit) fitting.push({ candidate, named: fit.isNamed === true });
  }
  const [first] = fitting;
  if (fitting.length === 1 && first && best.length <= mostRead) return foundOf(first.candidate, first.named);
  // Several of that name: the one that knows the function, if it is only one, is the best guess.
  const named = fitting.filter((entry) => entry.named);
  const only = named[0];
  return only && named.length === 1 && best.length <= mostRead ? { path: only.candidate.path, isLikely: true, isNamed: true } : undefined;
}

function foundOf({ path, common, isWhole }: Candidate, isNamed: boolean): (FoundPlace & Fit) | undefined {
  if (isWhole || common >= 2) return { path, isLikely: !isWhole && common < 3 && !isNamed, isNamed };
  // Only the file's name is the same, and its folders differ: worth a word when the function is in it.
  return isNamed ? { path, isLikely: true, isNamed } : undefined;
}

/** The place under its own name (absolute inside the workspace, or relative to it), or without leading folders: also what git ignores, such as `dist/`. */
async function exactFile(written: string, parts: readonly string[], { root }: Searched): Promise<string | undefined> {
  const inside = /^(?:file:\/\/)?\//.test(written) ? root.relative(`/${parts.join('/')}`) : undefined;
  const windows = /^(?:file:\/{2,3})?[A-Za-z]:[\\/]/.exec(written) ? root.relative(written.replace(/^file:\/{2,3}/, '')) : undefined;
  for (const inner of [inside, windows]) if (inner !== undefined && (await root.look(inner))) return inner;
  // Two parts at least, so that `/app/index.js` does not become whatever lies at the top.
  for (let from = 0; from <= parts.length - 2; from++) {
    const inner = parts.slice(from).join('/');
    if (await root.look(inner)) return inner;
  }
  return undefined;
}

/** All candidates with the longest common end; those that are whole come before those that are not. */
function bestOf(parts: readonly string[], files: readonly string[]): Candidate[] {
  const candidates = files.map((file): Candidate => {
    const own = file.split('/');
    let common = 0;
    while (common < own.length && common < parts.length && own.at(-1 - common) === parts.at(-1 - common)) common++;
    return { path: file, common, isWhole: common === own.length || (common === parts.length && parts.length > 1) };
  });
  const pool = candidates.some(({ isWhole }) => isWhole) ? candidates.filter(({ isWhole }) => isWhole) : candidates;
  const most = Math.max(0, ...pool.map(({ common }) => common));
  return pool.filter(({ common }) => common === most);
}

/** Undefined when the file has no such line. */
async function fits(place: LoggedPlace, inner: string, { root }: Searched): Promise<Fit | undefined> {
  const text = await root.read(inner, mostBytes);
  // Too long to be read for this, a bundle for instance: its line counts are taken on trust.
  if (text === undefined) return (await root.look(inner)) ? { isNamed: undefined } : undefined;
  if (lineCount(text) < place.line || place.line < 1) return undefined;
  const name = ownName(place.functionName);
  return { isNamed: name === undefined ? undefined : text.includes(name) };
}

function lineCount(text: string): number {
  let lines = text.endsWith('\n') || text === '' ? 0 : 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** The function's own name: `add` of `com.shop.Cart.add`, `Handle` of `main.(*Server).Handle`; undefined for closures and the like. */
function ownName(functionName: string | undefined): string | undefined {
  const words = functionName?.replace(/ \[as .*$|<[^>]*>|\{[^}]*\}/g, '').split(/[^\w$]+/).filter((word) => /^[A-Za-z_$][\w$]{2,}$/.test(word)) ?? [];
  const name = words.at(-1);
  return name === undefined || name === 'anonymous' || name === 'Object' || name === 'lambda' || name === 'main' ? undefined : name;
}
