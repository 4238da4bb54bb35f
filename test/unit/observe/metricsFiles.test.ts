import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { historyText } from '../../../src/cli/history.ts';
import { MetricsJournal, readMetrics } from '../../../src/engine/observe/observe.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { figuresOf, type FigureWishes } from './figuresOf.ts';

const hour = 3_600_000;
const minute = 60_000;

class Desk {
  readonly folder: string;
  nowMs = new Date(2026, 5, 1, 10, 30).getTime();
  isClockSteady = true;
  journal: MetricsJournal;

  constructor(context: TestContext) {
    this.folder = temporaryFolder(context);
    this.journal = this.start();
  }

  start(): MetricsJournal {
    this.journal = new MetricsJournal(this.folder);
    return this.journal;
  }

  add({ eachHours = 24, days = 7, ...wishes }: FigureWishes & { readonly eachHours?: number; readonly days?: number } = {}): void {
    this.journal.add(figuresOf({ nowMs: this.nowMs, score: 90, ...wishes }), { eachHours, days, isClockSteady: this.isClockSteady });
  }

  pass(ms: number): void {
    this.nowMs += ms;
  }

  names(): string[] {
    return fs.readdirSync(path.join(this.folder, 'metrics')).sort();
  }

  scores(): unknown[] {
    return readMetrics(this.folder, 0).map((sample) => sample['health_score']);
  }
}

test('measurements of an hour are one file, over a restart too, and files go after their days, not by number', (context) => {
  const desk = new Desk(context);
  for (let i = 0; i < 4; i++) {
    desk.add();
    if (i === 0) desk.start();
    desk.pass(20 * minute);
  }
  assert.deepEqual(desk.names(), ['metrics_20260601_100000.json', 'metrics_20260601_110000.json']);
  assert.deepEqual(readMetrics(desk.folder, 0).map(({ time }) => new Date(time).getMinutes()), [30, 50, 10, 30]);
  assert.equal(readMetrics(desk.folder, desk.nowMs - 50 * minute).length, 2);
  assert.equal(readMetrics(desk.folder, 0)[0]?.['memory_mb'], 120.5);
  desk.pass(23 * hour);
  desk.add({ days: 1 });
  assert.equal(desk.names().length, 3, 'the first hour ended less than a day ago');
  desk.pass(11 * minute);
  desk.add({ days: 1 });
  desk.pass(hour);
  desk.add({ days: 1 });
  assert.deepEqual(desk.names(), ['metrics_20260602_100000.json', 'metrics_20260602_110000.json', 'metrics_20260602_120000.json']);
});

test('after its hours of detail, of each ten minutes the worst measurement stays: history_retention_hours and metrics_days both count', (context) => {
  const desk = new Desk(context);
  for (const score of [90, 40, 80, 95, 95]) {
    desk.add({ score });
    desk.pass(4 * minute);
  }
  assert.deepEqual(desk.scores(), [90, 40, 80, 95, 95]);
  desk.pass(2 * hour);
  desk.add({ score: 70, eachHours: 24 });
  assert.deepEqual(desk.scores(), [90, 40, 80, 95, 95, 70]);
  desk.add({ score: 71, eachHours: 1 });
  assert.deepEqual(desk.scores(), [40, 95, 70, 71], 'a shorter time holds at once');
});

test('of measurements without a score the one with the most memory stays', (context) => {
  const desk = new Desk(context);
  for (const memoryMb of [100, 300, 200]) desk.add({ score: undefined, performance: { memoryMb } });
  desk.pass(2 * hour);
  desk.add({ eachHours: 1 });
  assert.deepEqual(readMetrics(desk.folder, 0).map((sample) => sample['memory_mb']), [300, 120.5]);
});

test('while the clock has just jumped nothing goes, other files are not touched, and a damaged file of this hour begins anew', (context) => {
  const desk = new Desk(context);
  desk.add();
  const [name = ''] = desk.names();
  fs.writeFileSync(path.join(desk.folder, 'metrics', 'mine.json'), '{}');
  desk.pass(400 * 24 * hour);
  desk.isClockSteady = false;
  desk.add();
  assert.ok(desk.names().includes(name));
  desk.isClockSteady = true;
  desk.add();
  assert.ok(!desk.names().includes(name), 'it goes once the clock is believed');
  assert.ok(desk.names().includes('mine.json'));
  const newest = desk.names().filter((each) => each.startsWith('metrics_')).at(-1) ?? '';
  fs.writeFileSync(path.join(desk.folder, 'metrics', newest), '{"samples":[{"time"');
  desk.start();
  desk.add();
  assert.equal(readMetrics(desk.folder, desk.nowMs).length, 1);
  assert.equal(fs.statSync(path.join(desk.folder, 'metrics', newest)).mode & 0o777, 0o600);
});

test('the history tells the worst of each hour, and of what is busy the mean', (context) => {
  const desk = new Desk(context);
  desk.add({ score: 95, performance: { memoryMb: 100, recordsPerSecond: 10 } });
  desk.add({ score: 40, performance: { memoryMb: 50, recordsPerSecond: 30 } });
  desk.pass(hour);
  desk.add({ score: undefined });
  const [head, ...rows] = historyText(readMetrics(desk.folder, 0)).trimEnd().split('\n').map((line) => line.split(/ {2,}/));
  assert.deepEqual(head?.slice(0, 6), ['history', 'health', 'issues', 'records/s', 'CPU %', 'memory MB']);
  assert.deepEqual(rows.map((row) => [row[1], row[3], row[5]]), [['40', '20.0', '100'], ['-', '0.0', '121']]);
  assert.match(historyText([]), /nothing was measured/);
});
