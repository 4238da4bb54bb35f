/** `logbrief issues`: the issues by rank. */
import { Query } from '../engine/query.ts';
import { shownText } from '../engine/reports.ts';
import { exitCode, textOption, type Command } from './command.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const issuesCommand: Command = {
  name: 'issues',
  help: `Usage: logbrief issues [options]\n\n${placeHelp}\n  --state-is STATE    only issues that are open, resolved, reopened or muted\n${jsonHelp}, one object per line`,
  options: { ...placeOptions, ...jsonOption, 'state-is': { type: 'string' } },
  async run(given, terminal) {
    const { workspace, stateFolder } = placeOf(given);
    using query = Query.open(workspace, stateFolder);
    const state = textOption(given, 'state-is');
    for (const issue of query.issues().filter((candidate) => state === undefined || candidate.state === state)) {
      const place = issue.evidence[0];
      const text = given.values['json'] === true
        ? JSON.stringify(issue)
        : `${issue.id} ${issue.severity.padEnd(8)} ${issue.state.padEnd(8)} ${String(issue.count).padStart(6)}x  ${place ? `${shownText(place.path)}:${place.line}` : ''}  ${shownText(issue.title)}`;
      await terminal.write(`${text}\n`);
    }
    return exitCode.done;
  },
};
