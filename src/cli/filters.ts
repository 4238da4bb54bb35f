/** The options that narrow which records are meant, the same for `query` and `export`. */
import type { RecordFilter } from '../model/query.ts';
import { severityNames, severityNumberOf } from '../model/severity.ts';
import { listOption, textOption, timeOption, usageError, type Arguments, type Command } from './command.ts';

/** For `Command.options`. */
export const filterOptions = {
  from: { type: 'string' }, to: { type: 'string' }, severity: { type: 'string' }, source: { type: 'string', multiple: true },
  component: { type: 'string' }, template: { type: 'string' }, text: { type: 'string' },
} as const;

/** Their help. */
export const filterHelp = `  --from TIME, --to TIME   records from TIME on, before TIME: 2026-01-31T12:00:00Z, or 30s, 15m, 2h, 3d ago
  --severity NAME     this severity and worse (TRACE, DEBUG, INFO, WARN, ERROR, FATAL)
  --source NAME       records of this log only; may be repeated
  --component NAME    records of this logger, tag or class
  --template ID       records of this template
  --text LITERAL      records that contain this text`;

/** Reads the options; throws a usage error naming the fault. */
export function filterOf(command: Command, given: Arguments): RecordFilter {
  const fromMs = timeOption(command, given, 'from');
  const toMs = timeOption(command, given, 'to');
  const minSeverity = severityOf(command, textOption(given, 'severity'));
  const sources = listOption(given, 'source');
  const component = textOption(given, 'component');
  const template = textOption(given, 'template');
  const text = textOption(given, 'text');
  if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs) throw usageError(command.name, '--from lies behind --to');
  if (template !== undefined && !/^\d+$/.test(template)) throw usageError(command.name, `--template takes a number, not ${JSON.stringify(template)}`);
  return {
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
    ...(minSeverity === undefined ? {} : { minSeverity }),
    ...(sources.length === 0 ? {} : { sources }),
    ...(component === undefined ? {} : { component }),
    ...(template === undefined ? {} : { templateId: Number(template) }),
    ...(text === undefined ? {} : { text }),
  };
}

function severityOf(command: Command, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const name = severityNames.find((candidate) => candidate === text.toUpperCase());
  if (name === undefined) throw usageError(command.name, `--severity is one of ${severityNames.join(', ')}, not ${JSON.stringify(text)}`);
  return severityNumberOf(name);
}
