/** Reads one configuration file into entries with their places; a file that is not sound as a whole gives only problems. */
import fs from 'node:fs';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Scalar, type YAMLMap } from 'yaml';
import { messageOf, systemCodeOf } from '../../base/errors.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { ProblemReason } from '../../model/configReport.ts';
import { shownName } from './checkValue.ts';
import { findSetting, settingSections, settingsTable, type SettingRow } from './settingsTable.ts';
import { suggest } from './suggest.ts';

/** A place, both counted from 1; 0 where the file as a whole is meant. */
export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/** A fault with its place. */
export interface FileFault extends FilePlace {
  readonly message: string;
  /** Missing where the file as a whole cannot be used. */
  readonly reason?: ProblemReason;
}

/** A value for a known key: scalars, lists, maps, nested no deeper than the table does. */
export interface FileEntry extends FilePlace {
  readonly row: SettingRow;
  readonly value: unknown;
  /** Where inside the value the given path of indices and keys leads. */
  readonly placeOf: (path: readonly (string | number)[]) => FilePlace;
}

/** What a file says. */
export interface ConfigFile {
  readonly exists: boolean;
  readonly entries: readonly FileEntry[];
  readonly faults: readonly FileFault[];
}

/** Far beyond any sensible configuration; keeps the parser below 0.3 s on the worst text found (ours). */
const maxFileBytes = 64 * 1024;
/** Aliases in one file; each costs a walk over it (ours). */
const maxAliases = 100;
/** A list of maps that hold lists is the deepest that the table has. */
const maxValueDepth = 3;
const nestedTooDeeply = 'The file is nested too deeply. There are only sections, their keys, and lists of maps below some of them.';

/** Reads a file; one that is not there is no fault. */
export function readConfigFile(file: string): ConfigFile {
  const read = readText(file);
  if (!read.ok) return { exists: true, entries: [], faults: [read.error] };
  return read.value === undefined ? { exists: false, entries: [], faults: [] } : { exists: true, ...parseConfig(read.value) };
}

/** Parses a file's text. */
export function parseConfig(text: string): Pick<ConfigFile, 'entries' | 'faults'> {
  const lines = new LineCounter();
  const parsed = parseYaml(text, lines);
  if (!parsed.ok) return { entries: [], faults: [parsed.error] };
  const found = new Walk(parsed.value, lines).run();
  return found.fatal === undefined ? { entries: found.entries, faults: found.faults } : { entries: [], faults: [found.fatal] };
}

/** Reads a text file of a sensible size; `undefined` when there is none. */
export function readText(file: string): Result<string | undefined, FileFault> {
  const refuse = (message: string): Result<never, FileFault> => err({ line: 0, column: 0, message });
  try {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) return ok(undefined);
    if (!stat.isFile()) return refuse('This is not a file. Remove it, or put a configuration file in its place.');
    if (stat.size > maxFileBytes) return refuse(`The file has ${stat.size} bytes; ${maxFileBytes} are the most. Shorten it.`);
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(file)));
  } catch (thrown) {
    if (thrown instanceof TypeError) return refuse(`The file is not UTF-8. Save it as UTF-8.`);
    const code = systemCodeOf(thrown);
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok(undefined);
    return refuse(`The file cannot be read: ${code === 'EACCES' ? 'permission denied' : messageOf(thrown)}. Give read access to it.`);
  }
}

/** Parses YAML that may be an attack: errors, tags, duplicates of documents and depth become a fault with a place. */
export function parseYaml(text: string, lines: LineCounter): Result<Document.Parsed, FileFault> {
  const nul = text.indexOf('\0');
  if (nul >= 0) return err({ ...placeIn(text, nul), message: `The file holds a NUL byte. Save it as plain text.` });
  try {
    // The parser compares all keys of a map with each other, quadratic in their number; `Walk` finds duplicates with a set.
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, uniqueKeys: false, resolveKnownTags: false, schema: 'core', merge: false });
    const first = document.errors[0] ?? document.warnings[0];
    if (!first) return ok(document);
    return err({ ...placeIn(text, first.pos[0]), message: nextStep(first.code, first.message), ...(first.code === 'TAB_AS_INDENT' ? { reason: { kind: 'tab' } } : {}) });
  } catch (thrown) {
    // The parser recurses; some thousand levels overflow the stack.
    if (thrown instanceof RangeError) return err({ line: 1, column: 1, message: nestedTooDeeply });
    return err({ line: 1, column: 1, message: `The file is not valid YAML: ${messageOf(thrown)}.` });
  }
}

function nextStep(code: string, message: string): string {
  if (code === 'TAB_AS_INDENT') return 'A tab is used for indentation. Replace it by spaces.';
  if (code === 'MULTIPLE_DOCS') return 'The file holds more than one document. Remove the line `---` and what follows it.';
  if (code === 'RESOURCE_EXHAUSTION') return nestedTooDeeply;
  if (code === 'TAG_RESOLVE_FAILED') return 'A tag (`!…`) is used. Remove it and write the value alone.';
  return `Not valid YAML: ${message.slice(0, 200).replace(/\.?$/, '.')}`;
}

function placeIn(text: string, position: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, position);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: position - lineStart + 1 };
}

const sections = new Set(settingSections.map(({ name }) => name));

/** One walk over a parsed file. */
class Walk {
  readonly entries: FileEntry[] = [];
  readonly faults: FileFault[] = [];
  fatal: FileFault | undefined;
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;
  #aliases = 0;

