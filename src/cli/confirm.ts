/** Asks a person before something is changed. */
import type { Terminal } from './command.ts';

/** Asks on standard error and reads a line; only `y` or `yes` is a yes. Nobody to ask is a no. */
export async function confirmed(terminal: Terminal, question: string): Promise<boolean> {
  if (!terminal.isInteractive) return false;
  terminal.notice(`${question} [y/N]`);
  let line = '';
  for await (const chunk of terminal.stdin) {
    line += Buffer.from(chunk).toString('utf8');
    if (line.includes('\n')) break;
  }
  return /^\s*y(?:es)?\s*$/i.test(line.split('\n')[0] ?? '');
}

/** Bytes for people. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${['', 'kB', 'MB', 'GB', 'TB'][power] ?? ''}`;
}
