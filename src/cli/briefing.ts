/** `logbrief briefing`: prints the briefing from the store. */
import { Query } from '../engine/query.ts';
import { renderReports } from '../engine/reports.ts';
import { exitCode, numberOption, type Command } from './command.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const briefingCommand: Command = {
  name: 'briefing',
  summary: 'prints the briefing of a workspace from its store',
  help: `Usage: logbrief briefing [options]\n\n${placeHelp}\n  --budget-bytes N    bytes it may have (1024 to 65536, default 4096)\n${jsonHelp}: the dashboard JSON`,
  options: { ...placeOptions, ...jsonOption, 'budget-bytes': { type: 'string' } },
  async run(given, terminal) {
    const { workspace, stateFolder } = placeOf(given);
    using query = Query.open(workspace, stateFolder);
    const budgetBytes = numberOption(briefingCommand, given, 'budget-bytes', { min: 1024, max: 65_536, default: 4096 });
    const { briefing, dashboard } = renderReports(query.snapshot(Date.now()), budgetBytes);
    await terminal.write(given.values['json'] === true ? dashboard : briefing);
    return exitCode.done;
  },
};
