/** What goes to the editor's thread of a snapshot with many sources. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { hostSnapshot } from '../../../src/engine/hostSnapshot.ts';
import type { SourceState } from '../../../src/model/snapshot.ts';
import { noCoverage } from '../../../src/model/source.ts';
import { madeIssue, madeSnapshot } from '../../support/issues.ts';

function sourceState(id: number, given: Partial<SourceState> = {}): SourceState {
  return { id, name: `logs/${id}.log`, kind: 'file', format: 'plain', coverage: noCoverage, lagBytes: 0, lastRecordMs: id, state: 'live', ...given };
}

test('few sources go as they are', () => {
  const snapshot = madeSnapshot([], { sources: [sourceState(1), sourceState(2)] });
  assert.equal(hostSnapshot(snapshot), snapshot);
});

test('of many sources those go that need a look, wrote last, are named by an issue or lie outside of the workspace, and how many there are', () => {
  const sources = Array.from({ length: 5000 }, (_, i) => sourceState(i + 1, i === 10 ? { state: 'permission denied' } : i === 30 ? { name: '/var/log/other.log' } : {}));
  const issue = madeIssue({ sources: ['logs/21.log'], evidence: [{ path: 'logs/26.log', line: 1, excerpt: 'it broke' }] });
  const shown = hostSnapshot(madeSnapshot([issue], { sources }));
  assert.equal(shown.sourceTotal, 5000);
  assert.deepEqual(shown.sources.slice(0, 5).map(({ id }) => id), [11, 21, 26, 31, 4802]);
  assert.equal(shown.sources.length, 203);
});
