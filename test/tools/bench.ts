/**
 * `npm run bench [-- NAME…]`: speed, memory, latency and size, beside references in the same run. Without names `stages`, `growth`, `search` and `scan`
 * run, in less than four minutes; `serve`, `editor` and `files` (10,000 logs) take longer, `memory` takes 10 million lines. `--long` makes `growth` take 1,000,000 lines.
 */
import { benchEditor } from '../bench/editor.ts';
import { benchFiles } from '../bench/files.ts';
import { benchGrowth } from '../bench/growth.ts';
import { benchMemory } from '../bench/memory.ts';
import { benchScan } from '../bench/scan.ts';
import { benchSearch } from '../bench/search.ts';
import { benchServe } from '../bench/serve.ts';
import { benchStages } from '../bench/stages.ts';
import { buildAll } from './build.ts';
import { requireNode24 } from './run.ts';

requireNode24();
const benches = { stages: benchStages, growth: benchGrowth, search: benchSearch, scan: benchScan, serve: benchServe, editor: benchEditor, files: benchFiles, memory: benchMemory } as const;
const usual = ['stages', 'growth', 'search', 'scan'];
const wanted = process.argv.slice(2).filter((word) => word !== '--long');
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`there is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
await buildAll();
for (const [name, bench] of Object.entries(benches)) {
  if (!(wanted.length > 0 ? wanted : usual).includes(name)) continue;
  process.stdout.write(`== ${name}\n`);
  await bench((line) => void process.stdout.write(`${line}\n`));
}
