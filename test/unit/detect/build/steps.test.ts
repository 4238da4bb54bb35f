/** Jobs of build servers: which step failed, what of the others counts, and what a job keeps. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { BuildDetector } from '../../../../src/engine/detect/build.ts';
import type { Issue } from '../../../../src/model/issue.ts';
import { keyLinesBlock } from '../../../../src/engine/report/keyLines.ts';
import { madeBatch, madeSource } from '../../../support/batches.ts';

function issueOf(lines: readonly string[]): Issue {
  const detector = new BuildDetector(() => '', []);
  detector.observe(madeBatch(madeSource('build.log'), lines.map((text) => ({ text }))), new Float64Array(lines.length).fill(NaN));
  const [issue, ...more] = detector.issues();
  assert.equal(more.length, 0);
  assert.ok(issue, 'no issue was made');
  return issue;
}

function shownOf(issue: Issue, bytes: number): string {
  return keyLinesBlock(issue.keyLines ?? [], bytes).text;
}

const failing = 'sorting 12 parts: part 7 is out of order, aborting';

/** How build servers begin a step of a name, and say how the job ended. */
const servers: readonly { readonly name: string; readonly begin: (step: string) => readonly string[]; readonly end: readonly string[] }[] = [
  { name: 'GitHub', begin: (step) => [`##[group]Run ${step}`, `\u001b[36;1m${step}\u001b[0m`, 'shell: /usr/bin/bash -e {0}', '##[endgroup]'], end: ['##[error]Process completed with exit code 1.', 'Post job cleanup.', 'Error: cannot delete the lock of the cache'] },
  { name: 'Azure', begin: (step) => [`##[section]Starting: ${step}`], end: ['##[error]Bash exited with code \'1\'.', 'Post job cleanup.', 'Error: cannot delete the lock of the cache'] },
  { name: 'GitLab', begin: (step) => [`section_start:1700000000:${step}`], end: ['ERROR: Job failed: exit code 1', 'Cleaning up project directory and file based variables', 'Error: cannot delete the lock of the cache'] },
  { name: 'Jenkins', begin: (step) => ['[Pipeline] stage', `[Pipeline] { (${step})`], end: ['[Pipeline] { (Deploy)', 'Stage "Deploy" skipped due to earlier failure(s)', '[Pipeline] { (Declarative: Post Actions)', 'Error: cannot delete the lock of the cache', 'ERROR: script returned exit code 1', 'Finished: FAILURE'] },
  { name: 'Travis', begin: (step) => [`travis_fold:start:${step}`], end: ['The command "make parts" exited with 1.', 'Post job cleanup.', 'Error: cannot delete the lock of the cache'] },
  { name: 'Buildkite', begin: (step) => [`--- :hammer: ${step}`], end: ['🚨 Error: The command exited with status 1', 'Post job cleanup.', 'Error: cannot delete the lock of the cache'] },
];

for (const { name, begin, end } of servers) {
  test(`${name}: the step that failed is named and leads, whatever a step before it printed and the clean-up behind it says`, () => {
    const issue = issueOf([...begin('install-things'), 'error: could not find the optional module "fast"', 'AssertionError: printed by a tool that went on', 'done', ...begin('sort-parts'), 'reading parts', failing, ...end]);
    assert.match(`${issue.title}\n${issue.message}`, /step sort-parts/);
    assert.ok(issue.title.includes(failing), issue.title);
    const ranked = (issue.keyLines ?? []).map(({ text }) => text);
    const rankOf = (text: string): number => ranked.findIndex((line) => line.includes(text)) + 1 || Infinity;
    assert.ok(rankOf(failing) < Math.min(rankOf('printed by a tool that went on'), rankOf('optional module'), rankOf('lock of the cache')), ranked.join('\n'));
  });
}

test('the script of a step that failed is shown, and the last command that was run in it', () => {
  const issue = issueOf(['##[group]Run make parts', '\u001b[36;1mmake parts\u001b[0m', '\u001b[36;1m./sort.sh --all\u001b[0m', 'shell: /usr/bin/bash -e {0}', 'env:', '  TOKEN_FILE: /tmp/error/fatal', '##[endgroup]', '+ make one', 'ok', '+ make two', failing, '##[error]Process completed with exit code 2.']);
  const shown = shownOf(issue, 1500);
  for (const text of ['./sort.sh --all', '+ make two', failing]) assert.ok(shown.includes(text), `${text} in ${shown}`);
  assert.ok(!shown.includes('/tmp/error/fatal'), 'arguments of a step are no output of it');
});

