import { test } from 'node:test';
import assert from 'node:assert/strict';
import { focusFirst } from '../../../src/engine/snapshot.ts';
import type { IssueState } from '../../../src/model/issue.ts';
import { madeIssue } from '../../support/issues.ts';

const issue = (component: string | undefined, state: IssueState = 'open'): ReturnType<typeof madeIssue> => madeIssue({ component, state });

function order(focus: readonly string[], components: readonly (string | undefined)[]): (string | undefined)[] {
  return focusFirst(components.map((component) => issue(component)), focus).map(({ component }) => component);
}

test('components in focus, and those below and above them in a name, come first, in any case', () => {
  assert.deepEqual(order(['Orders'], ['shop.db', undefined, 'shop.orders', 'orders.Repository']), ['shop.orders', 'orders.Repository', 'shop.db', undefined]);
  assert.deepEqual(order(['shop.db'], ['shop.dbx', 'app.shop.db.pool', 'db']), ['app.shop.db.pool', 'shop.dbx', 'db']);
});

test('without a focus, and among those alike, the order by rank stays', () => {
  assert.deepEqual(order([], ['b', 'a']), ['b', 'a']);
  assert.deepEqual(order(['x'], ['b', 'a']), ['b', 'a']);
});

test('an issue that is over stays behind those that are open, whatever the focus', () => {
  const ranked = [issue('a'), issue('b', 'reopened'), issue('x', 'resolved'), issue('c', 'muted')];
  assert.deepEqual(focusFirst(ranked, ['x', 'b', 'c']).map(({ component }) => component), ['b', 'a', 'x', 'c']);
});
