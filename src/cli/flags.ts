/** Settings given on the command line, which win over everything else. */
import { findFlagFault } from '../engine/config/config.ts';
import { listOption, usageError, type Arguments, type Command } from './command.ts';

/** The two options. */
export const flagOptions = { set: { type: 'string', multiple: true }, profile: { type: 'string' } } as const;

/** Their help. */
export const flagHelp = `  --set KEY=VALUE     a setting, such as --set briefing.budget_bytes=8000; may be repeated and wins over files and environment
  --profile NAME      also reads config/enhanced_logging.NAME.yaml`;

/** Reads `--set`; throws a usage error that names what is wrong. */
export function flagsOf(command: Command, given: Arguments): Readonly<Record<string, string>> {
  const flags: Record<string, string> = {};
  for (const word of listOption(given, 'set')) {
    const at = word.indexOf('=');
    if (at < 1) throw usageError(command.name, '--set takes KEY=VALUE');
    flags[word.slice(0, at)] = word.slice(at + 1);
  }
  const fault = findFlagFault(flags);
  if (fault !== undefined) throw usageError(command.name, `--set: ${fault.replace(/ This value is not used\.$/, '').replace(/\.$/, '')}`);
  return flags;
}
