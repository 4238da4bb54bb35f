import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { MetricsJournal, readMetrics } from '../../../src/engine/observe/observe.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { figuresOf } from './figuresOf.ts';

const hour = 3_600_000;

class Desk {
  readonly folder: string;
  nowMs = new Date(2026, 5, 1, 10, 30).getTime();
  elapsedMs = 0;
  journal: MetricsJournal;

  constructor(context: TestContext) {
    this.folder = temporaryFolder(context);
    this.journal = this.start();
  }

  start(): MetricsJournal {
    this.journal = new MetricsJournal({ stateFolder: this.folder, nowMs: () => this.nowMs, monotonicMs: () => this.elapsedMs });
    return this.journal;
  }

  add(keepHours = 24): void {
    this.journal.add(figuresOf({ nowMs: this.nowMs, score: 90 }), keepHours);
  }

  pass(ms: number): void {
    this.nowMs += ms;
    this.elapsedMs += ms;
  }

  names(): string[] {
    return fs.readdirSync(path.join(this.folder, 'metrics')).sort();
  }
}

test('measurements of an hour are one file, over a restart too, and files go by age, not by number', (context) => {
  const desk = new Desk(context);
  for (let i = 0; i < 4; i++) {
    desk.add();
    if (i === 0) desk.start();
    desk.pass(20 * 60_000);
  }
  assert.deepEqual(desk.names(), ['metrics_20260601_100000.json', 'metrics_20260601_110000.json']);
  assert.deepEqual(readMetrics(desk.folder, 0).map(({ time }) => new Date(time).getMinutes()), [30, 50, 10, 30]);
  assert.equal(readMetrics(desk.folder, desk.nowMs - 50 * 60_000).length, 2);
  assert.equal(readMetrics(desk.folder, 0)[0]?.['memory_mb'], 120.5);
  desk.pass(23 * hour);
  desk.add(24);
  assert.equal(desk.names().length, 3, 'the first hour ended less than 24 hours ago');
  desk.add(23);
  assert.deepEqual(desk.names(), ['metrics_20260601_110000.json', 'metrics_20260602_100000.json']);
  desk.add(1);
  assert.deepEqual(desk.names(), ['metrics_20260602_100000.json']);
});

test('a clock that jumps ahead deletes nothing, other files are not touched, and a damaged file of this hour begins anew', (context) => {
  const desk = new Desk(context);
  desk.add();
  const [name = ''] = desk.names();
  fs.writeFileSync(path.join(desk.folder, 'metrics', 'mine.json'), '{}');
  desk.nowMs += 400 * 24 * hour;
  desk.add();
  assert.ok(desk.names().includes(name));
  desk.pass(48 * hour);
  desk.add();
  assert.ok(!desk.names().includes(name), 'time that really passed does');
  assert.ok(desk.names().includes('mine.json'));
  const newest = desk.names().filter((each) => each.startsWith('metrics_')).at(-1) ?? '';
  fs.writeFileSync(path.join(desk.folder, 'metrics', newest), '{"samples":[{"time"');
  desk.start();
  desk.add();
  assert.equal(readMetrics(desk.folder, desk.nowMs).length, 1);
  assert.equal(fs.statSync(path.join(desk.folder, 'metrics', newest)).mode & 0o777, 0o600);
});
