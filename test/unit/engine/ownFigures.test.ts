import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ownFigures } from '../../../src/engine/ownFigures.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('figures of queue and caches are read from the dashboard file; a missing, damaged or strange one says nothing', (context) => {
  const folder = temporaryFolder(context);
  const nothing = { queue: undefined, caches: [] };
  assert.deepEqual(ownFigures(folder), nothing);
  const queue = { threads: 1, waiting: 2, high_water: 3, capacity: 4, waits: 5, wait_ms: 6.5, dropped: 0 };
  const cache = { name: 'l1', hits: 1, misses: 2, bytes: 3 };
  const write = (text: string): void => fs.writeFileSync(path.join(folder, 'dashboard.json'), text);
  const whole = JSON.stringify({ performance_metrics: { queue, caches: [cache, { name: 'l2' }, null] } });
  write(whole);
  assert.deepEqual(ownFigures(folder), { queue, caches: [cache] });
  for (const text of ['', whole.slice(0, 60), 'null', '[1]', '{"performance_metrics":{"queue":{"threads":1},"caches":7}}']) {
    write(text);
    assert.deepEqual(ownFigures(folder), nothing, text);
  }
});
