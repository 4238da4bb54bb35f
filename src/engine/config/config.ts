/** Configuration: every source of settings merged in a stated order, each value checked and its origin kept. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ConfigProblem } from '../../model/configReport.ts';
import type { Settings } from '../../model/settings.ts';
import { lastGoodPath, lastGoodText, readLastGood } from './lastGood.ts';
import { Merge } from './merge.ts';
import { originText, type SettingOrigin } from './origin.ts';
import { settingsTable, type SettingValue } from './settingsTable.ts';

export { configReference, configSchema, configTemplate } from './describe.ts';
export { migrateConfig, type Migration, type OldFile } from './migrate.ts';
export { isOfWorkspace, originText, type SettingOrigin } from './origin.ts';
export { readText } from './configFile.ts';
export { loadRules } from './rulesFile.ts';
export type { SettingValue } from './settingsTable.ts';

/** The settings and how they came to be. */
export interface LoadedConfig {
  readonly settings: Settings;
  /** By the key as the file names it. */
  readonly origins: ReadonlyMap<string, SettingOrigin>;
  readonly problems: readonly ConfigProblem[];
  /** Absolute paths that were looked at, whether they exist or not; a change of any of them is a reason to load again. */
  readonly files: readonly string[];
  /** Files that are faulty, as problems name them; nothing of them is used. */
  readonly refusedFiles: readonly string[];
  /** To be written whole, so that `useLastGood` finds it: undefined when a file is faulty. */
  readonly lastGood: { readonly path: string; readonly text: string } | undefined;
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
  readonly profile?: string | undefined;
  /** When a file is faulty, take what the files said when they were last sound. */
  readonly useLastGood?: boolean;
}

/** One setting as it stands, for `config show`. */
export interface EffectiveSetting {
  readonly key: string;
  readonly value: SettingValue;
  /** See `originText`. */
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
    else merge.refuseProfile();
  }
  const isSound = merge.refusedFiles.length === 0;
  const lastGood = isSound ? { path: lastGoodPath(options.stateFolder), text: lastGoodText(merge.held) } : undefined;
  const former = !isSound && options.useLastGood === true ? readLastGood(options.stateFolder) : undefined;
  if (former) merge.restore(former);
  merge.record('editor settings', 'editor', options.overrides);
  merge.environment(options.environment);
  merge.record('command line', 'flag', options.flags ?? {});
  return { ...merge.settled(), problems: merge.problems, files, refusedFiles: merge.refusedFiles, lastGood };
}

/** What is wrong in settings of the command line, the first of it; undefined when nothing is. */
export function findFlagFault(flags: Readonly<Record<string, unknown>>): string | undefined {
  const merge = new Merge('/');
  merge.record('command line', 'flag', flags);
  return merge.problems[0]?.message;
}

/** What is wrong in one file, wherever it lies; undefined when it is not there. */
export function checkConfigFile(workspace: string, file: string): readonly ConfigProblem[] | undefined {
  const merge = new Merge(workspace);
  return merge.file(file) ? merge.problems : undefined;
}

/** Lists all settings with value and origin, in the order of the table. */
export function effectiveSettings(config: Pick<LoadedConfig, 'settings' | 'origins'>): readonly EffectiveSetting[] {
  return settingsTable.map((row) => ({ key: row.key, value: valueAt(config.settings, row.field), origin: originText(config.origins.get(row.key) ?? { kind: 'default' }) }));
}

/** Keys whose values differ, in the order of the table. */
export interface SettingChanges {
  /** Those that hold at once. */
  readonly live: readonly string[];
  /** Those for which the engine opens its parts anew. */
  readonly reopening: readonly string[];
}

/** Compares two settings. */
export function compareSettings(before: Settings, after: Settings): SettingChanges {
  const changed = settingsTable.filter(({ field }) => !isDeepStrictEqual(valueAt(before, field), valueAt(after, field)));
  return { live: changed.filter(({ isLive }) => isLive === true).map(({ key }) => key), reopening: changed.filter(({ isLive }) => isLive !== true).map(({ key }) => key) };
}

function isProfileName(name: string): boolean {
  return /^[\w-]{1,64}$/.test(name);
}

function valueAt(settings: Settings, field: string): SettingValue {
  const [section = '', name = ''] = field.split('.');
  const sections = settings as unknown as Readonly<Record<string, Readonly<Record<string, SettingValue>>>>;
  return sections[section]?.[name] ?? false;
}
