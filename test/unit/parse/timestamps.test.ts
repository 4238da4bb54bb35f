import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newParser, readText, source } from './readText.ts';

/** Timestamps as logs write them in front of ` INFO ready`, and the moment they mean; UTC where no zone is written, 5 January 2024 where no day is. */
const spellings: readonly (readonly [string, string])[] = [
  ['2024-01-05 10:00:00', '2024-01-05T10:00:00.000'], ['2024-01-05 10:00:00,123', '2024-01-05T10:00:00.123'], ['2024-01-05T10:00:00.123456789Z', '2024-01-05T10:00:00.123Z'],
  ['2024-01-05T10:00:00.5+09:00', '2024-01-05T10:00:00.500+09:00'], ['2024-01-05 10:00:00 -0330', '2024-01-05T10:00:00.000-03:30'], ['2024/01/05 10:00:00', '2024-01-05T10:00:00.000'],
  ['2024.01.05-10:00:00:7', '2024-01-05T10:00:00.007'], ['20240105T100000', '2024-01-05T10:00:00.000'], ['20240105-10:0:0:45', '2024-01-05T10:00:00.045'], ['20240105100000', '2024-01-05T10:00:00.000'],
  ['240105 10:00:00', '2024-01-05T10:00:00.000'], ['24/01/05 10:00:00', '2024-01-05T10:00:00.000'], ['05.01.2024 10:00:00', '2024-01-05T10:00:00.000'], ['25/01/2024 10:00:00', '2024-01-25T10:00:00.000'],
  ['01/05/2024 03:04:05 PM', '2024-01-05T15:04:05.000'], ['1/5/2024, 12:04:05 AM', '2024-01-05T00:04:05.000'], ['05/Jan/2024:10:00:00 +0900', '2024-01-05T10:00:00.000+09:00'],
  ['05-Jan-24 10:00:00', '2024-01-05T10:00:00.000'], ['5 Jan 2024 10:00:00.250', '2024-01-05T10:00:00.250'], ['05Jan2024 10:00:00.250', '2024-01-05T10:00:00.250'], ['Jan 05, 2024 10:00:00 AM', '2024-01-05T10:00:00.000'], ['Fri Jan  5 10:00:00 2024', '2024-01-05T10:00:00.000'],
  ['Fri Jan  5 10:00:00 KST 2024', '2024-01-05T10:00:00.000+09:00'], ['Fri, 05 Jan 2024 10:00:00 GMT', '2024-01-05T10:00:00.000Z'], ['2024-005T10:00:00', '2024-01-05T10:00:00.000'],
  ['2024-01-05-10.00.00.123456', '2024-01-05T10:00:00.123'], ['1704448800', '2024-01-05T10:00:00.000Z'], ['1704448800.25', '2024-01-05T10:00:00.250Z'], ['1704448800123', '2024-01-05T10:00:00.123Z'],
  ['1704448800123456', '2024-01-05T10:00:00.123Z'], ['1704448800123456789', '2024-01-05T10:00:00.123Z'], ['@400000006597d32a0ee6b280', '2024-01-05T10:00:00.250Z'], ['6597d320.0ee6b280', '2024-01-05T10:00:00.250Z'],
  ['2024-01-05 10:00:00 CEST', '2024-01-05T10:00:00.000+02:00'], ['2024년 1월 5일 오후 3:04:05', '2024-01-05T15:04:05.000'], ['2024. 1. 5. 오전 9:04:05', '2024-01-05T09:04:05.000'],
  ['2024-01-05 at 10:00:00', '2024-01-05T10:00:00.000'], ['January 5, 2024 at 3:04:05 PM', '2024-01-05T15:04:05.000'],
  ['01-05 10:00:00.123', '2024-01-05T10:00:00.123'], ['01-05|10:00:00.123', '2024-01-05T10:00:00.123'], ['10:00:00.123', '2024-01-05T10:00:00.123'],
];

for (const [written, meant] of spellings) {
  test(`${written} is ${meant}`, () => {
    const [record] = readText(`${written} [INFO] ready\n`);
    assert.deepEqual([record?.time, record?.level, record?.body], [meant, 'INFO', 'ready']);
  });
}

test('a log without years rolls over New Year', () => {
  const records = readText('Dec 31 23:59:59 box a[1]: old\nJan  1 00:00:01 box a[1]: new\n', { fileMs: Date.UTC(2024, 0, 1, 1) });
  assert.deepEqual(records.map((record) => record.time), ['2023-12-31T23:59:59.000', '2024-01-01T00:00:01.000']);
});

test('a log without days rolls over midnight', () => {
  const records = readText('23:59:59.000 [INFO] old\n00:00:01.000 [INFO] new\n', { fileMs: Date.UTC(2024, 0, 5, 23, 59, 59) });
  assert.deepEqual(records.map((record) => record.time), ['2024-01-05T23:59:59.000', '2024-01-06T00:00:01.000']);
});

test('zones by name and by offset come to one moment', () => {
  const written = ['2024-01-05T10:00:00Z', '2024-01-05T19:00:00+09:00', '2024-01-05 19:00:00 KST', '2024-01-05 05:00:00 EST', '2024-01-05 02:00:00 -0800', '2024-01-05 15:30:00 +05:30', '05/Jan/2024:11:00:00 +0100', '1704448800', '2024-01-05 10:00:00 UTC'];
  const moments = written.map((time) => {
    const { parser } = newParser();
    parser.push(source, new TextEncoder().encode(`${time} [INFO] x\n`), 0);
    return parser.flush(source, true).timestampMs[0];
  });
  assert.deepEqual(moments, written.map(() => Date.UTC(2024, 0, 5, 10)));
});

test('a time without a zone beside times with one is in theirs, when that brings it nearer', () => {
  const text = '[2025-11-20 14:55:09 -0600] [INFO] booting\n[2025-11-20 15:02:38,711] [ERROR] failed\n[2025-11-20 15:03:09 -0600] [INFO] exiting\n';
  assert.deepEqual(readText(text).map(({ time }) => time), ['2025-11-20T14:55:09.000-06:00', '2025-11-20T15:02:38.711-06:00', '2025-11-20T15:03:09.000-06:00']);
  // The clock of the machine (UTC here) is nearer.
  assert.equal(readText('[2025-11-20 14:55:09 -0600] [INFO] booting\n[2025-11-20 20:55:10] [ERROR] failed\n')[1]?.time, '2025-11-20T20:55:10.000');
});

test('month, day and time without marks, and a time glued to its date', () => {
  assert.equal(readText('[0105/100000.123:WARNING:x.cc(1)] hello\n')[0]?.time, '2024-01-05T10:00:00.123');
  assert.equal(readText('01/05-10:00:00.123456 [INFO] x\n')[0]?.time, '2024-01-05T10:00:00.123');
});

test('numbers and versions are no timestamps', () => {
  for (const line of ['10.0.0.1 is up', '1234567890123456 bytes free of what', 'version 1.2.3 of 2024', '12:30 lunch', '3:4 ratio']) {
    assert.equal(readText(`${line}\n`)[0]?.level, undefined, line);
  }
  assert.equal(readText('10.22 s elapsed\n')[0]?.time, undefined);
});

test('an assumed year or zone is said', () => {
  assert.deepEqual(readText('Jan  5 10:00:00 box a[1]: x\n')[0]?.flags, ['assumed']);
  assert.deepEqual(readText('2024-01-05T10:00:00Z [INFO] x\n')[0]?.flags, []);
});
