import { test } from 'node:test';
import assert from 'node:assert/strict';
import { parseFromPanel } from '../../../src/host/panelMessage.ts';

test('the four messages of a panel are understood, and nothing else of them is kept', () => {
  const messages = [{ kind: 'ready', more: 1 }, { kind: 'open', path: 'a.ts', line: 3 }, { kind: 'command', command: 'showLog' }, { kind: 'failed', message: 'x' }];
  assert.deepEqual(messages.map(parseFromPanel), [{ kind: 'ready' }, ...messages.slice(1)]);
});

for (const received of [undefined, null, 'ready', [], {}, { kind: 'open', path: 'a.ts', line: 0 }, { kind: 'open', path: 'a.ts', line: 1.5 }, { kind: 'open', path: 7, line: 1 }, { kind: 'open', line: 1 }, { kind: 'command' }, { kind: 'run' }]) {
  test(`${JSON.stringify(received)} is no message`, () => {
    assert.equal(parseFromPanel(received), undefined);
  });
}
