/** Configuration: every source of settings merged in a stated order, each value checked and its origin kept. */
import path from 'node:path';
import type { Result } from '../../base/result.ts';
import type { Settings } from '../../model/settings.ts';
import { checkText, checkValue } from './checkValue.ts';
import { readConfigFile } from './configFile.ts';
import { readVariables } from './environment.ts';
import { findSetting, settingsTable, type SettingRow, type SettingValue } from './settingsTable.ts';
import { suggest } from './suggest.ts';

export { configReference, configSchema, configTemplate } from './describe.ts';
export type { SettingValue } from './settingsTable.ts';

/** Something in a configuration that is not used. */
export interface ConfigProblem {
  /** Relative to the workspace where it lies inside, with `/`; `editor settings`, `environment` or `command line` for what is no file. */
  readonly file: string;
  /** From 1; 0 where there is no line. */
  readonly line: number;
  readonly column: number;
  /** Names the key and the next step. */
  readonly message: string;
}

/** The settings and how they came to be. */
export interface LoadedConfig {
  readonly settings: Settings;
  /** By the key as the file names it: `default`, `file .logbrief/config.yaml:3`, `editor`, `environment LOGBRIEF_…`, `flag`. */
  readonly origins: ReadonlyMap<string, string>;
  readonly problems: readonly ConfigProblem[];
  /** Absolute paths that were looked at, whether they exist or not; a change of any of them is a reason to load again. */
  readonly files: readonly string[];
}

/** Where settings come from; later ones win: defaults, files, profile, editor, environment, flags. */
export interface ConfigOptions {
  readonly workspace: string;
  readonly stateFolder: string;
  /** Settings of the editor, dotted; either name of a setting will do, here and in `flags`. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly flags?: Readonly<Record<string, unknown>>;
  /** Also read `config/enhanced_logging.<profile>.yaml`; without it `LOGBRIEF_PROFILE` is asked. */
  readonly profile?: string;
}

/** One setting as it stands, for `config show`. */
export interface EffectiveSetting {
  readonly key: string;
  readonly value: SettingValue;
  readonly origin: string;
}

interface Held {
  readonly value: SettingValue;
  readonly origin: string;
}

/** Loads the configuration. Never throws: whatever is wrong becomes a problem, and the value before it in the order stays. */
export function loadConfig(options: ConfigOptions): LoadedConfig {
  const merge = new Merge(options.workspace);
  const folder = path.join(options.workspace, 'config');
  const files = [path.join(folder, 'enhanced_logging.yaml'), path.join(options.stateFolder, 'config.yaml')];
  for (const file of files) merge.file(file);
  const profile = options.profile ?? options.environment['LOGBRIEF_PROFILE'];
  if (profile !== undefined && profile !== '') {
    if (isProfileName(profile)) files.push(merge.profile(path.join(folder, `enhanced_logging.${profile}.yaml`)));
    else merge.refuse('environment', 'The profile must be a name of letters, digits, `-` and `_`, such as `production`.');
  }
  merge.record('editor settings', 'editor', options.overrides);
  merge.environment(options.environment);
  merge.record('command line', 'flag', options.flags ?? {});
  return { ...merge.settled(), problems: merge.problems, files };
}

/** Lists all settings with value and origin, in the order of the table. */
export function effectiveSettings(config: LoadedConfig): readonly EffectiveSetting[] {
  return settingsTable.map((row) => ({ key: row.key, value: valueAt(config.settings, row.field), origin: config.origins.get(row.key) ?? 'default' }));
}

function isProfileName(name: string): boolean {
  return /^[\w-]{1,64}$/.test(name);
}

class Merge {
  readonly problems: ConfigProblem[] = [];
  readonly #workspace: string;
  readonly #held = new Map<SettingRow, Held>();

  constructor(workspace: string) {
    this.#workspace = workspace;
    for (const row of settingsTable) this.#held.set(row, { value: row.default, origin: 'default' });
  }

  /** Takes over a file; returns whether there is one. */
  file(file: string): boolean {
    const name = this.#nameOf(file);
    const { exists, entries, faults } = readConfigFile(file);
    const first = this.problems.length;
    for (const fault of faults) this.problems.push({ file: name, ...fault });
    for (const { row, value, line, column } of entries) this.#take(row, checkValue(row, value), `file ${name}:${line}`, { file: name, line, column });
    this.problems.push(...this.problems.splice(first).sort((a, b) => a.line - b.line || a.column - b.column));
    return exists;
  }

  /** Takes over the file of a profile that somebody asked for, so it has to be there. */
  profile(file: string): string {
    if (!this.file(file)) this.problems.push({ file: this.#nameOf(file), line: 0, column: 0, message: 'The profile was asked for and this file is not there. Make it, or choose another profile.' });
    return file;
  }

  /** Takes over typed values by name; a flag may also come as text. */
  record(place: string, origin: string, values: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) continue;
      const row = findSetting(name);
      if (!row) this.refuse(place, unknownName(name));
      else this.#take(row, origin === 'flag' && typeof value === 'string' ? checkText(row, value) : checkValue(row, value), origin, { file: place, line: 0, column: 0 });
    }
  }

  environment(environment: Readonly<Record<string, string | undefined>>): void {
    const { found, faults } = readVariables(environment);
    for (const message of faults) this.refuse('environment', message);
    for (const { row, name, text } of found) this.#take(row, checkText(row, text), `environment ${name}`, { file: `environment ${name}`, line: 0, column: 0 });
  }

  refuse(place: string, message: string): void {
    this.problems.push({ file: place, line: 0, column: 0, message });
  }

  settled(): Pick<LoadedConfig, 'settings' | 'origins'> {
    const origins = new Map<string, string>();
    const sections: Record<string, Record<string, SettingValue>> = {};
    for (const [row, { value, origin }] of this.#held) {
      origins.set(row.key, origin);
      const [section = '', name = ''] = row.field.split('.');
      (sections[section] ??= {})[name] = value;
    }
    // The table has a row of the right kind for every field of `Settings`; a test compares the two.
    return { settings: sections as unknown as Settings, origins };
  }

  #take(row: SettingRow, checked: Result<SettingValue, string>, origin: string, place: Omit<ConfigProblem, 'message'>): void {
    if (checked.ok) this.#held.set(row, { value: checked.value, origin });
    else this.problems.push({ ...place, message: `${checked.error} This value is not used.` });
  }

  #nameOf(file: string): string {
    const relative = path.relative(this.#workspace, file);
    const isInside = relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
    return (isInside ? relative : file).split(path.sep).join('/');
  }
}

function unknownName(name: string): string {
  const near = suggest(name, settingsTable.map(({ field }) => field));
  return `\`${name.slice(0, 80)}\` is not a known setting. ${near === undefined ? 'Remove it.' : `Did you mean \`${near}\`?`}`;
}

function valueAt(settings: Settings, field: string): SettingValue {
  const [section = '', name = ''] = field.split('.');
  const sections = settings as unknown as Readonly<Record<string, Readonly<Record<string, SettingValue>>>>;
  return sections[section]?.[name] ?? false;
}
