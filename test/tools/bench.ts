/** `npm run bench [-- NAME…]`: speed, memory, latency and size, beside grep and lnav in the same run. */
import { benchEditor } from '../bench/editor.ts';
import { benchScan } from '../bench/scan.ts';
import { benchServe } from '../bench/serve.ts';
import { buildAll } from './build.ts';
import { requireNode24 } from './run.ts';

requireNode24();
const benches = { scan: benchScan, serve: benchServe, editor: benchEditor } as const;
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`there is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
await buildAll();
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`== ${name}\n`);
  await bench((line) => void process.stdout.write(`${line}\n`));
}
