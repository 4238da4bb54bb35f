/** `logbrief upgrade`: brings what an older version left to this one. */
import { systemClock } from '../base/clock.ts';
import { loadConfig } from '../engine/config/config.ts';
import { planUpgrade, upgrade } from '../engine/upgrade.ts';
import { exitCode, type Command } from './command.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const upgradeCommand: Command = {
  name: 'upgrade',
  help: `Usage: logbrief upgrade [--dry-run] [options]

${placeHelp}
  --dry-run           shows what would be done, and changes nothing

The configuration is checked against this version first. The store is brought forward in one transaction and read back as a whole; when anything fails,
what was there before is put back and the exit code is 1. What a later version wrote is refused. No engine may run meanwhile; a start does the same by itself.`,
  instead: 'it brings what is there to the version of this program',
  options: { ...placeOptions, 'dry-run': { type: 'boolean' } },
  async run(given, terminal, signal) {
    const place = { ...placeOf(given), clock: systemClock };
    const plan = planUpgrade(place, loadConfig({ ...place, overrides: {}, environment: process.env }));
    const { store, isNeeded } = plan;
    await terminal.write(`configuration  sound (${plan.configurationFiles.length} files looked for)\nstore          ${store === undefined ? 'none yet' : store.from === store.to ? `version ${store.to}, up to date` : `version ${store.from} to ${store.to}`}\n`);
    for (const notice of plan.configurationNotices) terminal.notice(notice);
    if (given.values['dry-run'] === true || !isNeeded) return exitCode.done;
    const { from, to, backupPath, records } = await upgrade(place, signal);
    terminal.notice(`upgraded from version ${from} to ${to}; ${records} records read back. What was there before: ${backupPath}`);
    return exitCode.done;
  },
};
