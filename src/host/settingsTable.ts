/** Every setting of the extension, as values; package.json repeats them and a test compares. */
import { err, ok, type Result } from '../base/result.ts';
import { defaultSettings } from '../model/defaultSettings.ts';

/** A setting's value. */
export type SettingValue = boolean | number | readonly string[];

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
}

/** All settings, in the order in which they are shown. */
export const settingsTable: readonly SettingRow[] = [
  { key: 'logbrief.enabled', default: true },
  { key: 'logbrief.watch.include', override: 'watch.include', default: defaultSettings.watch.include },
  { key: 'logbrief.watch.exclude', override: 'watch.exclude', default: defaultSettings.watch.exclude },
  { key: 'logbrief.watch.sweepIntervalMilliseconds', override: 'watch.sweepIntervalMs', default: defaultSettings.watch.sweepIntervalMs, minimum: 100, maximum: 2000 },
  { key: 'logbrief.briefing.budgetBytes', override: 'briefing.budgetBytes', default: defaultSettings.briefing.budgetBytes, minimum: 1024, maximum: 65_536 },
  { key: 'logbrief.briefing.updateIntervalSeconds', override: 'briefing.updateIntervalSeconds', default: defaultSettings.briefing.updateIntervalSeconds, minimum: 5, maximum: 86_400 },
  { key: 'logbrief.dashboard.updateIntervalSeconds', override: 'dashboard.updateIntervalSeconds', default: defaultSettings.dashboard.updateIntervalSeconds, minimum: 5, maximum: 86_400 },
];

/** What is wrong with a value. */
export type SettingProblem =
  | { readonly kind: 'wrongType'; readonly wanted: 'boolean' | 'integer' | 'strings' }
  | { readonly kind: 'outOfRange'; readonly minimum: number; readonly maximum: number };

/** Checks a value that came from a settings file. */
export function checkSetting(row: SettingRow, value: unknown): Result<SettingValue, SettingProblem> {
  if (typeof row.default === 'boolean') return typeof value === 'boolean' ? ok(value) : err({ kind: 'wrongType', wanted: 'boolean' });
  if (typeof row.default !== 'number') return isStrings(value) ? ok(value) : err({ kind: 'wrongType', wanted: 'strings' });
  if (typeof value !== 'number' || !Number.isInteger(value)) return err({ kind: 'wrongType', wanted: 'integer' });
  const minimum = row.minimum ?? Number.MIN_SAFE_INTEGER;
  const maximum = row.maximum ?? Number.MAX_SAFE_INTEGER;
  return value < minimum || value > maximum ? err({ kind: 'outOfRange', minimum, maximum }) : ok(value);
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
