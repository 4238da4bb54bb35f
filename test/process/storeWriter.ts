/** A process that appends numbered lines to a store without end and says after each commit how far it is. Arguments: state folder, seed. */
import { Store } from '../../src/engine/store/store.ts';
import { batchOf, commitOf, savedOf, sourceOf } from '../unit/store/batches.ts';
import { numberedLine } from './storeLines.ts';

const [folder = '', seed = '1'] = process.argv.slice(2);
const sources = [1, 2, 3].map((id) => sourceOf(id));
const { signal } = new AbortController();

const store = await Store.open(folder);
const next = new Map(sources.map(({ id }) => [id, { position: 0, line: 1 }]));
for (const { id, checkpoint } of store.saved().sources) next.set(id, { position: checkpoint.positionBytes, line: checkpoint.lines + 1 });
let state = Number(seed);
for (let round = 1; ; round++) {
  for (const source of sources) {
    state = (state * 48_271) % 2_147_483_647;
    const { position, line } = next.get(source.id) ?? { position: 0, line: 1 };
    const count = 1 + (state % (round % 5 === 0 ? 9000 : 20));
    const batch = batchOf(source, Array.from({ length: count }, (_, i) => ({ text: numberedLine(source.id, line + i), template: i % 9, severity: i % 24 })), position, line);
    store.append(batch, round);
    next.set(source.id, { position: batch.endPositionBytes, line: line + count });
  }
  store.commit(commitOf({
    sources: sources.map((source) => {
      const { position, line } = next.get(source.id) ?? { position: 0, line: 1 };
      const saved = savedOf(source, position);
      return { ...saved, checkpoint: { ...saved.checkpoint, lines: line - 1 } };
    }),
  }));
  process.stdout.write(`committed ${round}\n`);
  if (round % 7 === 0) await store.maintain(0, signal);
}
