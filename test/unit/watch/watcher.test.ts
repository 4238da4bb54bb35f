/** The door with the machine's own file events and clock: nothing here waits for a certain time, only for what must come. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src/base/clock.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import { Watcher, type WatchEvent, type WatchOptions } from '../../../src/engine/watch/watch.ts';
import { ManualHints } from './manualHints.ts';

class Followed implements AsyncDisposable {
  readonly workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-live-')));
  readonly stop = new AbortController();
  watcher: Watcher | undefined;
  events: AsyncGenerator<WatchEvent, void, undefined> | undefined;

  async open(options: Partial<WatchOptions> = {}, hints?: ManualHints): Promise<void> {
    this.watcher = await Watcher.open({
      workspace: this.workspace, stateFolder: path.join(this.workspace, '.logbrief'), include: [], exclude: [], sweepIntervalMs: 2000, chunkBytes: 1 << 16, maxOpenFiles: 16, saved: [],
      clock: systemClock, logger: silentLogger, ...options,
    }, hints);
    this.events = this.watcher.events(this.stop.signal);
  }

  /** Takes events up to and with the first of this kind. */
  async until(kind: WatchEvent['kind']): Promise<string> {
    let text = '';
    for (;;) {
      const next = await this.events?.next();
      if (!next || next.done === true) return text;
      if (next.value.kind === 'chunk') text += Buffer.from(next.value.bytes).toString();
      if (next.value.kind === kind) return text;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.watcher?.[Symbol.asyncDispose]();
    fs.rmSync(this.workspace, { recursive: true, force: true });
  }
}

test('an appended line comes by a file event', async () => {
  await using followed = new Followed();
  fs.writeFileSync(path.join(followed.workspace, 'app.log'), 'one\n');
  // A clock that stands still never makes a sweep due.
  await followed.open({ clock: { nowMs: () => 0 } });
  assert.equal(await followed.until('idle'), 'one\n');
  fs.appendFileSync(path.join(followed.workspace, 'app.log'), 'two\n');
  assert.equal(await followed.until('idle'), 'two\n');
});

test('a log in a folder made later comes by file events', async () => {
  await using followed = new Followed();
  await followed.open({ clock: { nowMs: () => 0 } });
  await followed.until('idle');
  fs.mkdirSync(path.join(followed.workspace, 'logs'));
  fs.writeFileSync(path.join(followed.workspace, 'logs/app.log'), 'one\n');
  assert.equal(await followed.until('chunk'), 'one\n');
});

test('without file events an appended line comes by polling', async () => {
  await using followed = new Followed();
  fs.writeFileSync(path.join(followed.workspace, 'app.log'), 'one\n');
  await followed.open({ usePolling: true, sweepIntervalMs: 10 });
  await followed.until('idle');
  fs.appendFileSync(path.join(followed.workspace, 'app.log'), 'two\n');
  assert.equal(await followed.until('idle'), 'two\n');
});

test('events end when the signal is aborted while nothing happens', async () => {
  await using followed = new Followed();
  await followed.open();
  await followed.until('idle');
  const end = followed.events?.next();
  followed.stop.abort();
  assert.equal((await end)?.done, true);
});

test('nothing is read while no event is asked for', async () => {
  await using followed = new Followed();
  fs.writeFileSync(path.join(followed.workspace, 'app.log'), 'a line\n'.repeat(100));
  await followed.open({ chunkBytes: 70 });
  await followed.until('chunk');
  assert.equal(followed.watcher?.sources()[0]?.readBytes, 70);
});

test('a missing watch is said once and found by polling', async () => {
  class Full extends ManualHints {
    override problem(): string {
      return 'The limit is reached.';
    }
  }
  const warnings: string[] = [];
  await using followed = new Followed();
  await followed.open({ logger: { ...silentLogger, warn: (message) => void warnings.push(message) }, sweepIntervalMs: 10 }, new Full(false));
  await followed.until('idle');
  fs.writeFileSync(path.join(followed.workspace, 'app.log'), 'one\n');
  assert.equal(await followed.until('idle'), 'one\n');
  assert.deepEqual(warnings, ['The limit is reached.']);
  assert.ok(followed.watcher?.discovery().notices.includes('The limit is reached.'));
});

test('a log that may not be read after a restart goes on as the same source when it may', { skip: process.geteuid?.() !== 0 }, async () => {
  await using followed = new Followed();
  const file = path.join(followed.workspace, 'app.log');
  fs.writeFileSync(file, 'one\n', { mode: 0o644 });
  fs.chmodSync(followed.workspace, 0o755);
  await followed.open();
  await followed.until('idle');
  const source = followed.watcher?.sources()[0]?.source;
  assert.ok(source);
  const saved = followed.watcher?.save(source, 4, 1);
  assert.ok(saved);
  await followed.watcher?.[Symbol.asyncDispose]();
  fs.chmodSync(file, 0o600);
  fs.appendFileSync(file, 'two\n');
  process.seteuid?.(65_534);
  try {
    await followed.open({ sweepIntervalMs: 10, saved: [saved] });
    await followed.until('idle');
    assert.match(followed.watcher?.sources()[0]?.problem ?? '', /permission denied/);
  } finally {
    process.seteuid?.(0);
  }
  assert.equal(await followed.until('chunk'), 'two\n');
});

test('a log that may not be read says so, and is read when it may', { skip: process.platform === 'win32' }, async () => {
  await using followed = new Followed();
  const file = path.join(followed.workspace, 'app.log');
  fs.writeFileSync(file, 'one\n', { mode: 0o600 });
  fs.chmodSync(followed.workspace, 0o755);
  const isRoot = process.geteuid?.() === 0;
  // Root may read everything, so another user looks.
  if (isRoot) process.seteuid?.(65_534);
  else fs.chmodSync(file, 0);
  try {
    await followed.open({ sweepIntervalMs: 10 });
    await followed.until('idle');
    assert.match(followed.watcher?.sources()[0]?.problem ?? '', /Cannot read .*app\.log: permission denied\. Give read access/);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
  fs.chmodSync(file, 0o644);
  assert.equal(await followed.until('chunk'), 'one\n');
  assert.equal(followed.watcher?.sources()[0]?.problem, undefined);
});
