/** Section 6 of the operations guide, rotation and cleanup: the command line on real files. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { poll } from '../../host/poll.ts';
import { logbrief, Serving, type Finished } from '../../support/commandLine.ts';
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
  fs.writeFileSync(path.join(house.workspace, '.logbrief', 'config.yaml'), 'core: { backup_count: 3 }\n');
  for (let round = 1; round <= 5; round++) {
    house.write('.logbrief/events.ndjson', 0, `${round}\n`);
    if (round === 1) assert.equal(house.run('rotate').stdout, '', 'too small');
    assert.equal(house.run('rotate', '--force').stdout, `${events}\n`);
  }
  const parts = fs.readdirSync(path.dirname(events)).filter((name) => name.startsWith('events.ndjson')).sort();
  assert.deepEqual(parts, ['events.ndjson.1', 'events.ndjson.2.gz', 'events.ndjson.3.gz']);
  assert.equal(fs.readFileSync(`${events}.1`, 'utf8'), '5\n');
  assert.equal(zlib.gunzipSync(fs.readFileSync(`${events}.3.gz`)).toString(), '3\n');
});

test('the file for logrotate works with logrotate: no line of a followed log is lost or doubled, and our own files go on', { skip: spawnSync('logrotate', ['--version']).status === 0 ? false : 'logrotate is not installed (Debian package logrotate)' }, async (context) => {
  const house = new House(context);
  fs.rmSync(path.join(house.workspace, '.logbrief'), { recursive: true });
  const log = house.write('my logs/app.log', 0, '');
  const config = path.join(house.workspace, 'logrotate.conf');
  const events = path.join(house.workspace, '.logbrief', 'events.ndjson');
  const engine = new Serving(['--workspace', house.workspace, '--watch', 'my logs/*.log*']);
  context.after(() => engine.end('SIGKILL'));
  await engine.ready();
  const written: string[] = [];
  const stored = (): string[] => house.run('export').stdout.trim().split('\n').filter((line) => line !== '').map((line) => (JSON.parse(line) as { text: string }).text);
  fs.writeFileSync(config, house.run('rotate', '--print-logrotate', '--logs', 'my logs').stdout, { mode: 0o644 });
  for (const [round, failure] of ['ConnectError: database is away', 'DiskError: no space is left', 'TokenError: signature is wrong'].entries()) {
    const lines = Array.from({ length: 50 }, (_, i) => `2026-01-02 03:04:05,${String(i).padStart(3, '0')} - shop${round} - ERROR - ${failure} ${i}`);
    written.push(...lines);
    fs.appendFileSync(log, `${lines.join('\n')}\n`);
    await poll(() => stored().length === written.length, `${written.length} stored lines`, 30_000);
    await poll(() => fs.existsSync(events) && fs.readFileSync(events, 'utf8').includes(failure), `an event of ${failure}`, 30_000);
    const done = spawnSync('logrotate', ['--force', '--state', path.join(house.workspace, 'logrotate.state'), config], { encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
    assert.equal(fs.statSync(log).size, 0);
  }
  assert.deepEqual(stored().sort(), written.sort());
  assert.ok(fs.existsSync(`${events}.1`) && fs.existsSync(`${events}.2.gz`));
  assert.equal(fs.statSync(events).mode & 0o777, 0o600);
  fs.appendFileSync(log, '2026-01-02 03:04:06,000 - shop9 - ERROR - QuiteNewError: after the rotation\n');
  await poll(() => fs.readFileSync(events, 'utf8').includes('QuiteNewError'), 'an event in the new file');
  assert.equal(await engine.end(), 0);
});

test('a name that logrotate would misread is refused', (context) => {
  const house = new House(context);
  const done = house.run('rotate', '--print-logrotate', '--logs', 'logs[1]');
  assert.equal(done.code, 1);
  assert.match(done.stderr, /special there/);
});
