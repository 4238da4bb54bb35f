/** Merges the sources of settings in their order; every value checked, its origin kept. */
import path from 'node:path';
import { err, type Result } from '../../base/result.ts';
import type { ConfigProblem } from '../../model/configReport.ts';
import type { Settings } from '../../model/settings.ts';
import { checkText, checkValue, shownName, type ValueFault } from './checkValue.ts';
import { readConfigFile } from './configFile.ts';
import { readVariables } from './environment.ts';
import { unknownRule } from './ruleIds.ts';
import { findSetting, settingsTable, type SettingRow, type SettingValue } from './settingsTable.ts';
import type { SettingOrigin } from './origin.ts';
import { suggest } from './suggest.ts';

/** A value and where it came from. */
export interface Held {
  readonly value: SettingValue;
  readonly origin: SettingOrigin;
}

/** What the merge comes to. */
export interface Merged {
  readonly settings: Settings;
  /** By the key as the file names it. */
  readonly origins: ReadonlyMap<string, SettingOrigin>;
}

const ownRules = 'rules.own';
const disabledRules = 'rules.disabled';

/** Takes one source after the other; a later one wins. */
export class Merge {
  readonly problems: ConfigProblem[] = [];
  /** Files that are there and faulty: nothing of them is taken, since half a configuration is not what anybody wrote. */
  readonly refusedFiles: string[] = [];
  readonly #workspace: string;
  readonly #held = new Map<SettingRow, Held>();

  constructor(workspace: string) {
    this.#workspace = workspace;
    for (const row of settingsTable) this.#held.set(row, { value: row.default, origin: { kind: 'default' } });
  }

  /** Takes over a file, whole or not at all; returns whether there is one. */
  file(file: string): boolean {
    const name = this.#nameOf(file);
    const { exists, entries, faults } = readConfigFile(file);
    const problems: ConfigProblem[] = faults.map((fault) => ({ file: name, reason: { kind: 'file' }, ...fault }));
    const taken = new Map<SettingRow, Held>();
    const own = entries.find(({ row }) => row.key === ownRules)?.value;
    for (const { row, value, line, placeOf } of entries) {
      const checked = this.#checked(row, checkValue(row, value), own);
      if (checked.ok) taken.set(row, { value: checked.value, origin: { kind: 'file', place: `${name}:${line}` } });
      else problems.push({ file: name, ...placeOf(checked.error.path), message: checked.error.message, reason: checked.error.reason ?? { kind: 'value', key: row.key } });
    }
    if (problems.length > 0) {
      this.refusedFiles.push(name);
      this.problems.push(...problems.sort((a, b) => a.line - b.line || a.column - b.column));
      return exists;
    }
    for (const [row, held] of taken) this.#held.set(row, held);
    return exists;
  }

  /** Takes over the file of a profile that somebody asked for, so it has to be there. */
  profile(file: string): string {
    if (!this.file(file)) this.#note(this.#nameOf(file), 'The profile was asked for and this file is not there. Make it, or choose another profile.');
    return file;
  }

  /** Takes over typed values by name; a flag may also come as text. */
  record(place: string, kind: 'editor' | 'flag', values: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) continue;
      const row = findSetting(name);
      if (!row) this.#note(place, unknownName(name));
      else this.#take(row, kind === 'flag' && typeof value === 'string' ? checkText(row, value) : checkValue(row, value), { kind }, place);
    }
  }

  /** Takes over variables. */
  environment(environment: Readonly<Record<string, string | undefined>>): void {
    const { found, faults } = readVariables(environment);
    for (const message of faults) this.#note('environment', message);
    for (const { row, name, text } of found) this.#take(row, checkText(row, text), { kind: 'environment', name }, `environment ${name}`);
  }

  /** Notes that something asked for is no name of a profile. */
  refuseProfile(): void {
    this.#note('environment', 'The profile must be a name of letters, digits, `-` and `_`, such as `production`.');
  }

  /** The values as they stand, by row. */
  get held(): ReadonlyMap<SettingRow, Held> {
    return this.#held;
  }

  /** Puts the values back to what they were when files were last sound. */
  restore(held: ReadonlyMap<SettingRow, Held>): void {
    for (const row of settingsTable) this.#held.set(row, held.get(row) ?? { value: row.default, origin: { kind: 'default' } });
  }

  /** The outcome. */
  settled(): Merged {
    const origins = new Map<string, SettingOrigin>();
    const sections: Record<string, Record<string, SettingValue>> = {};
    for (const [row, { value, origin }] of this.#held) {
      origins.set(row.key, origin);
      const [section = '', name = ''] = row.field.split('.');
      (sections[section] ??= {})[name] = value;
    }
    // The table has a row of the right kind for every field of `Settings`; a test compares the two.
    return { settings: sections as unknown as Settings, origins };
  }

  /** What only the other rows can tell: a rule that is disabled must be there, of the same source or of one before it. */
  #checked(row: SettingRow, checked: Result<SettingValue, ValueFault>, own: unknown = []): Result<SettingValue, ValueFault> {
    if (!checked.ok || row.key !== disabledRules) return checked;
    const held = [...this.#held].find(([{ key }]) => key === ownRules)?.[1].value;
    const unknown = unknownRule(checked.value, [held, own]);
    return unknown ? err(unknown) : checked;
  }

  #take(row: SettingRow, given: Result<SettingValue, ValueFault>, origin: SettingOrigin, place: string): void {
    const checked = this.#checked(row, given);
    if (checked.ok) this.#held.set(row, { value: checked.value, origin });
    else this.#note(place, `${checked.error.message} This value is not used.`);
  }

  #note(place: string, message: string): void {
    this.problems.push({ file: place, line: 0, column: 0, message });
  }

  #nameOf(file: string): string {
    const relative = path.relative(this.#workspace, file);
    const isInside = relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
    return (isInside ? relative : file).split(path.sep).join('/');
  }
}

function unknownName(name: string): string {
  const near = suggest(name, settingsTable.map(({ field }) => field));
  return `\`${shownName(name)}\` is not a known setting. ${near === undefined ? 'Remove it.' : `Did you mean \`${near}\`?`}`;
}
