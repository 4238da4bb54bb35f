/** Says what is wrong with one text of a list; each answer ends a sentence that names the place. */
import { RE2JS } from 're2js';

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

/** Tells why an expression is not taken: it must compile in RE2's syntax, which runs in linear time, and must not match everything. */
export function faultOfPattern(entry: unknown): string | undefined {
  const wrong = faultOfText(entry);
  if (typeof entry !== 'string' || wrong !== undefined) return wrong;
  if (entry.length > maxPatternLength) return `is longer than ${maxPatternLength} characters. Split it.`;
  try {
    return RE2JS.compile(entry).matcher('').find() ? 'matches the empty text, so it would match everything. Say more of what it is to find.' : undefined;
  } catch (thrown) {
    return `is no expression in RE2's syntax (${reasonOf(thrown)}). Look-around and back-references are not part of it, since they can take forever.`;
  }
}

/** RE2's own words without the expression, which may hold what is secret. */
function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : '';
  return (/^error parsing regexp: ([a-z ,]+)/.exec(text)?.[1] ?? 'it cannot be read').trim();
}

function faultOfText(entry: unknown): string | undefined {
  if (typeof entry !== 'string') return 'must be text. Put it in quotes.';
  if (entry.trim() === '') return 'is empty. Remove it.';
  return entry.length > maxTextLength ? `is longer than ${maxTextLength} characters. Shorten it.` : undefined;
}
