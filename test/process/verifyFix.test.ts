/** Marks, verify-fix and wait as somebody uses them who mends a program: through the command line, over real files, with and without an engine. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { cli, logbrief, Serving } from '../support/commandLine.ts';
import { git, gitFolder, writeFiles } from '../support/gitFolder.ts';
import { poll } from '../host/poll.ts';

interface Verification {
  readonly is_clean: boolean;
  readonly records: number;
  readonly since: { readonly kind: string; readonly text: string };
  readonly issues: { readonly id: string; readonly verdict: string; readonly before: number; readonly since: number; readonly title: string; readonly code?: string; readonly exercise: { readonly since: number; readonly needed: number } | null }[];
}

/** A program's workspace and log; times are those of this moment, so that they fit those of marks and edits. */
class Shop {
  readonly folder: string;
  readonly #log: string;

  constructor(context: TestContext) {
    this.folder = gitFolder(context, {
      '.gitignore': 'logs/\n.logbrief/\n',
      'src/pay.js': 'export function charge(order) {\n  if (!order.card) {\n    throw new TypeError(`payment of order ${order.id} failed: card is missing`);\n  }\n}\n',
    }, 'pay: charge');
    this.#log = path.join(this.folder, 'logs', 'app.log');
    writeFiles(this.folder, { 'logs/app.log': '' });
    this.write('INFO  server listening on port 8080');
  }

