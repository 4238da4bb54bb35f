import { test } from 'node:test';
import assert from 'node:assert/strict';
import { BuildDetector } from '../../../../src/engine/detect/build.ts';
import type { Issue } from '../../../../src/model/issue.ts';
import { keyLinesBlock } from '../../../../src/engine/report/keyLines.ts';
import { madeBatch, madeSource } from '../../../support/batches.ts';
import { failedBuilds, type FailedBuild } from '../../../support/failedBuilds.ts';

/** Some 700 lines around the failing command that hold words of failure and mean nothing. */
const before = Array.from({ length: 120 }, (_, i) => [`npm warn deprecated pkg-${i}@1.${i}.0: this package failed to be maintained`, `downloading https://example.org/a/b-${i}.tgz (${i} kB)`, `  installed error-handler-${i} in ${i}ms`]).flat();
const inside = Array.from({ length: 240 }, (_, i) => [`  processing module src/errors/failure-${i}.ts`, `[${i}/300] Building object lib/retry_${i}.o`, `ok ${i} - handles error ${i}`, `2026-01-01 10:00:${String(i % 60).padStart(2, '0')} WARN cache miss for key ${i}, could not find entry`][i % 4] ?? '');
const behind = Array.from({ length: 90 }, (_, i) => [` src/file${i}.ts | 80.${i} | 70 | 60 |`, `uploading chunk ${i}`, `Stopping container c${i} ... done`][i % 3] ?? '');

function onRunner({ command, output, exitCode = 1 }: FailedBuild): string[] {
  const job = [
    "Current runner version: '2.333.1'", 'Complete job name: build', '##[group]Run npm ci', 'shell: /usr/bin/bash -e {0}', '##[endgroup]', ...before, `##[group]Run ${command}`, `\u001b[36;1m${command}\u001b[0m`,
    'shell: /usr/bin/bash -e {0}', '##[endgroup]', ...inside, ...output.split('\n'), ...behind, ...(exitCode === 0 ? [] : [`##[error]Process completed with exit code ${exitCode}.`]), 'Post job cleanup.', 'Cleaning up orphan processes',
  ];
  return job.map((line, i) => `${new Date(Date.UTC(2026, 0, 1) + i * 37).toISOString().replace('Z', '1234Z')} ${line}`);
}

function issuesOf(lines: readonly string[]): Issue[] {
  const detector = new BuildDetector(() => '', []);
  detector.observe(madeBatch(madeSource('build.log'), lines.map((text) => ({ text }))), new Float64Array(lines.length).fill(NaN));
  return detector.issues();
}

for (const build of failedBuilds) {
  test(`what is needed of a failed job survives 3,300 bytes: ${build.name}`, () => {
    const [issue, ...more] = issuesOf(onRunner(build));
    assert.equal(more.length, 0);
    const block = keyLinesBlock(issue?.keyLines ?? [], 3300).text;
    assert.deepEqual(build.keeps.filter((text) => !block.includes(text)), []);
    if (build.exitCode !== 0) assert.ok(block.includes(`##[error]Process completed with exit code ${build.exitCode ?? 1}.`));
  });
}

test('a job that went well is no issue, whatever its tests print', () => {
  const lines = onRunner({ name: 'green', command: 'npm test', keeps: [], exitCode: 0, output: 'PASS test/a.test.js\nError: expected by the test\n    at f (src/a.js:3:1)\nTests:       3 passed, 3 total' });
  assert.deepEqual(issuesOf(lines), []);
});

test('two hundred errors of one sort are one issue, with the first of each sort and file', () => {
  const errors = Array.from({ length: 200 }, (_, i) => `src/shop/m${i % 7}.py:${i + 1}: error: Module has no attribute "x${i}"  [attr-defined]`);
  const output = [...errors, 'src/shop/last.py:9: error: Incompatible return value type  [return-value]', 'Found 201 errors in 8 files (checked 30 source files)'].join('\n');
  const [issue, ...more] = issuesOf(onRunner({ name: 'mypy', command: 'mypy src', keeps: [], output }));
  assert.equal(more.length, 0);
  const block = keyLinesBlock(issue?.keyLines ?? [], 1500).text;
  for (const text of ['m0.py:1: error', 'm1.py:2: error', 'last.py:9: error', 'Found 201 errors in 8 files']) assert.ok(block.includes(text), text);
  assert.match(issue?.title ?? '', /m0\.py:1: error/);
});

