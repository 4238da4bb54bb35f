/** Whatever the bytes and however they are cut: nothing is thrown, lost or counted twice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newParser, recordsOf, source } from '../unit/parse/readText.ts';
import type { ReadRecord } from '../unit/parse/readText.ts';
import { seed } from '../support/seed.ts';

const runs = { seed, numRuns: Number(process.env['RUNS'] ?? 300) };
const maxLineBytes = 200;

const pieces = [
  '2024-01-05 10:00:00,123 - app.db - ERROR - boom\n', '2024-01-05 10:00:00 INFO ready\r\n', 'Traceback (most recent call last):\n', '  File "a.py", line 1, in <module>\n',
  'ValueError: no\n', '\tat com.example.Main.run(Main.java:1)\n', 'Caused by: java.io.IOException: x\n', '\n', '{"time":1704448800123,"level":30,"msg":"hi\\n"}\n', 'plain words\n',
  'Jan  5 10:00:00 box sshd[1]: bye\n', '\u001b[31mERROR\u001b[0m red\n', 'level=info msg="x y" time=2024-01-05T10:00:00Z\n', 'x'.repeat(450) + '\n', '오류 발생\n', '}', '#Fields: date time x\n',
  '2024-01-05T10:00:00.1234567Z ##[error]no\n', 'web-1  | hello\n', '<34>Oct 11 22:14:15 box su: x\n', '__CURSOR=s=0a;i=1\n', 'MESSAGE=failed\n', 'PRIORITY=3\n', 'panic: x\n', 'goroutine 1 [running]:\n',
  '2024-01-05T10:00:01.123456789Z stdout P {"level":"warn",\n', '2024-01-05T10:00:01.123456789Z stdout F "msg":"slow"}\n', '2024-01-05T10:00:01.123456789Z stderr F x\n', '{"log":"half","stream":"stdout"}\n', '{"log":"whole\\n","stream":"stdout"}\n',
];

const chunk = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...pieces).map((text) => new TextEncoder().encode(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
  { weight: 1, arbitrary: fc.constantFrom([0, 0, 0, 0], [0], [0xc7, 0xd1, 0xb1, 0xdb, 0x0a], [0xff, 0xfe], [0xef, 0xbb, 0xbf], [0x0d], [0x0a]).map((bytes) => new Uint8Array(bytes)) },
);
const input = fc.array(chunk, { maxLength: 40 }).map((parts) => new Uint8Array(Buffer.concat(parts)));
const cuts = fc.array(fc.nat({ max: 2000 }), { maxLength: 12 });

interface Outcome {
  readonly records: readonly ReadRecord[];
  readonly endPositionBytes: number;
  readonly keptBytes: number;
  readonly droppedBytes: number;
}

function readCut(bytes: Uint8Array, at: readonly number[]): Outcome {
  const { parser, components } = newParser({ maxLineBytes });
  const borders = [...new Set([0, ...at.filter((cut) => cut < bytes.length), bytes.length])].sort((a, b) => a - b);
  const records: ReadRecord[] = [];
  let droppedBytes = 0;
  let keptBytes = 0;
  let endPositionBytes = 0;
  for (const [i, from] of borders.entries()) {
    const batch = i + 1 < borders.length ? parser.push(source, bytes.subarray(from, borders[i + 1]), from) : parser.end(source);
    for (let row = 0; row < batch.count; row++) {
      keptBytes += (batch.end[row] ?? 0) - (batch.start[row] ?? 0);
      if (row > 0) assert.equal(batch.start[row], batch.end[row - 1]);
    }
    records.push(...recordsOf(batch, components));
    droppedBytes += batch.droppedBytes;
    endPositionBytes = batch.endPositionBytes;
  }
  return { records, endPositionBytes, keptBytes, droppedBytes };
}

test(`records do not depend on where the bytes are cut (seed ${seed})`, () => {
  fc.assert(fc.property(input, cuts, (bytes, at) => assert.deepEqual(readCut(bytes, at), readCut(bytes, []))), runs);
});

test(`every byte of UTF-8 input is in a record or counted as dropped (seed ${seed})`, () => {
  fc.assert(fc.property(input.filter((bytes) => isPlain(bytes)), cuts, (bytes, at) => {
    const outcome = readCut(bytes, at);
    assert.equal(outcome.endPositionBytes, bytes.length);
    assert.equal(outcome.keptBytes + outcome.droppedBytes, bytes.length);
  }), runs);
});

test(`positions of records rise, and lines add up (seed ${seed})`, () => {
  fc.assert(fc.property(input.filter((bytes) => isPlain(bytes)), cuts, (bytes, at) => {
    const { records } = readCut(bytes, at);
    let line = 1;
    let position = -1;
    for (const record of records) {
      assert.equal(record.line, line);
      assert.ok(record.positionBytes > position);
      line += record.lines;
      position = record.positionBytes;
    }
    const lineFeeds = bytes.reduce((count, b) => count + (b === 0x0a ? 1 : 0), 0);
    assert.ok(line - 1 === lineFeeds || line - 1 === lineFeeds + 1);
  }), runs);
});

/** Bytes that are kept as they are: no UTF-16 and nothing that could be Korean or Japanese in an old encoding. */
function isPlain(bytes: Uint8Array): boolean {
  const wide = bytes[0] === 0xff || bytes[0] === 0xfe || bytes.filter((b) => b === 0).length > bytes.length / 8;
  return !wide && Buffer.from(bytes).equals(Buffer.from(Buffer.from(bytes).toString('utf8')));
}
