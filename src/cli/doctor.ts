/** `logbrief doctor`: what is wrong, why, and what to do. */
import { systemClock } from '../base/clock.ts';
import { diagnose } from '../engine/doctor.ts';
import { shownText } from '../engine/reports.ts';
import type { Check } from '../model/diagnosis.ts';
import { exitCode, type Command } from './command.ts';
import { jsonHelp, jsonOption } from './json.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The subcommand. */
export const doctorCommand: Command = {
  name: 'doctor',
  help: `Usage: logbrief doctor [--preflight] [--fix] [options]

${placeHelp}
  --preflight         only whether this machine is what it takes (editor, Node, SQLite, cores, memory, disk)
  --fix               puts right what can be put right without harm, and checks again
${jsonHelp}

Every check has what was measured, what it should be, the cause and what to do. Exit code 3 when something is wrong.`,
  options: { ...placeOptions, ...jsonOption, preflight: { type: 'boolean' }, fix: { type: 'boolean' } },
  async run(given, terminal) {
    const options = { ...placeOf(given), clock: systemClock, environment: process.env, preflight: given.values['preflight'] === true };
    const { checks, wrong } = await diagnose(options, given.values['fix'] === true);
    if (given.values['json'] === true) await terminal.write(`${JSON.stringify({ wrong, checks })}\n`);
    else await terminal.write(checks.map(textOf).join(''));
    if (given.values['json'] !== true) terminal.notice(wrong === 0 ? 'nothing is wrong' : `${wrong} wrong`);
    return wrong === 0 ? exitCode.done : exitCode.wrong;
  },
};

function textOf({ id, status, measured, limit, cause, advice, fix, fixed }: Check): string {
  const lines = [`${status.toUpperCase().padEnd(8)}${id.padEnd(18)}${measured} (${limit})`];
  if (cause !== undefined) lines.push(`because: ${cause}`);
  if (advice !== undefined) lines.push(`do: ${advice}`);
  if (fixed !== undefined) lines.push(fixed === 'fixed' ? 'put right by --fix' : 'could not be put right by --fix');
  else if (fix !== undefined) lines.push(`--fix: ${fix}`);
  return lines.map((line, index) => `${index === 0 ? '' : ' '.repeat(26)}${shownText(line)}\n`).join('');
}
