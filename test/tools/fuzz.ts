/** `npm run fuzz [ROUNDS]`: the properties over random input, each round with a seed of its own; prints what fails and the seed that shows it again. */
import fs from 'node:fs';
import path from 'node:path';
import { requireNode24, root, run } from './run.ts';

requireNode24();
const rounds = Number(process.argv[2] ?? 20);
const files = fs.readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && fs.readFileSync(path.join(root, 'test', name), 'utf8').includes('support/seed.ts'))
  .map((name) => path.join('test', name));
for (let round = 0; round < rounds; round++) {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  const passed = run(process.execPath, ['--test', '--test-reporter=dot', '--test-concurrency=1', ...files], { SEED: String(seed) });
  process.stderr.write(`\nround ${round + 1} of ${rounds}, SEED=${seed}: ${passed ? 'passed' : 'FAILED'}\n`);
  if (!passed) process.exitCode = 1;
}
