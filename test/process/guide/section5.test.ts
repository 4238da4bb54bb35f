/** Section 5 of the operations guide, backup and restore: the command line beside a real engine. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { listBackups, verifyArchive } from '../../../src/engine/maintain/maintain.ts';
import { poll } from '../../host/poll.ts';
import { cli, logbrief, Serving, type Finished } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const secretLine = '2026-01-02 03:04:05,000 - shop - ERROR - login failed password=hunter2hunter2\n';

/** A workspace with a log that was read. */
class Shop {
  readonly workspace: string;
  readonly stateFolder: string;
  readonly log: string;

  constructor(context: TestContext) {
    this.workspace = temporaryFolder(context);
    this.stateFolder = path.join(this.workspace, '.logbrief');
    this.log = path.join(this.workspace, 'logs', 'app.log');
    fs.mkdirSync(path.dirname(this.log));
    fs.writeFileSync(this.log, secretLine);
  }

  run(...words: string[]): Finished {
    return logbrief([...words, '--workspace', this.workspace]);
  }

  async serving(context: TestContext, records: number): Promise<Serving> {
    const engine = new Serving(['--workspace', this.workspace]);
    context.after(() => engine.end('SIGKILL'));
    await engine.ready();
    await poll(() => this.lines().length === records, `${records} records`);
    return engine;
  }

  lines(): string[] {
    const done = this.run('export');
    return done.code === 0 ? done.stdout.trim().split('\n').map((line) => (JSON.parse(line) as { text: string }).text) : [];
  }

  /** Of all files but backups, locks and the audit file. */
  digest(): string {
    const hash = createHash('sha256');
    const files = fs.readdirSync(this.stateFolder, { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(this.stateFolder, name)).isFile()).sort();
    for (const name of files.filter((file) => !file.startsWith('backups') && file !== 'audit.ndjson')) hash.update(name).update(fs.readFileSync(path.join(this.stateFolder, name)));
    return hash.digest('hex');
  }
}

