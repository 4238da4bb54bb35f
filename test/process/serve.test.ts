/** The engine as a process of its own: exactly once over kill -9, one writer, reload, stop. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { poll } from '../host/poll.ts';
import { randomOf } from '../bench/generate.ts';
import { logbrief, Serving } from '../support/commandLine.ts';
import { temporaryFolder } from '../support/temporary.ts';

const rounds = Number(process.env['LOGBRIEF_KILL_ROUNDS'] ?? 12);

for (const [what, replace] of [
  ['cut to zero', (log: string): void => fs.writeFileSync(log, '')],
  ['deleted and made anew', (log: string): void => fs.rmSync(log)],
] as const) {
  test(`a log that is ${what} after a restart, before anything new was in it, is read on`, async (context) => {
    const workspace = temporaryFolder(context);
    const log = path.join(workspace, 'logs', 'app.log');
    fs.mkdirSync(path.dirname(log));
    fs.writeFileSync(log, '2026-01-02 03:04:05,000 - shop.cut - INFO - before\n');
    const linesStored = (): number => (JSON.parse(fs.readFileSync(path.join(workspace, '.logbrief', 'dashboard.json'), 'utf8')) as { coverage: { lines: number } }).coverage.lines;
    const first = new Serving(['--workspace', workspace]);
    await first.ready();
    await poll(() => linesStored() === 1, 'the first line', 20_000);
    await first.end();
    const second = new Serving(['--workspace', workspace]);
    await second.ready();
    await poll(() => linesStored() === 1, 'what was stored', 20_000);
    replace(log);
    fs.appendFileSync(log, '2026-01-02 03:04:09,000 - shop.cut - FATAL - after\n');
    await poll(() => linesStored() === 2, 'the line behind', 20_000);
    assert.equal(await second.end(), 0);
    const texts = logbrief(['export', '--workspace', workspace]).stdout;
    assert.match(texts, /before[^]*after/);
  });
}

test('killed at random moments, every line is stored once, to the byte, and errors are counted right', async (context) => {
  const workspace = temporaryFolder(context);
  const log = path.join(workspace, 'logs', 'app.log');
  fs.mkdirSync(path.dirname(log));
  const seed = Date.now() % 1_000_000;
  context.diagnostic(`seed ${seed}`);
  const random = randomOf(seed);
  let written = 0;
  let errors = 0;
  const writeSome = (): void => {
    const lines = Array.from({ length: 1 + Math.floor(random() * 400) }, () => {
      const isError = random() < 0.05;
      if (isError) errors++;
      return `2026-01-02 03:04:05,${String(written % 1000).padStart(3, '0')} - shop.kill - ${isError ? 'ERROR' : 'INFO'} - ${isError ? 'cannot save' : 'saved'} line ${written++}`;
    });
    fs.appendFileSync(log, `${lines.join('\n')}\n`);
  };
  for (let round = 0; round < rounds; round++) {
    const engine = new Serving(['--workspace', workspace]);
    for (const untilMs = performance.now() + 150 + random() * 900; performance.now() < untilMs; ) {
      writeSome();
      await wait(10);
    }
    await engine.end('SIGKILL');
  }
  writeSome();
  const engine = new Serving(['--workspace', workspace]);
  await stored(workspace, fs.statSync(log).size);
  assert.equal(await engine.end(), 0);
  const expected = fs.readFileSync(log, 'utf8').trimEnd().split('\n');
  const raw = logbrief(['export', '--raw', '--workspace', workspace]).stdout.trimEnd().split('\n').map((line) => Buffer.from((JSON.parse(line) as { raw_b64: string }).raw_b64, 'base64').toString());
  const at = raw.findIndex((line, i) => line !== expected[i]);
  assert.equal(raw.length, expected.length, `first difference at ${at}: ${JSON.stringify(raw.slice(at - 1, at + 3))} for ${JSON.stringify(expected.slice(at - 1, at + 3))}`);
  assert.deepEqual(raw, expected);
  const issues = logbrief(['issues', '--json', '--workspace', workspace]).stdout.trim().split('\n').map((line) => JSON.parse(line) as { count: number });
  assert.deepEqual(issues.map((issue) => issue.count), [errors]);
  assert.equal(logbrief(['verify', '--workspace', workspace]).code, 0);
});

test('of two engines the second reads, and takes over when the first is killed', async (context) => {
  const workspace = temporaryFolder(context);
  fs.mkdirSync(path.join(workspace, 'logs'));
  fs.writeFileSync(path.join(workspace, 'logs', 'app.log'), '2026-01-02 03:04:05,000 - shop - INFO - one\n');
  const first = new Serving(['--workspace', workspace]);
  assert.equal((await first.ready())['role'], 'writer');
  const second = new Serving(['--workspace', workspace]);
  context.after(() => second.end('SIGKILL'));
  assert.equal((await second.ready())['role'], 'reader');
  await first.end('SIGKILL');
  await second.event((event) => event['role'] === 'writer', 'the take-over');
  fs.appendFileSync(path.join(workspace, 'logs', 'app.log'), '2026-01-02 03:04:06,000 - shop - ERROR - two\n');
  await second.event((event) => event['active_issues'] === 1, 'the issue');
  assert.equal(await second.end(), 0);
});

test('a line shows in the briefing, the dashboard and the events', async (context) => {
  const workspace = temporaryFolder(context);
  fs.mkdirSync(path.join(workspace, 'logs'));
  const engine = new Serving(['--workspace', workspace]);
  context.after(() => engine.end('SIGKILL'));
  await engine.ready();
  fs.writeFileSync(path.join(workspace, 'logs', 'new.log'), '2026-01-02 03:04:05,000 - shop - ERROR - KaputtError: it broke\n');
  for (const name of ['briefing.md', 'dashboard.json', 'events.ndjson']) {
    const file = path.join(workspace, '.logbrief', name);
    await poll(() => fs.existsSync(file) && fs.readFileSync(file, 'utf8').includes('KaputtError'), `${name} with the error`);
  }
  assert.equal(fs.statSync(path.join(workspace, '.logbrief')).mode & 0o777, 0o700);
  assert.equal(fs.readFileSync(path.join(workspace, '.logbrief', '.gitignore'), 'utf8'), '*\n');
});

test('a folder that cannot be written to gives one clear message', (context) => {
  const workspace = temporaryFolder(context);
  fs.writeFileSync(path.join(workspace, 'taken'), '');
  const { code, stderr } = logbrief(['serve', '--workspace', workspace, '--state', path.join(workspace, 'taken', 'state')]);
  assert.equal(code, 1);
  assert.match(stderr, /^logbrief: Cannot write to .*taken\/state.*\n$/);
});

async function stored(workspace: string, bytes: number): Promise<void> {
  const dashboard = path.join(workspace, '.logbrief', 'dashboard.json');
  const read = (): number => (JSON.parse(fs.readFileSync(dashboard, 'utf8')) as { coverage: { bytes: number } }).coverage.bytes;
  await poll(() => fs.existsSync(dashboard) && read() >= bytes, `${bytes} stored bytes`, 60_000);
}

test('serve begins anew with the flags that keep it small, as the process that was started', { skip: process.platform !== 'linux' && 'only where a process can begin anew' }, async (context) => {
  const workspace = temporaryFolder(context);
  const serving = new Serving(['--workspace', workspace]);
  const ready = await serving.ready();
  assert.equal(ready['pid'], serving.child.pid);
  const words = fs.readFileSync(`/proc/${String(serving.child.pid)}/cmdline`, 'utf8').split('\0');
  assert.ok(words.includes('--single-threaded') && words.includes('--expose-gc'), words.join(' '));
  assert.deepEqual(words.slice(-4, -1), ['serve', '--workspace', workspace]);
  assert.equal(await serving.end(), 0);
  assert.equal(serving.stderr.includes('ExperimentalWarning'), false, serving.stderr);
});
