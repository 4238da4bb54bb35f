/** `logbrief cleanup`: shows what is old, deletes exactly that. */
import { systemClock } from '../base/clock.ts';
import { planCleanup, runCleanup } from '../engine/maintain/maintain.ts';
import { shownText } from '../engine/reports.ts';
import { cleanupOptions } from '../engine/upkeep.ts';
import type { CleanupCandidate } from '../model/maintenance.ts';
import { exitCode, listOption, type Command, type Terminal } from './command.ts';
import { confirmed, sizeText } from './confirm.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { settingsOf } from './settings.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const cleanupCommand: Command = {
  name: 'cleanup',
  help: `Usage: logbrief cleanup [--dry-run] [--yes] [--logs DIR]… [options]

${placeHelp}
  --dry-run           shows only
  --yes               does not ask
  --logs DIR          also rotated parts of other programs' logs in DIR (beside cleanup.log_folders); may be repeated
${jsonHelp}

Dashboards of the history after 168 hours, metrics after 7 days, logs after 30 days (cleanup.*), old backups as backup.* says. The files shown are the
files deleted, one line each. Open and young files stay, and nothing is deleted while the clock is in doubt. Exit code 3 when one could not be deleted.`,
  instead: 'name folders with --logs',
  options: { ...placeOptions, ...jsonOption, 'dry-run': { type: 'boolean' }, 'yes': { type: 'boolean', short: 'y' }, 'logs': { type: 'string', multiple: true } },
  async run(given, terminal) {
    const place = placeOf(given);
    const options = cleanupOptions({ ...place, clock: systemClock }, settingsOf(place, terminal), listOption(given, 'logs'));
    const plan = planCleanup(options);
    const json = given.values['json'] === true;
    for (const notice of plan.notices ?? []) terminal.notice(shownText(notice));
    await show(terminal, plan.candidates, json);
    terminal.notice(`${plan.candidates.length} files, ${sizeText(plan.totalBytes)}`);
    if (given.values['dry-run'] === true || plan.candidates.length === 0) return exitCode.done;
    if (given.values['yes'] !== true && !(await confirmed(terminal, 'Delete these?'))) {
      terminal.notice('nothing was deleted; --yes deletes what is shown');
      return exitCode.done;
    }
    const report = runCleanup(plan, options);
    for (const problem of report.problems) terminal.notice(shownText(problem));
    terminal.notice(`deleted: ${report.deleted.length} files, ${sizeText(report.freedBytes)}`);
    return report.problems.length === 0 ? exitCode.done : exitCode.wrong;
  },
};

async function show(terminal: Terminal, candidates: readonly CleanupCandidate[], json: boolean): Promise<void> {
  for (const { path, sizeBytes, modifiedMs, reason } of candidates) {
    const modified = new Date(modifiedMs).toISOString();
    await terminal.write(json ? `${JSON.stringify({ path, size_bytes: sizeBytes, modified, reason })}\n` : `${shownText(path)}  ${sizeText(sizeBytes)}  ${modified}  ${reason}\n`);
  }
}
