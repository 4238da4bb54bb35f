import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { Issue } from '../../../src/model/issue.ts';
import { someMs } from '../../support/issues.ts';
import { assessed, repeated, type ScenarioRecord } from '../../support/scenario.ts';

const beat = repeated({ from: 0, to: 360, every: 5 }, 'beat #');
const silences = (logs: Readonly<Record<string, readonly ScenarioRecord[]>>): Issue[] => assessed(logs).issues.filter(({ type }) => type === 'silence');

/** Four workers take turns; the third one ends its part at `to`. */
const workers = (to: number, last: readonly ScenarioRecord[] = []): ScenarioRecord[] => [
  ...[1, 2, 3, 4].flatMap((n) => repeated({ from: n / 10, to: n === 3 ? to : 360, every: 1 }, `worker ${n} took 12 ms for unit #`)), ...last,
];

test('one worker of several that falls silent in their common log is named, dated and quoted with its last line', () => {
  const [silence, ...more] = silences({ 'pool.log': workers(200, [{ atSeconds: 199.9, text: 'worker 3 got an empty list' }]) });
  assert.deepEqual(more, []);
  assert.match(silence?.title ?? '', /^worker 3 is silent: .* 3 others/);
  assert.ok(Math.abs((silence?.firstSeenMs ?? 0) - (someMs + 199_900)) < 2000);
  assert.equal(silence?.evidence[0]?.excerpt, 'worker 3 got an empty list');
});

test('workers that all go on, that say that they end, or that end together are not missed', () => {
  assert.deepEqual(silences({ 'pool.log': workers(360) }), []);
  assert.deepEqual(silences({ 'pool.log': workers(200, [{ atSeconds: 200, text: 'worker 3 stopped' }]) }), []);
  const half = [1, 2, 3, 4].flatMap((n) => repeated({ from: n / 10, to: n > 1 ? 200 : 360, every: 1 }, `worker ${n} took 12 ms for unit #`));
  assert.deepEqual(silences({ 'pool.log': half }), []);
});

test('who comes and goes is no member of a pool', () => {
  const threads = [1, 2, 3, 4].flatMap((n) => repeated({ from: n / 10, to: n === 3 ? 200 : 360, every: 1 }, `[exec-${n}] took 12 ms for user-${n}`));
  assert.deepEqual(silences({ 'pool.log': threads }), []);
});

test('a log that falls silent is quoted with its last line', () => {
  const [silence] = silences({ 'worker.log': [...repeated({ from: 0, to: 200, every: 0.5 }, 'chunk # taken'), { atSeconds: 200, text: 'asking the ledger for 7' }], 'beat.log': beat });
  assert.match(silence?.evidence[0]?.excerpt ?? '', /asking the ledger for 7$/);
});

test('words of an end in one line near the last hide no silence, two of them or a job that ended do', () => {
  const chunks = repeated({ from: 0, to: 200, every: 0.5 }, 'chunk # taken');
  const after = (...texts: readonly string[]): number => silences({ 'worker.log': [...chunks, ...texts.map((text, i) => ({ atSeconds: 200 + i / 10, text }))], 'beat.log': beat }).length;
  assert.equal(after('user settings saved'), 1);
  assert.equal(after('login of kim succeeded', 'chunk asked for'), 1);
  assert.equal(after('user settings saved', 'elapsed: 200 s'), 0);
  assert.equal(after('import finished'), 0);
  assert.equal(after('Done.'), 0);
  assert.equal(after('Task exited with return code 0'), 0);
});
