/** Decides whether a value from outside fits a row of the settings table. */
import { err, ok, type Result } from '../../base/result.ts';
import type { ProblemReason } from '../../model/configReport.ts';
import { faultOfExpression, faultOfFolder, faultOfGlob, faultOfName, faultOfPattern } from './checkWord.ts';
import type { EntryField, EntryValue, PlainValue, SettingRow, SettingValue, ValueShape } from './settingRow.ts';
import { suggest } from './suggest.ts';

/** Why a value is refused. */
export interface ValueFault {
  /** A sentence that names the key and what it takes. Values are never repeated when they are text: they may be secrets in the wrong place. */
  readonly message: string;
  /** Where inside the value: index, then key; at last the character (from 0) of a text. */
  readonly path: readonly (string | number)[];
  /** Missing where there is nothing more to say than that the value does not fit. */
  readonly reason?: ProblemReason;
}

type Checked<T> = Result<T, ValueFault>;

/** Entries of a list: far beyond need, far below harm (ours). */
const maxListEntries = 1000;

const trueWords = new Set(['true', '1', 'yes', 'on']);
const falseWords = new Set(['false', '0', 'no', 'off']);

/** Checks a typed value. */
export function checkValue(row: SettingRow, value: unknown): Checked<SettingValue> {
  return row.kind === 'entries' ? checkEntries(row.key, row.fields, value) : checkShape(row.key, row, value);
}

/** Checks a value that came as text (environment, command line): numbers and words for true and false; lists as JSON or separated by `;`, names also by `,`. */
export function checkText(row: SettingRow, text: string): Checked<SettingValue> {
  const word = text.trim();
  switch (row.kind) {
    case 'boolean':
      return checkValue(row, trueWords.has(word.toLowerCase()) ? true : falseWords.has(word.toLowerCase()) ? false : text);
    case 'integer':
    case 'number':
      return checkValue(row, /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(word) ? Number(word) : text);
    case 'choice':
    case 'text':
    case 'pattern':
      return checkValue(row, word);
    case 'names':
      return checkValue(row, listOf(word, /[;,]/));
    case 'globs':
    case 'folders':
    case 'patterns':
      return checkValue(row, listOf(word, /;/));
    case 'entries':
      return checkValue(row, jsonOf(word));
  }
}

function listOf(word: string, separator: RegExp): unknown {
  return word.startsWith('[') ? jsonOf(word) : word.split(separator).map((part) => part.trim()).filter((part) => part !== '');
}

function jsonOf(word: string): unknown {
  try {
    return JSON.parse(word) as unknown;
  } catch {
    return word;
  }
}

function checkShape(key: string, shape: ValueShape, value: unknown): Checked<PlainValue> {
  switch (shape.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? ok(value) : refuse(key, 'true or false', value);
    case 'integer':
    case 'number':
      return checkNumber(key, shape, value);
    case 'choice':
      return checkChoice(key, shape.choices, value);
    case 'text':
      if (typeof value !== 'string') return refuse(key, shape.takes, value);
      return shape.expression.test(value) ? ok(value) : faultAt(`\`${key}\` must be ${shape.takes}.`);
    case 'pattern':
      return checkPattern(key, value, shape.groups);
    case 'globs':
      return checkList(key, value, { takes: 'a list of globs such as ["logs/**/*.log"]', faultOf: faultOfGlob });
    case 'folders':
      return checkList(key, value, { takes: `a list of folders such as ${JSON.stringify(shape.example)}`, faultOf: faultOfFolder });
    case 'names':
      return checkList(key, value, { takes: `a list of names such as ${JSON.stringify(shape.example)}`, faultOf: faultOfName });
    case 'patterns':
      return checkList(key, value, { takes: `a list of expressions such as ${JSON.stringify(shape.example)}`, faultOf: faultOfPattern });
  }
}

function checkNumber(key: string, { kind, minimum, maximum, unit }: ValueShape & { readonly kind: 'integer' | 'number' }, value: unknown): Checked<number> {
  const takes = `${kind === 'integer' ? 'a whole number' : 'a number'}${unit === '' ? '' : ` of ${unit}`} from ${minimum} to ${maximum}`;
  const isNumber = typeof value === 'number' && (kind === 'integer' ? Number.isInteger(value) : Number.isFinite(value));
  if (!isNumber) return refuse(key, takes, value);
  if (value >= minimum && value <= maximum) return ok(value);
  return err({ message: `\`${key}\` must be ${takes}, and this is ${value}.`, path: [], reason: { kind: 'range', key, minimum, maximum } });
}

