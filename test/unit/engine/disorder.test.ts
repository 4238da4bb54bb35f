import { test } from 'node:test';
import assert from 'node:assert/strict';
import { disorderNotices } from '../../../src/engine/disorder.ts';
import { droppedReasons, noCoverage, type Coverage } from '../../../src/model/source.ts';
import type { SourceState } from '../../../src/model/snapshot.ts';
import { newParser, source } from '../parse/readText.ts';

function stateOf(name: string, coverage: Partial<Coverage>): SourceState {
  return { id: 1, name, kind: 'file', format: '', coverage: { ...noCoverage, ...coverage }, lagBytes: 0, lastRecordMs: undefined, state: 'live' };
}

test('a clock that went back is told with figures, threads that overtake each other are not', () => {
  assert.deepEqual(disorderNotices([stateOf('app.log', { records: 900, disordered: 40, backwardMs: 12 }), stateOf('b.log', { records: 10, disordered: 1, backwardMs: 7_200_000 })]), [
    'b.log: 1 of 10 records are older than the one before them, by up to 2 h; all are kept and shown by their own time.',
  ]);
});

test('beyond three logs only their number is told', () => {
  const notices = disorderNotices([1, 2, 3, 4, 5].map((i) => stateOf(`${i}.log`, { disordered: 1, records: 2, backwardMs: i * 1000 })));
  assert.deepEqual([notices.length, notices.at(-1)], [4, '2 more logs have records out of order.']);
});

test('records out of order are all kept, with their own times, and counted', () => {
  const { parser } = newParser();
  const line = (second: string): string => `2024-01-05 10:${second} INFO app: tick\n`;
  const bytes = new TextEncoder().encode(line('00:00') + line('00:05') + line('00:02') + line('00:06') + line('00:01'));
  const first = parser.push(source, bytes, 0).count;
  const batch = parser.flush(source, true);
  assert.equal(first + batch.count, 5);
  const { records, disordered, backwardMs } = parser.coverageOf(source);
  assert.deepEqual([records, disordered, backwardMs], [5, 2, 5000]);
});

test('each reason why bytes are in no record is said', () => {
  assert.equal(droppedReasons({ ...noCoverage, droppedBytes: 1503, holeBytes: 500, cutBytes: 1000 }), '1000 of lines over the limit, 500 zero bytes of sparse files, 3 of byte order marks');
  assert.equal(droppedReasons(noCoverage), '');
});