test('a job of many steps keeps the failing one, however many went well before and how much they said', () => {
  const good = Array.from({ length: 1500 }, (_, i) => [`##[group]Run step-${i}`, '##[endgroup]', ...Array.from({ length: 3 }, (__, k) => `error: part ${i * 3 + k} of ${i} cannot be read, trying again`)]).flat();
  const issue = issueOf([...good.slice(0, 4000), '##[group]Run sort-parts', '##[endgroup]', failing, '##[error]Process completed with exit code 1.']);
  assert.match(issue.title, /part 7 is out of order/);
  assert.ok((issue.keyLines ?? []).length < 1000);
});

test('what stands right before a telling line is lent worth by it, and what stands far before is not', () => {
  const issue = issueOf(['npm ERR! code ELIFECYCLE', ...Array.from({ length: 40 }, (_, i) => `line ${i} of nothing`), 'checking the manifest of shop', 'src/cart.ts(3,5): error TS2322: no', '    in the second argument', '', ...Array.from({ length: 60 }, (_, i) => `later ${i}`), 'Found 1 error.']);
  const shown = (issue.keyLines ?? []).map(({ text }) => text);
  assert.ok(shown.includes('checking the manifest of shop') && shown.includes('    in the second argument'), shown.join('\n'));
  assert.ok(!shown.slice(0, 6).some((text) => text.startsWith('line 3 ')), shown.join('\n'));
});

test('two jobs of one log are two issues, each with its own name', () => {
  const detector = new BuildDetector(() => '', []);
  const at = (job: string, step: string, text: string): string => `${job}\t${step}\t2026-01-02T03:04:05.1234567Z ${text}`;
  const lines = [at('lint', 'Run eslint', 'src/a.ts(3,5): error TS2322: no'), at('lint', 'Run eslint', '##[error]Process completed with exit code 1.'), at('unit', 'Run jest', 'FAIL test/pay.test.js'), at('unit', 'Run jest', 'Tests:       1 failed, 9 passed, 10 total'), at('unit', 'Run jest', '##[error]Process completed with exit code 1.'), at('docs', 'Build', 'done')];
  detector.observe(madeBatch(madeSource('run.log'), lines.map((text) => ({ text }))), new Float64Array(lines.length).fill(NaN));
  const issues = detector.issues();
  assert.equal(issues.length, 2);
  assert.match(issues[0]?.message ?? '', /step Run eslint of job lint/);
  assert.match(issues[1]?.message ?? '', /step Run jest of job unit/);
  assert.equal(issues[0]?.firstSeenMs, Date.UTC(2026, 0, 2, 3, 4, 5, 123));
});

test('what a test said stands before its verdict: it is told when it failed, and takes no place when it passed', () => {
  const passed = Array.from({ length: 60 }, (_, i) => [`=== RUN   TestPart${i}`, `    part${i}_test.go:${i + 3}: got the expected error: part is missing`, `--- PASS: TestPart${i} (0.01s)`]).flat();
  const issue = issueOf(['##[group]Run go test', '##[endgroup]', ...passed, '=== RUN   TestSort', '    sort_test.go:41: order of parts', '        Error: parts 3 and 4 are swapped', '        after the second pass', '--- FAIL: TestSort (0.02s)', 'FAIL', '##[error]Process completed with exit code 1.']);
  const shown = shownOf(issue, 1500);
  for (const text of ['sort_test.go:41: order of parts', 'parts 3 and 4 are swapped', 'after the second pass']) assert.ok(shown.includes(text), `${text} in ${shown}`);
  assert.ok(!shown.includes('got the expected error'), shown);
  assert.equal(issue.frame?.path, 'sort_test.go');
});

