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