function checkChoice(key: string, choices: readonly string[], value: unknown): Checked<string> {
  if (typeof value !== 'string') return refuse(key, `one of ${choices.join(', ')}`, value);
  const chosen = choices.find((choice) => choice.toLowerCase() === value.toLowerCase());
  if (chosen !== undefined) return ok(chosen);
  const near = suggest(value, choices);
  return faultAt(`\`${key}\` must be one of ${choices.join(', ')}.${near === undefined ? '' : ` Did you mean ${near}?`}`);
}

/** The place of a fault is the character inside the text. */
function checkPattern(key: string, value: unknown, groups: readonly string[] | undefined): Checked<string> {
  const wrong = faultOfExpression(value, groups);
  if (typeof value === 'string' && wrong === undefined) return ok(value);
  return faultAt(`\`${key}\` ${wrong?.words ?? 'must be text.'}`, wrong?.at === undefined ? [] : [wrong.at]);
}

interface ListOptions {
  readonly takes: string;
  /** Ends the sentence "entry 3 …"; undefined when it is right. */
  readonly faultOf: (word: unknown) => string | undefined;
}

function checkList(key: string, value: unknown, { takes, faultOf }: ListOptions): Checked<readonly string[]> {
  if (!Array.isArray(value)) return refuse(key, takes, value);
  if (value.length > maxListEntries) return faultAt(`\`${key}\` has ${value.length} entries; ${maxListEntries} are the most.`);
  const words: string[] = [];
  for (const entry of value as readonly unknown[]) {
    const wrong = faultOf(entry);
    if (typeof entry !== 'string' || wrong !== undefined) return faultAt(`\`${key}\`: entry ${words.length + 1} ${wrong ?? 'must be text.'}`, [words.length]);
    words.push(entry);
  }
  return ok(words);
}

function checkEntries(key: string, fields: readonly EntryField[], value: unknown): Checked<readonly EntryValue[]> {
  const takes = `a list of maps with the keys ${fields.map(({ name }) => name).join(', ')}`;
  if (!Array.isArray(value)) return refuse(key, takes, value);
  if (value.length > maxListEntries) return faultAt(`\`${key}\` has ${value.length} entries; ${maxListEntries} are the most.`);
  const entries: EntryValue[] = [];
  for (const [index, entry] of (value as readonly unknown[]).entries()) {
    const checked = checkEntry(`${key}[${index + 1}]`, fields, entry);
    if (!checked.ok) return err({ ...checked.error, path: [index, ...checked.error.path] });
    entries.push(checked.value);
  }
  return ok(entries);
}

function checkEntry(key: string, fields: readonly EntryField[], entry: unknown): Checked<EntryValue> {
  const names = fields.map(({ name }) => name);
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return refuse(key, `a map with the keys ${names.join(', ')}`, entry);
  const held: Record<string, PlainValue> = {};
  for (const [name, value] of Object.entries(entry)) {
    const field = fields.find((candidate) => candidate.name === name || candidate.field === name);
    if (!field) return faultAt(`\`${key}\` has the unknown key \`${shownName(name)}\`. ${meantBy(name, names)}`, [name]);
    const checked = checkShape(`${key}.${field.name}`, field.shape, value);
    if (!checked.ok) return err({ ...checked.error, path: [name, ...checked.error.path] });
    held[field.field] = checked.value;
  }
  const missing = fields.find(({ field, isRequired }) => isRequired && held[field] === undefined);
  if (missing) return faultAt(`\`${key}\` lacks \`${missing.name}\`. Add it.`);
  const oneOf = fields.filter(({ isOneOf }) => isOneOf);
  const lacksAll = oneOf.length > 0 && oneOf.every(({ field }) => held[field] === undefined);
  return lacksAll ? faultAt(`\`${key}\` lacks ${oneOf.map(({ name }) => `\`${name}\``).join(' or ')}. Add one of them.`) : ok(held);
}

function meantBy(name: string, names: readonly string[]): string {
  const near = suggest(name, names);
  return near === undefined ? `Remove it; known are ${names.join(', ')}.` : `Did you mean \`${near}\`?`;
}

/** A name from outside, safe in one line of a message. */
export function shownName(name: string): string {
  return name.slice(0, 80).replace(/[\p{C}`]/gu, '\ufffd');
}

function refuse(key: string, takes: string, value: unknown): Result<never, ValueFault> {
  return faultAt(`\`${key}\` must be ${takes}, and this is ${kindOf(value)}.`);
}

function faultAt(message: string, path: readonly (string | number)[] = []): Result<never, ValueFault> {
  return err({ message, path });
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value === 'string' ? 'text' : 'a nested structure';
}
