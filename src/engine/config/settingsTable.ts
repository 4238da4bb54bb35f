/** Every setting as a row: the one source for check, defaults, JSON schema, template and reference. */
import { coreRows } from './coreRows.ts';
import { issueRows } from './issueRows.ts';
import { performanceRows } from './performanceRows.ts';
import { reportRows } from './reportRows.ts';
import type { SettingRow, SettingSection } from './settingRow.ts';
import { upkeepRows } from './upkeepRows.ts';

export type { SettingRow, SettingSection, SettingValue } from './settingRow.ts';

/** The sections in the order in which they are shown. */
export const settingSections: readonly SettingSection[] = [
  { name: 'core', description: 'Logbrief as a whole, and its own log .logbrief/logs/logbrief.log' },
  { name: 'watch', description: 'Which logs are watched. Globs are relative to the workspace, or absolute.' },
  { name: 'formats', description: 'Line formats of your own.' },
  { name: 'issues', description: 'How issues are ranked.' },
  { name: 'rules', description: 'Known failures of your own.' },
  { name: 'briefing', description: 'The briefing for coding agents: .logbrief/briefing.md' },
  { name: 'dashboard', description: 'The dashboard file .logbrief/dashboard.json and its history' },
  { name: 'performance', description: 'Queue, threads, memory, caches and what is measured of them.' },
  { name: 'metrics', description: 'Figures for Prometheus at http://HOST:PORT/metrics' },
  { name: 'alerts', description: 'When you are told, and how.' },
  { name: 'backup', description: 'Backups on a schedule, in .logbrief/backups/' },
  { name: 'cleanup', description: 'What a cleanup deletes.' },
  { name: 'protect', description: 'What is redacted beside the secrets that Logbrief knows by itself.' },
];

/** All settings, in the order in which they are shown. Ranges are ours where no source is named. */
export const settingsTable: readonly SettingRow[] = [...coreRows, ...issueRows, ...reportRows, ...performanceRows, ...upkeepRows];

/** Finds a row by either of its names. */
export function findSetting(name: string): SettingRow | undefined {
  return settingsTable.find((row) => row.key === name || row.field === name);
}

/** Returns the environment variable that sets a row. */
export function variableOf(row: SettingRow): string {
  return `LOGBRIEF_${row.key.toUpperCase().replaceAll('.', '_')}`;
}