/** What tests print that expect it. */
const expected = ["TypeError: Cannot read properties of undefined (reading 'total')", 'Error: connect ECONNREFUSED 127.0.0.1:5432', 'RangeError: Invalid array length', 'AssertionError: expected 3 to equal 4', 'ValidationError: "total" must be a number', 'java.lang.NullPointerException: cart is null', 'FATAL: password authentication failed for user "shop"', 'Error: Request failed with status code 500'];

const behindPassing: readonly { readonly name: string; readonly bytes?: number; readonly output: string; readonly keeps: readonly string[] }[] = [
  { name: 'a go test that fails behind some that pass', keeps: ['cart_test.go:41: total = 7, want 8', '--- FAIL: TestTotal'], output: `${expected.map((text, i) => `=== RUN   TestM${i}\n${text}\n--- PASS: TestM${i} (0.00s)`).join('\n')}\n=== RUN   TestTotal\n    cart_test.go:41: total = 7, want 8\n--- FAIL: TestTotal (0.00s)\nFAIL\nFAIL\texample.com/shop/cart\t0.034s` },
  { name: 'a panic behind go tests that pass', bytes: 750, keeps: ['panic: worker pool is closed', 'worker/pool.go:88'], output: `${expected.map((text, i) => `=== RUN   TestM${i}\n${text}\n--- PASS: TestM${i} (0.00s)`).join('\n')}\npanic: worker pool is closed\n\ngoroutine 21 [running]:\nexample.com/shop/worker.(*Pool).take(...)\n\t/src/worker/pool.go:88\nFAIL\texample.com/shop/worker\t0.034s` },
  { name: 'a compiler behind tests that pass', keeps: ["src/cart.ts(3,5): error TS2322: Type 'string' is not assignable"], output: `${expected.map((text, i) => `PASS test/m${i}.test.js\n  console.error\n      ${text}\n          at f (src/a${i}.js:${i}:1)`).join('\n')}\nsrc/cart.ts(3,5): error TS2322: Type 'string' is not assignable to type 'number'.` },
  { name: 'a jest test that fails before others that pass', keeps: ['● pay › charges once', 'Expected: 1', 'test/pay.test.js:12:5'], output: `FAIL test/pay.test.js\n  ● pay › charges once\n\n    expect(received).toBe(expected)\n\n    Expected: 1\n    Received: 2\n\n      at Object.toBe (test/pay.test.js:12:5)\n\n${expected.map((text, i) => `PASS test/m${i}.test.js\n  console.error\n      ${text}\n          at f (src/a${i}.js:${i}:1)`).join('\n')}\nTests:       1 failed, 9 passed, 10 total` },
];

for (const { name, bytes = 450, output, keeps } of behindPassing) {
  test(`errors that passing tests print take no room from ${name}`, () => {
    const [issue] = issuesOf(onRunner({ name, command: 'make test', keeps, output }));
    const block = keyLinesBlock(issue?.keyLines ?? [], bytes).text;
    assert.deepEqual(keeps.filter((text) => !block.includes(text)), [], block);
  });
}

/** Tools that no table knows, which say nothing of failing. */
const unknownTools: readonly (readonly [string, readonly string[]])[] = [
  ['reading manifest\nchecksum differs: dist/app.bin\nwant 91f1\nhave 77aa', ['checksum differs: dist/app.bin', 'want 91f1', 'have 77aa']],
  ['measuring bundles\nvendor.js 200 kB < 300 kB\nmain.js 412 kB > 400 kB\nover budget', ['main.js 412 kB > 400 kB', 'over budget']],
  ['comparing live with migrations\n- column orders.total_cents integer\n+ column orders.total_cents bigint\n2 differences', ['+ column orders.total_cents bigint', '2 differences']],
];

for (const [output, keeps] of unknownTools) {
  test(`what an unknown tool says last before its job fails is shown: ${keeps[0] ?? ''}`, () => {
    const lines = onRunner({ name: 'unknown', command: './check.sh', keeps, output }).filter((line) => !behind.some((text) => line.endsWith(text)));
    const block = keyLinesBlock(issuesOf(lines)[0]?.keyLines ?? [], 1000).text;
    assert.deepEqual(keeps.filter((text) => !block.includes(text)), [], block);
  });
}
