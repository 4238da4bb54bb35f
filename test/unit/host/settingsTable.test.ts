import { test } from 'node:test';
import assert from 'node:assert/strict';
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
