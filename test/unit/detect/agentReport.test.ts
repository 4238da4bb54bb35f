import { test } from 'node:test';
import assert from 'node:assert/strict';
import { agentReportOf, reportTitle } from '../../../src/engine/detect/agentReport.ts';
import { Detector } from '../../../src/engine/detect/detect.ts';
import { madeBatch, madeSource } from '../../support/batches.ts';
import { someMs } from '../../support/issues.ts';

const report = (operation: string, status: string, details: string): string => `🤖 LLM_REPORT: Operation=${operation}, Status=${status}, Details=${details}`;

test('operation, status and details are read, empty details and commas inside of all of them too', () => {
  assert.deepEqual(agentReportOf(report('NavigationBar_DI', 'SUCCESS', 'DI Container 기반 주입 완료')), { operation: 'NavigationBar_DI', status: 'SUCCESS', details: 'DI Container 기반 주입 완료', outcome: 'fine' });
  assert.deepEqual(agentReportOf(report('저장, 두 번', 'FAILED, 재시도', 'a, b, c=1')), { operation: '저장, 두 번', status: 'FAILED, 재시도', details: 'a, b, c=1', outcome: 'failed' });
  assert.deepEqual(agentReportOf(report('DB', 'ERROR', '')), { operation: 'DB', status: 'ERROR', details: '', outcome: 'failed' });
  assert.deepEqual(agentReportOf('LLM_REPORT: Operation=DB, Status=완료'), { operation: 'DB', status: '완료', details: '', outcome: 'fine' });
  assert.deepEqual(agentReportOf('Type=error, Component=DB, Message=connection lost, again'), { operation: 'DB', status: 'error', details: 'connection lost, again', outcome: 'failed' });
  for (const text of ['', 'an LLM_REPORT will follow', 'Operation=x, Status=FAILED', 'LLM_REPORT: Status=FAILED']) assert.equal(agentReportOf(text), undefined, text);
});

test('the status decides, in English and Korean, and a denied one is fine', () => {
  const outcome = (status: string): string | undefined => agentReportOf(report('x', status, 'FAILED ERROR 실패'))?.outcome;
  for (const status of ['FAILED', 'FAILURE', 'ERROR', 'error', 'TIMEOUT', '실패', '오류']) assert.equal(outcome(status), 'failed', status);
  for (const status of ['WARNING', 'SLOW', '경고']) assert.equal(outcome(status), 'warned', status);
  for (const status of ['SUCCESS', 'IN_PROGRESS', '완료', '성공', 'NO_ERROR', 'no error', '0 errors', 'NOT FAILED', '오류 없음', 'PATTERN', '']) assert.equal(outcome(status), 'fine', status);
});

test('a title says what failed and why', () => {
  assert.deepEqual([report('Theme', 'FAILED', 'metaclass 충돌'), report('DB', 'ERROR', ''), report('', 'ERROR', 'x')].map((text) => reportTitle(agentReportOf(text) ?? assert.fail())), ['Theme FAILED: metaclass 충돌', 'DB ERROR', 'unnamed operation ERROR: x']);
});

interface Line { readonly text: string; readonly severity?: number }

/** Issues as title, count and grade in numbers; all lines share one template, as mining may have it. */
function issuesOf(lines: readonly Line[]): (readonly [string, number])[] {
  const detector = new Detector({ templateText: () => '🤖 LLM_REPORT: Operation=<*>, Status=<*>, Details=<*>', componentText: () => '', issues: [], saved: undefined });
  detector.observe(madeBatch(madeSource('app_LLM.log'), lines.map((line) => ({ severity: 9, template: 1, ...line }))), someMs);
  return detector.assess().issues.map(({ title, count }) => [title, count]);
}

test('a report of a failure at INFO is an issue by its operation, whatever template it shares with a success', () => {
  assert.deepEqual(issuesOf([
    { text: report('Theme', 'SUCCESS', 'no error at all') }, { text: report('Theme', 'FAILED', 'first') }, { text: report('DB', 'ERROR', '') }, { text: report('Theme', 'FAILED', 'second') },
  ]), [['Theme FAILED: first', 2], ['DB ERROR', 1]]);
});

test('a report of a success is no issue, whatever its words and its level', () => {
  assert.deepEqual(issuesOf([{ text: report('Retry', 'SUCCESS', 'after 3 failed attempts, ERROR cleared') }, { text: report('Retry', 'SUCCESS', ''), severity: 17 }]), []);
});

test('the same failure has the same id when its details change, and evidence is the line as it stands', () => {
  const ids = [1, 2].map((n) => {
    const detector = new Detector({ templateText: () => `t${n}`, componentText: () => '', issues: [], saved: undefined });
    detector.observe(madeBatch(madeSource('a.log'), [{ text: report('Theme', 'FAILED', `attempt ${n}`), severity: 9, template: n }]), someMs);
    const [issue] = detector.assess().issues;
    assert.equal(issue?.evidence[0]?.excerpt, report('Theme', 'FAILED', `attempt ${n}`));
    return issue.id;
  });
  assert.equal(ids[0], ids[1]);
});
