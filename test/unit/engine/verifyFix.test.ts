import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import type { SinceMoment } from '../../../src/engine/sinceMoment.ts';
import { Store, StoreReader } from '../../../src/engine/store/store.ts';
import { verifyFix } from '../../../src/engine/verifyFix.ts';
import type { Issue } from '../../../src/model/issue.ts';
import type { IssueVerdict } from '../../../src/model/verification.ts';
import { madeIssue, someMs } from '../../support/issues.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { commitRecords, sourceOf } from '../store/batches.ts';

const faults = 150;
const moment: SinceMoment = { since: { kind: 'mark', name: 'm' }, ms: someMs, text: 'mark m', positions: new Map(), counts: new Map(Array.from({ length: faults }, (_, i) => [idOf(i), 1])) };

function idOf(fault: number): string {
  return `LB-${String(fault).padStart(8, '0')}`;
}

/** The log has, for each fault, the step before it and the fault; after the moment all steps again without the faults. */
async function verdictsOf(context: TestContext, issues: readonly Issue[]): Promise<readonly IssueVerdict[]> {
  const folder = temporaryFolder(context);
  await using store = await Store.open(folder);
  const [step, fault] = [(i: number): number => 2 * i + 1, (i: number): number => 2 * i + 2];
  const before = Array.from({ length: faults }, (_, i) => [step(i), fault(i)]).flat().map((template) => ({ text: 'abcd\n', template, timestampMs: someMs - 1000 }));
  const since = Array.from({ length: faults }, (_, i) => ({ text: 'abcd\n', template: step(i), timestampMs: someMs + 1000 }));
  const positionBytes = commitRecords(store, sourceOf(1), before);
  commitRecords(store, sourceOf(1), since, { positionBytes, firstLine: before.length + 1 });
  using reader = StoreReader.open(folder);
  return verifyFix(reader, { moment, issues }).verdicts;
}

const issueAt = (fault: number, line: number): Issue => madeIssue({ id: idOf(fault), count: 1, lastSeenMs: someMs - 1000, sources: ['app1.log'], evidence: [{ path: 'app1.log', line, excerpt: 'abcd' }] });

test('of many issues the last is judged by what stands before it, like the first', async (context) => {
  const verdicts = await verdictsOf(context, Array.from({ length: faults }, (_, i) => issueAt(i, 2 * i + 2)));
  assert.deepEqual(verdicts.filter(({ verdict }) => verdict !== 'gone').map(({ issue, reason }) => `${issue.id} ${reason}`), []);
  assert.equal(verdicts.length, faults);
});

test('an issue whose place is not stored any more, and one without a place, say so and not that their log holds faults only', async (context) => {
  const verdicts = await verdictsOf(context, [issueAt(0, 99_999), { ...issueAt(1, 0), evidence: [] }]);
  assert.deepEqual(verdicts.map(({ verdict, reason }) => [verdict, reason]), [
    ['not exercised', 'what stood around it is not stored any more, so nothing shows whether its path was taken'],
    ['not exercised', 'it is made of counts and stands in no line, so nothing shows whether its path was taken'],
  ]);
});
