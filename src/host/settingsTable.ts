/** Every setting of the extension, as values; package.json repeats them and a test compares. */
import { err, ok, type Result } from '../base/result.ts';
import { defaultSettings } from '../model/defaultSettings.ts';
import { logLevels } from '../model/settings.ts';

/** A setting's value. */
export type SettingValue = boolean | number | string | readonly string[];

/** A row of the table. */
export interface SettingRow {
  /** With the prefix `logbrief.`. */
  readonly key: string;
  /** The engine's own name for it; missing when only the host reads it. */
  readonly override?: string;
  readonly default: SettingValue;
  /** For numbers. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** For one of several texts. */
  readonly choices?: readonly string[];
  /** Names files, so it counts only where the workspace is trusted. */
  readonly namesFiles?: true;
}

const { core, watch, issues, briefing, dashboard, performance, backup, cleanup } = defaultSettings;
const interval = { minimum: 5, maximum: 86_400 } as const;

/** All settings, in the order in which they are shown. */
export const settingsTable: readonly SettingRow[] = [
  { key: 'logbrief.enabled', default: true },
  { key: 'logbrief.profile', default: '', namesFiles: true },
  { key: 'logbrief.logLevel', override: 'core.logLevel', default: core.logLevel, choices: logLevels },
  { key: 'logbrief.watch.include', override: 'watch.include', default: watch.include, namesFiles: true },
  { key: 'logbrief.watch.exclude', override: 'watch.exclude', default: watch.exclude, namesFiles: true },
  { key: 'logbrief.watch.sweepIntervalMilliseconds', override: 'watch.sweepIntervalMs', default: watch.sweepIntervalMs, minimum: 100, maximum: 2000 },
  { key: 'logbrief.issues.componentFocus', override: 'issues.componentFocus', default: issues.componentFocus },
  { key: 'logbrief.briefing.enabled', override: 'briefing.enabled', default: briefing.enabled },
  { key: 'logbrief.briefing.autoGenerate', override: 'briefing.autoGenerate', default: briefing.autoGenerate },
  { key: 'logbrief.briefing.includePerformanceMetrics', override: 'briefing.includePerformanceMetrics', default: briefing.includePerformanceMetrics },
  { key: 'logbrief.briefing.budgetBytes', override: 'briefing.budgetBytes', default: briefing.budgetBytes, minimum: 1024, maximum: 65_536 },
  { key: 'logbrief.briefing.updateIntervalSeconds', override: 'briefing.updateIntervalSeconds', default: briefing.updateIntervalSeconds, ...interval },
  { key: 'logbrief.dashboard.enabled', override: 'dashboard.enabled', default: dashboard.enabled },
  { key: 'logbrief.dashboard.realtimeUpdates', override: 'dashboard.realtimeUpdates', default: dashboard.realtimeUpdates },
  { key: 'logbrief.dashboard.updateIntervalSeconds', override: 'dashboard.updateIntervalSeconds', default: dashboard.updateIntervalSeconds, ...interval },
  { key: 'logbrief.dashboard.maxHistoryFiles', override: 'dashboard.maxDashboardHistory', default: dashboard.maxDashboardHistory, minimum: 1, maximum: 100_000 },
  { key: 'logbrief.performance.workerCount', override: 'performance.workerCount', default: performance.workerCount, minimum: 1, maximum: 64 },
  { key: 'logbrief.performance.memoryThresholdMegabytes', override: 'performance.memoryThresholdMb', default: performance.memoryThresholdMb, minimum: 64, maximum: 1_048_576 },
  { key: 'logbrief.backup.enabled', override: 'backup.enabled', default: backup.enabled },
  { key: 'logbrief.cleanup.enabled', override: 'cleanup.enabled', default: cleanup.enabled },
];

/** What is wrong with a value. */
export type SettingProblem =
  | { readonly kind: 'wrongType'; readonly wanted: 'boolean' | 'integer' | 'strings' | 'text' }
  | { readonly kind: 'notAChoice'; readonly choices: readonly string[] }
  | { readonly kind: 'outOfRange'; readonly minimum: number; readonly maximum: number };

/** Checks a value that came from a settings file. */
export function checkSetting(row: SettingRow, value: unknown): Result<SettingValue, SettingProblem> {
  if (typeof row.default === 'boolean') return typeof value === 'boolean' ? ok(value) : err({ kind: 'wrongType', wanted: 'boolean' });
  if (typeof row.default === 'string') return checkText(row, value);
  if (typeof row.default !== 'number') return isStrings(value) ? ok(value) : err({ kind: 'wrongType', wanted: 'strings' });
  if (typeof value !== 'number' || !Number.isInteger(value)) return err({ kind: 'wrongType', wanted: 'integer' });
  const minimum = row.minimum ?? Number.MIN_SAFE_INTEGER;
  const maximum = row.maximum ?? Number.MAX_SAFE_INTEGER;
  return value < minimum || value > maximum ? err({ kind: 'outOfRange', minimum, maximum }) : ok(value);
}

function checkText({ choices }: SettingRow, value: unknown): Result<SettingValue, SettingProblem> {
  if (typeof value !== 'string') return err({ kind: 'wrongType', wanted: 'text' });
  return choices === undefined || choices.includes(value) ? ok(value) : err({ kind: 'notAChoice', choices });
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
