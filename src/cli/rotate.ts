/** `logbrief rotate`: rotates Logbrief's own line files now. */
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '../base/clock.ts';
import { logrotateFile, ownLineFiles, rotateOwnFiles } from '../engine/maintain/maintain.ts';
import { exitCode, listOption, type Command } from './command.ts';
import { settingsOf } from './settings.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const rotateCommand: Command = {
  name: 'rotate',
  help: `Usage: logbrief rotate [--force] [options]
       logbrief rotate --print-logrotate [--logs DIR]… [options]

${placeHelp}
  --force             rotates whatever is not empty, however small
  --print-logrotate   prints a file for logrotate(8) instead, for these and for *.log in each DIR

events.ndjson, audit.ndjson and logs/logbrief.log are rotated once they reach \`core.max_log_file_size_mb\`; \`core.backup_count\` old parts stay, the newest
plain and the rest in gzip. A running engine does this by itself. Prints the files that were rotated.`,
  instead: `it rotates ${ownLineFiles.join(', ')} alone`,
  options: { ...placeOptions, 'force': { type: 'boolean' }, 'print-logrotate': { type: 'boolean' }, 'logs': { type: 'string', multiple: true } },
  async run(given, terminal) {
    const place = placeOf(given);
    const { core, cleanup } = settingsOf(place, terminal);
    if (given.values['print-logrotate'] === true) {
      const folders = listOption(given, 'logs').map((folder) => path.resolve(place.workspace, folder));
      await terminal.write(logrotateFile({ ...place, folders, maxSizeMb: core.maxLogFileSizeMb, keep: core.backupCount, keepDays: cleanup.logDays, user: os.userInfo().username, group: groupName() }));
      return exitCode.done;
    }
    const rotated = rotateOwnFiles({ ...place, clock: systemClock, maxBytes: given.values['force'] === true ? 1 : core.maxLogFileSizeMb * 1e6, keep: core.backupCount });
    for (const file of rotated) await terminal.write(`${file}\n`);
    terminal.notice(`${rotated.length} files rotated`);
    return exitCode.done;
  },
};

/** The name of this process's group; its number where there is no name, which logrotate takes as well. */
function groupName(): string {
  try {
    return execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  } catch {
    return String(process.getgid?.() ?? 0);
  }
}
