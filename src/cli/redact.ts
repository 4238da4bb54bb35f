/** `logbrief redact`: a filter from standard input to standard output. */
import { redactLines } from '../engine/redactLines.ts';
import { exitCode, type Command } from './command.ts';

/** The subcommand. */
export const redactCommand: Command = {
  name: 'redact',
  help: 'Usage: logbrief redact < LOG > CLEAN\n\nEqual secrets get equal placeholders within one run.',
  instead: 'it reads standard input: logbrief redact < FILE',
  options: {},
  async run(_given, terminal) {
    for await (const text of redactLines(terminal.stdin)) await terminal.write(text);
    return exitCode.done;
  },
};
