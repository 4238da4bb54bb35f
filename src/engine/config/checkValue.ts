/** Decides whether a value from outside fits a row of the settings table. */
import { err, ok, type Result } from '../../base/result.ts';
import type { SettingRow, SettingValue } from './settingsTable.ts';

/** Entries of a list, and characters of one: far beyond need, far below harm (ours). */
const maxListEntries = 1000;
const maxGlobLength = 4096;

const trueWords = new Set(['true', '1', 'yes', 'on']);
const falseWords = new Set(['false', '0', 'no', 'off']);

/** Checks a typed value; the error is a sentence that names the key and what it takes. Values are never repeated: they may be secrets in the wrong place. */
export function checkValue(row: SettingRow, value: unknown): Result<SettingValue, string> {
  switch (row.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? ok(value) : err(`\`${row.key}\` must be true or false, and this is ${kindOf(value)}.`);
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) return err(`\`${row.key}\` must be ${rangeOf(row)}, and this is ${kindOf(value)}.`);
      return value < row.minimum || value > row.maximum ? err(`\`${row.key}\` must be ${rangeOf(row)}, and this is ${value}.`) : ok(value);
    case 'globs':
      return checkGlobs(row.key, value);
  }
}

/** Checks a value that came as text (environment, command line): numbers and words for true and false; lists as JSON or separated by `;`. */
export function checkText(row: SettingRow, text: string): Result<SettingValue, string> {
  const word = text.trim();
  switch (row.kind) {
    case 'boolean':
      return checkValue(row, trueWords.has(word.toLowerCase()) ? true : falseWords.has(word.toLowerCase()) ? false : text);
    case 'integer':
      return checkValue(row, /^[+-]?\d{1,15}$/.test(word) ? Number(word) : text);
    case 'globs':
      return checkValue(row, listOf(word));
  }
}

function listOf(word: string): unknown {
  if (!word.startsWith('[')) return word.split(';').map((part) => part.trim()).filter((part) => part !== '');
  try {
    return JSON.parse(word) as unknown;
  } catch {
    return word;
  }
}

function checkGlobs(key: string, value: unknown): Result<readonly string[], string> {
  if (!Array.isArray(value)) return err(`\`${key}\` must be a list of globs such as ["logs/**/*.log"], and this is ${kindOf(value)}.`);
  if (value.length > maxListEntries) return err(`\`${key}\` has ${value.length} entries; ${maxListEntries} are the most. Use wider globs.`);
  const globs: string[] = [];
  for (const entry of value as readonly unknown[]) {
    const fault = faultOfGlob(entry);
    if (fault !== undefined) return err(`\`${key}\`: entry ${globs.length + 1} ${fault}`);
    globs.push(entry as string);
  }
  return ok(globs);
}

function faultOfGlob(entry: unknown): string | undefined {
  if (typeof entry !== 'string') return `must be text, and this is ${kindOf(entry)}. Put it in quotes.`;
  if (entry.trim() === '') return 'is empty. Remove it.';
  if (entry.length > maxGlobLength) return `is longer than ${maxGlobLength} characters. Shorten it.`;
  if (/\p{Cc}/u.test(entry)) return 'holds a control character, which no file name should. Remove it.';
  if (entry.startsWith('~')) return 'starts with `~`, which only shells understand. Write the absolute path.';
  return undefined;
}

function rangeOf(row: { readonly minimum: number; readonly maximum: number; readonly unit: string }): string {
  return `a whole number of ${row.unit} from ${row.minimum} to ${row.maximum}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (value === undefined) return 'a nested structure';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value === 'string' ? 'text' : 'a nested structure';
}
