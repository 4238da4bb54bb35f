/** `logbrief briefing`: prints the briefing from the store. */
import { Query } from '../engine/query.ts';
import { renderReports } from '../engine/reports.ts';
import { exitCode, numberOption, type Command } from './command.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { settingsOf } from './settings.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const briefingCommand: Command = {
  name: 'briefing',
  help: `Usage: logbrief briefing [options]\n\n${placeHelp}\n  --budget-bytes N    bytes it may have (1024 to 65536, else briefing.budget_bytes)\n${jsonHelp}: the dashboard JSON`,
  options: { ...placeOptions, ...jsonOption, 'budget-bytes': { type: 'string' } },
  async run(given, terminal) {
    const place = placeOf(given);
    const { briefing: { budgetBytes: usualBytes }, issues } = settingsOf(place, terminal);
    using query = Query.open(place.workspace, place.stateFolder);
    const budgetBytes = numberOption(briefingCommand, given, 'budget-bytes', { min: 1024, max: 65_536, default: usualBytes });
    const { briefing, dashboard } = renderReports(query.snapshot(Date.now(), issues.componentFocus), budgetBytes);
    await terminal.write(given.values['json'] === true ? dashboard : briefing);
    return exitCode.done;
  },
};
