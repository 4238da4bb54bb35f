/** Every setting as a row: the one source for check, defaults, JSON schema, template and reference. */
import { defaultSettings } from '../../model/settings.ts';

/** What a setting can hold. */
export type SettingValue = boolean | number | readonly string[];

interface CommonRow {
  /** As the configuration file names it, dotted, snake_case. */
  readonly key: string;
  /** As `Settings` names it, dotted, camelCase; the editor's overrides use this name. */
  readonly field: string;
  /** What it is, one sentence. */
  readonly description: string;
  /** What changing it does. */
  readonly effect: string;
  /** Names of environment variables of the older system that mean the same. */
  readonly formerVariables?: readonly string[];
}

/** One setting. */
export type SettingRow =
  | (CommonRow & { readonly kind: 'boolean'; readonly default: boolean })
  | (CommonRow & { readonly kind: 'integer'; readonly default: number; readonly minimum: number; readonly maximum: number; readonly unit: string })
  | (CommonRow & { readonly kind: 'globs'; readonly default: readonly string[]; readonly example: readonly string[] });

/** A top-level key of the file and what its rows are about. */
export interface SettingSection {
  readonly name: string;
  readonly description: string;
}

/** The sections in the order in which they are shown. */
export const settingSections: readonly SettingSection[] = [
  { name: 'watch', description: 'Which logs are watched. Globs are relative to the workspace, or absolute.' },
  { name: 'briefing', description: 'The briefing for coding agents: .logbrief/briefing.md' },
  { name: 'dashboard', description: 'The dashboard file .logbrief/dashboard.json and its history' },
];

const { watch, briefing, dashboard } = defaultSettings;

/** All settings, in the order in which they are shown. Ranges are ours where no source is named. */
export const settingsTable: readonly SettingRow[] = [
  {
    key: 'watch.include', field: 'watch.include', kind: 'globs', default: watch.include, example: ['logs/**/*.log', '/var/log/myapp/*.log'],
    description: 'Logs to watch; when empty, the logs of the workspace are found by themselves.',
    effect: 'Only files that match are read from then on; what is stored stays.',
  },
  {
    key: 'watch.exclude', field: 'watch.exclude', kind: 'globs', default: watch.exclude, example: ['**/*.gz'],
    description: 'Logs to leave out, even where `watch.include` names them.',
    effect: 'Files that match are not read any more; what is stored stays.',
  },
  {
    // The upper end is DESIGN decision 4.
    key: 'watch.sweep_interval_ms', field: 'watch.sweepIntervalMs', kind: 'integer', default: watch.sweepIntervalMs, minimum: 100, maximum: 2000, unit: 'milliseconds',
    description: 'How often to look for what file events missed.',
    effect: 'Shorter finds lines sooner on network folders and costs more CPU.',
  },
  {
    key: 'briefing.enabled', field: 'briefing.enabled', kind: 'boolean', default: briefing.enabled, formerVariables: ['UPBIT_LLM_BRIEFING_ENABLED'],
    description: 'Whether the briefing file is written.',
    effect: 'When false, the file stays as it was last written.',
  },
  {
    key: 'briefing.update_interval', field: 'briefing.updateIntervalSeconds', kind: 'integer', default: briefing.updateIntervalSeconds, minimum: 5, maximum: 86_400, unit: 'seconds',
    formerVariables: ['UPBIT_BRIEFING_UPDATE_INTERVAL'],
    description: 'How often the briefing is rewritten when nothing changes; a change rewrites it within a second.',
    effect: 'Shorter keeps its figures and its time of writing fresher.',
  },
  {
    key: 'briefing.budget_bytes', field: 'briefing.budgetBytes', kind: 'integer', default: briefing.budgetBytes, minimum: 1024, maximum: 65_536, unit: 'bytes',
    description: 'Size limit of the briefing, in bytes of UTF-8.',
    effect: 'More shows more issues and evidence; an agent reads all of it every time.',
  },
  {
    key: 'dashboard.enabled', field: 'dashboard.enabled', kind: 'boolean', default: dashboard.enabled,
    description: 'Whether the dashboard file and its history are written.',
    effect: 'When false, the files stay as they were last written; the panel in the editor works on.',
  },
  {
    key: 'dashboard.update_interval', field: 'dashboard.updateIntervalSeconds', kind: 'integer', default: dashboard.updateIntervalSeconds, minimum: 5, maximum: 86_400, unit: 'seconds',
    description: 'How often the dashboard file is rewritten when nothing changes, and a copy is kept in the history.',
    effect: 'Shorter makes the history finer and, with the same number of files, reach less far back.',
  },
  {
    key: 'dashboard.max_dashboard_history', field: 'dashboard.maxDashboardHistory', kind: 'integer', default: dashboard.maxDashboardHistory, minimum: 1, maximum: 100_000, unit: 'files',
    description: 'How many dashboards are kept in .logbrief/history/.',
    effect: 'Fewer deletes the oldest ones at the next update.',
  },
];

/** Finds a row by either of its names. */
export function findSetting(name: string): SettingRow | undefined {
  return settingsTable.find((row) => row.key === name || row.field === name);
}

/** Returns the environment variable that sets a row. */
export function variableOf(row: SettingRow): string {
  return `LOGBRIEF_${row.key.toUpperCase().replaceAll('.', '_')}`;
}