test('a backup is made beside a running engine, verified, listed, and readable for its owner alone', async (context) => {
  const shop = new Shop(context);
  await shop.serving(context, 1);
  const made = shop.run('backup');
  assert.equal(made.code, 0, made.stderr);
  const archive = made.stdout.trim();
  assert.match(path.basename(archive), /^backup_\d{8}_\d{6}\.tar\.gz$/);
  assert.equal(fs.statSync(archive).mode & 0o777, 0o600);
  const listed = JSON.parse(shop.run('backup', 'list', '--json').stdout) as { path: string; verified: string | null };
  assert.equal(listed.path, archive);
  assert.notEqual(listed.verified, null);
  assert.equal(shop.run('backup', 'verify', 'latest').code, 0);
  const audit = fs.readFileSync(path.join(shop.stateFolder, 'audit.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { action: string; path: string });
  assert.deepEqual(audit.map(({ action, path: file }) => [action, file]), [['backup', archive]]);
});

test('a restore brings back the store and the key of the placeholders, and the next start reads on where the backup ended', async (context) => {
  const shop = new Shop(context);
  const first = await shop.serving(context, 1);
  const [before = ''] = shop.lines();
  assert.equal(shop.run('backup').code, 0);
  fs.appendFileSync(shop.log, secretLine.replace('05,000', '06,000'));
  await poll(() => shop.lines().length === 2, 'the second record');
  assert.equal(shop.run('restore', 'latest', '--yes').code, 1, 'an engine is running');
  await first.end();
  fs.rmSync(path.join(shop.stateFolder, 'store'), { recursive: true });
  fs.rmSync(path.join(shop.stateFolder, 'redaction.key'));
  const done = shop.run('restore', 'latest', '--yes');
  assert.equal(done.code, 0, done.stderr);
  assert.deepEqual(shop.lines(), [before]);
  assert.ok(fs.existsSync(path.join(shop.stateFolder, 'restore')), 'kept until the first good start');
  const second = await shop.serving(context, 2);
  assert.deepEqual(new Set(shop.lines()), new Set([before, before.replace('05,000', '06,000')]), 'equal secrets have equal placeholders');
  await poll(() => !fs.existsSync(path.join(shop.stateFolder, 'restore')), 'the confirmation');
  assert.equal(await second.end(), 0);
  assert.equal(shop.run('verify').code, 0);
});

test('a restore that is not confirmed can be taken back', async (context) => {
  const shop = new Shop(context);
  const engine = await shop.serving(context, 1);
  assert.equal(shop.run('backup').code, 0);
  fs.appendFileSync(shop.log, secretLine);
  await poll(() => shop.lines().length === 2, 'the second record');
  await engine.end();
  assert.equal(shop.run('restore', 'latest', '--yes').code, 0);
  assert.equal(shop.lines().length, 1);
  assert.equal(shop.run('restore', '--undo').code, 0);
  assert.equal(shop.lines().length, 2);
  assert.equal(shop.run('restore', '--undo').code, 1);
});

test('a restore from nothing, from a damaged archive, unconfirmed or dry changes nothing and says so by its exit code', async (context) => {
  const shop = new Shop(context);
  const engine = await shop.serving(context, 1);
  const archive = shop.run('backup').stdout.trim();
  await engine.end();
  const damaged = path.join(shop.workspace, 'renamed-and-damaged.tgz');
  const bytes = fs.readFileSync(archive);
  // One bit alone may lie where it changes nothing that is unpacked, such as the code of a symbol that is not used.
  for (let at = bytes.length >> 1; at < (bytes.length >> 1) + 64; at++) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  fs.writeFileSync(damaged, bytes);
  const before = shop.digest();
  const expected: readonly (readonly [number, ...string[]])[] = [
    [1, 'restore', path.join(shop.workspace, 'missing.tar.gz'), '--yes'], [1, 'restore', damaged, '--yes'], [3, 'backup', 'verify', damaged], [1, 'backup', 'verify', 'missing'],
    [2, 'restore', archive], [0, 'restore', archive, '--dry-run'], [2, 'restore'], [2, 'backup', 'nonsense'],
  ];
  for (const [code, ...words] of expected) {
    const done = shop.run(...words);
    assert.equal(done.code, code, `${words.join(' ')}: ${done.stderr}`);
    assert.equal(shop.digest(), before, words.join(' '));
  }
});

test('a backup that was moved and renamed restores all the same', async (context) => {
  const shop = new Shop(context);
  const engine = await shop.serving(context, 1);
  const archive = shop.run('backup').stdout.trim();
  await engine.end();
  const moved = path.join(shop.workspace, 'elsewhere.bin');
  fs.renameSync(archive, moved);
  fs.rmSync(path.join(shop.stateFolder, 'store'), { recursive: true });
  assert.equal(shop.run('restore', moved, '--yes').code, 0);
  assert.equal(shop.lines().length, 1);
});

/** Killed commands, each followed by a start of the engine; LOGBRIEF_KILLS=30 makes a long run. The library alone is killed 30 times in backup.test.ts. */
const kills = Number(process.env['LOGBRIEF_KILLS'] ?? 4);

/** Runs a command and kills it after a while, unless it is done by then; returns whether it was killed. */
async function killed(shop: Shop, words: readonly string[], afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [cli, ...words, '--workspace', shop.workspace], { stdio: 'ignore' });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await Promise.race([wait(afterMs), ended]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL';
}

test('a command killed at any moment leaves the old or the new store, and only whole backups in the list', async (context) => {
  const shop = new Shop(context);
  const first = await shop.serving(context, 1);
  const archives = [shop.run('backup').stdout.trim()];
  fs.appendFileSync(shop.log, secretLine.repeat(3));
  await poll(() => shop.lines().length === 4, 'all records');
  const startedMs = performance.now();
  archives.push(shop.run('backup').stdout.trim());
  const onceMs = performance.now() - startedMs;
  await first.end();
  // Without the log nothing is read again, so what is stored is what was restored.
  fs.rmSync(shop.log);
  let wasKilled = 0;
  for (let round = 0; round < kills; round++) {
    // Node takes about a third of it to start.
    const afterMs = onceMs * (0.3 + 0.8 * ((round + Math.random()) / kills));
    if (await killed(shop, ['backup'], afterMs)) wasKilled++;
    for (const { path: archive } of listBackups(shop.stateFolder)) await verifyArchive(archive);
    if (await killed(shop, ['restore', archives[round % 2] ?? '', '--yes'], afterMs)) wasKilled++;
    const engine = new Serving(['--workspace', shop.workspace]);
    context.after(() => engine.end('SIGKILL'));
    await engine.ready();
    assert.ok([1, 4].includes(shop.lines().length), `${shop.lines().length} records after ${afterMs} ms`);
    assert.equal(await engine.end(), 0);
  }
  assert.equal(shop.run('verify').code, 0);
  assert.ok(wasKilled > 0, 'every command was done before it could be killed');
  assert.equal(shop.run('backup').code, 0);
  const leftovers = fs.readdirSync(path.join(shop.stateFolder, 'backups')).filter((name) => name.includes('partial') || name === '.staging');
  assert.deepEqual(leftovers, []);
});
