import { test } from 'node:test';
import assert from 'node:assert/strict';
import { scoreHealth } from '../../../src/engine/score/score.ts';
import { Detector } from '../../../src/engine/detect/detect.ts';
import { someMs } from '../../support/issues.ts';
import { madeBatch, madeSource } from '../../support/batches.ts';
import { assessed, repeated, type ScenarioRecord } from '../../support/scenario.ts';

const warning = { severity: 13 };

test('a warning without a word of anything that failed, seen once, is no fault', () => {
  const work = repeated({ from: 0, to: 360, every: 1 }, 'lease # given');
  const scoreOf = (text: string): number => {
    const seen = assessed({ messages: [...work, { atSeconds: 200, text, ...warning }] });
    return scoreHealth({ issues: seen.issues, outage: seen.outage, records: 1, nowMs: someMs + 360_000 }).score ?? 0;
  };
  assert.ok(scoreOf('wlan0: interface state COUNTRY_UPDATE->ENABLED') >= 95);
  assert.ok(scoreOf('wlan0: could not set the channel') < 80);
});

test('a line that stands alone explains a figure that moved, one of many such lines does not', () => {
  const figures = (extra: readonly ScenarioRecord[]): number => assessed({
    'shop.log': [...repeated({ from: 0, to: 180, every: 1 }, 'order=# tax=11.4 total=71.4'), { atSeconds: 180, text: 'table of rates is the one of June' }, ...repeated({ from: 180, to: 360, every: 1 }, 'order=# tax=0.00 total=60.0'), ...extra],
  }).issues.filter(({ type }) => type === 'drift').length;
  assert.equal(figures([]), 1);
  const names = ['ada', 'bob', 'cyd', 'dee', 'eve', 'fay', 'gus', 'hal', 'ivy', 'jon'];
  assert.equal(figures(names.map((name, i) => ({ atSeconds: 30 + i * 31, text: `${name} came to look at it` }))), 0);
});

test('of a message behind its first line the newest place shows its own text', () => {
  const detector = new Detector({ templateText: () => 'request failed', componentText: () => '', issues: [], saved: undefined });
  const record = (order: number): { readonly text: string; readonly severity: number; readonly timestampMs: number; readonly template: number } => ({
    text: `request failed\nTraceback (most recent call last):\n  File "/srv/app/pay.py", line 4, in pay\nValueError: order ${order} has no price`, severity: 17, timestampMs: someMs + order * 1000, template: 1,
  });
  detector.observe(madeBatch(madeSource('app.log', 1), [record(1), record(2), record(7)]), NaN);
  assert.deepEqual(detector.assess().issues[0]?.evidence.map(({ excerpt }) => excerpt), ['ValueError: order 1 has no price', 'ValueError: order 7 has no price']);
});

test('an error beside work that is told below INFO and was there all along is noise, one that is most of its log is none', () => {
  const noise = repeated({ from: 0, to: 360, every: 10 }, 'sendUserActionEvent() mView == null', { severity: 17 });
  const gradeOf = (logs: Readonly<Record<string, readonly ScenarioRecord[]>>): string | undefined => assessed(logs).issues.find(({ title }) => title.includes('mView'))?.severity;
  assert.equal(gradeOf({ 'logcat.txt': [...noise, ...repeated({ from: 0, to: 360, every: 1 }, 'view # drawn', { severity: 5 })] }), 'LOW');
  assert.equal(gradeOf({ 'logcat.txt': noise }), 'HIGH');
});

test('what a program says of its failure leads the line of its end, though neither has a level', () => {
  const seen = assessed({
    syslog: [
      ...repeated({ from: 0, to: 360, every: 2 }, 'session # opened', { severity: 0, component: 'cron' }),
      { atSeconds: 200, text: 'Failed to renew certificate shop.example.test with error: Some challenges have failed.', severity: 0, component: 'certbot' },
      { atSeconds: 200.1, text: 'certbot.service: Main process exited, code=exited, status=1/FAILURE', severity: 0, component: 'systemd' },
    ],
  });
  const end = seen.issues.find(({ title }) => title.startsWith('certbot.service'));
  assert.equal(end?.causedBy, seen.issues.find(({ title }) => title.startsWith('Failed to renew'))?.id);
});

test('a field that is not optional is no word of ease', () => {
  const seen = assessed({ 'connect.log': [...repeated({ from: 0, to: 360, every: 2 }, 'flushed # messages'), { atSeconds: 200, text: 'Task is being killed: cannot add missing field gift, as the field is not optional', severity: 17 }] });
  assert.equal(seen.issues.find(({ title }) => title.startsWith('Task is being killed'))?.severity, 'MEDIUM');
});

test('a page is no age that could rise', () => {
  const seen = assessed({ 'app.log': repeated({ from: 0, to: 600, every: 1 }, 'GET /feed page=# size=12') });
  assert.deepEqual(seen.issues.filter(({ type }) => type === 'drift'), []);
});
