import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { MinuteCount } from '../../../src/model/snapshot.ts';
import { chartSeries, stacked } from '../../../src/webview/chartSeries.ts';

const start = Date.UTC(2025, 0, 2, 3, 0, 0);

function minute(minutes: number, errors: number, missing = 0): MinuteCount {
  return { minuteMs: start + minutes * 60_000, counts: [missing, 0, 0, 0, 0, errors, 0] };
}

test('without counts there is nothing to draw', () => {
  assert.equal(chartSeries([]), undefined);
});

test('minutes without records are bars of height zero', () => {
  const series = chartSeries([minute(3, 2), minute(0, 1)]);
  assert.deepEqual([series?.bucketMinutes, series?.startsMs.length, series?.counts[1]], [1, 4, [1, 0, 0, 2]]);
});

test('a day is shown in a quarter of an hour per bar, and no record is lost', () => {
  const series = chartSeries(Array.from({ length: 20 * 60 }, (_, index) => minute(index, 1)));
  assert.deepEqual([series?.bucketMinutes, series?.counts[1]?.reduce((sum, count) => sum + count, 0)], [15, 1200]);
});

test('years of counts are at most ninety bars and end at the newest', () => {
  const series = chartSeries([minute(0, 1), minute(5 * 365 * 1440, 7)]);
  assert.deepEqual([series?.startsMs.length, series?.counts[1]?.at(-1)], [90, 7]);
});

test('records without a severity are on top of the stack', () => {
  assert.deepEqual(stacked([[1, 0], [2, 3], [4, 5]]), [[7, 8], [3, 3], [1, 0]]);
});
