/** Section 6 of the operations guide, rotation and cleanup: the command line on real files. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { logbrief, type Finished } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

class House {
  readonly workspace: string;

  constructor(context: TestContext) {
    this.workspace = temporaryFolder(context);
    this.write('.logbrief/briefing.md', 0);
  }

  /** Writes a file that was last changed so long ago. */
  write(name: string, ageMs: number, text = 'x'): string {
    const file = path.join(this.workspace, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    const time = new Date(Date.now() - ageMs);
    fs.utimesSync(file, time, time);
    return file;
  }

  run(...words: string[]): Finished {
    return logbrief([...words, '--workspace', this.workspace]);
  }
}

/** `20260131_120000` of so long ago, in this machine's zone. */
function stamp(ageMs: number): string {
  const date = new Date(Date.now() - ageMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}_${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}

test('the guide\'s three ages are the defaults, the preview equals what is deleted, and everything else stays', (context) => {
  const house = new House(context);
  const old = [
    house.write(`.logbrief/history/dashboard_${stamp(169 * hourMs)}.json`, 169 * hourMs), house.write('.logbrief/metrics/metrics_20200101.json', 8 * dayMs),
    house.write('.logbrief/captures/make-1.log', 31 * dayMs), house.write('app-logs/app.log.1', 31 * dayMs), house.write('app-logs/app.log.2.gz', 31 * dayMs),
  ];
  const kept = [
    house.write(`.logbrief/history/dashboard_${stamp(167 * hourMs)}.json`, 167 * hourMs), house.write('.logbrief/metrics/metrics_now.json', 6 * dayMs),
    house.write('.logbrief/captures/make-2.log', 29 * dayMs), house.write('app-logs/app.log', 40 * dayMs), house.write('app-logs/app.log.3', 29 * dayMs),
    house.write('.logbrief/other.json', 90 * dayMs), house.write('logs/foreign.log.1', 90 * dayMs), house.write('app-logs/settings.json', 90 * dayMs),
  ];
  const dry = house.run('cleanup', '--logs', 'app-logs', '--dry-run');
  const unasked = house.run('cleanup', '--logs', 'app-logs');
  assert.deepEqual([dry.code, unasked.code], [0, 0]);
  for (const file of [...old, ...kept]) assert.ok(fs.existsSync(file), `${file} after the preview`);
  const done = house.run('cleanup', '--logs', 'app-logs', '--yes');
  assert.equal(done.code, 0, done.stderr);
  assert.equal(done.stdout, dry.stdout);
  assert.deepEqual(dry.stdout.trim().split('\n').map((line) => line.split('  ')[0]).sort(), [...old].sort());
  assert.deepEqual(old.filter((file) => fs.existsSync(file)), []);
  assert.deepEqual(kept.filter((file) => !fs.existsSync(file)), []);
  const audit = fs.readFileSync(path.join(house.workspace, '.logbrief', 'audit.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { path: string; result: string });
  assert.deepEqual(audit.map((entry) => entry.path).sort(), [...old].sort());
  assert.ok(audit.every((entry) => entry.result === 'done'));
  assert.equal(house.run('cleanup', '--yes', '--dry-run').stdout, '');
});

test('logs of other programs are only touched where the user named them, and never in a folder that holds more than logs', (context) => {
  const house = new House(context);
  const foreign = house.write('logs/app.log.1', 90 * dayMs);
  assert.equal(house.run('cleanup', '--yes').stdout, '');
  const refused = house.run('cleanup', '--logs', '/var', '--dry-run');
  assert.equal(refused.stdout, '');
  assert.match(refused.stderr, /holds more than logs/);
  assert.ok(fs.existsSync(foreign));
});

test('own logs are rotated by size, one old part stays plain, the rest is gzip, and the count is kept', (context) => {
  const house = new House(context);
  const events = path.join(house.workspace, '.logbrief', 'events.ndjson');
  for (let round = 1; round <= 12; round++) {
    house.write('.logbrief/events.ndjson', 0, `${round}\n`);
    assert.equal(house.run('rotate').stdout, '', 'too small');
    assert.equal(house.run('rotate', '--force').stdout, `${events}\n`);
  }
  const parts = fs.readdirSync(path.dirname(events)).filter((name) => name.startsWith('events.ndjson')).sort();
  assert.deepEqual(parts, ['events.ndjson.1', ...Array.from({ length: 9 }, (_, i) => `events.ndjson.${i + 2}.gz`)].sort());
  assert.equal(fs.readFileSync(`${events}.1`, 'utf8'), '12\n');
  assert.equal(zlib.gunzipSync(fs.readFileSync(`${events}.10.gz`)).toString(), '3\n');
});
