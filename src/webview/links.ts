/** Finds places (`path:line`) in text. Pure, and linear in the length of the text: log text is an attacker's. */

/** A piece of text, or a place in it. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'place'; readonly text: string; readonly path: string; readonly line: number };

/** No file path and no text around it that is longer than this is looked at (ours; PATH_MAX is 4,096). */
const maxPathLength = 1024;

/** A word that ends in `:12` or `:12:3`. The word itself is taken apart by code, so that nothing backtracks. */
const lineEnding = /^:(\d{1,9})(?::\d{1,9})?/;
/** What may stand around a place and is no part of it. */
const opening = new Set('([{<"\'`|,;=');
/** Ends of names that look like an extension but belong to a host. */
const hostEndings = new Set(['com', 'net', 'org', 'io', 'local', 'lan', 'dev', 'internal', 'svc', 'cluster', 'localhost', 'app', 'cloud']);

/** A frame of a Python stack trace, or a word: what stands between white space. */
const frameOrWord = /File "([^"\n]{1,1024})", line (\d{1,9})|\S+/g;

/** Splits text into text and places. A place in a word ends at its line number. */
export function findPlaces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let textStart = 0;
  for (const match of text.matchAll(frameOrWord)) {
    const found = placeInFrame(match) ?? placeInWord(match[0]);
    if (!found) continue;
    const start = match.index + found.start;
    const end = match.index + found.end;
    if (start > textStart) pieces.push({ kind: 'text', text: text.slice(textStart, start) });
    pieces.push({ kind: 'place', text: text.slice(start, end), path: found.path, line: found.line });
    textStart = end;
  }
  if (textStart < text.length) pieces.push({ kind: 'text', text: text.slice(textStart) });
  return pieces;
}

/** Reads a whole code span as one place, so that its path may contain spaces; undefined when it is none. */
export function wholePlace(code: string): Piece | undefined {
  const colon = /:\d{1,9}(?::\d{1,9})?$/.exec(code.slice(-24));
  if (!colon || code.length > maxPathLength) return undefined;
  const path = code.slice(0, code.length - colon[0].length);
  const line = Number(colon[0].split(':')[1]);
  return line >= 1 && isPathLike(path, true) ? { kind: 'place', text: code, path, line } : undefined;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly path: string;
  readonly line: number;
}

function placeInFrame({ 0: whole, 1: path, 2: line }: RegExpExecArray): Found | undefined {
  return path === undefined || Number(line) < 1 || !isPathLike(path, true) ? undefined : { start: 0, end: whole.length, path, line: Number(line) };
}

function placeInWord(word: string): Found | undefined {
  if (word.length > maxPathLength || word.includes('://')) return undefined;
  let start = 0;
  for (let index = 0; index < word.length; index++) {
    const character = word.charAt(index);
    if (opening.has(character)) start = index + 1;
    if (character !== ':' || index === start) continue;
    const ending = lineEnding.exec(word.slice(index, index + 24));
    const line = Number(ending?.[1]);
    const path = word.slice(start, index);
    if (ending && line >= 1 && isPathLike(path, false) && endsThere(word.charAt(index + ending[0].length))) return { start, end: index + ending[0].length, path, line };
  }
  return undefined;
}

/** A line number is not followed by a letter, a digit or a further number. */
function endsThere(next: string): boolean {
  return next === '' || !/[\w:/\\]/.test(next) || next === ':';
}

function isPathLike(path: string, isWhole: boolean): boolean {
  if (path.includes('://') || path.trim() !== path) return false;
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (!/\p{L}/u.test(name)) return false;
  const hasFolder = name.length < path.length;
  const dot = name.lastIndexOf('.');
  if (hasFolder) return isWhole || dot >= 0 || knownNames.has(name);
  const ending = name.slice(dot + 1).toLowerCase();
  if (dot < 0) return knownNames.has(name);
  // A rotated log ends in a number behind its extension.
  return (/^[a-z][a-z0-9]{0,5}$/.test(ending) && !hostEndings.has(ending)) || /\.(?:log|txt|out|err)\.\d{1,8}$/i.test(name);
}

/** Files that are named without an extension. */
const knownNames = new Set(['Dockerfile', 'Makefile', 'Gemfile', 'Rakefile', 'Procfile', 'Jenkinsfile', 'Vagrantfile', 'syslog', 'messages']);