test('a job that was cancelled tells what it was doing, however harmless', () => {
  const issue = issueOf(['##[group]Run cargo test', '##[endgroup]', 'test a::adds ... ok', 'test b::waits_for_the_lock ... ok', '##[error]The operation was canceled.', 'Terminate orphan process: pid (7) (cargo)']);
  assert.ok(shownOf(issue, 1500).includes('b::waits_for_the_lock'), shownOf(issue, 1500));
});

test('places in what passed are neither the place of a failure nor take the room of its own', () => {
  const warnings = Array.from({ length: 50 }, (_, i) => ['warning: unused variable: `error`', `  --> src/old${i % 4}.rs:${i + 1}:9`, '   |', '']).flat();
  const issue = issueOf(['##[group]Run cargo build', '##[endgroup]', ...warnings, '   Compiling shop v0.1.0', 'error: unused import: `Cart`', '  --> src/pay.rs:81:5', 'error: could not compile `shop` (lib) due to 1 previous error', '##[error]Process completed with exit code 101.']);
  assert.equal(`${issue.frame?.path}:${issue.frame?.line}`, 'src/pay.rs:81');
  const ranked = (issue.keyLines ?? []).map(({ text }) => text);
  assert.ok(ranked.findIndex((text) => text.includes('src/pay.rs:81')) < 8, ranked.join('\n'));
});

test('the room that is left shows what stands around the telling lines', () => {
  const around = ['checking parts', 'the first of three', 'the second of three'];
  const behind = ['    note the order', '    of the first two', '    of these parts', '    which has changed', '    since the last release'];
  const issue = issueOf(['##[group]Run make', '##[endgroup]', ...around, 'src/a.ts(3,5): error TS2322: no', ...behind, '##[error]Process completed with exit code 2.']);
  const shown = shownOf(issue, 1500);
  for (const text of [...around, ...behind]) assert.ok(shown.includes(text), `${text} in ${shown}`);
});

test('a step whose last word is an error failed, also where the raw marks are gone', () => {
  const issue = issueOf(['##[group]Run docker buildx bake', '##[endgroup]', '#7 [2/4] RUN wget https://a.example/x.tgz', 'wget: server returned error: HTTP/1.1 502 Bad Gateway', 'Error: buildx bake failed with: ERROR: failed to solve: exit code: 1', '##[group]Run actions/upload-artifact@v4', '##[endgroup]', 'no files', 'Post job cleanup.', 'done']);
  assert.match(issue.title, /502 Bad Gateway/);
});

test('logs of gh that do not know their steps are read by the lines that begin them', () => {
  const at = (text: string): string => `build\tUNKNOWN STEP\t2026-01-02T03:04:05.1234567Z ${text}`;
  const issue = issueOf(['##[group]Run npm ci', '##[endgroup]', 'error: could not find the optional module "fast"', '##[group]Run sort-parts', '##[endgroup]', failing, '##[error]Process completed with exit code 1.'].map(at));
  assert.match(`${issue.title}\n${issue.message}`, /step sort-parts of job build/);
});

for (const [name, stamp] of [['seconds', '2026-01-02T03:04:05Z '], ['an offset', '2026-01-02T03:04:05.123+02:00 '], ['a clock in brackets', '[03:04:05] '], ['a clock', '03:04:05 '], ['nothing', '']] as const) {
  test(`a log whose lines begin with ${name} is read as any other`, () => {
    const lines = [...Array.from({ length: 900 }, (_, i) => `unpacking part ${i}`), '##[group]Run sort-parts', '##[endgroup]', 'src/a.ts(3,5): error TS2322: no', '##[error]Process completed with exit code 2.', 'Post job cleanup.'].map((text) => stamp + text);
    const issue = issueOf(lines);
    assert.equal(issue.title, 'src/a.ts(3,5): error TS2322: no');
    assert.match(issue.message, /step sort-parts/);
  });
}

test('a bundler that compiled once is no round of a watch loop: what failed before stands', () => {
  const issue = issueOf(['fatal: detected dubious ownership in repository at \'/work\'', 'npm ERR! code ELIFECYCLE', 'webpack 5.9 compiled successfully in 300 ms', 'packing', 'No tests found, exiting with code 1', '##[error]Process completed with exit code 1.']);
  assert.ok(shownOf(issue, 1500).includes('dubious ownership'), shownOf(issue, 1500));
});
