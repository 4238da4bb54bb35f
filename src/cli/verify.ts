/** `logbrief verify`: is the store sound. */
import { Query } from '../engine/query.ts';
import { exitCode, type Command } from './command.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const verifyCommand: Command = {
  name: 'verify',
  help: `Usage: logbrief verify [options]\n\n${placeHelp}\n${jsonHelp}\n\nExit code 3 when something is wrong with the store.`,
  options: { ...placeOptions, ...jsonOption },
  async run(given, terminal) {
    const { workspace, stateFolder } = placeOf(given);
    using query = Query.open(workspace, stateFolder);
    const check = query.verify();
    if (given.values['json'] === true) await terminal.write(`${JSON.stringify(check)}\n`);
    else {
      const verdict = check.problems.length === 0 ? 'sound' : `${check.problems.length} problems`;
      await terminal.write(`${check.blocks} blocks, ${check.records} records, ${check.bytes} bytes of text: ${verdict}\n${check.problems.map((problem) => `- ${problem}\n`).join('')}`);
    }
    return check.problems.length === 0 ? exitCode.done : exitCode.wrong;
  },
};
