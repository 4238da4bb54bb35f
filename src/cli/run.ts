/** `logbrief run -- COMMAND`: runs a command, passes its output through and keeps it as a log of the workspace. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../base/clock.ts';
import { EngineError, systemCodeOf, worldError } from '../base/errors.ts';
import { Engine } from '../engine/engine.ts';
import { prepareStateFolder } from '../engine/stateFolder.ts';
import { usageError, type Command, type Terminal } from './command.ts';
import { placeHelp, placeOf, placeOptions } from './workspace.ts';

/** The last line is taken as complete two seconds after it came when it has no end. */
const storeWithinMs = 15_000;
const pollMs = 20;

/** Shells report a command ended by signal N as 128 + N. */
const signalBase = 128;

/** The subcommand. */
export const runCommand: Command = {
  name: 'run',
  help: `Usage: logbrief run [options] -- COMMAND [ARGUMENTS…]

${placeHelp}

The output appears as without Logbrief and is kept in the state folder's captures/. A running engine picks it up; when none runs, one
runs as long as the command. The exit code is the command's own.`,
  mostWords: Infinity,
  options: { ...placeOptions },
  async run(given, terminal) {
    const [program, ...words] = given.positionals;
    if (program === undefined) throw usageError('run', 'no command was given behind --');
    const place = placeOf(given);
    prepareStateFolder(place.stateFolder);
    const folder = path.join(place.stateFolder, 'captures');
    const file = path.join(folder, captureName(program, new Date()));
    const capture = fs.openSync(file, 'wx', 0o600);
    const stop = new AbortController();
    const engine = new Engine({
      ...place, overrides: {}, environment: process.env, clock: systemClock, onRole: () => undefined, onSnapshot: () => undefined,
      logger: { debug: () => undefined, notice: () => undefined, warn: (text) => terminal.notice(`logbrief: ${text}`), error: (text) => terminal.notice(`logbrief: ${text}`) },
    });
    const running = engine.run(stop.signal);
    // Surfaces below, after the command has ended: its run is not to suffer from ours.
    running.catch(() => undefined);
    try {
      return await runCaptured(program, words, capture, terminal);
    } finally {
      const { size } = fs.fstatSync(capture);
      fs.closeSync(capture);
      for (let waitedMs = 0; size > 0 && waitedMs < storeWithinMs && !engine.hasStored(file, size); waitedMs += pollMs) await wait(pollMs);
      if (size > 0 && !engine.hasStored(file, size)) terminal.notice(`logbrief: not all of the output is stored yet; it is kept in ${file} and read at the next start`);
      stop.abort();
      await running;
    }
  },
};

async function runCaptured(program: string, words: readonly string[], capture: number, terminal: Terminal): Promise<number> {
  const child = spawn(program, words, { stdio: ['inherit', 'pipe', 'pipe'] });
  // The terminal sends Ctrl-C to the command too; we live on to keep what it says while it ends.
  const forward = (name: NodeJS.Signals): boolean => child.kill(name);
  process.on('SIGTERM', forward);
  try {
    const spawned = once(child, 'spawn');
    const closed = once(child, 'close');
    closed.catch(() => undefined);
    await spawned;
    const keep = keeper(capture, terminal);
    await Promise.all([tee(child, 'stdout', keep), tee(child, 'stderr', keep)]);
    const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
    return code ?? signalBase + (os.constants.signals[signal ?? 'SIGTERM']);
  } catch (thrown) {
    if (systemCodeOf(thrown) === 'ENOENT') throw new EngineError('notFound', `Cannot run ${program}: it was not found. Check the name and the PATH.`, { cause: thrown });
    if (systemCodeOf(thrown) === 'EACCES') throw new EngineError('permissionDenied', `Cannot run ${program}: it is not executable.`, { cause: thrown });
    throw thrown;
  } finally {
    process.off('SIGTERM', forward);
    terminal.progress('');
  }
}

/** Keeps output as long as it can be written: the command is not to suffer from a full disk of ours. */
function keeper(capture: number, terminal: Terminal): (bytes: Uint8Array) => void {
  let hasFailed = false;
  return (bytes) => {
    if (hasFailed) return;
    try {
      fs.writeFileSync(capture, bytes);
    } catch (thrown) {
      hasFailed = true;
      terminal.notice(`logbrief: ${worldError('keep the output', thrown).message} What comes now is shown and not kept.`);
    }
  };
}

/** Passes a stream on as it comes and keeps it; a slow reader makes both wait. */
async function tee(child: ChildProcess, name: 'stdout' | 'stderr', keep: (bytes: Uint8Array) => void): Promise<void> {
  const to = process[name];
  for await (const piece of child[name] ?? []) {
    const bytes = piece as Buffer;
    keep(bytes);
    if (!to.write(bytes)) await once(to, 'drain');
  }
}

function captureName(program: string, at: Date): string {
  const stamp = at.toISOString().replace(/[-:]/g, '').replace('T', '_').slice(0, 15);
  return `${path.basename(program).replace(/[^\w.-]/g, '_').slice(0, 40)}_${stamp}_${process.pid}.log`;
}