  write(...lines: readonly string[]): void {
    fs.appendFileSync(this.#log, lines.map((line) => `${new Date().toISOString()} ${line}\n`).join(''));
  }

  /** Orders of which every second one fails, or none. */
  orders(count: number, isBroken: boolean): void {
    for (let i = 1; i <= count; i++) {
      this.write(`INFO  charging card of order ${i}`, ...(isBroken && i % 2 === 0 ? [`ERROR payment of order ${i} failed: card is missing`] : []), `INFO  order ${i} done in ${i * 3}ms`);
    }
  }

  ask(...words: readonly string[]): { readonly code: number | null; readonly stdout: string; readonly stderr: string } {
    return logbrief([...words, '--workspace', this.folder]);
  }

  verify(since?: string): { readonly code: number | null; readonly answer: Verification } {
    const { code, stdout, stderr } = this.ask('verify-fix', '--json', ...(since === undefined ? [] : ['--since', since]));
    assert.ok(stdout !== '', stderr);
    return { code, answer: JSON.parse(stdout) as Verification };
  }
}

const verdictsOf = ({ issues }: Verification): string[] => issues.map(({ verdict, before, since }) => `${verdict} ${before} ${since}`);

test('a fault is not exercised, then gone, then back, since a mark; without any engine', (context) => {
  const shop = new Shop(context);
  shop.orders(6, true);
  assert.match(shop.ask('mark', 'before').stdout, /^marked before at /);
  const silent = shop.verify();
  assert.deepEqual([silent.code, verdictsOf(silent.answer)], [3, ['not exercised 3 0']]);
  assert.equal(silent.answer.records, 0);
  shop.write('INFO  nightly report written', 'INFO  nightly report sent');
  assert.deepEqual(verdictsOf(shop.verify('before').answer), ['not exercised 3 0'], 'other records are no exercise');
  shop.orders(2, false);
  assert.deepEqual(verdictsOf(shop.verify('before').answer), ['not exercised 3 0'], 'two orders are too few for a fault of every second');
  shop.orders(8, false);
  const mended = shop.verify('before');
  assert.deepEqual([mended.code, mended.answer.is_clean, verdictsOf(mended.answer)], [0, true, ['gone 3 0']]);
  assert.deepEqual([mended.answer.issues[0]?.exercise?.since, mended.answer.issues[0]?.exercise?.needed], [10, 5]);
  shop.orders(4, true);
  const back = shop.verify('before');
  assert.deepEqual([back.code, verdictsOf(back.answer)], [3, ['unchanged 3 2']]);
  assert.match(back.answer.issues[0]?.code ?? '', /^src\/pay\.js:3$/);
});

test('what a fix has broken is new', (context) => {
  const shop = new Shop(context);
  shop.orders(4, true);
  shop.ask('mark');
  shop.orders(10, false);
  shop.write('ERROR warehouse 3 cannot be reached', 'ERROR warehouse 4 cannot be reached');
  const { code, answer } = shop.verify('mark-1');
  assert.equal(code, 3);
  assert.deepEqual(verdictsOf(answer), ['new 0 2', 'gone 2 0']);
});

test('since the last edit: of the sources, not of the logs', (context) => {
  const shop = new Shop(context);
  const edited = path.join(shop.folder, 'src/pay.js');
  shop.orders(6, true);
  shop.ask('issues');
  fs.appendFileSync(edited, '// mended\n');
  const at = new Date(Date.now() + 1500);
  fs.utimesSync(edited, at, at);
  const broken = shop.verify('edit');
  assert.deepEqual([broken.answer.since.text, verdictsOf(broken.answer)], ['uncommitted edit of src/pay.js', ['not exercised 3 0']]);
  git(shop.folder, ['commit', '-q', '-a', '-m', 'pay: mend']);
  assert.equal(shop.verify('edit').answer.since.text, 'last edit of src/pay.js');
});

test('since the present run began', (context) => {
  const shop = new Shop(context);
  shop.orders(30, true);
  shop.write('INFO  shutting down', 'INFO  server listening on port 8080');
  shop.orders(20, false);
  const { code, answer } = shop.verify('run');
  assert.match(answer.since.text, /^start of run 2 of logs\/app\.log/);
  assert.deepEqual([code, verdictsOf(answer)], [0, ['gone 15 0']]);
  shop.orders(4, true);
  assert.deepEqual(verdictsOf(shop.verify('run').answer), ['unchanged 15 2']);
  const briefing = shop.ask('briefing').stdout;
  assert.match(briefing, /Run: 2 of `logs\/app\.log` since .*1 unchanged/);
});

test('a command that is run, mended and run again: its runs follow each other and the fault is gone', (context) => {
  const folder = gitFolder(context, { '.gitignore': '.logbrief/\n', 'src/app.mjs': '' });
  const program = (expression: string): string => `for (const order of [{ id: 1, card: { number: 4 } }, { id: 2 }]) {\n  console.log(\`settling order \${order.id}\`);\n  try { ${expression}; } catch (error) { console.error(error.stack); }\n}\n`;
  const run = (expression: string): void => {
    writeFiles(folder, { 'src/app.mjs': program(expression) });
    assert.equal(logbrief(['run', '--workspace', folder, '--', process.execPath, path.join(folder, 'src/app.mjs')]).code, 0);
  };
  run('order.card.number');
  run('order.card?.number');
  for (const since of ['run', 'edit']) {
    const { code, stdout, stderr } = logbrief(['verify-fix', '--since', since, '--json', '--workspace', folder]);
    assert.deepEqual([code, verdictsOf(JSON.parse(stdout) as Verification)], [0, ['gone 1 0']], `${since} ${stdout} ${stderr}`);
  }
});

test('a mark that is not there, a reserved name and two names are told as such', (context) => {
  const shop = new Shop(context);
  shop.orders(2, true);
  shop.ask('mark', 'one');
  assert.match(shop.ask('verify-fix', '--since', 'two').stderr, /There is no mark "two"\. There are: one; or use edit or run\./);
  assert.equal(shop.ask('mark', 'edit').code, 2);
  assert.equal(shop.ask('mark', 'a', 'b').code, 2);
  assert.equal(shop.ask('verify-fix', 'one').code, 2);
});

test('beside a running engine the answer is about what the logs say now; wait ends when it happens', async (context) => {
  const shop = new Shop(context);
  shop.orders(6, true);
  const serving = new Serving(['--workspace', shop.folder]);
  context.after(() => serving.end('SIGKILL'));
  await serving.ready();
  shop.ask('mark', 'before');
  shop.orders(10, false);
  assert.deepEqual(verdictsOf(shop.verify('before').answer), ['gone 3 0']);
  const waiting = spawn(process.execPath, [cli, 'wait', '--pattern', 'parcel 17', '--json', '--timeout', '60', '--workspace', shop.folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(waiting, 'exit');
  let said = '';
  waiting.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  // Written again and again, since nothing tells when the waiting has begun.
  const writing = setInterval(() => shop.write('INFO  parcel 17 is on its way'), 200);
  await exited.finally(() => clearInterval(writing));
  assert.equal(waiting.exitCode, 0);
  assert.equal((JSON.parse(said) as { outcome: string }).outcome, 'record');
  assert.match(shop.ask('wait', '--issue', shop.verify('before').answer.issues[0]?.id ?? '', '--timeout', '1').stdout, /^nothing within 1 s/);
  assert.equal(shop.ask('wait', '--timeout', '1').code, 3);
  assert.match(shop.ask('wait', '--quiet', '1').stdout, /^quiet for 1 s/);
  await poll(() => (fs.readFileSync(path.join(shop.folder, '.logbrief/briefing.md'), 'utf8').includes('src/pay.js:3') ? true : undefined), 'the link in the briefing');
  assert.equal(await serving.end(), 0);
});

test('wait says that no engine runs, and takes one thing to wait for', (context) => {
  const shop = new Shop(context);
  shop.orders(2, true);
  shop.ask('mark');
  assert.match(shop.ask('wait').stderr, /No engine runs/);
  assert.equal(shop.ask('wait', '--quiet', '1', '--pattern', 'x').code, 2);
});

test('scan leads to the code of the workspace it is told, and of none that the logs do not lie in', (context) => {
  const shop = new Shop(context);
  shop.orders(2, true);
  const log = path.join(shop.folder, 'logs/app.log');
  assert.match(logbrief(['scan', log, '--workspace', shop.folder], { cwd: '/' }).stdout, /src\/pay\.js:3/);
  assert.match(logbrief(['scan', 'logs/app.log'], { cwd: shop.folder }).stdout, /src\/pay\.js:3/);
  assert.match(logbrief(['scan', '-'], { cwd: shop.folder, input: fs.readFileSync(log) }).stdout, /src\/pay\.js:3/);
  assert.doesNotMatch(logbrief(['scan', log], { cwd: path.join(shop.folder, 'src') }).stdout, /pay\.js/);
});
