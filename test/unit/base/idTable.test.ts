/** A table by numbers behaves as a map does. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { IdTable } from '../../../src/base/idTable.ts';
import { randomOf } from '../../bench/generate.ts';

test('a table answers as a map does, its values in the order of their numbers', () => {
  const seed = 11;
  const random = randomOf(seed);
  const table = new IdTable<number>();
  const model = new Map<number, number>();
  for (let step = 0; step < 2000; step++) {
    const id = Math.floor(random() * 40);
    if (random() < 0.3) {
      table.delete(id);
      model.delete(id);
    } else {
      table.set(id, step);
      model.set(id, step);
    }
    assert.deepEqual([table.get(id), table.size], [model.get(id), model.size], `seed ${seed}, step ${step}`);
  }
  assert.deepEqual([...table.values()], [...model].sort(([a], [b]) => a - b).map(([, value]) => value));
});
