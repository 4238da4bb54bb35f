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
  assert.equal(issue.title, 'pay › charges once: Expected: 1, Received: 2');
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

test('a build log among a thousand small logs is found, whether its marks come before or after the others', () => {
  const detector = new BuildDetector(() => 'npm test', []);
  const take = (name: string, id: number, text: string): boolean => {
    const lines = text.split('\n').map((line) => ({ text: line }));
    return detector.observe(madeBatch({ ...madeSource(name), id }, lines), new Float64Array(lines.length).fill(someMs));
  };
  const small = (from: number): void => {
    for (let i = from; i < from + 1000; i++) assert.equal(take(`logs/${i}.log`, i, `2026-01-02 03:04:05 INFO shop.db ${i} is up\n2026-01-02 03:04:06 INFO shop.db ${i} is down`), false);
  };
  const [first = '', ...rest] = failed.split('\n');
  assert.equal(take('early.log', 1, failed), true);
  take('late.log', 2, first);
  small(10);
  assert.equal(take('late.log', 2, [first, ...rest].join('\n')), true);
  small(2000);
  assert.deepEqual(detector.issues().map(({ sources }) => sources), [['early.log'], ['late.log']]);
});

const rounds: readonly { readonly name: string; readonly log: string; readonly open: readonly RegExp[] }[] = [
  { name: 'tsc after a mistake', open: [/error TS2322/], log: "[10:00:03 AM] Found 0 errors. Watching for file changes.\n\u001bc[10:05:00 AM] File change detected. Starting incremental compilation...\n\nsrc/cart.ts(3,5): error TS2322: Type 'string' is not\n\n[10:05:01 AM] Found 1 error. Watching for file changes." },
  { name: 'tsc after the mistake is mended', open: [], log: 'src/cart.ts(3,5): error TS2322: x\n\n[10:05:01 AM] Found 1 error. Watching for file changes.\n[10:06:00 AM] File change detected. Starting incremental compilation...\n\n[10:06:01 AM] Found 0 errors. Watching for file changes.' },
  { name: 'webpack', open: [], log: "ERROR in ./src/cart.js 3:0-28\nModule not found: Error: Can't resolve './tax' in '/w/src'\n\nwebpack 5.90.0 compiled with 1 error in 100 ms\nwebpack 5.90.0 compiled successfully in 90 ms" },
  { name: 'next, at run time', open: [/⨯ src\/app\/page\.tsx/], log: "   ▲ Next.js 14.1.0\n ✓ Ready in 2.1s\n ✓ Compiled / in 800ms (500 modules)\n ⨯ src/app/page.tsx (12:19) @ map\n ⨯ TypeError: Cannot read properties of undefined (reading 'map')\n    at Page (./src/app/page.tsx:24:42)\n GET / 500 in 80ms" },
  { name: 'next', open: [/Can't resolve/], log: "   ▲ Next.js 14.1.0\n ○ Compiling / ...\n ✓ Compiled / in 800ms (500 modules)\n GET / 200 in 900ms\n ⨯ ./src/cart.tsx:3:5\nModule not found: Can't resolve './tax'\n GET / 500 in 80ms" },
  { name: 'vite', open: [/Failed to resolve import/], log: '  VITE v5.0.0  ready in 300 ms\n10:00:01 AM [vite] hmr update /src/cart.ts\n10:05:01 AM [vite] Internal server error: Failed to resolve import "./tax" from "src/cart.ts".\n  File: /w/src/cart.ts:1:20' },
  { name: 'cargo watch', open: [/error\[E0425\]/], log: "[Running 'cargo test']\ntest result: ok. 2 passed; 0 failed; 0 ignored\n[Finished running. Exit status: 0]\n[Running 'cargo test']\nerror[E0425]: cannot find value `x` in this scope\n --> src/a.rs:3:5\n\nerror: could not compile `shop` (lib) due to 1 previous error\n[Finished running. Exit status: 101]" },
  { name: 'a command that is run again', open: [], log: `${failed}\n${passed}` },
  { name: 'a part that goes well behind one that does not', open: [/test_x/], log: '===== test session starts =====\nFAILED tests/a.py::test_x - AssertionError: x\n=== 1 failed, 2 passed in 0.12s ===\n===== test session starts =====\n=== 5 passed in 0.12s ===' },
];

for (const { name, log, open } of rounds) {
  test(`the newest state of a loop counts: ${name}`, () => {
    const titles = issuesOf(log).filter(({ state }) => state === 'open').map(({ title }) => title);
    assert.equal(titles.length, open.length, titles.join(', '));
    for (const [i, expression] of open.entries()) assert.match(titles[i] ?? '', expression);
  });
}

test('an issue of a build log goes on after a restart, and is over when its log says so', () => {
  const before = issuesOf(`[dev-loop] 2026-01-02T03:10:00Z change detected (src/pay.js)\n${failed}`);
  assert.deepEqual(new BuildDetector(() => '', before).issues(), before);
  assert.deepEqual(issuesOf(passed, before).map(({ state }) => state), ['resolved']);
  const again = issuesOf(failed, before);
  assert.deepEqual(again.map(({ id, state }) => [id, state]), [[before[0]?.id, 'open']]);
});
