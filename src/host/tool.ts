/** The `logbrief` command in a process of its own, for what must work when the engine does not: restoring a backup, and finding out why. */
import { execFile } from 'node:child_process';
import { EngineError, messageOf } from '../base/errors.ts';

/** What a finished command left. */
export interface ToolAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A report of doctor has some kilobytes, a list of backups a line each. */
const maxOutputBytes = 16 << 20;

/** Runs the command line that comes with the extension, in the editor's own Node. */
export class Tool {
  readonly #program: string;
  readonly #editorVersion: string;

  constructor(program: string, editorVersion: string) {
    this.#program = program;
    this.#editorVersion = editorVersion;
  }

  /** Runs to the end. Rejects when it cannot be started, or ends with a code that is not among `codes`; the message is what it said. */
  run(words: readonly string[], codes: readonly number[] = [0]): Promise<ToolAnswer> {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: this.#editorVersion };
    return new Promise((resolve, reject) => {
      execFile(process.execPath, [this.#program, ...words], { env, maxBuffer: maxOutputBytes, encoding: 'utf8', windowsHide: true }, (failure, stdout, stderr) => {
        const code = failure ? (typeof failure.code === 'number' ? failure.code : undefined) : 0;
        if (code !== undefined && codes.includes(code)) resolve({ code, stdout, stderr });
        else reject(new EngineError('writeFailed', stderr.trim() === '' ? messageOf(failure) : stderr.trim().replace(/^logbrief: /, '')));
      });
    });
  }
}

/** Reads the JSON that a command printed, one value per line; throws when a line is none. */
export function jsonLines(text: string): readonly unknown[] {
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
}

/** Reads fields of a value of which nothing is known. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
