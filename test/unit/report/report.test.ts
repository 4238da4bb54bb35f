import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { fencedBlock, inlineCode, plainName, sentence, visible } from '../../../src/engine/report/encode.ts';
import { renderBriefing } from '../../../src/engine/report/briefing.ts';
import { renderDashboard } from '../../../src/engine/report/dashboard.ts';
import { EventLog } from '../../../src/engine/report/events.ts';
import { briefingOf } from '../../../src/engine/report/report.ts';
import { makeSnapshot } from '../../../src/engine/snapshot.ts';
import { madeIssue, madeSnapshot, someMs } from '../../support/issues.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('no text can end its inline code or its line', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
    const code = inlineCode(text);
    const fence = /^`+/.exec(code)?.[0] ?? '';
    const inside = code.slice(fence.length, -fence.length);
    assert.ok(fence.length > 0 && code.endsWith(fence) && !inside.includes('\n') && !inside.split(/[^`]+/).includes(fence));
  }));
});

test('no line can close its fence', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('`', '~', 'a', ' ', '\n') })), (lines) => {
    const [open = '', ...rest] = fencedBlock(lines).split('\n');
    const fence = /^`+/.exec(open)?.[0] ?? '';
    assert.equal(rest.filter((line) => line.trim().startsWith(fence)).length, 1);
  }));
});

test('invisible, bidirectional and control characters are shown, colours go', () => {
  assert.equal(visible('a\u202eb\u200bc\u0000\u001b[31mred\u001b[0m\u{e0041}'), 'a\\u{202e}b\\u{200b}c\\u{0}red\\u{e0041}');
});

test('a name cannot become a link, an image, emphasis or HTML', () => {
  assert.equal(plainName('![x](y) <b>'), '\\!\\[x\\]\\(y\\) \\<b\\>');
});

test('the briefing is whole within any budget, and says what it left out', () => {
  const issues = Array.from({ length: 40 }, (_, i) => madeIssue({ id: `LB-${i}`, title: `fault ${i} 한글 ${'x'.repeat(i * 9)}` }));
  fc.assert(fc.property(fc.integer({ min: 1024, max: 20_000 }), (budget) => {
    const text = renderBriefing(madeSnapshot(issues), budget);
    assert.ok(Buffer.byteLength(text) <= budget, `${Buffer.byteLength(text)} > ${budget}`);
    assert.ok(text.startsWith('# Health: ') && text.endsWith('<!-- end of briefing -->\n'));
    const shown = [...text.matchAll(/^(?:## \d+\. |- over: )LB-/gm)].length;
    assert.ok(shown === 40 || text.includes(`${40 - shown} more issues did not fit`));
  }));
});

test('the briefing names issue, count, dates, evidence and code', () => {
  const text = renderBriefing(madeSnapshot([madeIssue()]), 4096);
  for (const part of ['LB-00000001', 'connect ECONNREFUSED', '3 times', '2026-01-02T03:04:05Z', 'logs/app.log:7', 'src/db.js:12', 'Check that it runs.', '10 min']) assert.ok(text.includes(part), part);
});

test('what is over and still counts leads the first line and stands in the dashboard before noise', () => {
  const over = madeIssue({ id: 'LB-00000002', title: 'broker refused the message', state: 'resolved' });
  const noise = madeIssue({ id: 'LB-00000003', title: 'undefined key', severity: 'LOW', isNoise: true });
  const snapshot = madeSnapshot([over, noise], { health: { score: 75, word: 'WARNING', reasons: [{ points: 25, reason: 'over', issueId: over.id }] } });
  assert.match(renderBriefing(snapshot, 4096), /^# Health: 75\/100 WARNING; nothing open; over: LB-00000002 `broker refused the message`, until 2026-/);
  const { active_issues: active } = JSON.parse(renderDashboard(snapshot)) as { active_issues: { id: string; state: string }[] };
  assert.deepEqual(active.map(({ id, state }) => [id, state]), [['LB-00000002', 'resolved'], ['LB-00000003', 'open']]);
});

test('without records the briefing says that it does not know', () => {
  assert.match(renderBriefing(madeSnapshot([], { sources: [], health: { score: undefined, word: 'UNKNOWN', reasons: [] } }), 1024), /^# Health: UNKNOWN/);
});

test('while nothing can be stored the health is unknown, and the reason stands in the first line', () => {
  const { health, ...parts } = madeSnapshot([]);
  assert.equal(health.score, 100);
  const blind = makeSnapshot({ ...parts, runs: [], blind: 'The disk is full' });
  assert.equal(blind.health.word, 'UNKNOWN');
  assert.match(renderBriefing(blind, 1024), /^# Health: UNKNOWN, nothing new can be stored: The disk is full/);
});

test('where no header is understood, nothing to fix is said of the words alone', () => {
  const { health, ...parts } = madeSnapshot([]);
  const unread = { ...parts, coverage: { ...parts.coverage, unparsed: parts.coverage.records }, health };
  assert.match(renderBriefing(unread, 1024), /by the words alone/);
});

test('what was changed before stands before the issues, the nearest first to be kept', () => {
  const changes = Array.from({ length: 40 }, (_, i) => ({ kind: 'change' as const, atMs: someMs - (40 - i) * 1000, path: 'logs/app.log', line: i + 1, text: `flag ${i} was set` }));
  const text = renderBriefing(madeSnapshot([madeIssue()], { changes }), 4096);
  assert.ok(text.indexOf('flag 39') > 0 && text.indexOf('flag 39') < text.indexOf('## 1.'));
  assert.ok(!text.includes('flag 3 was'));
});

test('a change says how long before the first fault it came, and far ones do not', () => {
  const issue = madeIssue();
  const changes = [0, 15_000, 600_000].map((beforeMs) => ({ kind: 'change' as const, atMs: issue.firstSeenMs - beforeMs, path: 'logs/app.log', line: beforeMs / 1000, text: `set ${beforeMs}` }));
  const text = renderBriefing(madeSnapshot([issue], { changes }), 4096);
  assert.match(text, /What changed before LB-00000001 began, 2026-\S+Z:\n- \S+Z change .*set 600000`\n- \S+Z \(15 s before\) change .*\n- \S+Z \(just then\) change /);
});

