import { test } from 'node:test';
import assert from 'node:assert/strict';
import { BuildDetector } from '../../../../src/engine/detect/build.ts';
import type { Issue } from '../../../../src/model/issue.ts';
import { madeBatch, madeSource } from '../../../support/batches.ts';
import { someMs } from '../../../support/issues.ts';

const source = madeSource('build.log');

function issuesOf(text: string, before: readonly Issue[] = []): Issue[] {
  const lines = text.split('\n');
  const detector = new BuildDetector(() => '', before);
  detector.observe(madeBatch(source, lines.map((line) => ({ text: line }))), new Float64Array(lines.length).fill(someMs));
  return detector.issues();
}

const failed = ['> shop@1.0.0 test', '> jest', 'PASS test/cart.test.js', 'FAIL test/pay.test.js', '  ● pay › charges once', '', '    expect(received).toBe(expected)', '', '    Expected: 1', '    Received: 2', '',
  '      at Object.toBe (test/pay.test.js:12:5)', '', 'Tests:       1 failed, 9 passed, 10 total'].join('\n');
const passed = ['> shop@1.0.0 test', '> jest', '  console.error', '    Error: expected by the test', 'PASS test/pay.test.js', 'Tests:       10 passed, 10 total'].join('\n');

test('a failed run is one issue that names test, reason and place', () => {
  const [issue, ...more] = issuesOf(failed);
  assert.equal(more.length, 0);
  assert.equal(issue?.type, 'test');
  assert.equal(issue.category, 'TEST');
  assert.match(issue.title, /pay › charges once: /);
  assert.deepEqual(issue.frame, { path: 'test/pay.test.js', line: 12 });
  const lines = (issue.keyLines ?? []).map(({ line }) => line);
  for (const line of [5, 9, 10, 12, 14]) assert.ok(lines.includes(line), `line ${line}`);
});

test('passing tests that print errors are no issue', () => {
  assert.deepEqual(issuesOf(passed), []);
});

test('a watch loop: the newest run counts, and the issue begins with the change that broke it', () => {
  const change = (file: string, at: string): string => `[dev-loop] 2026-01-02T${at}Z change detected (${file}), HEAD abc`;
  const loop = [change('a.js', '03:00:00'), passed, change('src/pay.js', '03:10:00'), failed, change('b.js', '03:20:00'), failed].join('\n');
  const [issue] = issuesOf(loop);
  assert.equal(issue?.state, 'open');
  assert.equal(issue.count, 2);
  assert.equal(new Date(issue.firstSeenMs).toISOString(), '2026-01-02T03:10:00.000Z');
  assert.ok(issue.keyLines?.some(({ text }) => text.includes('src/pay.js')));
  assert.deepEqual(issuesOf([loop, change('src/pay.js', '03:30:00'), passed].join('\n')).filter(({ state }) => state === 'open'), []);
});

test('a log of an application is no build log', () => {
  const detector = new BuildDetector(() => 'cannot reach <*>', []);
  const lines = Array.from({ length: 3000 }, (_, i) => ({ text: `2026-01-02 03:04:05 ERROR shop.db cannot reach db${i}` }));
  assert.equal(detector.observe(madeBatch(source, lines), new Float64Array(3000)), false);
  assert.deepEqual(detector.issues(), []);
});
