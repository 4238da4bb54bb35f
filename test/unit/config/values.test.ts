import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkText, checkValue } from '../../../src/engine/config/checkValue.ts';
import { parseConfig } from '../../../src/engine/config/configFile.ts';
import { findSetting, settingsTable, type SettingRow } from '../../../src/engine/config/settingsTable.ts';

function row(key: string): SettingRow {
  return findSetting(key) ?? assert.fail(`there is no ${key}`);
}

test('the borders of every range belong to it, and what lies beyond is refused', () => {
  for (const candidate of settingsTable) {
    if (candidate.kind !== 'integer' && candidate.kind !== 'number') continue;
    const outcomes = [candidate.minimum, candidate.maximum, candidate.minimum - 1, candidate.maximum + 1, NaN, Infinity, '5'].map((value) => checkValue(candidate, value).ok);
    assert.deepEqual(outcomes, [true, true, false, false, false, false, false], candidate.key);
  }
});

test('every default and every example is a value that its row takes', () => {
  for (const candidate of settingsTable) {
    assert.equal(checkValue(candidate, candidate.default).ok, true, candidate.key);
    if ('example' in candidate) assert.equal(checkValue(candidate, candidate.kind === 'entries' ? [candidate.example] : candidate.example).ok, true, candidate.key);
  }
});

test('a choice is taken in any case and kept as the table writes it', () => {
  assert.deepEqual(checkValue(row('core.log_level'), 'debug'), { ok: true, value: 'DEBUG' });
  assert.match(JSON.stringify(checkValue(row('core.log_level'), 'WARN')), /Did you mean WARNING\?/);
});

test('an expression that could take forever, matches everything or cannot be read is refused with the reason', () => {
  for (const [pattern, reason] of [['(?=x)', /Look-around/], ['(a)\\1', /Look-around/], ['[', /missing closing/], ['', /is empty/], ['.*', /match everything/], ['x*', /match everything/], ['a'.repeat(2000), /longer than 1000/]] as const) {
    assert.match(JSON.stringify(checkValue(row('protect.patterns'), [pattern])), reason, pattern);
  }
  assert.equal(checkValue(row('protect.patterns'), ['(a+)+$']).ok, true);
});

test('names come from a variable separated by commas, as in the older system', () => {
  assert.deepEqual(checkText(row('issues.component_focus'), 'RSI_Strategy,TradingEngine'), { ok: true, value: ['RSI_Strategy', 'TradingEngine'] });
});

test('a number with a fraction comes from a variable', () => {
  assert.deepEqual(checkText(row('performance.gc_threshold_factor'), '1.5'), { ok: true, value: 1.5 });
  assert.equal(checkText(row('performance.queue_size'), '1.5').ok, false);
});

test('entries are kept by the names of the settings, and a fault in one of them has its path', () => {
  const own = row('rules.own');
  assert.deepEqual(checkValue(own, [{ id: 'a', pattern: 'b', severity: 'low' }]), { ok: true, value: [{ id: 'a', pattern: 'b', severity: 'LOW' }] });
  for (const [value, message, path] of [
    [[{ id: 'a', pattern: 'b' }, { id: 'c' }], '`rules.own[2]` lacks `pattern` or `words`. Add one of them.', [1]],
    [[{ id: 'a', pattern: 'b', severty: 'LOW' }], '`rules.own[1]` has the unknown key `severty`. Did you mean `severity`?', [0, 'severty']],
    [[{ id: 'a', pattern: 'b', minutes: '5' }], '`rules.own[1].minutes` must be a whole number of minutes from 1 to 10000, and this is text.', [0, 'minutes']],
    [['x'], '`rules.own[1]` must be a map with the keys id, pattern, words, severity, category, title, action, minutes, ignore, and this is text.', [0]],
    [{}, '`rules.own` must be a list of maps with the keys id, pattern, words, severity, category, title, action, minutes, ignore, and this is a nested structure.', []],
  ] as const) assert.deepEqual(checkValue(own, value), { ok: false, error: { message, path } });
});

test('a path inside a value leads to its line and column, through aliases too', () => {
  const { entries } = parseConfig('rules:\n  own:\n    - id: a\n      pattern: b\n    - { id: c, pattern: &p "d" }\n    - id: e\n      pattern: *p\n');
  const placeOf = entries[0]?.placeOf ?? assert.fail('no entry');
  assert.deepEqual([placeOf([]), placeOf([0, 'pattern']), placeOf([1, 'id']), placeOf([2]), placeOf([2, 'pattern']), placeOf([1, 'missing'])], [
    { line: 3, column: 5 }, { line: 4, column: 16 }, { line: 5, column: 13 }, { line: 6, column: 7 }, { line: 7, column: 16 }, { line: 5, column: 7 },
  ]);
  assert.deepEqual(entries[0]?.value, [{ id: 'a', pattern: 'b' }, { id: 'c', pattern: 'd' }, { id: 'e', pattern: 'd' }]);
});

test('a folder in which files may be deleted is named outright: no disk, no pattern, no way up, not the workspace', () => {
  for (const folder of ['/', 'C:\\', '..', '../logs', 'logs/../..', '', '.', './', '~/logs', 'logs/*', 7]) assert.equal(checkValue(row('cleanup.log_folders'), [folder]).ok, false, String(folder));
  for (const folder of ['logs', './logs', '/var/log/shop', 'C:\\logs', 'storage/logs']) assert.equal(checkValue(row('cleanup.log_folders'), [folder]).ok, true, folder);
  for (const glob of ['/', '/**', 'C:\\', '//**/*']) assert.match(JSON.stringify(checkValue(row('watch.include'), [glob])), /whole disk/, glob);
});
