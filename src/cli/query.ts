/** `logbrief query`: a search, newest first. */
import { Query } from '../engine/query.ts';
import { shownText } from '../engine/reports.ts';
import { numberOption, textOption, type Command, type Terminal } from './command.ts';
import { filterHelp, filterOf, filterOptions } from './filters.ts';
import { jsonHelp, jsonOption, recordJson, toldProblems } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const queryCommand: Command = {
  name: 'query',
  help: `Usage: logbrief query [options]\n\n${filterHelp}\n  --limit N           records at most (1 to 100000, default 200)\n  --cursor TEXT       go on where an earlier answer ended\n${placeHelp}\n${jsonHelp}, one object per line; the last line may be {"cursor":…}\n\nExit code 3 when a damaged part of the store was left out.`,
  instead: 'a text to look for goes behind --text',
  options: { ...placeOptions, ...filterOptions, ...jsonOption, limit: { type: 'string' }, cursor: { type: 'string' } },
  async run(given, terminal) {
    const { workspace, stateFolder } = placeOf(given);
    const limit = numberOption(queryCommand, given, 'limit', { min: 1, max: 100_000, default: 200 });
    const cursor = textOption(given, 'cursor');
    using query = Query.open(workspace, stateFolder);
    const filter = filterOf(queryCommand, given);
    query.requireNames(filter);
    const page = query.records({ filter, limit, ...(cursor === undefined ? {} : { cursor }) });
    const asJson = given.values['json'] === true;
    for (const record of page.records) {
      await terminal.write(asJson ? `${JSON.stringify(recordJson(record))}\n` : `${shownText(record.path)}:${record.line}: ${record.text.split('\n').map(shownText).join('\n')}\n`);
    }
    if (page.cursor !== undefined) await moreNotice(terminal, page.cursor, asJson);
    return toldProblems(query, terminal);
  },
};

async function moreNotice(terminal: Terminal, cursor: string, asJson: boolean): Promise<void> {
  if (asJson) await terminal.write(`${JSON.stringify({ cursor })}\n`);
  else terminal.notice(`there is more: --cursor ${cursor}`);
}
