/** Record batches made of bodies, for tests and benchmarks of the stages behind the parser. */
import type { RecordBatch } from '../../src/model/record.ts';
import { noZone } from '../../src/model/record.ts';

/** Makes a batch of records without header, one per body. */
export function batchOf(bodies: readonly string[]): RecordBatch {
  return batchOfBytes(Buffer.from(bodies.map((body) => `${body}\n`).join('')));
}

/** Makes a batch of the lines of `bytes`, each a record without header. */
export function batchOfBytes(bytes: Uint8Array): RecordBatch {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline;
    starts.push(at);
    ends.push(end);
    at = end + 1;
  }
  const count = starts.length;
  return {
    source: { id: 1, kind: 'file', path: '/logs/app.log', name: 'app.log', logName: 'app.log' },
    bytes,
    count,
    start: Int32Array.from(starts),
    end: Int32Array.from(ends, (end) => Math.min(end + 1, bytes.length)),
    bodyStart: Int32Array.from(starts),
    bodyEnd: Int32Array.from(ends),
    timestampMs: new Float64Array(count).fill(Number.NaN),
    zoneMinutes: new Int16Array(count).fill(noZone),
    severity: new Uint8Array(count),
    component: new Int32Array(count),
    template: new Int32Array(count),
    lines: new Int32Array(count).fill(1),
    flags: new Uint8Array(count),
    positionBytes: Float64Array.from(starts),
    endPositionBytes: bytes.length,
    firstLine: 1,
    droppedBytes: 0,
  };
}
