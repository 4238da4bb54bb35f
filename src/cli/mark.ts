/** `logbrief mark`: gives this moment a name. */
import { systemClock } from '../base/clock.ts';
import { faultOfMarkName } from '../engine/marks.ts';
import { Query } from '../engine/query.ts';
import { shownText } from '../engine/reports.ts';
import { upToDate } from './catchUp.ts';
import { exitCode, usageError, type Command } from './command.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const markCommand: Command = {
  name: 'mark',
  help: `Usage: logbrief mark [NAME] [options]

Keeps how often each issue has been seen until now. Without NAME it is called mark-1, mark-2, and so on.

${placeHelp}
${jsonHelp}`,
  mostWords: 1,
  options: { ...placeOptions, ...jsonOption },
  async run(given, terminal, signal) {
    const fault = given.positionals[0] === undefined ? undefined : faultOfMarkName(given.positionals[0]);
    if (fault !== undefined) throw usageError('mark', fault);
    const place = placeOf(given);
    for (const notice of await upToDate(place, terminal, signal)) terminal.notice(shownText(notice));
    using query = Query.open(place.workspace, place.stateFolder);
    const { name, atMs } = query.mark(given.positionals[0], systemClock.nowMs());
    const at = new Date(atMs).toISOString();
    await terminal.write(given.values['json'] === true ? `${JSON.stringify({ name, at })}\n` : `marked ${name} at ${at}\n`);
    return exitCode.done;
  },
};
