/** Turns configuration files of the older system into one of ours; what has no counterpart stays as a comment, so that nothing is lost. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Document, type Node } from 'yaml';
import { err, ok, type Result } from '../../base/result.ts';
import { checkValue } from './checkValue.ts';
import { parseYaml, type FileFault } from './configFile.ts';
import { flatSections, migrationTable, tuningMaps, type Conversion } from './migrationTable.ts';
import { findSetting, settingSections, settingsTable, type SettingRow, type SettingValue } from './settingsTable.ts';

/** A file to turn. */
export interface OldFile {
  /** As comments name it. */
  readonly name: string;
  readonly text: string;
}

/** The outcome. */
export interface Migration {
  /** A configuration file of ours. */
  readonly text: string;
  /** Keys that were taken over. */
  readonly taken: readonly string[];
  /** Settings that have no counterpart, or whose value does not fit; they are comments in the text. */
  readonly left: readonly string[];
}

/** Turns them; of several files a later one wins. An error when one is no YAML. */
export function migrateConfig(files: readonly OldFile[]): Result<Migration, FileFault & { readonly file: string }> {
  const taken = new Map<SettingRow, { readonly value: SettingValue; readonly note: string }>();
  const left: string[] = [];
  for (const file of files) {
    const read = readLeaves(asYaml(file.text));
    if (!read.ok) return err({ ...read.error, file: file.name });
    for (const leaf of read.value) {
      const place = `${file.name}:${leaf.line} ${leaf.path.join('.')}`;
      const turned = turn(leaf);
      if (!turned.ok) {
        left.push(isAboutLogging(leaf) ? `${place}: ${shownValue(leaf.value)}  (${turned.error})` : `${place}  (about something else, so its value stays in its file)`);
        continue;
      }
      const { row, value, note } = turned.value;
      const former = taken.get(row)?.value;
      const isCollected = row.key === 'watch.include' && Array.isArray(former) && Array.isArray(value);
      taken.set(row, { value: isCollected ? [...new Set([...(former as readonly string[]), ...(value as readonly string[])])] : value, note: `${place}${note}` });
    }
  }
  return ok({ text: textOf(taken, left), taken: settingsTable.filter((row) => taken.has(row)).map(({ key }) => key), left });
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly line: number;
}

interface Turned {
  readonly row: SettingRow;
  readonly value: SettingValue;
  readonly note: string;
}

const secretName = /pass|secret|token|key|credential|auth/i;

/** An application's one file also has passwords in it, which must not be copied about. */
function isAboutLogging({ path }: Leaf): boolean {
  const section = path.length === 1 ? '' : path[0] ?? '';
  const isOurs = flatSections.includes(section) || tuningMaps.includes(section) || settingSections.some(({ name }) => name === section);
  return isOurs && !path.some((part) => secretName.test(part));
}

