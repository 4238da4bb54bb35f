import { test } from 'node:test';
import assert from 'node:assert/strict';
import { TallyBook } from '../../../src/engine/detect/tallyBook.ts';

function asked(...lines: string[]): { readonly read: string[]; readonly verdicts: boolean[] } {
  const read: string[] = [];
  const book = new TallyBook((line) => {
    read.push(line);
    return !line.includes('0 errors');
  });
  return { read, verdicts: lines.map((line) => book.fails(Buffer.from(line), 0, line.length, () => line)) };
}

test('lines that differ in numbers which are not zero are read once', () => {
  assert.deepEqual(asked('12 errors in 3 files', '4 errors in 100 files', '10 errors in 07 files'), { read: ['7 errors in 7 files'], verdicts: [true, true, true] });
});

test('a number that is zero is told from one that is not, however it is written', () => {
  assert.deepEqual(asked('3 errors', '0 errors', '00 errors', '30 errors', '0'), { read: ['7 errors', '0 errors', '0'], verdicts: [true, false, false, true, true] });
});

test('other words are another line', () => {
  assert.equal(asked('1 errors', '1 error', '1  errors', '11errors').read.length, 4);
});
