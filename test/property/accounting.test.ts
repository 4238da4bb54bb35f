/** Every byte of a source adds up, and comes back from the store as it was, whatever its encoding. */
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { bytesFromUtf8, encodingLabels, findEncoding, utf8FromBytes } from '../../src/base/encodings.ts';
import type { EncodingName } from '../../src/base/encodings.ts';
import { Store, StoreReader } from '../../src/engine/store/store.ts';
import type { RawLine } from '../../src/engine/store/store.ts';
import { newParser, source } from '../unit/parse/readText.ts';
import { commitOf, savedOf } from '../unit/store/batches.ts';
import { seed } from '../support/seed.ts';

const maxLineBytes = 400;
const allEncodings = [...new Set(encodingLabels.map((label) => findEncoding(label) ?? 'utf-8'))];

const head = '2024-01-05 10:00:00 ERROR app.main: ';
const pieces = [head, '\n', '\r\n', 'plain', '  at Main.run(Main.java:3)', '오류 시간 초과', 'エラー', 'Müller', '\u0000\u0000\u0000', 'x'.repeat(900), '{"level":"info","msg":"가"}', '\u001b[31m', '똠', '㈱', '\ufeff'];

/** Text in an encoding, with some bytes that are nothing in it. */
function bytesOf(encoding: EncodingName): fc.Arbitrary<Uint8Array> {
  const text = fc.constantFrom(...pieces).map((piece) => bytesFromUtf8(new TextEncoder().encode(piece), encoding));
  return fc.array(fc.oneof({ weight: 12, arbitrary: text }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 6 }) }), { maxLength: 25 }).map((parts) => new Uint8Array(Buffer.concat(parts)));
}

interface Outcome {
  readonly lines: readonly RawLine[];
  readonly coverage: { readonly bytes: number; readonly lines: number; readonly records: number; readonly droppedBytes: number; readonly holeBytes: number; readonly cutBytes: number; readonly truncated: number };
  /** Bytes of records in the store, given back in their encoding. */
  readonly recordBytes: number;
}

