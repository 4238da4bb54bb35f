import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { silentLogger } from '../../../src/base/logger.ts';
import { logRules } from '../../../src/engine/watch/logRules.ts';
import { Watcher, type WatchOptions } from '../../../src/engine/watch/watch.ts';
import { ManualHints } from './manualHints.ts';

/** Makes files (`name: content`) in a new workspace and opens a watcher on it. */
async function found(files: Readonly<Record<string, string | Buffer>>, options: Partial<WatchOptions> = {}): Promise<{ names: string[]; watcher: Watcher; workspace: string } & AsyncDisposable> {
  const workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-find-')));
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
    fs.writeFileSync(path.join(workspace, name), content);
  }
  const watcher = await Watcher.open({
    workspace, stateFolder: path.join(workspace, '.logbrief'), include: [], exclude: [], sweepIntervalMs: 1000, chunkBytes: 1 << 16, maxOpenFiles: 16, saved: [],
    clock: { nowMs: () => 0 }, logger: silentLogger, ...options,
  }, new ManualHints());
  const names = watcher.sources().map(({ source }) => source.name).sort();
  return {
    names, watcher, workspace,
    async [Symbol.asyncDispose]() {
      await watcher[Symbol.asyncDispose]();
      fs.rmSync(workspace, { recursive: true, force: true });
    },
  };
}

test('with nothing configured the usual places of logs are found', async () => {
  await using desk = await found({
    'app.log': 'a\n', 'logs/server.out': 'a\n', 'log/worker.err': 'a\n', 'storage/logs/laravel.log': 'a\n', '.next/dev/logs/next-development.log': 'a\n', 'var/log/messages': 'a\n', 'tmp/x.log': 'a\n',
    'logs/events.ndjson': '{"a":1}\n', 'logs/old/deep.txt': 'a\n', 'nohup.out': 'a\n',
  });
  assert.deepEqual(desk.names, [
    '.next/dev/logs/next-development.log', 'app.log', 'log/worker.err', 'logs/events.ndjson', 'logs/old/deep.txt', 'logs/server.out', 'nohup.out', 'storage/logs/laravel.log', 'tmp/x.log', 'var/log/messages',
  ]);
});

test('each file says by which rule it is followed', async () => {
  await using desk = await found({ 'app.log': 'a\n', 'logs/server.out': 'a\n' });
  assert.deepEqual(desk.watcher.discovery().files.map(({ name, rule }) => [name, rule]), [['app.log', '*.log'], ['logs/server.out', '*.out, *.err in a log folder']]);
});

test('dependencies, caches, sample data and Logbrief itself are not looked into', async () => {
  await using desk = await found({
    'node_modules/a/debug.log': 'a\n', '.git/x.log': 'a\n', '.logbrief/own.log': 'a\n', 'env/pyvenv.cfg': '', 'env/pip.log': 'a\n', 'target/CACHEDIR.TAG': '', 'target/build.log': 'a\n',
    'test/fixtures/sample.log': 'a\n', 'npm-debug.log': 'a\n', 'yarn-error.log': 'a\n',
  });
  assert.deepEqual(desk.names, []);
});

test('binary files and JSON that is no lines are left out with a reason', async () => {
  await using desk = await found({ 'logs/db.log': Buffer.from([1, 2, 0, 0, 3, 0, 4, 5, 6, 0, 0, 9, 8, 7]), 'logs/config.json': '{\n "a": 1\n}\n', 'pic.log': Buffer.from('89504e470d0a1a0a', 'hex') });
  assert.deepEqual(desk.names, []);
  assert.deepEqual(desk.watcher.discovery().leftOut.map(({ path: file, reason }) => [path.basename(file), reason]).sort(), [['config.json', 'not JSON lines'], ['db.log', 'not text'], ['pic.log', 'not text but a picture']]);
});

test('UTF-16 and a log that begins with a hole are text', async () => {
  await using desk = await found({ 'wide.log': Buffer.from('\ufeffhello\r\n', 'utf16le'), 'hole.log': Buffer.concat([Buffer.alloc(500), Buffer.from('late line\n')]) });
  assert.deepEqual(desk.names, ['hole.log', 'wide.log']);
});

test('a link that leads out of the workspace is not followed when nobody asked for it', async () => {
  const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-outside-'));
  fs.writeFileSync(path.join(outside, 'secret.log'), 'a\n');
  await using desk = await found({ 'app.log': 'a\n' });
  fs.symlinkSync(path.join(outside, 'secret.log'), path.join(desk.workspace, 'link.log'));
  fs.symlinkSync(outside, path.join(desk.workspace, 'logs'));
  await using again = await Watcher.open({
    workspace: desk.workspace, stateFolder: path.join(desk.workspace, '.logbrief'), include: [], exclude: [], sweepIntervalMs: 1000, chunkBytes: 1024, maxOpenFiles: 16, saved: [],
    clock: { nowMs: () => 0 }, logger: silentLogger,
  }, new ManualHints());
  assert.deepEqual(again.sources().map(({ source }) => source.name), ['app.log']);
  fs.rmSync(outside, { recursive: true });
});

test('globs choose what they match, and exclude takes away', async () => {
  await using desk = await found({ 'a/x.log': 'a\n', 'a/y.log': 'a\n', 'a/b/z.log': 'a\n', 'c.txt': 'a\n' }, { include: ['a/**/*.log'], exclude: ['a/y.log'] });
  assert.deepEqual(desk.names, ['a/b/z.log', 'a/x.log']);
});

test('a folder stands for all logs in it, a glob that names folders too', async () => {
  await using desk = await found({ 'out/a.log': 'a\n', 'out/b.txt': 'a\n', 'out/c.md': 'a\n', 'apps/one/logs/d.log': 'a\n' }, { include: ['out', 'apps/*/logs'] });
  assert.deepEqual(desk.names, ['apps/one/logs/d.log', 'out/a.log', 'out/b.txt']);
});

test('a file that is named is followed whatever it is called', async () => {
  await using desk = await found({ 'data/run.dat': 'a\n', 'app.log': 'a\n', 'app.log.1': 'b\n' }, { include: ['data/run.dat', 'app.log.1'] });
  assert.deepEqual(desk.names, ['app.log.1', 'data/run.dat']);
});

test('a glob that names rotated parts reads them', async () => {
  await using desk = await found({ 'app.log': 'a\n', 'app.log.1': 'b\n', 'app.log.2': 'c\n' }, { include: ['app.log*'] });
  assert.deepEqual(desk.names, ['app.log', 'app.log.1', 'app.log.2']);
});

test('what was asked for and is not there is said', async () => {
  await using desk = await found({ 'app.log': 'a\n' }, { include: ['app.log', 'none/*.log'] });
  const { notices } = desk.watcher.discovery();
  assert.equal(notices.length, 1);
  assert.match(notices[0] ?? '', /`none\/\*\.log`/);
});

test('an empty workspace says that there are no logs', async () => {
  await using desk = await found({ 'readme.md': 'a\n' });
  assert.match(desk.watcher.discovery().notices[0] ?? '', /No logs are found/);
});

test('every rule of discovery matches its sample', () => {
  for (const { rule, name, sample } of logRules) assert.match(sample, name, rule);
});
