/** Runs other programs to their end and keeps the last of what they said, for messages. */
import { spawn } from 'node:child_process';
import { atProcessEnd } from './processEnd.ts';

/** How a program ended. */
export interface Finished {
  /** 127 when it could not be started, 128 when a signal ended it. */
  readonly exitCode: number;
  /** The end of both streams, in the order they arrived. */
  readonly output: string;
}

/** Where and how a program runs. */
export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
  readonly timeoutMs?: number;
}

/** Enough for the message of npm or apt that says what went wrong. */
const keptChars = 8_192;

/** Keeps the last characters of a stream of text. */
export class Tail {
  #text = '';

  /** Adds `chunk` and drops what is too old. */
  add(chunk: string): void {
    this.#text = (this.#text + chunk).slice(-keptChars);
  }

  /** Returns what was kept. */
  get text(): string {
    return this.#text.trim();
  }
}

/** Runs `command` to its end without a terminal; never throws for what the program did. It ends with this process. */
export function runToEnd(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { cwd, environment = process.env, timeoutMs = 600_000 } = options;
  return new Promise((resolve) => {
    const tail = new Tail();
    const child = spawn(command, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, killSignal: 'SIGKILL' });
    const atEnd = atProcessEnd(() => void child.kill('SIGTERM'));
    const finish = (exitCode: number): void => {
      atEnd[Symbol.dispose]();
      resolve({ exitCode, output: tail.text });
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => tail.add(chunk));
    child.once('error', (error) => {
      tail.add(error.message);
      finish(127);
    });
    child.once('close', (code) => finish(code ?? 128));
  });
}
