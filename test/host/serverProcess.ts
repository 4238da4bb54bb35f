/** The server's process group and its folder, which end together, however the test ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Tail } from './commands.ts';
import { hasCode } from './lock.ts';
import { poll } from './poll.ts';
import { atProcessEnd } from './processEnd.ts';

/** A cold start takes 1-2 s; a machine with all cores busy takes many times that. */
const startMs = 60_000;
/** The server ends within 0.3 s of SIGTERM, or not at all. */
const politeMs = 2_000;

/** A code-server process. */
export class ServerProcess implements AsyncDisposable {
  readonly #folder: string;
  readonly #tail = new Tail();
  readonly #atEnd: Disposable;
  #child: ChildProcess | undefined;
  #hasEnded = false;
  #port: number | undefined;

  /** Takes over `folder`: it is removed when this is disposed or the process ends. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#atEnd = atProcessEnd(() => {
      this.#signal('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    });
  }

  /** The last of what the server and its children wrote. */
  get output(): string {
    return this.#tail.text;
  }

  /** Starts Node with `args`. */
  start(args: readonly string[], environment: NodeJS.ProcessEnv): void {
    // Detached: a process group of its own, so that one signal reaches all that the server starts.
    const child = spawn(process.execPath, args, { cwd: this.#folder, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    child.once('error', (error) => {
      this.#tail.add(`${error.message}\n`);
      this.#hasEnded = true;
    });
    child.once('exit', () => {
      // Now or never: once the group is empty its number may become somebody else's.
      this.#signal('SIGKILL');
      this.#hasEnded = true;
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        this.#tail.add(chunk);
        this.#port ??= portIn(this.#tail.text);
      });
    }
  }

  /** Waits for the port that the system chose, then for an answer on it. */
  async whenListening(): Promise<number> {
    const failed = (cause?: unknown): Error => new Error(`The editor's server did not start. It said:\n${this.output}`, { cause });
    const port = await poll<number | 'ended'>(() => this.#hasEnded ? 'ended' : this.#healthyPort(), 'the editor\'s server', startMs).catch((error: unknown) => {
      throw failed(error);
    });
    if (port === 'ended') throw failed();
    return port;
  }

  /** Ends the whole group and removes the folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child !== undefined && !this.#hasEnded) {
      const ended = once(this.#child, 'exit');
      this.#signal('SIGTERM');
      await Promise.race([ended, delay(politeMs, undefined, { ref: false })]);
      this.#signal('SIGKILL');
      await ended;
    }
    // What was killed may still be writing for an instant.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    this.#atEnd[Symbol.dispose]();
  }

  async #healthyPort(): Promise<number | undefined> {
    if (this.#port === undefined) return undefined;
    const answer = await fetch(`http://127.0.0.1:${this.#port}/healthz`, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.ok ? this.#port : undefined;
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#child?.pid === undefined || this.#hasEnded) return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch (error) {
      // Nobody is left in the group (macOS says EPERM when all are zombies).
      if (!hasCode(error, 'ESRCH') && !hasCode(error, 'EPERM')) throw error;
    }
  }
}

function portIn(output: string): number | undefined {
  const found = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
  return found === undefined ? undefined : Number(found);
}