test('only causes as bad as the first, or bad by themselves, are said to be others', () => {
  const first = madeIssue({ id: 'LB-00000001', severity: 'CRITICAL' });
  const headOf = (severity: 'HIGH' | 'MEDIUM'): string => renderBriefing(madeSnapshot([first, madeIssue({ id: 'LB-00000002', severity })]), 4096).split('\n')[0] ?? '';
  assert.match(headOf('HIGH'), /one of 2 causes/);
  assert.doesNotMatch(headOf('MEDIUM'), /one of/);
});

test('the time between a cause and what follows is that between the seconds shown', () => {
  const cause = madeIssue({ id: 'LB-00000001', firstSeenMs: someMs + 1900 });
  const symptom = madeIssue({ id: 'LB-00000002', firstSeenMs: someMs + 4100, causedBy: cause.id });
  assert.match(renderBriefing(madeSnapshot([cause, symptom]), 4096), /leads to, 3 s later: LB-00000002/);
});

test('a symptom that was there before is told as it reads since it became frequent', () => {
  const cause = madeIssue({ id: 'LB-00000001' });
  const evidence = [{ path: 'a.log', line: 1, excerpt: "invalid host: '10.0.0.5'" }, { path: 'a.log', line: 900, excerpt: "invalid host: 'shop.example'" }];
  const symptom = madeIssue({ id: 'LB-00000002', title: "invalid host: '10.0.0.5'", evidence, onsetMs: someMs + 60_000, causedBy: cause.id });
  assert.match(renderBriefing(madeSnapshot([cause, symptom]), 4096), /leads to, \S+ \S+ later: LB-00000002 `invalid host: 'shop.example'`.*`a.log:900`/);
});

