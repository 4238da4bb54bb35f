/** Redacts a stream for the `redact` filter: one line in, one line out. */
import { Redactor } from './protect/protect.ts';

/** Yields the lines of `pieces` with their secrets replaced, as they become complete. */
export async function* redactLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const lines = Redactor.forOnePass().lines();
  for await (const piece of pieces) {
    const done = lines.push(piece);
    if (done.length > 0) yield done;
  }
  const rest = lines.end();
  if (rest.length > 0) yield rest;
}
