/** Rows of the sections `briefing` and `dashboard`. */
import { defaultSettings } from '../../model/defaultSettings.ts';
import type { SettingRow } from './settingRow.ts';

const { briefing, dashboard } = defaultSettings;

/** The rows. */
export const reportRows: readonly SettingRow[] = [
  {
    key: 'briefing.enabled', field: 'briefing.enabled', isLive: true, kind: 'boolean', default: briefing.enabled, formerVariables: ['UPBIT_LLM_BRIEFING_ENABLED'],
    description: 'Whether the briefing file is written.',
    effect: 'When false, the file stays as it was last written.',
  },
  {
    key: 'briefing.update_interval', field: 'briefing.updateIntervalSeconds', isLive: true, kind: 'integer', default: briefing.updateIntervalSeconds, minimum: 5, maximum: 86_400, unit: 'seconds',
    formerVariables: ['UPBIT_BRIEFING_UPDATE_INTERVAL'],
    description: 'How often the briefing is rewritten when nothing changes; a change rewrites it within a second.',
    effect: 'Shorter keeps its figures and its time of writing fresher.',
  },
  {
    key: 'briefing.auto_generate', field: 'briefing.autoGenerate', isLive: true, kind: 'boolean', default: briefing.autoGenerate,
    description: 'Whether the briefing is written by itself.',
    effect: 'When false, it is written only by "Write briefing now", and `logbrief briefing` makes it afresh.',
  },
  {
    key: 'briefing.include_performance_metrics', field: 'briefing.includePerformanceMetrics', isLive: true, kind: 'boolean', default: briefing.includePerformanceMetrics,
    description: 'Whether the briefing says how Logbrief itself does: records per second, memory, bytes behind.',
    effect: 'When false, the line is left out and its room goes to issues.',
  },
  {
    key: 'briefing.budget_bytes', field: 'briefing.budgetBytes', isLive: true, kind: 'integer', default: briefing.budgetBytes, minimum: 1024, maximum: 65_536, unit: 'bytes',
    description: 'Size limit of the briefing, in bytes of UTF-8.',
    effect: 'More shows more issues and evidence; an agent reads all of it every time.',
  },
  {
    key: 'dashboard.enabled', field: 'dashboard.enabled', isLive: true, kind: 'boolean', default: dashboard.enabled, formerVariables: ['UPBIT_AUTO_DIAGNOSIS'],
    description: 'Whether the dashboard file and its history are written.',
    effect: 'When false, the files stay as they were last written; the panel in the editor works on.',
  },
  {
    key: 'dashboard.realtime_updates', field: 'dashboard.realtimeUpdates', isLive: true, kind: 'boolean', default: dashboard.realtimeUpdates,
    description: 'Whether dashboard file and panel follow a change within a second.',
    effect: 'When false, they change every `dashboard.update_interval` only, which costs less while many lines come.',
  },
  {
    key: 'dashboard.update_interval', field: 'dashboard.updateIntervalSeconds', isLive: true, kind: 'integer', default: dashboard.updateIntervalSeconds, minimum: 5, maximum: 86_400, unit: 'seconds',
    formerVariables: ['UPBIT_DASHBOARD_UPDATE_INTERVAL'],
    description: 'How often the dashboard file is rewritten when nothing changes, and a copy is kept in the history.',
    effect: 'Shorter makes the history finer and, with the same number of files, reach less far back.',
  },
  {
    key: 'dashboard.max_dashboard_history', field: 'dashboard.maxDashboardHistory', isLive: true, kind: 'integer', default: dashboard.maxDashboardHistory, minimum: 1, maximum: 100_000, unit: 'files',
    description: 'How many dashboards are kept in .logbrief/history/.',
    effect: 'Fewer deletes the oldest ones at the next update.',
  },
];
