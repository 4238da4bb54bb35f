import { test } from 'node:test';
import assert from 'node:assert/strict';
import { argumentsOf, numberOption, timeOption } from '../../../src/cli/command.ts';
import { filterOf } from '../../../src/cli/filters.ts';
import { markCommand } from '../../../src/cli/mark.ts';
import { progressText } from '../../../src/cli/progress.ts';
import { queryCommand } from '../../../src/cli/query.ts';
import { runCommand } from '../../../src/cli/run.ts';

test('everything behind -- belongs to the command that is run', () => {
  assert.deepEqual(argumentsOf(runCommand, ['--workspace', '/w', '--', 'npm', 'test', '--help']).positionals, ['npm', 'test', '--help']);
});

test('a time without a zone is UTC, and nonsense is wrong usage', () => {
  const timeOf = (text: string): number | undefined => timeOption(queryCommand, argumentsOf(queryCommand, ['--from', text]), 'from');
  assert.equal(timeOf('2026-01-02T03:04:05'), Date.UTC(2026, 0, 2, 3, 4, 5));
  assert.equal(timeOf('2026-01-02T03:04:05+09:00'), Date.UTC(2026, 0, 1, 18, 4, 5));
  assert.equal(timeOf('1767323045000'), 1_767_323_045_000);
  assert.throws(() => timeOf('yesterday'), { code: 'usage' });
});

test('an age is a time too, and a span that ends before it begins is wrong usage', () => {
  const { fromMs = 0, toMs = 0 } = filterOf(queryCommand, argumentsOf(queryCommand, ['--from', '2h', '--to', '15m']));
  assert.equal(Math.round((toMs - fromMs) / 60_000), 105);
  assert.ok(Math.abs(Date.now() - toMs - 900_000) < 60_000);
  assert.throws(() => filterOf(queryCommand, argumentsOf(queryCommand, ['--from', '15m', '--to', '2h'])), /--from lies behind --to/);
});

test('a word that a subcommand does not take is wrong usage and says what to do instead, but not beside --help', () => {
  assert.throws(() => argumentsOf(queryCommand, ['ERROR']), /unexpected "ERROR"; a text to look for goes behind --text\. See: logbrief query --help/);
  assert.doesNotThrow(() => argumentsOf(queryCommand, ['ERROR', '--help']));
  assert.throws(() => argumentsOf(markCommand, ['one', 'two']), /unexpected "two"/);
});

test('a number outside its range is wrong usage and names the range', () => {
  const range = { min: 1, max: 5, default: 3 };
  assert.equal(numberOption(queryCommand, argumentsOf(queryCommand, []), 'limit', range), 3);
  for (const text of ['0', '6', '2.5', 'x', '']) assert.throws(() => numberOption(queryCommand, argumentsOf(queryCommand, ['--limit', text]), 'limit', range), /from 1 to 5/);
});

test('filters are read together', () => {
  const given = argumentsOf(queryCommand, ['--severity', 'error', '--source', 'a.log', '--source', 'b.log', '--text', 'x', '--template', '7']);
  assert.deepEqual(filterOf(queryCommand, given), { minSeverity: 17, sources: ['a.log', 'b.log'], text: 'x', templateId: 7 });
  assert.throws(() => filterOf(queryCommand, argumentsOf(queryCommand, ['--severity', 'bad'])), { code: 'usage' });
});

test('progress tells share, rate and remaining time, at most five times a second', () => {
  const shown: string[] = [];
  let nowMs = 0;
  const tell = progressText((text) => shown.push(text), () => nowMs);
  for (nowMs = 0; nowMs <= 1000; nowMs += 50) tell({ doneBytes: nowMs * 1e4, totalBytes: 2e7, lines: 0 });
  assert.equal(shown.length, 5);
  assert.equal(shown.at(-1), '50 %, 10 MB, 10 MB/s, 1 s left');
});