/** The tuning guide shows its maps as Python assigns them. */
function asYaml(text: string): string {
  return text.replace(/^(\w+)\s*=\s*\{/gm, '$1: {');
}

function turn({ path, value }: Leaf): Result<Turned, string> {
  const [section = '', name = ''] = path.length === 1 ? ['', path[0]] : path;
  if (path.length > 2) return err('nothing corresponds to it');
  if (value === null) return err('it has no value');
  const own = findSetting(path.join('.')) ?? (tuningMaps.includes(section) ? findSetting(`performance.${name}`) : undefined);
  if (own?.key.includes('.') === true) return fit(own, value);
  const old = flatSections.includes(section) ? migrationTable.find(({ names }) => names.includes(name)) : undefined;
  const row = findSetting(old?.key ?? '');
  return row && old ? fit(row, converted(value, old.conversion)) : err('nothing corresponds to it');
}

/** A number beyond the range becomes the nearest that is in it. */
function fit(row: SettingRow, value: unknown): Result<Turned, string> {
  const checked = checkValue(row, value);
  if (checked.ok) return ok({ row, value: checked.value, note: '' });
  if ((row.kind !== 'integer' && row.kind !== 'number') || typeof value !== 'number' || !Number.isFinite(value)) return err(checked.error.message);
  const nearest = Math.min(row.maximum, Math.max(row.minimum, row.kind === 'integer' ? Math.round(value) : value));
  return ok({ row, value: nearest, note: `, was ${value}` });
}

function converted(value: unknown, conversion: Conversion): unknown {
  switch (conversion) {
    case 'same':
      return value;
    case 'level':
      return typeof value === 'string' && /^warn$/i.test(value) ? 'WARNING' : value;
    case 'names':
      return typeof value === 'string' ? value.split(',').map((part) => part.trim()).filter((part) => part !== '') : value;
    case 'bytesToMb':
      return typeof value === 'number' ? Math.max(1, Math.ceil(value / 1e6)) : value;
    case 'logPath':
      return typeof value === 'string' ? [value.replace(/\{\w+\}/g, '*')] : value;
  }
}

function readLeaves(text: string): Result<readonly Leaf[], FileFault> {
  const lines = new LineCounter();
  const parsed = parseYaml(text, lines);
  if (!parsed.ok) return parsed;
  const top = parsed.value.contents as Node | null;
  if (top !== null && !isMap(top)) return isScalar(top) && top.value === null ? ok([]) : err({ line: 1, column: 1, message: 'The file must be a map of settings.' });
  const leaves: Leaf[] = [];
  collect(top, [], { document: parsed.value, lines, leaves });
  return ok(leaves);
}

interface Collecting {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly leaves: Leaf[];
}

/** Far more than a file of 64 KiB holds without aliases. */
const maxLeaves = 20_000;
const maxDepth = 8;

function collect(node: unknown, path: readonly string[], into: Collecting): void {
  if (!isMap(node) || into.leaves.length >= maxLeaves) return;
  for (const { key, value } of node.items) {
    const within = isAlias(value) ? value.resolve(into.document) : value;
    const here = [...path, isScalar(key) ? String(key.value) : '?'];
    if (isMap(within) && within.items.length > 0 && path.length < maxDepth) collect(within, here, into);
    else into.leaves.push({ path: here, value: isSeq(within) || isMap(within) ? plainOf(within, into) : (isScalar(within) ? within.value : null), line: into.lines.linePos((key as Partial<Node>).range?.[0] ?? 0).line });
  }
}

/** A list with aliases in it could grow without end, so those are left as they are. */
function plainOf(node: unknown, into: Collecting): unknown {
  if (isSeq(node)) return node.items.map((item) => plainOf(item, into));
  return isScalar(node) ? node.value : '…';
}

/** In one line, and short: a value in the wrong place may be anything. */
function shownValue(value: unknown): string {
  const text = JSON.stringify(value);
  return (text.length > 200 ? `${text.slice(0, 200)}…` : text).replace(/[\p{Cc}\u2028\u2029\u0085]/gu, ' ');
}

function textOf(taken: ReadonlyMap<SettingRow, { readonly value: SettingValue; readonly note: string }>, left: readonly string[]): string {
  const parts = settingSections.flatMap(({ name }) => {
    const rows = settingsTable.filter((row) => row.key.startsWith(`${name}.`) && taken.has(row));
    return rows.length === 0 ? [] : [[`${name}:`, ...rows.map((row) => lineOf(row, taken.get(row)))].join('\n')];
  });
  const rest = left.length === 0 ? [] : [['# Not taken over:', ...left.map((line) => `# ${line.replace(/[\p{Cc}\u2028\u2029\u0085]/gu, ' ')}`)].join('\n')];
  return `${['# Made from the settings of the older logging system.', ...parts, ...rest].join('\n\n')}\n`;
}

function lineOf(row: SettingRow, held: { readonly value: SettingValue; readonly note: string } | undefined): string {
  return `  ${row.key.slice(row.key.indexOf('.') + 1)}: ${JSON.stringify(held?.value)}  # ${(held?.note ?? '').replace(/[\p{Cc}\u2028\u2029\u0085]/gu, ' ')}`;
}
