import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { loadRules } from '../../../src/engine/config/config.ts';
import { Detector } from '../../../src/engine/detect/detect.ts';
import { literalsOfPattern } from '../../../src/engine/detect/known.ts';
import { RuleBook } from '../../../src/engine/detect/rules.ts';
import { scan } from '../../../src/engine/scan.ts';
import type { Issue } from '../../../src/model/issue.ts';
import type { OwnRule } from '../../../src/model/settings.ts';
import { madeBatch, madeSource } from '../../support/batches.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { seed } from '../../support/seed.ts';

async function issuesOf(context: TestContext, lines: readonly string[], rules: string | undefined): Promise<readonly Issue[]> {
  const folder = temporaryFolder(context);
  fs.mkdirSync(path.join(folder, 'logs'));
  fs.writeFileSync(path.join(folder, 'logs', 'app.log'), `${lines.join('\n')}\n`);
  const file = path.join(folder, 'rules.yaml');
  if (rules !== undefined) fs.writeFileSync(file, rules);
  const { snapshot } = await scan({ paths: [path.join(folder, 'logs')], stdin: process.stdin, nowMs: undefined, signal: new AbortController().signal, ...(rules === undefined ? {} : { rules: loadRules(file) }) });
  return snapshot.issues;
}

const minute = (n: number): string => `2026-03-01 10:${String(n).padStart(2, '0')}:00`;
const quiet = Array.from({ length: 30 }, (_, i) => `${minute(i)} INFO app - served order ${i} for tenant t${i % 7}`);
const licence = [3, 9, 21].map((n) => `${minute(n)} INFO app - seat check: tenant acme${n} has used its seats`);

test('records that match an own rule are one issue with what the rule says of it, whatever their severity', async (context) => {
  const lines = [...quiet, ...licence].sort();
  assert.deepEqual(await issuesOf(context, lines, undefined), []);
  const [issue, ...others] = await issuesOf(context, lines, 'rules:\n  own:\n    - id: seats\n      pattern: tenant \\w+ has used its seats\n      severity: CRITICAL\n      category: CONFIG\n      title: No seats are left.\n      action: Buy seats.\n      minutes: 7\n');
  assert.deepEqual(others, []);
  assert.deepEqual([issue?.title, issue?.severity, issue?.category, issue?.count, issue?.suggestedActions, issue?.estimatedMinutes], ['No seats are left.', 'CRITICAL', 'CONFIG', 3, ['Buy seats.'], 7]);
});

test('an own rule about some requests takes none of them from the share of requests that fail', async (context) => {
  const access = Array.from({ length: 240 }, (_, i) => `10.0.0.${i % 9} - - [01/Mar/2026:10:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} +0000] "GET /items/${i} HTTP/1.1" ${i > 150 && i % 5 === 0 ? 500 : 200} 12`);
  const shareOf = async (rules: string | undefined): Promise<string | undefined> => (await issuesOf(context, access, rules)).find(({ type }) => type === 'requests')?.why;
  const told = await shareOf(undefined);
  assert.match(told ?? '', /ended with 500/);
  assert.equal(await shareOf('rules:\n  own:\n    - { id: seven, pattern: "/items/\\\\d*7 ", severity: LOW }\n'), told);
});

test('a rule for words takes them in any letter case', async (context) => {
  const [issue] = await issuesOf(context, [...quiet, ...licence].sort(), 'rules:\n  own:\n    - { id: seats, words: "HAS USED ITS SEATS", severity: low }\n');
  assert.deepEqual([issue?.count, issue?.severity], [3, 'LOW']);
});

test('what an own rule ignores is no issue', async (context) => {
  const lines = [...quiet, `${minute(5)} ERROR app - cannot flush metrics to 10.0.0.4`, `${minute(6)} ERROR app - payment 7 failed`].sort();
  assert.equal((await issuesOf(context, lines, undefined)).length, 2);
  const issues = await issuesOf(context, lines, 'rules:\n  own:\n    - { id: metrics, pattern: cannot flush metrics, ignore: true }\n');
  assert.deepEqual(issues.map(({ title }) => title), ['payment 7 failed']);
});

