import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { keepHistory } from '../../../src/engine/maintain/maintain.ts';
import { nowMs, StateFixture } from './fixture.ts';

function historyOf(state: StateFixture): string[] {
  return fs.readdirSync(path.join(state.stateFolder, 'history')).sort();
}

test('the history keeps the newest files and deletes the oldest', () => {
  using state = new StateFixture();
  for (let minute = 0; minute < 8; minute++) keepHistory({ stateFolder: state.stateFolder, text: String(minute), maxFiles: 3, nowMs: nowMs + minute * 60_000 });
  const kept = historyOf(state);
  assert.deepEqual(kept.map((name) => fs.readFileSync(path.join(state.stateFolder, 'history', name), 'utf8')), ['5', '6', '7']);
  assert.match(kept[0] ?? '', /^dashboard_20260615_\d{6}\.json$/);
});

test('two dashboards of the same second are both kept', () => {
  using state = new StateFixture();
  for (const text of ['a', 'b']) keepHistory({ stateFolder: state.stateFolder, text, maxFiles: 10, nowMs });
  assert.equal(historyOf(state).length, 2);
});

test('the file just written stays although the clock went back', () => {
  using state = new StateFixture();
  keepHistory({ stateFolder: state.stateFolder, text: 'later', maxFiles: 1, nowMs: nowMs + 3_600_000 });
  const file = keepHistory({ stateFolder: state.stateFolder, text: 'earlier', maxFiles: 1, nowMs });
  assert.deepEqual(historyOf(state), [path.basename(file)]);
});

test('other files in the history stay and do not count', () => {
  using state = new StateFixture();
  state.write('.logbrief/history/notes.txt', 'x');
  for (let minute = 0; minute < 3; minute++) keepHistory({ stateFolder: state.stateFolder, text: 'x', maxFiles: 1, nowMs: nowMs + minute * 60_000 });
  assert.equal(historyOf(state).length, 2);
});

test('a history that cannot be written says what to do', () => {
  using state = new StateFixture();
  state.write('.logbrief/history', 'a file in the way');
  assert.throws(() => keepHistory({ stateFolder: state.stateFolder, text: 'x', maxFiles: 1, nowMs }), { name: 'EngineError', message: /Cannot write the history/ });
});
