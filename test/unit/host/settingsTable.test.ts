import { test } from 'node:test';
import assert from 'node:assert/strict';
import { findSetting } from '../../../src/engine/config/settingsTable.ts';
import { checkSetting, settingsTable, type SettingRow } from '../../../src/host/settingsTable.ts';

function row(key: string): SettingRow {
  return settingsTable.find((candidate) => candidate.key === key) ?? assert.fail(`there is no ${key}`);
}

test('every default is a valid value', () => {
  assert.deepEqual(settingsTable.filter((candidate) => !checkSetting(candidate, candidate.default).ok), []);
});

test('the borders of a range belong to it', () => {
  const budget = row('logbrief.briefing.budgetBytes');
  assert.deepEqual([1023, 1024, 65_536, 65_537].map((value) => checkSetting(budget, value).ok), [false, true, true, false]);
});

for (const value of ['4096', 4096.5, NaN, null, true, []]) {
  test(`${JSON.stringify(value)} is no number of bytes`, () => {
    assert.deepEqual(checkSetting(row('logbrief.briefing.budgetBytes'), value), { ok: false, error: { kind: 'wrongType', wanted: 'integer' } });
  });
}

test('a list with something else than texts is refused', () => {
  assert.equal(checkSetting(row('logbrief.watch.include'), ['logs/*.log', 3]).ok, false);
});

test('each setting of the editor that the engine reads has the default, range and choices of the engine', () => {
  for (const { override, key, default: usual, minimum, maximum, choices } of settingsTable) {
    if (override === undefined) continue;
    const engineRow = findSetting(override) ?? assert.fail(`${key}: there is no ${override}`);
    assert.equal(engineRow.field, override);
    assert.deepEqual([usual, minimum, maximum, choices], [engineRow.default, 'minimum' in engineRow ? engineRow.minimum : undefined, 'maximum' in engineRow ? engineRow.maximum : undefined, 'choices' in engineRow ? engineRow.choices : undefined], key);
  }
});

test('one of several texts is taken as it is written, nothing else', () => {
  assert.deepEqual(['DEBUG', 'debug', 'LOUD', 1].map((value) => checkSetting(row('logbrief.logLevel'), value).ok), [true, false, false, false]);
  assert.deepEqual(checkSetting(row('logbrief.profile'), 'production'), { ok: true, value: 'production' });
});
