/** Section 7 of the operations guide, the database: what its statements are for holds in the store. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Store, StoreReader } from '../../../src/engine/store/store.ts';
import { poll } from '../../host/poll.ts';
import { logbrief, Serving } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { commitRecords, sourceOf } from '../../unit/store/batches.ts';

test('distinct entries with the same time, component and level all stay, and are found by each of the three', async (context) => {
  const workspace = temporaryFolder(context);
  fs.mkdirSync(path.join(workspace, 'logs'));
  const same = ['cannot save', 'cannot load', 'cannot save'].map((body) => `2026-01-02 03:04:05,000 - shop.db - ERROR - ${body}`);
  fs.writeFileSync(path.join(workspace, 'logs', 'app.log'), [...same, '2026-01-02 03:04:06,000 - shop.ui - INFO - later', ''].join('\n'));
  const engine = new Serving(['--workspace', workspace]);
  context.after(() => engine.end('SIGKILL'));
  await engine.ready();
  const texts = (...words: string[]): string[] => logbrief(['export', ...words, '--workspace', workspace]).stdout.trim().split('\n').filter((line) => line !== '').map((line) => (JSON.parse(line) as { text: string }).text);
  await poll(() => texts().length === 4, 'four records');
  assert.deepEqual(texts().slice(0, 3), same);
  for (const filter of [['--severity', 'ERROR'], ['--component', 'shop.db'], ['--to', '2026-01-02T03:04:05.500Z']]) assert.deepEqual(texts(...filter), same, filter.join(' '));
  assert.equal(await engine.end(), 0);
  using database = new DatabaseSync(path.join(workspace, '.logbrief', 'store', 'logbrief.db'), { readOnly: true });
  const plan = (sql: string): string => database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all().map((row) => String(row['detail'])).join('; ');
  assert.match(plan('SELECT id FROM blocks WHERE last_ms >= 1 ORDER BY last_ms DESC'), /USING (?:COVERING )?INDEX blocks_by_time/);
  assert.match(plan('SELECT * FROM errors WHERE time_ms >= 1 ORDER BY time_ms DESC'), /USING INDEX errors_by_time/);
  assert.match(plan('SELECT count(*) FROM blocks WHERE month = 1'), /USING COVERING INDEX blocks_by_month/);
});

test('a month is a partition: it goes as a whole once it is too old, never while the clock is in doubt', async (context) => {
  const folder = temporaryFolder(context);
  const source = sourceOf(1);
  let isSteady = false;
  await using store = await Store.open(folder, { retentionDays: 30, isClockSteady: () => isSteady });
  let positionBytes = 0;
  for (const [index, observedMs] of [Date.UTC(2026, 0, 10), Date.UTC(2026, 0, 31), Date.UTC(2026, 1, 25), Date.UTC(2026, 2, 20)].entries()) {
    positionBytes = commitRecords(store, source, [{ text: `read ${new Date(observedMs).toISOString()}\n`, timestampMs: observedMs }], { positionBytes, firstLine: index + 1, observedMs });
  }
  const months = (): string[] => {
    using reader = StoreReader.open(folder);
    return [...reader.exportRecords({})].map((record) => record.text.slice(5, 12));
  };
  const signal = new AbortController().signal;
  await store.maintain(Date.UTC(2036, 0, 1), signal);
  assert.deepEqual(months(), ['2026-01', '2026-01', '2026-02', '2026-03'], 'the clock has just jumped');
  isSteady = true;
  await store.maintain(Date.UTC(2026, 2, 25), signal);
  assert.deepEqual(months(), ['2026-02', '2026-03']);
});