  constructor(document: Document.Parsed, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  run(): this {
    const top = this.#document.contents as Node | null;
    if (isMap(top)) this.#walkMap(top, '');
    else if (!isEmpty(top)) this.fatal = this.#fault(top, 'The file must be a map of sections, such as `briefing:` with its keys indented below it.');
    return this;
  }

  #walkMap(map: YAMLMap, section: string): void {
    const seen = new Set<string>();
    for (const { key: keyNode, value: valueNode } of map.items) {
      const name = isScalar(keyNode) ? String(keyNode.value) : '';
      const key = section === '' ? name : `${section}.${name}`;
      if (seen.has(name)) this.fatal ??= this.#twice(keyNode, key);
      seen.add(name);
      const row = findSetting(key);
      if (row?.key === key) this.#take(row, keyNode, valueNode);
      else if (section === '' && sections.has(name)) this.#walkSection(name, keyNode, valueNode);
      else this.faults.push({ ...this.#place(keyNode), ...unknownKey(name, section) });
    }
  }

  #walkSection(name: string, keyNode: unknown, valueNode: unknown): void {
    const value = this.#resolve(valueNode);
    if (isMap(value)) this.#walkMap(value, name);
    else if (!isEmpty(value)) this.faults.push(this.#fault(keyNode, `\`${name}\` must be a section with keys below it: ${keysOf(name).join(', ')}.`, { kind: 'value', key: name }));
  }

  #take(row: SettingRow, keyNode: unknown, valueNode: unknown): void {
    const node = isEmpty(valueNode) ? keyNode : valueNode;
    this.entries.push({ row, value: this.#plain(valueNode, maxValueDepth), ...this.#place(node), placeOf: (path) => this.#placeAlong(node, path) });
  }

  #plain(node: unknown, depth: number): unknown {
    const value = this.#resolve(node);
    if (value === null || value === undefined || isScalar(value)) return value?.value ?? null;
    // What is nested deeper is wrong whatever it holds.
    if (depth === 0) return {};
    if (isSeq(value)) return value.items.map((item) => this.#plain(item, depth - 1));
    if (!isMap(value)) return {};
    const seen = new Map<string, unknown>();
    for (const { key: keyNode, value: valueNode } of value.items) {
      const name = isScalar(keyNode) ? String(keyNode.value) : '';
      if (seen.has(name)) this.fatal ??= this.#twice(keyNode, name);
      seen.set(name, this.#plain(valueNode, depth - 1));
    }
    return Object.fromEntries(seen);
  }

  /** As far along the path as it leads: to a node, or to a character of a text that stands in one line. */
  #placeAlong(start: unknown, path: readonly (string | number)[]): FilePlace {
    let node = start;
    for (const step of path) {
      const within = isAlias(node) ? node.resolve(this.#document) : node;
      if (isScalar(within) && typeof step === 'number') return this.#placeInside(within, step);
      const next: unknown = isSeq(within) ? within.items[Number(step)] : isMap(within) ? pairNode(within, String(step)) : undefined;
      if (next === undefined || next === null) break;
      node = next;
    }
    return this.#place(node);
  }

  #placeInside(scalar: Scalar, at: number): FilePlace {
    const { line, column } = this.#place(scalar);
    const written = scalar.source ?? '';
    const start = scalar.type === 'PLAIN' ? 0 : scalar.type === 'QUOTE_SINGLE' || scalar.type === 'QUOTE_DOUBLE' ? 1 : -1;
    if (start < 0 || written.includes('\n')) return { line, column };
    return { line, column: column + start + at };
  }

  /** Follows an alias one step; what it stands for is never expanded further than a list of scalars. */
  #resolve(node: unknown): unknown {
    if (!isAlias(node)) return node;
    this.#aliases++;
    if (this.#aliases > maxAliases) this.fatal ??= this.#fault(node, `More than ${maxAliases} aliases (\`*…\`) are used. Write the values out.`);
    return this.fatal === undefined ? node.resolve(this.#document) : undefined;
  }

  #place(node: unknown): { readonly line: number; readonly column: number } {
    const start = (node as Partial<Node> | null)?.range?.[0] ?? 0;
    const { line, col } = this.#lines.linePos(start);
    return { line, column: col };
  }

  #twice(node: unknown, name: string): FileFault {
    const key = shownName(name);
    return this.#fault(node, `\`${key}\` is there twice. Remove one of the two.`, { kind: 'twice', key });
  }

  #fault(node: unknown, message: string, reason?: ProblemReason): FileFault {
    return { ...this.#place(node), message, ...(reason ? { reason } : {}) };
  }
}

/** The value of a key, or the key where it has none or is not known. */
function pairNode(map: YAMLMap, name: string): unknown {
  const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
  return isEmpty(pair?.value) ? pair?.key : pair?.value;
}

function isEmpty(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

function keysOf(section: string): string[] {
  return settingsTable.flatMap(({ key }) => (key.startsWith(`${section}.`) ? [key.slice(section.length + 1)] : []));
}

function unknownKey(name: string, section: string): Omit<FileFault, keyof FilePlace> {
  const near = suggest(name, section === '' ? [...sections] : keysOf(section));
  const key = shownName(section === '' ? name : `${section}.${name}`);
  const label = `\`${key}\` is not a known ${section === '' ? 'section' : 'key'}`;
  if (near !== undefined) return { message: `${label}. Did you mean \`${near}\`?`, reason: { kind: 'unknownKey', key, meant: near } };
  const elsewhere = settingsTable.find((row) => [row.key, row.field, row.key.split('.')[1], row.field.split('.')[1]].includes(name));
  if (elsewhere) return { message: `${label}. Did you mean \`${elsewhere.key.split('.')[1] ?? ''}\` below \`${elsewhere.key.split('.')[0] ?? ''}\`?`, reason: { kind: 'unknownKey', key, meant: elsewhere.key } };
  return { message: `${label}. Remove it; known are ${(section === '' ? [...sections] : keysOf(section)).join(', ')}.`, reason: { kind: 'unknownKey', key, meant: undefined } };
}
