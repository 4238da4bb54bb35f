import { test } from 'node:test';
import assert from 'node:assert/strict';
import { judgedComponents } from '../../../src/engine/componentStatus.ts';
import type { ComponentState } from '../../../src/model/snapshot.ts';
import { madeIssue, someMs } from '../../support/issues.ts';

const component: ComponentState = { name: 'shop.db', status: 'ERROR', records: 10, errors: 3, warnings: 0, lastSeenMs: someMs };

test('a component is as bad as the worst of its open issues', () => {
  assert.equal(judgedComponents([component], [madeIssue({ severity: 'MEDIUM' }), madeIssue({ id: 'LB-2', severity: 'CRITICAL' })])[0]?.status, 'CRITICAL');
});

test('a component whose issues are over, or only noise, is well again, its errors still counted', () => {
  assert.deepEqual(judgedComponents([component], [madeIssue({ state: 'resolved' }), madeIssue({ id: 'LB-2', isNoise: true, severity: 'LOW' })])[0], { ...component, status: 'OK' });
});

test('a component without any issue keeps what its records say, and without records it is unknown', () => {
  assert.equal(judgedComponents([component], [])[0]?.status, 'ERROR');
  assert.equal(judgedComponents([{ ...component, status: 'UNKNOWN' }], [madeIssue()])[0]?.status, 'UNKNOWN');
});