test('underscores inside of a word are left alone, at its ends they are not', () => {
  assert.equal(sentence('localhost_access_log.txt _so_'), 'localhost_access_log.txt \\_so\\_');
});

test('the same snapshot gives the same bytes', () => {
  const snapshot = madeSnapshot([madeIssue()]);
  assert.equal(renderDashboard(snapshot), renderDashboard(snapshot));
  assert.equal(renderBriefing(snapshot, 2000), renderBriefing(snapshot, 2000));
});

test('of ten thousand sources dashboard.json lists those that need a look and the newest, and says how many there are', () => {
  const snapshot = madeSnapshot([]);
  const [first] = snapshot.sources;
  assert.ok(first);
  const sources = Array.from({ length: 10_000 }, (_, i) => ({ ...first, id: i + 1, name: `logs/${i + 1}.log`, lastRecordMs: someMs + i, ...(i === 5 ? { state: 'Cannot read it.' } : i === 7 ? { lagBytes: 9 } : {}) }));
  const dashboard = JSON.parse(renderDashboard({ ...snapshot, sources })) as { sources: { id: number }[]; sources_total: number };
  assert.equal(dashboard.sources_total, 10_000);
  assert.deepEqual(dashboard.sources.map(({ id }) => id), [6, 8, ...Array.from({ length: 198 }, (_, i) => 9803 + i)]);
});

test('dashboard.json keeps its contract', () => {
  const dashboard = JSON.parse(renderDashboard(madeSnapshot([madeIssue()]))) as Record<string, unknown>;
  for (const key of ['schema_version', 'timestamp', 'system_health', 'health_score', 'health_reasons', 'components_summary', 'components', 'active_issues', 'performance_metrics', 'coverage', 'recommendations', 'quick_actions']) assert.ok(key in dashboard, key);
  const [issue] = dashboard['active_issues'] as Record<string, unknown>[];
  for (const key of ['id', 'type', 'category', 'severity', 'title', 'message', 'component', 'state', 'count', 'first_seen', 'last_seen', 'rate_per_minute', 'sources', 'evidence', 'suggested_actions', 'estimated_fix_time', 'log_excerpt']) assert.ok(issue && key in issue, key);
});

test('events are written once per change, and many at once are counted', (context) => {
  const file = path.join(temporaryFolder(context), 'events.ndjson');
  const log = new EventLog(file, []);
  const many = Array.from({ length: 30 }, (_, i) => madeIssue({ id: `LB-${i}` }));
  assert.equal(log.append(many, someMs), 21);
  assert.equal(log.append(many, someMs), 0);
  assert.equal(log.append([madeIssue({ id: 'LB-0', state: 'resolved' }), madeIssue({ id: 'LB-1', severity: 'CRITICAL' })], someMs), 2);
  assert.equal(log.append([madeIssue({ id: 'LB-0', state: 'reopened' })], someMs), 1);
  const events = fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as { event: string }).event);
  assert.deepEqual(events.slice(-4), ['more', 'resolved', 'escalated', 'reopened']);
});

test('the line about Logbrief itself is left out when it is not wanted', () => {
  const performance = { recordsPerSecond: 10, bytesPerSecond: 1000, memoryMb: 96, cpuRatio: 0.02, lagBytes: 0, commitMs: 3, storeBytes: 1000 };
  const snapshot = madeSnapshot([madeIssue()], { performance });
  assert.match(briefingOf(snapshot, { budgetBytes: 4096, includePerformanceMetrics: true }), /Logbrief itself: 10 records\/s, 96 MB/);
  assert.doesNotMatch(briefingOf(snapshot, { budgetBytes: 4096, includePerformanceMetrics: false }), /Logbrief itself/);
});
