/** What each cache tier earns: CPU time of paging and searching as an explorer does, with no tier, each alone, and all. Run by hand: `node test/bench/cache.ts STATE_FOLDER`. */
import fs from 'node:fs';
import path from 'node:path';
import { BlockCache, StoreReader } from '../../src/engine/store/store.ts';

const stateFolder = process.argv[2] ?? '.logbrief';
const rounds = 2;
const off = { l1Blocks: 0, l2Blocks: 0, l3Blocks: 0 };
const configurations = { 'no tier': off, 'L1 alone': { ...off, l1Blocks: 32 }, 'L2 alone': { ...off, l2Blocks: 256 }, 'L1 and L3': { ...off, l1Blocks: 32, l3Blocks: 4096 }, 'all': { l1Blocks: 32, l2Blocks: 256, l3Blocks: 4096 } };

/** CPU time of this process in ms: other work on the machine does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

type Ask = (query: Parameters<StoreReader['records']>[0]) => ReturnType<StoreReader['records']>;

/** Twenty pages down, and up again. */
function paging(ask: Ask): void {
  const cursors: (string | undefined)[] = [undefined];
  for (let page = 0; page < 20; page++) cursors.push(ask({ filter: {}, limit: 1000, ...cursorOf(cursors.at(-1)) }).cursor);
  for (const cursor of cursors.reverse()) ask({ filter: {}, limit: 1000, ...cursorOf(cursor) });
}

/** A rare word typed letter by letter, each a search over everything. */
function typing(ask: Ask): void {
  for (const text of ['order 123456', 'order 1234567', 'order 12345678']) ask({ filter: { text }, limit: 200 });
}

/** All errors of everything, page by page. */
function errors(ask: Ask): void {
  let cursor: string | undefined;
  do cursor = ask({ filter: { minSeverity: 17 }, limit: 1000, ...cursorOf(cursor) }).cursor; while (cursor !== undefined);
}

function cursorOf(cursor: string | undefined): { readonly cursor?: string } {
  return cursor === undefined ? {} : { cursor };
}

const results = new Map<string, Map<string, number[]>>();
for (let round = 0; round < rounds; round++) {
  for (const [name, sizes] of Object.entries(configurations)) {
    for (const [workName, work] of Object.entries({ paging, typing, errors })) {
      const memoryCache = (): BlockCache => new BlockCache({ stateFolder, names: 10_000, ...sizes, ttlMs: 3.6e6, isIntelligent: true, memoryBytes: 100e6, nowMs: () => performance.now() });
      let cache = memoryCache();
      const ask: Ask = (query) => {
        using reader = StoreReader.open(stateFolder, cache);
        return reader.records(query);
      };
      for (const what of ['first', 'again', 'again', 'restarted']) {
        // What a process that has just started finds: the disk alone.
        if (what === 'restarted') cache = memoryCache();
        const startedMs = cpuMs();
        work(ask);
        const row = results.get(`${workName}, ${what}`) ?? new Map<string, number[]>();
        row.set(name, [...(row.get(name) ?? []), cpuMs() - startedMs]);
        results.set(`${workName}, ${what}`, row);
      }
      if (round === 0) process.stdout.write(`${name}, ${workName}: ${cache.state.map((tier) => `${tier.name} ${tier.hits}/${tier.hits + tier.misses}`).join(' ')}\n`);
      fs.rmSync(path.join(stateFolder, 'cache'), { recursive: true, force: true });
    }
  }
}
process.stdout.write(`${''.padEnd(20)}${Object.keys(configurations).map((name) => name.padStart(12)).join('')}   CPU ms, median\n`);
for (const [work, row] of results) process.stdout.write(`${work.padEnd(20)}${[...row.values()].map((times) => (times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0).toFixed(0).padStart(12)).join('')}\n`);
