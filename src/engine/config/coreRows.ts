/** Rows of the sections `core`, `watch` and `formats`. */
import { encodingLabels } from '../../base/encodings.ts';
import { timeFormatExpression } from '../../base/timeFormat.ts';
import { defaultSettings } from '../../model/defaultSettings.ts';
import { logLevels } from '../../model/settings.ts';
import { severityNames } from '../../model/severity.ts';
import type { SettingRow } from './settingRow.ts';

const { core, watch } = defaultSettings;

/** What the groups of an own format may be called, the usual names first. */
const formatGroups = ['timestamp', 'level', 'component', 'message', 'time', 'severity', 'logger', 'body', 'msg', ...severityNames.map((name) => name.toLowerCase())];

/** The rows. */
export const coreRows: readonly SettingRow[] = [
  {
    key: 'core.enabled', field: 'core.enabled', isLive: true, kind: 'boolean', default: core.enabled,
    description: 'Whether logs are watched at all.',
    effect: 'When false, nothing is read or written until it is true again; what is stored stays.',
  },
  {
    key: 'core.log_level', field: 'core.logLevel', isLive: true, kind: 'choice', default: core.logLevel, choices: logLevels, formerVariables: ['UPBIT_LOG_LEVEL'],
    description: 'The least severe of Logbrief\'s own notices that go to its log.',
    effect: 'DEBUG keeps everything, CRITICAL only what ends the engine. It has no influence on the logs that are watched.',
  },
  {
    key: 'core.max_log_file_size_mb', field: 'core.maxLogFileSizeMb', isLive: true, kind: 'integer', default: core.maxLogFileSizeMb, minimum: 1, maximum: 1000, unit: 'megabytes',
    description: 'Size at which Logbrief\'s own log is rotated.',
    effect: 'Smaller parts; together with `core.backup_count` it bounds the disk it takes.',
  },
  {
    key: 'core.backup_count', field: 'core.backupCount', isLive: true, kind: 'integer', default: core.backupCount, minimum: 0, maximum: 1000, unit: 'files',
    description: 'Old parts of Logbrief\'s own log that are kept, all but the newest compressed.',
    effect: 'Fewer deletes the oldest ones at the next rotation.',
  },
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
    key: 'watch.include_rotated', field: 'watch.includeRotated', kind: 'boolean', default: watch.includeRotated,
    description: 'Whether rotated parts that are there when a log is first seen are read too, `.gz` and `.zst` included.',
    effect: 'When true, history that was rotated away before the first start is read once.',
  },
  {
    key: 'watch.encodings', field: 'watch.encodings', kind: 'entries', default: [],
    description: 'Encodings of files that are not UTF-8; the first entry whose globs fit a file counts. UTF-16 with a byte order mark and Korean and Japanese text are recognised without it.',
    effect: 'Applies to what is read from then on.',
    example: { files: ['legacy/*.log'], encoding: 'windows-1252' },
    fields: [
      { name: 'files', field: 'files', isRequired: true, shape: { kind: 'globs', example: ['legacy/*.log'] }, description: 'The files.' },
      { name: 'encoding', field: 'encoding', isRequired: true, shape: { kind: 'choice', choices: encodingLabels }, description: 'Their encoding.' },
    ],
  },
  {
    key: 'formats.own', field: 'formats.own', kind: 'entries', default: [],
    description: 'Line formats that Logbrief does not know, as expressions in RE2\'s syntax from the beginning of a line; the named groups `timestamp`, `level`, `component` and `message` say what is what, and a group named like a level (`error`, `info`, …) says that level.',
    effect: 'Lines that match are read by it, ahead of what is found out by itself.',
    example: { name: 'billing', pattern: '^(?P<timestamp>\\S+ \\S+) <(?P<level>\\w+)> (?P<component>\\w+): (?P<message>.*)$' },
    fields: [
      { name: 'name', field: 'name', isRequired: true, shape: { kind: 'text', takes: 'a name of letters, digits, `-` and `_`', expression: /^[\w-]{1,64}$/, example: 'billing' }, description: 'What it is called in answers.' },
      { name: 'pattern', field: 'pattern', isRequired: true, shape: { kind: 'pattern', example: '^(?P<timestamp>\\S+) (?P<message>.*)$', groups: formatGroups }, description: 'The expression, for one line; what is behind the match is the message where there is no such group.' },
      { name: 'files', field: 'files', isRequired: false, shape: { kind: 'globs', example: ['billing/*.log'] }, description: 'Only for these files; without it the format is looked for in all.' },
      { name: 'timestamp', field: 'timestamp', isRequired: false, shape: { kind: 'text', takes: 'a time in the letters of strptime with an hour in it, such as %d.%m.%Y %H:%M:%S', expression: timeFormatExpression, example: '%d.%m.%Y %H:%M:%S' }, description: 'How the timestamp is written; only needed when it is not understood by itself.' },
    ],
  },
];
