import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { silentLogger } from '../../../src/base/logger.ts';
import { EngineError } from '../../../src/base/errors.ts';
import { Chores } from '../../../src/engine/chores.ts';
import { SteadyClock } from '../../../src/engine/steadyClock.ts';
import { isBackupDue, lastDue, listBackups } from '../../../src/engine/maintain/maintain.ts';
import { defaultSettings } from '../../../src/model/defaultSettings.ts';
import type { Settings } from '../../../src/model/settings.ts';
import { dayMs, hourMs, StateFixture, storeOf } from '../maintain/fixture.ts';

const { backup, cleanup, core } = defaultSettings;
const backingUp: Settings = { ...defaultSettings, backup: { ...backup, enabled: true } };
/** Local times, since the schedule is by the clock on the wall. */
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 5, day, hour, minute).getTime();

/** Chores of a state folder with a clock that the test moves. */
class House implements Disposable {
  readonly state = new StateFixture();
  readonly chores: Chores;
  nowMs = at(10, 1, 30);
  failure: EngineError | undefined;
  isSteady = true;

  constructor(settings: Settings) {
    this.chores = new Chores({
      workspace: this.state.workspace, stateFolder: this.state.stateFolder, clock: { nowMs: () => this.nowMs }, logger: silentLogger, settings,
      isClockSteady: () => this.isSteady,
      snapshotStore: (file) => {
        if (this.failure) throw this.failure;
        storeOf('store')(file);
      },
    });
  }

  /** Names of the backups after a look at this moment. */
  async lookAt(nowMs: number): Promise<string[]> {
    this.nowMs = nowMs;
    this.chores.tick(new AbortController().signal);
    await this.chores.settled();
    return listBackups(this.state.stateFolder).map((entry) => path.basename(entry.path).slice(7, 20)).sort();
  }

  [Symbol.dispose](): void {
    this.state[Symbol.dispose]();
  }
}

test('a backup is made every day at two, once, and made up for when nobody was there', async () => {
  using house = new House(backingUp);
  assert.deepEqual(await house.lookAt(at(10, 1, 30)), ['20260610_0130'], 'there is none yet');
  assert.deepEqual(await house.lookAt(at(10, 1, 59)), ['20260610_0130']);
  assert.deepEqual(await house.lookAt(at(10, 2)), ['20260610_0130', '20260610_0200']);
  assert.deepEqual(await house.lookAt(at(10, 23, 59)), ['20260610_0130', '20260610_0200']);
  assert.deepEqual(await house.lookAt(at(13, 9)), ['20260610_0130', '20260610_0200', '20260613_0900'], 'asleep for three nights');
});

test('without backup.enabled there is none', async () => {
  using house = new House(defaultSettings);
  assert.deepEqual(await house.lookAt(at(10, 3)), []);
});

test('a failed backup is told until one succeeds, is tried again after an hour, and deletes nothing', async () => {
  using house = new House({ ...backingUp, backup: { ...backingUp.backup, keepDays: 1, keepAtLeast: 1 } });
  await house.lookAt(at(1, 3));
  const before = await house.lookAt(at(2, 3));
  house.failure = new EngineError('diskFull', 'no space');
  assert.deepEqual(await house.lookAt(at(20, 3)), before);
  assert.deepEqual(house.chores.troubles, ['backup failed: no space']);
  house.failure = undefined;
  assert.deepEqual(await house.lookAt(at(20, 3, 59)), before);
  assert.deepEqual(await house.lookAt(at(20, 4)), ['20260620_0400'], 'only now the old ones go');
  assert.deepEqual(house.chores.troubles, []);
});

test('a clock that was put back keeps nothing waiting, and a backup of a wrong clock counts for nothing', async () => {
  using house = new House(backingUp);
  await house.lookAt(at(20, 3));
  assert.deepEqual(await house.lookAt(at(10, 3)), ['20260610_0300', '20260620_0300']);
  house.failure = new EngineError('diskFull', 'no space');
  await house.lookAt(at(15, 3));
  house.failure = undefined;
  assert.ok((await house.lookAt(at(12, 3))).includes('20260612_0300'));
});

