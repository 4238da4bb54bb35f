import { test } from 'node:test';
import assert from 'node:assert/strict';
import { dueSnapshot } from '../../../src/host/dueSnapshot.ts';
import { madeSnapshot } from '../../support/issues.ts';

test('a dashboard that does not follow every change keeps what it shows until the next one is due', () => {
  const first = madeSnapshot([]);
  const second = madeSnapshot([], { isDashboardDue: false });
  const third = madeSnapshot([]);
  assert.equal(dueSnapshot(undefined, second), second);
  assert.equal(dueSnapshot(first, second), first);
  assert.equal(dueSnapshot(first, third), third);
  assert.equal(dueSnapshot(first, undefined), undefined);
});
