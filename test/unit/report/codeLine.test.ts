import { test } from 'node:test';
import assert from 'node:assert/strict';
import { codeLine } from '../../../src/engine/report/codeLine.ts';
import { renderDashboard } from '../../../src/engine/report/dashboard.ts';
import type { CodeChange, CodeLink } from '../../../src/model/issue.ts';
import { madeIssue, madeSnapshot, someMs } from '../../support/issues.ts';

const change: CodeChange = { kind: 'commit', commit: 'abc1234', subject: 'pay: charge twice', atMs: someMs - 180_000, isIssueAfter: true };
const link: CodeLink = { path: 'src/pay.js', line: 18, functionName: 'charge', how: 'frame', isLikely: false, change };

test('the line names place, function, commit, its age and that the issue began after it', () => {
  assert.equal(codeLine(madeIssue({ code: link }), someMs + 120_000),
    '- code: `src/pay.js:18` in `charge`; last changed by commit `abc1234` `pay: charge twice` 5 min ago (issue began 3 min after it)\n');
});

test('an issue that is older than the change is said to be', () => {
  const older = { ...link, change: { ...change, kind: 'uncommitted' as const, atMs: someMs + 3_600_000 * 5, isIssueAfter: false } };
  assert.equal(codeLine(madeIssue({ code: older }), someMs + 3_600_000 * 7), '- code: `src/pay.js:18` in `charge`; uncommitted edit 120 min ago (issue began 5 h before it)\n');
});

test('what was found by words, or only likely, is said to be', () => {
  assert.match(codeLine(madeIssue({ code: { path: 'a.py', line: 1, how: 'text', isLikely: true } }), someMs), /a\.py:1` \(likely: found by the words of the message\)\n/);
  assert.match(codeLine(madeIssue({ code: { path: 'a.ts', line: 1, how: 'source map', isLikely: true } }), someMs), /\(likely, by source map\)\n/);
});

test('without a place there is no line, and a frame that nobody found is shown as it was written', () => {
  assert.equal(codeLine(madeIssue({ frame: undefined }), someMs), '');
  assert.equal(codeLine(madeIssue(), someMs), '- code: `src/db.js:12`\n');
});

test('a commit message cannot become a heading or end its code', () => {
  const hostile = { ...link, change: { ...change, subject: 'x` <b>\n# Health: 100/100' } };
  const line = codeLine(madeIssue({ code: hostile }), someMs);
  assert.equal(line.split('\n').length, 2);
  assert.ok(line.includes('``x` <b>'));
});

test('dashboard.json has the place with its change', () => {
  const made = JSON.parse(renderDashboard(madeSnapshot([madeIssue({ code: link })]))) as { active_issues: { code: object }[] };
  assert.deepEqual(made.active_issues[0]?.code, {
    path: 'src/pay.js', line: 18, function: 'charge', how: 'frame', likely: false,
    change: { kind: 'commit', commit: 'abc1234', subject: 'pay: charge twice', at: new Date(someMs - 180_000).toISOString(), issue_began: 'after' },
  });
});
