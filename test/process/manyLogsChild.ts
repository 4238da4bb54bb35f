/** Reads all logs of a workspace once, appends to each, reads again; prints how many it got each time: `node manyLogsChild.ts WORKSPACE COUNT`. */
import fs from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { Watcher } from '../../src/engine/watch/watch.ts';

const [workspace = '', count = '0'] = process.argv.slice(2);
const silent = { debug: () => undefined, notice: () => undefined, warn: () => undefined, error: () => undefined };
const controller = new AbortController();
const watcher = await Watcher.open({
  workspace, stateFolder: path.join(workspace, '.logbrief'), include: [], exclude: [], sweepIntervalMs: 1000, chunkBytes: 65_536, maxOpenFiles: 128, saved: [], clock: systemClock, logger: silent,
});
const seen = { first: new Set<string>(), second: new Set<string>() };
let appended = false;
for await (const event of watcher.events(controller.signal)) {
  if (event.kind === 'chunk') (new TextDecoder().decode(event.bytes).includes('second') ? seen.second : seen.first).add(event.source.path);
  else if (event.kind === 'idle' && !appended && seen.first.size >= Number(count)) {
    appended = true;
    for (const file of seen.first) fs.appendFileSync(file, 'second\n');
  } else if (event.kind === 'idle' && seen.second.size >= Number(count)) controller.abort();
}
await watcher[Symbol.asyncDispose]();
process.stdout.write(JSON.stringify({ first: seen.first.size, second: seen.second.size }));
