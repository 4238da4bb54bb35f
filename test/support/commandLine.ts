/** Runs the command line as a user would, from the sources. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { poll } from '../host/poll.ts';

/** The entry of the command line. */
export const cli = path.join(import.meta.dirname, '..', '..', 'src', 'cli.ts');

/** What a finished command left. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs to the end. */
export function logbrief(words: readonly string[], options: { readonly cwd?: string; readonly input?: string | Uint8Array; readonly env?: NodeJS.ProcessEnv } = {}): Finished {
  const done = spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
}

/** A running `serve`, whose events are collected. */
export class Serving {
  readonly child: ChildProcess;
  readonly events: Record<string, unknown>[] = [];
  stderr = '';

  constructor(words: readonly string[]) {
    this.child = spawn(process.execPath, [cli, 'serve', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stderr?.on('data', (piece: Buffer) => (this.stderr += piece.toString()));
    if (this.child.stdout) createInterface({ input: this.child.stdout }).on('line', (line) => this.events.push(JSON.parse(line) as Record<string, unknown>));
  }

  /** Waits for an event that fits. */
  async event(fits: (event: Record<string, unknown>) => boolean, what: string): Promise<Record<string, unknown>> {
    return poll(() => this.events.find(fits), what, 30_000).catch((cause: unknown) => {
      throw new Error(`${what} did not come: ${JSON.stringify(this.events)} ${this.stderr}`, { cause });
    });
  }

  /** Waits until it is ready. */
  ready(): Promise<Record<string, unknown>> {
    return this.event((event) => event['event'] === 'ready', 'ready');
  }

  /** Ends it with a signal and waits for its end; returns its exit code. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const isOver = this.child.exitCode !== null || this.child.signalCode !== null;
    this.child.kill(signal);
    if (!isOver) await once(this.child, 'exit');
    return this.child.exitCode;
  }
}
