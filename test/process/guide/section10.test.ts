/** Section 10 of the operations guide, upgrade: from every version that was ever released, and back when it fails. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import zlib from 'node:zlib';
import { systemClock } from '../../../src/base/clock.ts';
import { EngineError } from '../../../src/base/errors.ts';
import { storeState } from '../../../src/engine/store/store.ts';
import { upgrade } from '../../../src/engine/upgrade.ts';
import { poll } from '../../host/poll.ts';
import { logbrief, Serving, type Finished } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const stores = path.join(import.meta.dirname, 'stores');
/** Stores as the program of that time wrote them, each with six records. */
const released = fs.readdirSync(stores).map((name) => Number(/^v(\d+)\.db\.gz$/.exec(name)?.[1])).sort((a, b) => a - b);

/** A workspace with a store of that version. */
class Installation {
  readonly workspace: string;
  readonly stateFolder: string;
  readonly store: string;

  constructor(context: TestContext, version: number) {
    this.workspace = temporaryFolder(context);
    this.stateFolder = path.join(this.workspace, '.logbrief');
    this.store = path.join(this.stateFolder, 'store', 'logbrief.db');
    fs.mkdirSync(path.dirname(this.store), { recursive: true, mode: 0o700 });
    fs.writeFileSync(this.store, zlib.gunzipSync(fs.readFileSync(path.join(stores, `v${version}.db.gz`))), { mode: 0o600 });
  }

  run(...words: string[]): Finished {
    return logbrief([...words, '--workspace', this.workspace]);
  }

  version(): number {
    return storeState(this.stateFolder).version;
  }

  lines(): string[] {
    return this.run('export').stdout.trim().split('\n').map((line) => (JSON.parse(line) as { text: string }).text);
  }
}

const expected = [1, 2, 3, 4, 5, 6].map((i) => `2026-01-02 03:04:0${i},000 - shop.db - ${i === 4 ? 'ERROR' : 'INFO'} - record ${i} of six`);

test('every released version of the store has a store of its time to upgrade from', (context) => {
  const { newestVersion } = storeState(new Installation(context, 1).stateFolder);
  assert.deepEqual(released.slice(0, newestVersion - 1), Array.from({ length: newestVersion - 1 }, (_, i) => i + 1));
});

for (const version of released) {
  test(`a store of version ${version} is shown, backed up, brought forward and read back`, (context) => {
    const old = new Installation(context, version);
    const { newestVersion } = storeState(old.stateFolder);
    const before = fs.readFileSync(old.store);
    const dry = old.run('upgrade', '--dry-run');
    assert.equal(dry.code, 0, dry.stderr);
    assert.match(dry.stdout, version === newestVersion ? /up to date/ : new RegExp(`version ${version} to ${newestVersion}`));
    assert.deepEqual(fs.readFileSync(old.store), before);
    assert.equal(fs.existsSync(path.join(old.stateFolder, 'backups')), false, 'a dry run leaves nothing');
    const done = old.run('upgrade');
    assert.equal(done.code, 0, done.stderr);
    assert.equal(old.version(), newestVersion);
    assert.deepEqual(old.lines(), expected);
    assert.equal(old.run('verify').code, 0);
    assert.equal(old.run('backup', 'verify', 'latest').code, version === newestVersion ? 1 : 0);
    assert.match(old.run('upgrade').stdout, /up to date/);
  });

  test(`an engine that starts on a store of version ${version} does the same`, async (context) => {
    const old = new Installation(context, version);
    const { newestVersion } = storeState(old.stateFolder);
    const engine = new Serving(['--workspace', old.workspace]);
    context.after(() => engine.end('SIGKILL'));
    await engine.ready();
    await poll(() => old.version() === newestVersion, 'the new version');
    assert.deepEqual(old.lines(), expected);
    assert.equal(await engine.end(), 0);
    assert.equal(old.run('backup', 'list').stdout.trim() !== '', version < newestVersion);
  });

  test(`an upgrade from version ${version} that fails puts everything back and says so`, async (context) => {
    const old = new Installation(context, version);
    const fail = (): void => {
      throw new EngineError('storeCorrupt', 'it does not work.');
    };
    await assert.rejects(upgrade({ workspace: old.workspace, stateFolder: old.stateFolder, clock: systemClock }, new AbortController().signal, fail), { code: 'storeCorrupt', message: /everything is as before.*does not work/ });
    assert.equal(old.version(), version);
    assert.equal(fs.existsSync(path.join(old.stateFolder, 'restore')), false);
    assert.equal(old.run('upgrade').code, 0);
    assert.deepEqual(old.lines(), expected);
  });
}

test('a store of a later version is refused by everything and stays as it is', (context) => {
  const later = new Installation(context, 1);
  const database = new DatabaseSync(later.store);
  database.exec('PRAGMA user_version = 999');
  database.close();
  const before = fs.readFileSync(later.store);
  for (const words of [['upgrade'], ['upgrade', '--dry-run'], ['serve'], ['export']]) {
    const done = later.run(...words);
    assert.equal(done.code, 1, words.join(' '));
    assert.match(done.stderr, /version 999/);
  }
  assert.equal(later.run('doctor').code, 3);
  assert.deepEqual(fs.readFileSync(later.store), before);
});

test('a configuration that this version cannot use stops the upgrade before anything is changed', (context) => {
  const old = new Installation(context, 1);
  fs.writeFileSync(path.join(old.stateFolder, 'config.yaml'), 'briefing:\n  update_interval: soon\n');
  const done = old.run('upgrade');
  assert.equal(done.code, 1);
  assert.match(done.stderr, /config\.yaml:2:\d+/);
  assert.equal(old.version(), 1);
});

test('an upgrade beside a running engine is refused', (context) => {
  const old = new Installation(context, 1);
  const lock = new DatabaseSync(path.join(old.stateFolder, 'store', 'writer.db'));
  context.after(() => lock.close());
  lock.exec('BEGIN EXCLUSIVE');
  const done = old.run('upgrade');
  assert.equal(done.code, 1);
  assert.match(done.stderr, /an engine is running/);
  assert.equal(old.version(), 1);
});