test('the schedule follows the wall clock through both changes of the hour', () => {
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
  try {
    // 2026-03-29: two o'clock is skipped. 2026-10-25: it comes twice, and counts once.
    assert.equal(lastDue('02:00', Date.UTC(2026, 2, 29, 1, 30)), Date.UTC(2026, 2, 29, 1));
    assert.equal(lastDue('02:00', Date.UTC(2026, 2, 29, 0, 30)), Date.UTC(2026, 2, 28, 1));
    const first = lastDue('02:00', Date.UTC(2026, 9, 25, 0, 30));
    assert.equal(isBackupDue('02:00', [{ createdMs: first }], Date.UTC(2026, 9, 25, 1, 30)), false);
    assert.equal(isBackupDue('02:00', [{ createdMs: first }], Date.UTC(2026, 9, 26, 1, 30)), true);
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});

test('cleanup happens only when it is enabled, and at most once an hour', async () => {
  for (const enabled of [false, true]) {
    using house = new House({ ...defaultSettings, cleanup: { ...cleanup, enabled } });
    const nowMs = Date.now();
    const file = house.state.write('.logbrief/metrics/metrics_1.json', '{}', nowMs - 8 * dayMs);
    house.state.write('.logbrief/audit.ndjson', '', nowMs);
    fs.utimesSync(house.state.stateFolder, new Date(nowMs), new Date(nowMs));
    await house.lookAt(nowMs);
    assert.equal(fs.existsSync(file), !enabled);
    house.state.write('.logbrief/metrics/metrics_2.json', '{}', nowMs - 8 * dayMs);
    fs.utimesSync(path.join(house.state.stateFolder, 'audit.ndjson'), new Date(nowMs), new Date(nowMs));
    await house.lookAt(nowMs + hourMs / 2);
    assert.ok(fs.existsSync(path.join(house.state.stateFolder, 'metrics', 'metrics_2.json')));
  }
});

test('while the clock has just jumped nothing is cleaned up', async () => {
  using house = new House({ ...defaultSettings, cleanup: { ...cleanup, enabled: true } });
  const nowMs = Date.now();
  const file = house.state.write('.logbrief/metrics/metrics_1.json', '{}', nowMs - 8 * dayMs);
  for (const name of ['', 'audit.ndjson']) if (fs.existsSync(path.join(house.state.stateFolder, name))) fs.utimesSync(path.join(house.state.stateFolder, name), new Date(nowMs), new Date(nowMs));
  house.isSteady = false;
  await house.lookAt(nowMs);
  assert.ok(fs.existsSync(file));
  house.isSteady = true;
  await house.lookAt(nowMs);
  assert.equal(fs.existsSync(file), false);
});

test('a clock that jumps either way is in doubt for an hour, one that is corrected a little is not', () => {
  for (const jumpMs of [hourMs, -hourMs, 3650 * dayMs]) {
    let wallMs = at(10, 3);
    let monotonicMs = 0;
    const pass = (ms: number): void => {
      wallMs += ms;
      monotonicMs += ms;
    };
    const steady = new SteadyClock({ nowMs: () => wallMs }, () => monotonicMs);
    pass(hourMs);
    assert.ok(steady.isSteady());
    wallMs += 60_000;
    assert.ok(steady.isSteady());
    wallMs += jumpMs;
    assert.equal(steady.isSteady(), false);
    pass(hourMs - 1000);
    assert.equal(steady.isSteady(), false);
    pass(2000);
    assert.ok(steady.isSteady());
  }
});

test('own logs that have grown too large are rotated', async () => {
  using house = new House({ ...defaultSettings, core: { ...core, maxLogFileSizeMb: 1, backupCount: 2 } });
  house.state.write('.logbrief/events.ndjson', 'x'.repeat(1_000_000));
  await house.lookAt(at(10, 3));
  assert.equal(fs.existsSync(path.join(house.state.stateFolder, 'events.ndjson')), false);
  assert.ok(fs.existsSync(path.join(house.state.stateFolder, 'events.ndjson.1')));
});
