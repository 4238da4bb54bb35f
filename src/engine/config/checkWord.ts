/** Says what is wrong with one text of a list; each answer ends a sentence that names the place. */
import { compileExpression } from './expression.ts';

const maxTextLength = 4096;
/** Compiling is linear in the length; expressions that people write are far shorter (ours). */
const maxPatternLength = 1000;

/** Tells why a glob cannot be meant. */
export function faultOfGlob(entry: unknown): string | undefined {
  const wrong = faultOfText(entry);
  if (typeof entry !== 'string' || wrong !== undefined) return wrong;
  if (/\p{Cc}/u.test(entry)) return 'holds a control character, which no file name should. Remove it.';
  if (entry.startsWith('~')) return 'starts with `~`, which only shells understand. Write the absolute path.';
  if (/^(?:[A-Za-z]:)?[\\/]+(?:\*\*?[\\/]*)*$/.test(entry)) return 'is the whole disk. Name the folders that are meant.';
  return undefined;
}

/** Tells why a folder in which files may be deleted is not taken. */
export function faultOfFolder(entry: unknown): string | undefined {
  const wrong = faultOfGlob(entry);
  if (typeof entry !== 'string' || wrong !== undefined) return wrong;
  if (/[*?[\]{}!]/.test(entry)) return 'is a pattern. Name the folder itself.';
  const parts = entry.split(/[\\/]+/);
  if (parts.includes('..')) return 'leads upwards (`..`). Write the absolute path.';
  return parts.every((part) => part === '' || part === '.') ? 'is the workspace itself. Name a folder below it.' : undefined;
}

/** Tells why a name cannot be meant. */
export function faultOfName(entry: unknown): string | undefined {
  const wrong = faultOfText(entry);
  if (typeof entry !== 'string' || wrong !== undefined) return wrong;
  return /\p{Cc}/u.test(entry) ? 'holds a control character. Remove it.' : undefined;
}

/** Why an expression is not taken, and at which of its characters (from 0) when that can be said. */
export interface ExpressionFault {
  readonly words: string;
  readonly at?: number;
}

/** Tells why an expression is not taken: it must compile in RE2's syntax, which runs in linear time, and must not match everything. */
export function faultOfExpression(entry: unknown, groups?: readonly string[]): ExpressionFault | undefined {
  const wrong = faultOfText(entry);
  if (typeof entry !== 'string' || wrong !== undefined) return wrong === undefined ? undefined : { words: wrong };
  if (entry.length > maxPatternLength) return { words: `is longer than ${maxPatternLength} characters. Split it.` };
  const compiled = compileExpression(entry);
  if (!compiled.ok) {
    const { at, reason } = compiled.error;
    return { at, words: `is no expression in RE2's syntax at its character ${at + 1} (${reason}). Look-around and back-references are not part of it, since they can take forever.` };
  }
  if (compiled.value.matchesNothing) return { words: 'matches the empty text, so it would match everything. Say more of what it is to find.' };
  return groups === undefined ? undefined : faultOfGroups(entry, compiled.value.groups, groups);
}

function faultOfGroups(entry: string, named: readonly string[], groups: readonly string[]): ExpressionFault | undefined {
  if (named.length === 0) return { words: `has no named group. Name one of ${groups.slice(0, 4).join(', ')}: (?P<${groups[0] ?? ''}>…).` };
  const unknown = named.find((name) => !groups.includes(name));
  if (unknown === undefined) return undefined;
  const at = entry.indexOf(`<${unknown}>`) + 1;
  return { at, words: `has a group of another name at its character ${at + 1}; known are ${groups.join(', ')}. Use (?:…) for what is not kept.` };
}

/** The same for an expression in a list. */
export function faultOfPattern(entry: unknown): string | undefined {
  return faultOfExpression(entry)?.words;
}

function faultOfText(entry: unknown): string | undefined {
  if (typeof entry !== 'string') return 'must be text. Put it in quotes.';
  if (entry.trim() === '') return 'is empty. Remove it.';
  return entry.length > maxTextLength ? `is longer than ${maxTextLength} characters. Shorten it.` : undefined;
}
