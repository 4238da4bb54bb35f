/** `logbrief rotate`: rotates Logbrief's own line files now. */
import { systemClock } from '../base/clock.ts';
import { ownLineFiles, rotateOwnFiles } from '../engine/maintain/maintain.ts';
import { exitCode, usageError, type Command } from './command.ts';
import { settingsOf } from './settings.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const rotateCommand: Command = {
  name: 'rotate',
  summary: 'rotates Logbrief\'s own logs that have grown too large',
  help: `Usage: logbrief rotate [--force] [options]

${placeHelp}
  --force             rotates whatever is not empty, however small

events.ndjson, audit.ndjson and logs/logbrief.log are rotated once they reach \`core.max_log_file_size_mb\`; \`core.backup_count\` old parts stay, the newest
plain and the rest in gzip. A running engine does this by itself. Prints the files that were rotated.`,
  options: { ...placeOptions, force: { type: 'boolean' } },
  async run(given, terminal) {
    if (given.positionals.length > 0) throw usageError('rotate', `it takes no files; it rotates ${ownLineFiles.join(', ')}`);
    const place = placeOf(given);
    const { core } = settingsOf(place, terminal);
    const rotated = rotateOwnFiles({ ...place, clock: systemClock, maxBytes: given.values['force'] === true ? 1 : core.maxLogFileSizeMb * 1e6, keep: core.backupCount });
    for (const file of rotated) await terminal.write(`${file}\n`);
    terminal.notice(`${rotated.length} files rotated`);
    return exitCode.done;
  },
};
