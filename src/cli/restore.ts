/** `logbrief restore`: puts back what a backup holds, or changes nothing. */
import { systemClock } from '../base/clock.ts';
import type { RestorePlan } from '../model/maintenance.ts';
import { planRestore, rollBackRestore } from '../engine/maintain/maintain.ts';
import { ensureNobodyWrites, restore } from '../engine/upkeep.ts';
import { archiveOf } from './archivePath.ts';
import { exitCode, usageError, type Command } from './command.ts';
import { confirmed, sizeText } from './confirm.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const restoreCommand: Command = {
  name: 'restore',
  help: `Usage: logbrief restore FILE|latest [--dry-run] [--yes] [--workspace-config] [options]
       logbrief restore --undo [options]

${placeHelp}
  --dry-run           verifies the backup and shows what would be replaced; changes nothing
  --yes               does not ask
  --workspace-config  also replaces config/enhanced_logging*.yaml of the workspace
  --undo              takes the newest restore back, as long as no engine has started well on it
${jsonHelp}

No engine may run meanwhile. What was there before is kept in .logbrief/restore/old until the first good start; a start that fails takes it back.
Whatever goes wrong on the way, everything is as before and the exit code is 1.`,
  mostWords: 1,
  options: { ...placeOptions, ...jsonOption, 'dry-run': { type: 'boolean' }, 'yes': { type: 'boolean', short: 'y' }, 'workspace-config': { type: 'boolean' }, 'undo': { type: 'boolean' } },
  async run(given, terminal, signal) {
    const place = placeOf(given);
    const [file] = given.positionals;
    if (given.values['undo'] === true) {
      if (file !== undefined) throw usageError('restore', '--undo takes no file');
      ensureNobodyWrites(place.stateFolder, 'undo the restore');
      rollBackRestore(place, systemClock);
      terminal.notice('undone: what was there before the restore is back');
      return exitCode.done;
    }
    if (file === undefined) throw usageError('restore', 'it takes one file, or latest');
    const workspaceFiles = given.values['workspace-config'] === true;
    const plan = await planRestore({ ...place, archive: archiveOf(place.stateFolder, file), workspaceFiles, signal });
    await terminal.write(given.values['json'] === true ? planJson(plan) : planText(plan));
    if (given.values['dry-run'] === true) return exitCode.done;
    ensureNobodyWrites(place.stateFolder, `restore ${plan.archive}`);
    if (given.values['yes'] !== true && !(await confirmed(terminal, 'Replace these?'))) throw usageError('restore', 'nothing was changed; a restore is confirmed with --yes');
    const { restored, keptIn } = await restore(plan, { ...place, clock: systemClock }, { workspaceFiles, signal });
    terminal.notice(`restored: ${restored.length} of ${plan.changes.length}; what was there before is in ${keptIn} until the first good start`);
    return exitCode.done;
  },
};

function planJson({ archive, created, changes }: RestorePlan): string {
  return `${JSON.stringify({ archive, created, changes: changes.map(({ path, change, files, sizeBytes }) => ({ path, change, files, size_bytes: sizeBytes })) })}\n`;
}

/** The same before and after: what is shown is what is done. */
function planText({ archive, created, changes }: RestorePlan): string {
  const lines = changes.map(({ path, change, files, sizeBytes }) => `${change === 'new' ? 'new     ' : 'replaced'}  ${path}  (${files === 1 ? '' : `${files} files, `}${sizeText(sizeBytes)})`);
  return `${archive}: whole, made ${created}\n${lines.map((line) => `${line}\n`).join('')}`;
}
