import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ByteInterner } from '../../../src/base/byteInterner.ts';
import type { StoreCommit } from '../../../src/engine/store/store.ts';
import { SourceLedger } from '../../../src/engine/sourceLedger.ts';
import { mergeCommits, namesFrom } from '../../../src/engine/unsaved.ts';
import { noCoverage } from '../../../src/model/source.ts';
import { madeBatch, madeSource } from '../../support/batches.ts';
import { madeIssue } from '../../support/issues.ts';

const source = madeSource('app.log');
const parsed = (bytes: number, records: number) => ({ coverage: { ...noCoverage, bytes, records, lines: records }, format: 'plain', lastRecordMs: 5 });

test('what the parser counts since the start is added to what was known before', () => {
  const checkpoint = { sourceId: 1, positionBytes: 100, lines: 7, tailHash: '' };
  const ledger = new SourceLedger([{ saved: { ...source, fingerprint: undefined, checkpoint }, coverage: { ...noCoverage, bytes: 100, records: 7 }, format: 'plain', lastRecordMs: 1 }]);
  ledger.note(madeBatch(source, [{ text: 'one' }, { text: 'two' }]), parsed(8, 2));
  ledger.note(madeBatch(source, [{ text: 'three' }]), parsed(14, 3));
  const [entry] = ledger.takeChanged();
  assert.deepEqual([entry?.coverage.bytes, entry?.coverage.records, entry?.lines], [114, 10, 10]);
  assert.deepEqual(ledger.takeChanged(), []);
});

test('a rotation is counted, and a source that is over lags no more', () => {
  const ledger = new SourceLedger();
  ledger.note(madeBatch(source, [{ text: 'one' }]), parsed(4, 1));
  ledger.end(source, true);
  const [state] = ledger.states([{ source, sizeBytes: 50, live: false }]);
  assert.deepEqual([state?.coverage.rotations, state?.lagBytes, state?.state], [1, 0, 'gone']);
});

test('a source that was not read yet shows its lag and its trouble', () => {
  const [state] = new SourceLedger().states([{ source, sizeBytes: 50, live: true, problem: 'permission denied' }]);
  assert.deepEqual([state?.lagBytes, state?.state, state?.coverage.records], [50, 'permission denied', 0]);
});

test('a commit that failed goes with the next, the later word winning', () => {
  const commit = (given: Partial<StoreCommit>): StoreCommit => ({ templates: [], components: [], sources: [], coverage: [], issues: [], detector: undefined, nowMs: 0, ...given });
  const merged = mergeCommits(
    commit({ templates: [{ id: 1, text: 'a', count: 1 }, { id: 2, text: 'b', count: 1 }], components: [{ id: 2, name: 'x' }], issues: [madeIssue({ count: 1 })], detector: Uint8Array.of(1) }),
    commit({ templates: [{ id: 1, text: 'a <*>', count: 5 }], components: [{ id: 3, name: 'y' }], issues: [madeIssue({ count: 4 })], nowMs: 9 }),
  );
  assert.deepEqual(merged.templates, [{ id: 1, text: 'a <*>', count: 5 }, { id: 2, text: 'b', count: 1 }]);
  assert.deepEqual(merged.components.map(({ name }) => name), ['x', 'y']);
  assert.deepEqual([merged.issues[0]?.count, merged.detector, merged.nowMs], [4, Uint8Array.of(1), 9]);
});

test('first bytes of a log that a failed commit could not save are in the next one', () => {
  const source = { id: 1, kind: 'file', path: '/w/a.log', name: 'a.log', logName: 'a.log', checkpoint: { sourceId: 1, positionBytes: 5, lines: 1, tailHash: '' } } as const;
  const commit = (head: string | undefined): StoreCommit => ({ templates: [], components: [], sources: [{ ...source, fingerprint: { device: '1', inode: '2', head } }], coverage: [], issues: [], detector: undefined, nowMs: 0 });
  assert.equal(mergeCommits(commit('aGVhZA=='), commit(undefined)).sources[0]?.fingerprint?.head, 'aGVhZA==');
});

test('only names given since the last commit are new', () => {
  const components = new ByteInterner();
  components.internText('old');
  const from = components.size;
  components.internText('new');
  assert.deepEqual(namesFrom(components, from), [{ id: 3, name: 'new' }]);
});
