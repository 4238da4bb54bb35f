import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DigitRuns } from '../../../src/engine/protect/digitRuns.ts';
import { keyWords } from '../../../src/engine/protect/keyTable.ts';
import { TriggerFilter } from '../../../src/engine/protect/triggerFilter.ts';
import { seed } from '../../support/seed.ts';

const triggers = [...keyWords.map(({ word }) => word), '|', 's.', 'pw', 'Q~', 'AKIA', '1//0', '://', '\x1b[', '\\u001b['];
const filter = new TriggerFilter(triggers);
const around = fc.uint8Array({ maxLength: 40 });

test('a trigger in any place, in any letter case and between any bytes is not passed over', () => {
  fc.assert(fc.property(fc.constantFrom(...triggers), fc.boolean(), around, around, (trigger, isUpper, before, behind) => {
    const word = Buffer.from(isUpper ? trigger.replace(/[a-z]/g, (letter) => letter.toUpperCase()) : trigger);
    const bytes = Buffer.concat([before, word, behind]);
    let found = filter.next(bytes, 0, bytes.length);
    while (found < before.length - 1) found = filter.next(bytes, found + 2, bytes.length);
    assert.ok(found <= before.length + filter.back, `${found} for a trigger at ${before.length}`);
    assert.ok(found < bytes.length);
  }), { seed, numRuns: 3000 });
});

test('ordinary text is passed over', () => {
  const text = Buffer.from('2024-03-17 09:41:26,318 INFO Received block blk_38865049064139660 of size 67108864 from /10.251.91.84, terminating\n');
  assert.equal(filter.next(text, 0, text.length), text.length - text.length % 2 - 2);
});

test('digits in a row or in groups are found as one run, dates and addresses are not', () => {
  const runs = new DigitRuns();
  const runOf = (text: string): string => {
    const bytes = Buffer.from(text);
    const start = runs.next(bytes, 0, bytes.length);
    return start < bytes.length ? text.slice(start, runs.end).trim() : '';
  };
  assert.equal(runOf('card 4111111111111111, paid'), '4111111111111111');
  assert.equal(runOf('card 4111-1111-1111-1111, paid'), '4111-1111-1111-1111');
  assert.equal(runOf('3782 822463 10005'), '3782 822463 10005');
  assert.equal(runOf('2024-03-17 09:41:26,318 from 10.251.91.84 port 48210, 17 of 20'), '');
});
