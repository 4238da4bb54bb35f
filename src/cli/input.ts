/** Input of the subcommands that read one file or standard input. */
import fs from 'node:fs';
import { EngineError } from '../base/errors.ts';

/** Reads a whole stream, for the subcommands that look at it twice. */
export async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Whether a file can be read at all; throws the one clear error otherwise. */
export function requireFile(file: string): void {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) throw new EngineError('notFound', `${file} does not exist. Name a log file, or - for standard input.`);
  if (stat.isDirectory()) throw new EngineError('badRequest', `${file} is a folder. Name one log file in it, or use logbrief scan, which takes folders.`);
}
