/** What a failed job is named after, what is advised, and since when it is said to fail. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { BuildDetector } from '../../../../src/engine/detect/build.ts';
import type { Issue } from '../../../../src/model/issue.ts';
import { madeBatch, madeSource } from '../../../support/batches.ts';

function issuesOf(text: string, before: readonly Issue[] = []): Issue[] {
  const lines = text.split('\n');
  const detector = new BuildDetector(() => '', before);
  detector.observe(madeBatch(madeSource('build.log'), lines.map((line) => ({ text: line }))), new Float64Array(lines.length).fill(NaN));
  return detector.issues();
}

const step = '##[group]Run make\n##[endgroup]';
const exit = '##[error]Process completed with exit code 1.';
const mend = 'Mend what this line names first';
const alone = 'Run the failing test alone';
const first = 'Mend the first error';
const command = 'Run the command of the failing step here';

const leads: readonly { readonly name: string; readonly log: string; readonly title: RegExp; readonly type: string; readonly action: string; readonly component?: string }[] = [
  { name: 'a test with its reason behind it', type: 'test', action: alone, component: 'unittest', title: /^test_total \(shop\.tests\.CartTest\): AssertionError: 3 != 4$/, log: `${step}\nFAIL: test_total (shop.tests.CartTest)\n----\nTraceback (most recent call last):\n  File "/app/shop/tests.py", line 12, in test_total\nAssertionError: 3 != 4\nRan 12 tests in 0.300s\nFAILED (failures=1)\n${exit}` },
  { name: 'a test that says its reason itself', type: 'test', action: alone, title: /^FAILED tests\/a\.py::test_x - AssertionError: assert 1 == 2$/, log: '===== FAILURES =====\nE   ValueError: another one\nFAILED tests/a.py::test_x - AssertionError: assert 1 == 2\n=== 1 failed in 0.12s ===' },
  { name: 'what was expected and what came, not the call that compared', type: 'test', action: alone, title: /pay › charges once: Expected: 1, Received: 2$/, log: 'FAIL test/pay.test.js\n  ● pay › charges once\n\n    expect(received).toBe(expected)\n\n    Expected: 1\n    Received: 2\n\nTests:       1 failed, 9 passed, 10 total' },
  { name: 'the first error of a compiler, without its step', type: 'build', action: first, component: 'tsc', title: /^src\/a\.ts\(3,5\): error TS2322: no$/, log: `${step}\nsrc/a.ts(3,5): error TS2322: no\nsrc/b.ts(3,5): error TS2304: none\n${exit}` },
  { name: 'a cause outside of the code before the test that it makes fail', type: 'test', action: mend, title: /^npm ERR! code E401.* \(in step make\)$|^npm ERR! code E401/, log: `${step}\nnpm ERR! code E401\nFAIL test/pay.test.js\n  ● pay › charges once\nTests:       1 failed, 9 passed, 10 total\n${exit}` },
  { name: 'a test before a cause outside of the code that stands behind it', type: 'test', action: alone, title: /pay › charges once/, log: `${step}\nFAIL test/pay.test.js\n  ● pay › charges once\nTests:       1 failed, 9 passed, 10 total\nnpm ERR! code E401\n${exit}` },
  { name: 'the last words of a command, where only its end tells', type: 'build', action: command, title: /^parts 3 and 4 overlap \(in step make\)$/, log: `${step}\nlooking at parts\nparts 3 and 4 overlap\n${exit}` },
  { name: 'words of failure before a mere last line', type: 'build', action: command, title: /^part 3 failed its check \(in step make\)$/, log: `${step}\npart 3 failed its check\nleaving\n${exit}` },
  { name: 'the step of a build that failed, not a bracket behind it', type: 'build', action: command, title: /^make: \*\*\* \[Makefile:88: verify\] Error 1 \(in step make\)$/, log: `${step}\nlooking at parts\n}\nmake: *** [Makefile:88: verify] Error 1\n${exit}` },
  { name: 'a file that was generated anew', type: 'build', action: command, title: /^diff --git a\/api\/types\.ts b\/api\/types\.ts \(in step make\)$/, log: `${step}\ndiff --git a/api/types.ts b/api/types.ts\n+  voidedAt?: Date;\n }\n${exit}` },
  { name: 'the error of what was built, before the builder that tells of it', type: 'build', action: first, title: /^\s*src\/a\.c:3:5: error: no such thing$/, log: `${step}\nsrc/a.c:3:5: error: no such thing\nERROR: Failed building wheel for shop\n${exit}` },
  { name: 'what failed, not what a line marked as a warning says', type: 'build', action: first, title: /could not place the order/, log: `${step}\nlevel=warning msg="failed to stop container, resorting to SIGKILL"\nError: could not place the order\n${exit}` },
  { name: 'the job beside the step', type: 'build', action: command, title: /\(in step make of job nightly\)$/, log: `Complete job name: nightly\n${step}\nparts 3 and 4 overlap\n${exit}` },
];

for (const { name, log, title, type, action, component } of leads) {
  test(`a failed job is named after ${name}`, () => {
    const [issue, ...more] = issuesOf(log);
    assert.equal(more.length, 0);
    assert.match(issue?.title ?? '', title);
    assert.equal(issue?.type, type);
    assert.ok(issue.suggestedActions[0]?.startsWith(action), issue.suggestedActions[0]);
    if (component !== undefined) assert.equal(issue.component, component);
  });
}

test('a title and the name of a step have their length, whatever a log says', () => {
  const [issue] = issuesOf(`##[group]Run ${'very-long-step '.repeat(30)}\n##[endgroup]\n${'word '.repeat(200)}\n${exit}`);
  assert.ok((issue?.title.length ?? 0) <= 280);
  assert.match(issue?.message ?? '', /^step (?:very-long-step ){4}…\n/);
});

test('a reason is looked for near the test that failed, and values near what compared them', () => {
  const far = Array.from({ length: 120 }, (_, i) => `  part ${i} is fine`).join('\n');
  assert.match(issuesOf(`FAILED tests/a.py::test_x\n${far}\nE   ValueError: of another one\n=== 1 failed in 0.12s ===`)[0]?.title ?? '', /^tests\/a\.py::test_x$/);
  assert.match(issuesOf(`FAIL test/pay.test.js\n  ● pay › charges once\n    expect(received).toBe(expected)\n${far}\n    Expected: 1\n    Received: 2\nTests:       1 failed, 9 passed, 10 total`)[0]?.title ?? '', /charges once: expect\(received\)/);
});

test('the last words of a command are those near its end, and of its own step', () => {
  const far = Array.from({ length: 60 }, () => '').join('\n');
  assert.match(issuesOf(`${step}\nparts 3 and 4 overlap${far}\n${exit}`)[0]?.title ?? '', /^##\[error\]Process completed with exit code 1\. \(in step make\)$/);
  assert.match(issuesOf(`${step}\npart 3 failed its check\n##[group]Run pack\n##[endgroup]\npacking\n${exit}`)[0]?.title ?? '', /^packing \(in step pack\)$/);
});

test('a job that fails without a word to name is still an issue, one that says nothing at all is none', () => {
  assert.equal(issuesOf(`${step}\n${exit}`).length, 1);
  assert.equal(issuesOf(`${step}\nall is well`).length, 0);
});

test('the place in the code is the one in the lead, else the nearest behind it', () => {
  assert.deepEqual(issuesOf(`${step}\nsrc/z.ts(9,9): warning TS6133: unused\nsrc/a.ts(3,5): error TS2322: no\n${exit}`)[0]?.frame, { path: 'src/a.ts', line: 3 });
  assert.deepEqual(issuesOf('FAIL test/pay.test.js\n  ● pay › charges once\n    expect(received).toBe(expected)\n      at Object.toBe (test/pay.test.js:12:5)\n      at f (test/other.test.js:1:1)\nTests:       1 failed, 9 passed, 10 total')[0]?.frame, { path: 'test/pay.test.js', line: 12 });
});

test('the place of a failure is never one of a library, however near it stands', () => {
  const library = '/opt/python/lib/python3.12/multiprocessing/popen_fork.py:66: DeprecationWarning: fork in a process with threads';
  const [issue] = issuesOf(`${step}\ntests/test_cart.py:12: in test_total\nE       AssertionError: 3\ntests/test_cart.py:12: AssertionError\nERROR: Could not install packages due to an OSError: HTTPSConnectionPool(host='example.test', port=443): Max retries exceeded\n${library}\n${exit}`);
  assert.equal(issue?.frame?.path, 'tests/test_cart.py');
});
