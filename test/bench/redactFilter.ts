/** Redacts standard input to standard output, for scorers: one line in, one line out. */
import { Redactor } from '../../src/engine/protect/protect.ts';

const filter = new Redactor({ key: new Uint8Array(32) }).lines();
for await (const chunk of process.stdin) {
  if (!process.stdout.write(filter.push(chunk as Uint8Array))) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
process.stdout.write(filter.end());