test('an issue that was open when a rule began to ignore its records is over', async (context) => {
  const lines = [...quiet, `${minute(28)} ERROR app - cannot flush metrics to 10.0.0.4`, `${minute(29)} ERROR app - payment 7 failed`].sort();
  const before = await issuesOf(context, lines, undefined);
  assert.deepEqual(before.map(({ state }) => state), ['open', 'open']);
  const detector = new Detector({ templateText: () => 'cannot flush <*>', componentText: () => 'app', issues: before, saved: undefined, rules: { own: [{ id: 'metrics', pattern: 'cannot flush metrics', ignore: true }], disabled: [] } });
  const stateOf = (title: RegExp): string | undefined => detector.assess().issues.find((issue) => title.test(issue.title))?.state;
  assert.deepEqual([stateOf(/flush/), stateOf(/payment/)], ['resolved', 'open']);
  assert.deepEqual(detector.takeChanged().filter(({ title }) => title.includes('flush')).map(({ state, severity }) => [state, severity]), [['resolved', 'LOW']]);
});

test('a known failure that is disabled says nothing of a record', async (context) => {
  const lines = [...quiet, `${minute(5)} ERROR app - write of a.bin: No space left on device`].sort();
  assert.equal((await issuesOf(context, lines, undefined))[0]?.category, 'DISK');
  assert.notEqual((await issuesOf(context, lines, 'rules:\n  disabled: [diskFull]\n'))[0]?.category, 'DISK');
});

test('faults of a file of rules are told with line, column and what is meant', (context) => {
  const file = path.join(temporaryFolder(context), 'rules.yaml');
  const fault = (text: string): string => {
    fs.writeFileSync(file, text);
    try {
      loadRules(file);
    } catch (thrown) {
      return String(thrown);
    }
    return 'no fault';
  };
  assert.match(fault('rules:\n  own:\n    - id: a\n      pattern: "(a+"\n'), /rules\.yaml:4:\d+: .*RE2/);
  assert.match(fault('rules:\n  own:\n    - id: a\n      patern: a\n'), /rules\.yaml:4:\d+: .*Did you mean `pattern`/);
  assert.match(fault('rules:\n  own:\n    - id: a\n      severity: HIGH\n'), /rules\.yaml:3:\d+: .*lacks `pattern` or `words`/);
  assert.match(fault('rules:\n  own:\n    - id: a\n      words: abc\n      severity: hihg\n'), /rules\.yaml:5:\d+: .*HIGH/);
  assert.match(String(assertThrown(() => loadRules(path.join(path.dirname(file), 'none.yaml')))), /There is no file/);
});

function assertThrown(run: () => unknown): unknown {
  try {
    run();
  } catch (thrown) {
    return thrown;
  }
  return assert.fail('nothing was thrown');
}

test('an expression that takes for ever elsewhere does not here', () => {
  const book = new RuleBook({ own: [{ id: 'a', pattern: '(a+)+$' }], disabled: [] });
  assert.equal(book.matchesOf(madeBatch(madeSource('a.log'), [{ text: `${'a'.repeat(5000)}!` }]))?.size, 0);
});

test('the search by literals matches the records that trying each would', () => {
  const word = fc.constantFrom('disk', 'full', 'Disk', 'on', 'node', '7', 'fehlgeschlagen', '실패', 'x');
  const line = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
  const pattern = fc.constantFrom('disk (?:is )?full', 'disk|node 7', '(?i)disk', 'node \\d+', '실패.*x', '[dD]isk', 'fehl(?:er|geschlagen)', '^disk', 'full$', '(disk)? full', 'd{1}isk');
  fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), fc.array(pattern, { minLength: 1, maxLength: 3 }), (lines, patterns) => {
    const own: OwnRule[] = patterns.map((text, index) => ({ id: `r${index}`, pattern: text }));
    const found = new RuleBook({ own, disabled: [] }).matchesOf(madeBatch(madeSource('a.log'), lines.map((text) => ({ text }))));
    for (const [row, text] of lines.entries()) {
      const expected = own.find((rule) => RE2JS.compile(rule.pattern ?? '').matcher(`${text}\n`).find())?.id;
      assert.equal(found?.get(row)?.id, expected, `${text} against ${patterns.join(' , ')}`);
    }
  }), { seed, numRuns: 500 });
});

test('a class that holds its own bracket, and letters by number, are no literals', () => {
  for (const pattern of ['key=[^],;]+ failed', '[]a]bcde', 'a\\x1b\\[31mfatal']) assert.equal(literalsOfPattern(pattern), undefined, pattern);
  assert.deepEqual(literalsOfPattern('tenant \\w+ has used its seats')?.length, 1);
});
