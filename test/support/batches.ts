/** Record batches made from text, for tests of the stages behind the parser. */
import { noZone, type RecordBatch } from '../../src/model/record.ts';
import type { Source } from '../../src/model/source.ts';

/** One record: its text (no header is cut off), and what its header would have said. */
export interface MadeRecord {
  readonly text: string;
  readonly timestampMs?: number;
  readonly severity?: number;
  readonly component?: number;
  readonly template?: number;
  readonly flags?: number;
}

/** Makes a source with this name. */
export function madeSource(name: string, id = 1): Source {
  return { id, kind: 'file', path: `/logs/${name}`, name, logName: name };
}

/** Makes one batch; record i+1 follows record i, each with a line end. */
export function madeBatch(source: Source, records: readonly MadeRecord[], firstLine = 1): RecordBatch {
  const encoded = records.map(({ text }) => new TextEncoder().encode(`${text}\n`));
  const starts = encoded.map((_, i) => encoded.slice(0, i).reduce((sum, part) => sum + part.length, 0));
  const ends = encoded.map((part, i) => (starts[i] ?? 0) + part.length);
  const total = ends.at(-1) ?? 0;
  const bytes = new Uint8Array(total);
  for (const [i, part] of encoded.entries()) bytes.set(part, starts[i]);
  const firstLineEnds = encoded.map((part, i) => (starts[i] ?? 0) + part.indexOf(10));
  return {
    source, bytes, count: records.length, firstLine, droppedBytes: 0, endPositionBytes: total,
    start: Int32Array.from(starts), end: Int32Array.from(ends), bodyStart: Int32Array.from(starts), bodyEnd: Int32Array.from(firstLineEnds),
    timestampMs: Float64Array.from(records, ({ timestampMs }) => timestampMs ?? NaN),
    zoneMinutes: new Int16Array(records.length).fill(noZone),
    severity: Uint8Array.from(records, ({ severity }) => severity ?? 0),
    component: Int32Array.from(records, ({ component }) => component ?? 0),
    template: Int32Array.from(records, ({ template }) => template ?? 1),
    lines: Int32Array.from(records, ({ text }) => text.split('\n').length),
    flags: Uint8Array.from(records, ({ flags }) => flags ?? 0),
    positionBytes: Float64Array.from(starts),
  };
}
