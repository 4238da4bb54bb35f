/** Standard input, output and error of the process as a `Terminal`. */
import type { Terminal } from './command.ts';

/** Opens the process's own streams; what is written waits for a slow reader, and a closed pipe rejects with EPIPE. */
export function openTerminal(): Terminal {
  let progressWidth = 0;
  const clearProgress = (): void => {
    if (progressWidth > 0) process.stderr.write(`\r${' '.repeat(progressWidth)}\r`);
    progressWidth = 0;
  };
  // Without a listener a closed pipe would end the process with a stack trace; each write reports it to its caller.
  process.stdout.on('error', () => undefined);
  return {
    isInteractive: process.stderr.isTTY,
    stdin: process.stdin,
    write: (text) => new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
    }),
    notice: (text) => {
      clearProgress();
      process.stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (!process.stderr.isTTY) return;
      clearProgress();
      process.stderr.write(text);
      progressWidth = text.length;
    },
  };
}
