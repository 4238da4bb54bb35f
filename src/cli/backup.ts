/** `logbrief backup`: makes, lists and verifies backups. */
import path from 'node:path';
import { systemClock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import { listBackups, verifyArchive, verifyBackup } from '../engine/maintain/maintain.ts';
import { backUp } from '../engine/upkeep.ts';
import { exitCode, usageError, type Command, type Terminal } from './command.ts';
import { archiveOf } from './archivePath.ts';
import { sizeText } from './confirm.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { settingsOf } from './settings.ts';
import { placeHelp, placeOf, placeOptions, type Place } from './workspace.ts';

/** The subcommand. */
export const backupCommand: Command = {
  name: 'backup',
  help: `Usage: logbrief backup [create] [options]
       logbrief backup list [options]
       logbrief backup verify FILE|latest [options]

${placeHelp}
${jsonHelp}

A backup holds the store, the configuration, the rules, the history and the key of the placeholders. It is made beside a running engine, read
back before it counts, and readable for its owner alone. Old ones (\`backup.keep_days\`) are deleted only after a new one has succeeded, never so that
fewer than \`backup.keep_at_least\` good ones stay. \`verify\` ends with 3 when the backup is not whole.`,
  mostWords: 2,
  options: { ...placeOptions, ...jsonOption },
  async run(given, terminal, signal) {
    const [action = 'create', file] = given.positionals;
    if (file !== undefined && action !== 'verify') throw usageError('backup', 'too many arguments');
    const place = placeOf(given);
    const json = given.values['json'] === true;
    switch (action) {
      case 'create': return create(place, { terminal, json, signal });
      case 'list': return list(place, terminal, json);
      case 'verify':
        if (file === undefined) throw usageError('backup', 'verify takes a file, or latest');
        return verify(place, file, { terminal, json, signal });
      default: throw usageError('backup', `there is no action ${JSON.stringify(action)}`);
    }
  },
};

interface Answer {
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

async function create(place: Place, { terminal, json, signal }: Answer): Promise<number> {
  const { backup } = settingsOf(place, terminal);
  terminal.progress('copying, packing, reading back …');
  const { made, pruned } = await backUp({ ...place, clock: systemClock }, backup, signal);
  terminal.progress('');
  if (json) await terminal.write(`${JSON.stringify({ path: made.path, size_bytes: made.sizeBytes, files: made.files, pruned })}\n`);
  else await terminal.write(`${made.path}\n`);
  terminal.notice(`written and verified: ${made.files} files, ${sizeText(made.sizeBytes)}`);
  for (const old of pruned) terminal.notice(`deleted, too old: ${old}`);
  return exitCode.done;
}

async function list({ stateFolder }: Place, terminal: Terminal, json: boolean): Promise<number> {
  for (const { path: file, sizeBytes, createdMs, files, verifiedMs } of listBackups(stateFolder)) {
    const created = new Date(createdMs).toISOString();
    const verified = verifiedMs === undefined ? undefined : new Date(verifiedMs).toISOString();
    if (json) await terminal.write(`${JSON.stringify({ path: file, created, size_bytes: sizeBytes, files, verified: verified ?? null })}\n`);
    else await terminal.write(`${path.basename(file)}  ${created}  ${sizeText(sizeBytes).padStart(9)}  ${files} files  ${verified === undefined ? 'not verified' : `verified ${verified}`}\n`);
  }
  return exitCode.done;
}

async function verify({ stateFolder }: Place, given: string, { terminal, json, signal }: Answer): Promise<number> {
  const file = archiveOf(stateFolder, given);
  try {
    const { created, files, totalBytes } = await verifyArchive(file, signal);
    await verifyBackup(stateFolder, file, systemClock, signal);
    if (json) await terminal.write(`${JSON.stringify({ path: file, whole: true, created, files, unpacked_bytes: totalBytes })}\n`);
    else await terminal.write(`${file}: whole, made ${created}, ${files} files, ${sizeText(totalBytes)} unpacked\n`);
    return exitCode.done;
  } catch (thrown) {
    if (!(thrown instanceof EngineError) || thrown.code !== 'archiveInvalid') throw thrown;
    if (json) await terminal.write(`${JSON.stringify({ path: file, whole: false, reason: thrown.message })}\n`);
    else await terminal.write(`${thrown.message}\n`);
    return exitCode.wrong;
  }
}