async function through(bytes: Uint8Array, cuts: readonly number[], encoding: EncodingName | undefined): Promise<Outcome> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-bytes-'));
  try {
    const { parser } = newParser({ maxLineBytes, ...(encoding === undefined ? {} : { encoding }) });
    const borders = [...new Set([0, ...cuts.filter((cut) => cut < bytes.length), bytes.length])].sort((a, b) => a - b);
    await using store = await Store.open(folder);
    let last = 0;
    let coverage = parser.coverageOf(source);
    for (const [i, from] of borders.entries()) {
      const batch = i + 1 < borders.length ? parser.push(source, bytes.subarray(from, borders[i + 1]), from) : parser.flush(source, true);
      store.append(batch, 1);
      last = batch.endPositionBytes;
      coverage = parser.coverageOf(source);
    }
    store.commit(commitOf({ sources: [savedOf(source, last)] }));
    using reader = StoreReader.open(folder);
    const lines = [...reader.exportRawLines({})];
    return { lines, coverage, recordBytes: 0 };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The lines of a file as they lie there: bytes without line end, and where a NUL run that is a hole was left out. */
function expectedLines(bytes: Uint8Array, wide: 'utf-16le' | 'utf-16be' | undefined): { readonly bytes: Buffer; readonly endBytes: number }[] {
  const feed = wide === 'utf-16le' ? [0x0a, 0] : wide === 'utf-16be' ? [0, 0x0a] : [0x0a];
  const ret = wide === 'utf-16le' ? [0x0d, 0] : wide === 'utf-16be' ? [0, 0x0d] : [0x0d];
  const lines: { bytes: Buffer; endBytes: number }[] = [];
  const step = feed.length;
  let start = 0;
  for (let at = 0; at + step <= bytes.length; at += step) {
    if (!feed.every((b, i) => bytes[at + i] === b)) continue;
    const line = Buffer.from(bytes.subarray(start, at));
    const isReturned = line.length >= step && ret.every((b, i) => line[line.length - step + i] === b);
    lines.push({ bytes: isReturned ? line.subarray(0, -step) : line, endBytes: step + (isReturned ? step : 0) });
    start = at + step;
  }
  if (start < bytes.length) lines.push({ bytes: Buffer.from(bytes.subarray(start)), endBytes: 0 });
  return lines;
}

function checkLine(line: RawLine | undefined, expected: Buffer): void {
  assert.ok(line !== undefined);
  if (!line.truncated) {
    assert.deepEqual(Buffer.from(line.bytes), expected);
    return;
  }
  const unmarked = line.line === 1 && expected.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? expected.subarray(3) : expected;
  assert.ok([unmarked, expected].some((whole) => line.lengthBytes === whole.length && line.sha256 === crypto.createHash('sha256').update(whole).digest('hex')));
  assert.deepEqual(Buffer.from(line.bytes), expected.subarray(0, line.bytes.length));
}

const cutPlaces = fc.array(fc.nat({ max: 3000 }), { maxLength: 8 });
/** Without NULs, whose runs are holes; they have a test of their own. */
const noNul = (bytes: Uint8Array): boolean => !bytes.includes(0);

for (const encoding of ['utf-8', 'euc-kr', 'shift_jis', 'windows-1252', 'gb18030', 'utf-16le', 'utf-16be'] as const) {
  test(`named ${encoding}: every line comes back from the store to the byte, cut ones with length and hash (seed ${seed})`, async () => {
    const wide = encoding === 'utf-16le' || encoding === 'utf-16be' ? encoding : undefined;
    const input = bytesOf(encoding).filter((bytes) => bytes.length > 4 && (wide !== undefined ? bytes.length % 2 === 0 && bytes[0] !== 0xfe && bytes[0] !== 0xff : noNul(bytes)));
    await fc.assert(fc.asyncProperty(input, cutPlaces, async (bytes, cuts) => {
      const { lines, coverage } = await through(bytes, cuts, encoding);
      const expected = expectedLines(bytes, wide);
      assert.equal(lines.length, expected.length);
      for (const [i, { bytes: line }] of expected.entries()) checkLine(lines[i], line);
      assert.deepEqual([coverage.bytes, coverage.lines], [bytes.length, expected.length]);
      const kept = lines.reduce((sum, line, i) => sum + line.bytes.length + (expected[i]?.endBytes ?? 0), 0);
      const cutEnds = lines.reduce((sum, line, i) => sum + (line.truncated && (expected[i]?.endBytes ?? 0) > (wide === undefined ? 1 : 2) ? (wide === undefined ? 1 : 2) : 0), 0);
      // The carriage return of a cut line was dropped with the rest of it.
      assert.equal(kept - cutEnds + coverage.droppedBytes - (lines[0]?.bytes[0] === 0xef && coverage.droppedBytes > coverage.cutBytes ? 3 : 0), bytes.length);
      assert.equal(coverage.holeBytes, 0);
    }), { seed, numRuns: Number(process.env['RUNS'] ?? 25) });
  });
}

test(`whatever the bytes are, what is kept and what is dropped for a reason add up (seed ${seed})`, async () => {
  const input = fc.constantFrom(...allEncodings).chain((encoding) => bytesOf(encoding));
  await fc.assert(fc.asyncProperty(input, cutPlaces, async (bytes, cuts) => {
    const { lines, coverage } = await through(bytes, cuts, undefined);
    assert.equal(coverage.bytes, bytes.length);
    assert.ok(coverage.holeBytes + coverage.cutBytes <= coverage.droppedBytes && coverage.droppedBytes - coverage.holeBytes - coverage.cutBytes <= 3);
    assert.ok(coverage.records <= coverage.lines);
    assert.equal(lines.length, coverage.lines);
    for (const line of lines) {
      if (line.truncated) continue;
      assert.ok(Buffer.from(bytes).includes(Buffer.from(line.bytes)) || coverage.holeBytes > 0, 'a line that is not in the file');
    }
  }), { seed, numRuns: Number(process.env['RUNS'] ?? 100) });
});

test('every byte sequence comes back from every encoding', () => {
  fc.assert(fc.property(fc.constantFrom(...allEncodings), fc.uint8Array({ maxLength: 80 }), (encoding, bytes) => {
    const even = encoding.startsWith('utf-16') ? bytes.subarray(0, bytes.length & ~1) : bytes;
    assert.deepEqual(Buffer.from(bytesFromUtf8(utf8FromBytes(even, encoding), encoding)), Buffer.from(even));
  }), { seed, numRuns: 2000 });
});
