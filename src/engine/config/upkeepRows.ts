/** Rows of the sections `metrics`, `alerts`, `backup`, `cleanup` and `protect`. */
import { defaultSettings } from '../../model/defaultSettings.ts';
import type { SettingRow } from './settingRow.ts';

const { metrics, alerts, backup, cleanup, protect } = defaultSettings;

/** The rows. */
export const upkeepRows: readonly SettingRow[] = [
  {
    key: 'metrics.enabled', field: 'metrics.enabled', isLive: true, kind: 'boolean', default: metrics.enabled,
    description: 'Whether figures are served for Prometheus.',
    effect: 'When true, a port is opened on `metrics.host`.',
  },
  {
    key: 'metrics.host', field: 'metrics.host', isLive: true, kind: 'text', default: metrics.host, takes: 'a loopback address: 127.0.0.1, ::1 or localhost', expression: /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/, example: '127.0.0.1',
    description: 'The address it is served on; only this machine can reach it.',
    effect: 'Another loopback address.',
  },
  {
    key: 'metrics.port', field: 'metrics.port', isLive: true, kind: 'integer', default: metrics.port, minimum: 1, maximum: 65_535, unit: '',
    description: 'The port it is served on.',
    effect: 'Tell it to Prometheus too.',
  },
  {
    key: 'metrics.max_series', field: 'metrics.maxSeries', isLive: true, kind: 'integer', default: metrics.maxSeries, minimum: 100, maximum: 2000, unit: 'series',
    description: 'Time series at most; components beyond it are counted as `other`.',
    effect: 'Fewer spares Prometheus memory.',
  },
  {
    key: 'alerts.enabled', field: 'alerts.enabled', isLive: true, kind: 'boolean', default: alerts.enabled,
    description: 'Whether you are told when a limit below is crossed.',
    effect: 'When true, a notification in the editor, and the command and webhook below.',
  },
  {
    key: 'alerts.min_health_score', field: 'alerts.minHealthScore', isLive: true, kind: 'integer', default: alerts.minHealthScore, minimum: 0, maximum: 100, unit: 'points',
    description: 'The health score below which you are told.', effect: '0 never tells.',
  },
  {
    key: 'alerts.max_memory_mb', field: 'alerts.maxMemoryMb', isLive: true, kind: 'integer', default: alerts.maxMemoryMb, minimum: 64, maximum: 1_048_576, unit: 'megabytes',
    description: 'Memory of the engine above which you are told.', effect: 'Higher tells later.',
  },
  {
    key: 'alerts.max_queue_ratio', field: 'alerts.maxQueueRatio', isLive: true, kind: 'number', default: alerts.maxQueueRatio, minimum: 0.1, maximum: 1, unit: 'of the queue',
    description: 'The share of the queue above which you are told.', effect: 'Higher tells later.',
  },
  {
    key: 'alerts.max_errors_per_minute', field: 'alerts.maxErrorsPerMinute', isLive: true, kind: 'integer', default: alerts.maxErrorsPerMinute, minimum: 1, maximum: 1_000_000, unit: 'records',
    description: 'ERROR records in one minute above which you are told.', effect: 'Higher tells later.',
  },
  {
    key: 'alerts.min_free_disk_mb', field: 'alerts.minFreeDiskMb', isLive: true, kind: 'integer', default: alerts.minFreeDiskMb, minimum: 0, maximum: 1_048_576, unit: 'megabytes',
    description: 'Free disk space below which you are told.', effect: '0 never tells.',
  },
  {
    key: 'alerts.repeat_interval', field: 'alerts.repeatIntervalSeconds', isLive: true, kind: 'integer', default: alerts.repeatIntervalSeconds, minimum: 60, maximum: 86_400, unit: 'seconds',
    description: 'Time between two alerts of one kind.', effect: 'Longer repeats less.',
  },
  {
    key: 'alerts.command', field: 'alerts.command', isLive: true, kind: 'text', default: alerts.command, takes: 'one line, or empty', expression: /^[^\p{Cc}]{0,1000}$/u, example: 'notify-send Logbrief',
    description: 'A command that is run with the alert as JSON on its standard input; only in workspaces that you trust.', effect: 'Empty runs none.',
  },
  {
    key: 'alerts.webhook', field: 'alerts.webhook', isLive: true, kind: 'text', default: alerts.webhook, takes: 'an http or https address, or empty', expression: /^(?:https?:\/\/[^\s\p{Cc}]{1,2000})?$/u, example: 'https://example.org/hook',
    description: 'An address to which the alert is posted as JSON; only in workspaces that you trust.', effect: 'Empty posts to none.',
  },
  {
    key: 'backup.enabled', field: 'backup.enabled', isLive: true, kind: 'boolean', default: backup.enabled,
    description: 'Whether a backup is made every day.', effect: 'When false, only when you ask for one.',
  },
  {
    key: 'backup.time', field: 'backup.time', isLive: true, kind: 'text', default: backup.time, takes: 'a time of day such as "02:00" (in quotes)', expression: /^(?:[01]\d|2[0-3]):[0-5]\d$/, example: '02:00',
    description: 'When, in the time zone of this machine; missed while the engine was off, it is made at the next start.', effect: 'The next backup comes at that time.',
  },
  {
    key: 'backup.keep_days', field: 'backup.keepDays', isLive: true, kind: 'integer', default: backup.keepDays, minimum: 1, maximum: 3650, unit: 'days',
    description: 'How long backups are kept.', effect: 'Older ones go after the next good backup, never after a failed one.',
  },
  {
    key: 'backup.keep_at_least', field: 'backup.keepAtLeast', isLive: true, kind: 'integer', default: backup.keepAtLeast, minimum: 1, maximum: 1000, unit: 'backups',
    description: 'Verified backups that stay whatever their age.', effect: 'More keeps more disk taken.',
  },
  {
    key: 'cleanup.enabled', field: 'cleanup.enabled', isLive: true, kind: 'boolean', default: cleanup.enabled,
    description: 'Whether old files of Logbrief are deleted every day.', effect: 'When false, only when you ask for it.',
  },
  {
    key: 'cleanup.history_hours', field: 'cleanup.historyHours', isLive: true, kind: 'integer', default: cleanup.historyHours, minimum: 1, maximum: 87_600, unit: 'hours',
    description: 'Age at which dashboards of the history go.', effect: 'Shorter keeps fewer.',
  },
  {
    key: 'cleanup.metrics_days', field: 'cleanup.metricsDays', isLive: true, kind: 'integer', default: cleanup.metricsDays, minimum: 1, maximum: 3650, unit: 'days',
    description: 'Age at which metrics go, also while cleanup.enabled is false.', effect: 'Shorter keeps fewer.',
  },
  {
    key: 'cleanup.log_folders', field: 'cleanup.logFolders', isLive: true, kind: 'folders', default: cleanup.logFolders, example: ['logs'],
    description: 'Folders with other programs\' logs whose rotated parts may be deleted too; no other file is ever touched.', effect: 'Empty deletes no log.',
  },
  {
    key: 'cleanup.log_days', field: 'cleanup.logDays', isLive: true, kind: 'integer', default: cleanup.logDays, minimum: 1, maximum: 3650, unit: 'days',
    description: 'Age at which rotated parts in these folders go.', effect: 'Shorter keeps fewer.',
  },
  {
    key: 'cleanup.log_keep_at_least', field: 'cleanup.logKeepAtLeast', isLive: true, kind: 'integer', default: cleanup.logKeepAtLeast, minimum: 0, maximum: 100_000, unit: 'files',
    description: 'The newest so many of these parts stay whatever their age.', effect: 'More keeps more.',
  },
  {
    key: 'cleanup.log_max_mb', field: 'cleanup.logMaxMb', isLive: true, kind: 'integer', default: cleanup.logMaxMb, minimum: 0, maximum: 1_048_576, unit: 'megabytes',
    description: 'Size above which the oldest of these parts go before their age; 0 is no limit.', effect: 'Smaller keeps fewer.',
  },
  {
    key: 'cleanup.store_days', field: 'cleanup.storeDays', kind: 'integer', default: cleanup.storeDays, minimum: 0, maximum: 36_500, unit: 'days',
    description: 'Days after the end of a month at which the records stored in it go; 0 keeps all, whatever `cleanup.enabled` says.', effect: 'Fewer keeps the store smaller; issues and templates stay.',
  },
  {
    key: 'protect.patterns', field: 'protect.patterns', kind: 'patterns', default: protect.patterns, example: ['EMP-\\d{6}'],
    description: 'Expressions in RE2\'s syntax; what they match is redacted before anything is stored.',
    effect: 'Applies to what is read from then on; one that matches the empty text is refused.',
  },
];
