import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Detector } from '../../../src/engine/detect/detect.ts';
import { recordFlag } from '../../../src/model/record.ts';
import type { Issue } from '../../../src/model/issue.ts';
import { madeBatch, madeSource } from '../../support/batches.ts';
import { someMs } from '../../support/issues.ts';

const templates = ['', 'order <*> placed', 'cannot reach <*>', 'payment failed for <*>', '0 errors in <*>'];

function detector(issues: readonly Issue[] = [], saved?: Uint8Array): Detector {
  return new Detector({ templateText: (id) => templates[id] ?? '', componentText: (id) => ['', '…', 'shop.db'][id] ?? '', issues, saved });
}

const source = madeSource('app.log');

test('an INFO record makes no issue', () => {
  const seen = detector();
  seen.observe(madeBatch(source, [{ text: 'order 1 placed', severity: 9 }]), someMs);
  assert.deepEqual(seen.assess().issues, []);
});

test('errors with one template are one issue, counted and dated, with the first and the latest place', () => {
  const seen = detector();
  seen.observe(madeBatch(source, Array.from({ length: 9 }, (_, i) => ({ text: `cannot reach host${i}`, severity: 17, template: 2, component: 2, timestampMs: someMs + i * 1000 }))), 0);
  const [issue, ...more] = seen.assess().issues;
  assert.equal(more.length, 0);
  assert.equal(issue?.count, 9);
  assert.equal(issue.firstSeenMs, someMs);
  assert.equal(issue.lastSeenMs, someMs + 8000);
  assert.equal(issue.component, 'shop.db');
  assert.deepEqual([issue.evidence[0]?.line, issue.evidence.at(-1)?.line], [1, 9]);
});

test('of sightings in many pieces the first place and the newest four are kept', () => {
  const seen = detector();
  const batches = Array.from({ length: 9 }, (_, i) => ({ ...madeBatch(source, [{ text: `cannot reach host${i}`, severity: 17, template: 2, component: 2, timestampMs: someMs + i * 1000 }]), firstLine: i + 1 }));
  for (const batch of batches) seen.observe(batch, 0);
  assert.deepEqual(seen.assess().issues[0]?.evidence.map(({ line }) => line), [1, 6, 7, 8, 9]);
});

test('a stack trace is an issue though its header says nothing, and evidence points at the telling line', () => {
  const seen = detector();
  seen.observe(madeBatch(source, [{ text: 'fine' }, { text: 'boom\nTypeError: x is undefined\n    at pay (/app/src/pay.js:18:11)', flags: recordFlag.trace }]), someMs);
  const [issue] = seen.assess().issues;
  assert.equal(issue?.title, 'TypeError: x is undefined');
  assert.equal(issue.evidence[0]?.line, 3);
  assert.deepEqual(issue.frame, { path: '/app/src/pay.js', line: 18, functionName: 'pay' });
});

test('two traces behind the same first line are two issues when their frames differ', () => {
  const seen = detector();
  const trace = (file: string): string => `request failed\nTypeError: x\n    at f (/app/src/${file}.js:1:1)`;
  seen.observe(madeBatch(source, [{ text: trace('a'), severity: 17, template: 2 }, { text: trace('b'), severity: 17, template: 2 }, { text: trace('a'), severity: 17, template: 2 }]), someMs);
  assert.deepEqual(seen.assess().issues.map((issue) => issue.count), [2, 1]);
});

test('the same fault has the same id when its line number moved', () => {
  const idAt = (line: number): string | undefined => {
    const seen = detector();
    seen.observe(madeBatch(source, [{ text: `TypeError: x\n    at f (/app/src/a.js:${line}:1)`, severity: 17 }]), someMs);
    return seen.assess().issues[0]?.id;
  };
  assert.equal(idAt(10), idAt(14));
});

test('a record without severity whose template says failed is an issue, a tally of zero is none', () => {
  const seen = detector();
  seen.observe(madeBatch(source, [{ text: 'payment failed for 7', template: 3 }, { text: '0 errors in 3 files', template: 4 }]), someMs);
  assert.deepEqual(seen.assess().issues.map((issue) => [issue.title, issue.severity]), [['payment failed for 7', 'MEDIUM']]);
});

test('an issue is resolved when its log went on without it, and reopened when it comes back', () => {
  const seen = detector();
  const error = (atMs: number) => ({ text: 'cannot reach a', severity: 17, template: 2, timestampMs: atMs });
  const fine = (atMs: number) => ({ text: 'order 1 placed', severity: 9, template: 1, timestampMs: atMs });
  seen.observe(madeBatch(source, [fine(someMs - 600_000), error(someMs), fine(someMs + 60_000)]), 0);
  assert.equal(seen.assess().issues[0]?.state, 'open');
  seen.observe(madeBatch(source, [fine(someMs + 3_600_000)], 4), 0);
  assert.equal(seen.assess().issues[0]?.state, 'resolved');
  seen.observe(madeBatch(source, [error(someMs + 3_600_000)], 5), 0);
  assert.equal(seen.assess().issues[0]?.state, 'reopened');
});

test('silence alone resolves nothing', () => {
  const seen = detector();
  seen.observe(madeBatch(source, [{ text: 'cannot reach a', severity: 17, template: 2, timestampMs: someMs }]), 0);
  assert.equal(seen.assess().issues[0]?.state, 'open');
});

test('counts and issues go on after a restart', () => {
  const before = detector();
  const batch = madeBatch(source, [{ text: 'cannot reach a', severity: 17, template: 2, component: 2, timestampMs: someMs }]);
  before.observe(batch, 0);
  const after = detector(before.assess().issues, before.takeSaved());
  after.observe(batch, 0);
  assert.equal(after.assess().issues[0]?.count, 2);
  assert.equal(after.components()[0]?.records, 2);
});

test('only what changed is given for saving', () => {
  const seen = detector();
  seen.observe(madeBatch(source, [{ text: 'cannot reach a', severity: 17, template: 2 }]), someMs);
  assert.equal(seen.takeChanged().length, 1);
  assert.equal(seen.takeChanged().length, 0);
});
