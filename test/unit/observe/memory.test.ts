import { test } from 'node:test';
import assert from 'node:assert/strict';
import { keptRatio, reliefBeginsMb } from '../../../src/engine/observe/memory.ts';
import { MemoryRelief, MemoryTrend } from '../../../src/engine/observe/observe.ts';
import { defaultSettings } from '../../../src/model/defaultSettings.ts';

const settings = { ...defaultSettings.performance, memoryThresholdMb: 300 };

test('the factor governs how early and how much is given back', () => {
  assert.deepEqual([1, 1.5, 2, 10].map((gcThresholdFactor) => Math.round(reliefBeginsMb({ ...settings, gcThresholdFactor }))), [150, 180, 200, 273]);
  assert.deepEqual([1, 1.5, 2, 10].map((gcThresholdFactor) => keptRatio({ ...settings, gcThresholdFactor }).toFixed(2)), ['0.00', '0.33', '0.50', '0.90']);
  assert.equal(keptRatio({ ...settings, aggressiveCleanup: true }), 0);
});

test('between beginning and threshold memory shrinks once, above it at every look, and grows back when it is calm', () => {
  const relief = new MemoryRelief();
  const look = (memoryMb: number): number => relief.look(memoryMb, settings);
  assert.equal(look(150), 1);
  assert.deepEqual([look(250), look(250)], [0.5, 0.5]);
  assert.deepEqual([look(301), look(301), look(400)], [0.25, 0.125, 0.0625]);
  assert.deepEqual([look(100), look(100), look(100), look(100), look(100), look(100)], [0.0625, 0.0625, 0.125, 0.25, 0.5, 1]);
});

test('aggressive cleanup empties at once; without memory optimisation nothing shrinks', () => {
  assert.equal(new MemoryRelief().look(250, { ...settings, aggressiveCleanup: true }), 0);
  assert.equal(new MemoryRelief().look(9999, { ...settings, memoryOptimization: false }), 1);
});

const minute = 60_000;

function growthOf(memoryAt: (minutes: number) => number, minutes: number): ReturnType<MemoryTrend['growth']> {
  const trend = new MemoryTrend();
  for (let i = 0; i <= minutes; i++) trend.add(i * minute, memoryAt(i));
  return trend.growth();
}

test('steady growth under a saw of garbage is found with its rate; a saw, a plateau after a start, and too short a time are none', () => {
  const saw = (minutes: number): number => (minutes % 7) * 20;
  const leak = growthOf((minutes) => 100 + minutes * 0.5 + saw(minutes), 120);
  assert.ok(leak && Math.abs(leak.mbPerHour - 30) < 5, JSON.stringify(leak));
  assert.equal(growthOf((minutes) => 100 + saw(minutes), 120), undefined);
  assert.equal(growthOf((minutes) => Math.min(200, 100 + minutes * 10), 240), undefined);
  assert.equal(growthOf((minutes) => 100 + minutes, 80), undefined);
  assert.equal(growthOf((minutes) => 300 - minutes, 120), undefined);
});
