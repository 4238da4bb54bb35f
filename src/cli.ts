/** The `logbrief` command: finds the subcommand, gives it arguments, turns its end into an exit code. */
import { EngineError, knownError, messageOf } from './base/errors.ts';
import { argumentsOf, exitCode } from './cli/command.ts';
import { commands, type CommandEntry } from './cli/commands.ts';
import { openTerminal } from './cli/terminal.ts';
import manifest from '../package.json' with { type: 'json' };

const terminal = openTerminal();

/** Runs one command line; returns its exit code. The named border at which a subcommand's errors are caught. */
async function main(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    await terminal.write(overview());
    return name === undefined ? exitCode.usage : exitCode.done;
  }
  if (name === '--version' || name === '-V') {
    await terminal.write(`logbrief ${manifest.version}\n`);
    return exitCode.done;
  }
  try {
    const entry = entryOf(name);
    const command = await entry.load();
    const given = argumentsOf(command, rest);
    if (given.values['help'] === true) {
      await terminal.write(`logbrief ${name}: ${entry.summary}\n\n${command.help}\n`);
      return exitCode.done;
    }
    return await command.run(given, terminal, stopSignal());
  } catch (thrown) {
    terminal.progress('');
    if (isClosedPipe(thrown)) return exitCode.done;
    const known = knownError(thrown);
    terminal.notice(`logbrief: ${messageOf(known ?? thrown)}`);
    if (!known) terminal.notice(thrown instanceof Error ? (thrown.stack ?? '') : '');
    return known?.code === 'usage' ? exitCode.usage : exitCode.failed;
  }
}

function entryOf(name: string): CommandEntry {
  const entry = commands.find((candidate) => candidate.name === name);
  if (entry) return entry;
  throw new EngineError('usage', `there is no subcommand ${JSON.stringify(name)}. See: logbrief --help`);
}

function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return `logbrief ${manifest.version}: turns logs into a briefing

Usage: logbrief SUBCOMMAND [options]    (logbrief SUBCOMMAND --help for its options)

${commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`).join('\n')}

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, and something is wrong with what was asked about.
`;
}

/** Aborts at SIGINT or SIGTERM; a second one ends the process at once, as without us. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort(name));
  return controller.signal;
}

function isClosedPipe(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPIPE';
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
