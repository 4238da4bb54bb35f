import { test } from 'node:test';
import assert from 'node:assert/strict';
import { judgedRows, LikenessColumns, PlainKinds } from '../../../src/engine/protect/likeness.ts';
import { Redactor } from '../../../src/engine/protect/protect.ts';
import { madeBatch, madeSource } from '../../support/batches.ts';

const columns = new LikenessColumns();

function kindsOf(...texts: string[]): string[] {
  const batch = madeBatch(madeSource('a.log'), texts.map((text) => ({ text })));
  const { low, high } = columns.of(batch);
  return texts.map((_, row) => (high[row] === 0 ? 'none' : `${low[row] ?? 0}/${high[row] ?? 0}`));
}

test('records are alike when they differ in digits only', () => {
  const [first, second, sign, letter, longer] = kindsOf('order 123 took 4.5 ms', 'order 980 took 0.1 ms', 'order 123 took 4:5 ms', 'order 12a took 4.5 ms', 'order 1234 took 4.5 ms');
  assert.equal(first, second);
  assert.equal(new Set([first, sign, letter, longer]).size, 4);
});

test('each byte counts, wherever it stands in its word of four', () => {
  const base = 'abcdefghijklmnopqrs';
  const kinds = kindsOf(base, ...Array.from(base, (_, at) => `${base.slice(0, at)}X${base.slice(at + 1)}`), ...['/', ':', '@', '`'].map((sign) => `${sign}${base.slice(1)}`));
  assert.equal(new Set(kinds).size, kinds.length);
});

test('records of several lines, very short and very long ones have no likeness', () => {
  assert.deepEqual(kindsOf('failed\n  at line 1 of it', 'ok 1', 'x'.repeat(2000)), ['none', 'none', 'none']);
});

test('a log whose records are never alike is no longer hashed, and tried again later', () => {
  const redactor = new Redactor();
  let made = 0;
  const isHashed = (): boolean => redactor.redact(madeBatch(madeSource('a.log'), Array.from({ length: 1500 }, () => ({ text: `request ${(++made).toString(36).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}-${'ab'.repeat(made % 200)} done` })))).likeness !== undefined;
  const tries = Array.from({ length: 32 }, isHashed);
  assert.equal(tries[0], true);
  assert.ok(tries.includes(false));
  assert.equal(tries.slice(tries.indexOf(false)).includes(true), true);
});

test('a kind is known once it was taken in, and the oldest of its neighbours is forgotten', () => {
  const kinds = new PlainKinds();
  for (let i = 1; i <= 4; i++) kinds.add(7, i);
  assert.deepEqual([1, 2, 3, 4, 5].map((high) => kinds.has(7, high)), [true, true, true, true, false]);
  kinds.add(7, 5);
  assert.equal([1, 2, 3, 4, 5].filter((high) => kinds.has(7, high)).length, 4);
  assert.equal(kinds.has(7, 5), true);
});

test('a record of nothing but triggers is looked through once', () => {
  const batch = madeBatch(madeSource('a.log'), [{ text: 'x'.repeat(5000) }, { text: 'y%3D' }]);
  let reads = 0;
  const bytes = new Proxy(batch.bytes, {
    get: (target, name) => {
      reads++;
      return Reflect.get(target, name) as unknown;
    },
  });
  const triggers = [...Array.from({ length: 5000 }, (_, place) => place), 5001];
  assert.deepEqual([...judgedRows({ ...batch, bytes }, { values: [], triggers }, 0)], [1]);
  assert.ok(reads < 50_000, `${reads} bytes read`);
});
