/** A file for logrotate(8): for Logbrief's own line files, and for folders with logs that the user names. */
import path from 'node:path';
import { EngineError } from '../../base/errors.ts';
import { ownLineFiles } from './ownLogs.ts';

/** What the file is to say. */
export interface LogrotateOptions {
  readonly stateFolder: string;
  /** Absolute folders whose `*.log` are rotated too. */
  readonly folders: readonly string[];
  readonly maxSizeMb: number;
  /** Old parts of our own files, and days that those of other programs stay. */
  readonly keep: number;
  readonly keepDays: number;
  /** Whose files they are: logrotate refuses folders that others may write unless it is told (`su`). */
  readonly user: string;
  readonly group: string;
}

/**
 * Writes the file. Our own files need no signal: they are opened by name for each line, and the names of their parts are those that the engine itself gives.
 * Of other programs it is not known whether they open their log again, so those are copied and cut, which Logbrief follows.
 */
export function logrotateFile({ stateFolder, folders, maxSizeMb, keep, keepDays, user, group }: LogrotateOptions): string {
  const own = block(ownLineFiles.map((name) => path.join(stateFolder, name)), [`su ${user} ${group}`, 'daily', `maxsize ${maxSizeMb}M`, `rotate ${keep}`, 'compress', 'delaycompress', 'missingok', 'notifempty', `create 0600 ${user} ${group}`]);
  const others = folders.map((folder) => block([`${folder}/*.log`], [`su ${user} ${group}`, 'daily', `maxsize ${maxSizeMb}M`, `rotate ${keepDays}`, 'compress', 'delaycompress', 'missingok', 'notifempty', 'copytruncate'], folder));
  return `# Made by logbrief rotate --print-logrotate. Put it into /etc/logrotate.d/, owned by root, mode 0644.\n${[own, ...others].join('\n')}`;
}

function block(patterns: readonly string[], lines: readonly string[], folder = path.dirname(patterns[0] ?? '')): string {
  for (const named of [folder, ...patterns.filter((pattern) => !pattern.endsWith('/*.log'))]) {
    // logrotate knows no way to write these in a name that is to be taken as it is.
    if (/["\\*?[\]{}\p{Cc}]/u.test(named)) throw new EngineError('badRequest', `logrotate cannot be told of ${JSON.stringify(named)}: its name holds a character that is special there. Rename it, or rotate with logbrief rotate.`);
  }
  return `${patterns.map((pattern) => `"${pattern}"`).join('\n')} {\n${lines.map((line) => `    ${line}\n`).join('')}}\n`;
}
