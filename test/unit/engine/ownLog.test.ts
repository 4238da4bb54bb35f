import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { OwnLog } from '../../../src/engine/ownLog.ts';
import { silentLogger, type Logger } from '../../../src/base/logger.ts';
import type { CoreSettings } from '../../../src/model/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const core: CoreSettings = { enabled: true, logLevel: 'INFO', maxLogFileSizeMb: 1, backupCount: 2 };
const clock = { nowMs: () => Date.UTC(2026, 0, 2, 3, 4, 5) };

function make(stateFolder: string, settings: Partial<CoreSettings> = {}, logger: Logger = silentLogger, isLevelled = false): OwnLog {
  const log = new OwnLog({ stateFolder, clock, logger, isLevelled, settings: () => ({ ...core, ...settings }) });
  log.open();
  return log;
}

function said(stateFolder: string): string {
  const file = path.join(stateFolder, 'logs', 'logbrief.log');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

function sayAll(log: OwnLog): void {
  log.debug('d');
  log.notice('i');
  log.warn('w');
  log.error('e');
  log.critical('c');
}

test('each level keeps itself and what is worse', (context) => {
  for (const [logLevel, kept] of [['DEBUG', 5], ['INFO', 4], ['WARNING', 3], ['ERROR', 2], ['CRITICAL', 1]] as const) {
    const folder = temporaryFolder(context);
    sayAll(make(folder, { logLevel }));
    assert.deepEqual(said(folder).trimEnd().split('\n'), ['DEBUG d', 'INFO i', 'WARNING w', 'ERROR e', 'CRITICAL c'].slice(5 - kept).map((text) => `2026-01-02T03:04:05.000Z ${text}`));
  }
});

test('a notice is one line of text, however long it is and whatever it holds', (context) => {
  const folder = temporaryFolder(context);
  make(folder).warn(`a\nb\u001b[31m${'x'.repeat(5000)}`);
  assert.match(said(folder), /^\S+ WARNING a b \[31mx{1900,2000}\n$/);
});

test('it is rotated by size, and only so many old parts stay', (context) => {
  const folder = temporaryFolder(context);
  const log = make(folder);
  for (let i = 0; i < 2200; i++) log.notice(`${i} ${'x'.repeat(1900)}`);
  const names = fs.readdirSync(path.join(folder, 'logs')).sort();
  assert.deepEqual(names, ['logbrief.log', 'logbrief.log.1', 'logbrief.log.2.gz']);
  const parts = names.map((name) => fs.readFileSync(path.join(folder, 'logs', name))).map((bytes, i) => (i === 2 ? zlib.gunzipSync(bytes) : bytes).toString());
  for (const part of parts) assert.ok(part.length <= 1_000_000);
  const numbers = `${parts[2] ?? ''}${parts[1] ?? ''}${parts[0] ?? ''}`.trimEnd().split('\n').map((line) => Number(line.split(' ')[2]));
  assert.equal(numbers.at(-1), 2199);
  assert.deepEqual(numbers, numbers.map((_, i) => 2200 - numbers.length + i));
});

test('a logger that is levelled gets what the file gets, another one gets everything', (context) => {
  for (const isLevelled of [true, false]) {
    const heard: string[] = [];
    const hear = (message: string): void => void heard.push(message);
    sayAll(make(temporaryFolder(context), { logLevel: 'WARNING' }, { debug: hear, notice: hear, warn: hear, error: hear }, isLevelled));
    assert.deepEqual(heard, isLevelled ? ['w', 'e'] : ['d', 'i', 'w', 'e']);
  }
});

test('nothing is written before it is open, and a folder that cannot be written to is told once', (context) => {
  const folder = temporaryFolder(context);
  const closed = new OwnLog({ stateFolder: folder, clock, logger: silentLogger, isLevelled: false, settings: () => core });
  sayAll(closed);
  assert.deepEqual(fs.readdirSync(folder), []);
  fs.writeFileSync(path.join(folder, 'logs'), 'in the way');
  const warnings: string[] = [];
  const log = make(folder, {}, { ...silentLogger, warn: (message) => void warnings.push(message) });
  log.notice('one');
  log.notice('two');
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /^Cannot write to .*logbrief\.log/);
});
