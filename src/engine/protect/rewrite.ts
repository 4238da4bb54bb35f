/** Puts the placeholders into a copy of the text and moves everything that points into it. */
import type { RecordBatch } from '../../model/record.ts';
import type { Finding } from './findings.ts';
import { rowAt } from './rows.ts';

/** Returns `bytes[from, to)` with the findings, which are in order and do not overlap, replaced. */
export function replaced(bytes: Uint8Array, from: number, to: number, findings: readonly Finding[]): Uint8Array {
  const texts = findings.map((finding) => Buffer.from(finding.text, 'latin1'));
  const grown = findings.reduce((sum, finding, index) => sum + (texts[index]?.length ?? 0) - (finding.end - finding.start), 0);
  const result = new Uint8Array(to - from + grown);
  let read = from;
  let write = 0;
  for (const [index, finding] of findings.entries()) {
    result.set(bytes.subarray(read, finding.start), write);
    write += finding.start - read;
    const text = texts[index] ?? new Uint8Array();
    result.set(text, write);
    write += text.length;
    read = finding.end;
  }
  result.set(bytes.subarray(read, to), write);
  return result;
}

/** Returns the batch over the replaced text; its bytes begin with its first record. */
export function rewritten(batch: RecordBatch, findings: readonly Finding[]): RecordBatch {
  const from = batch.start[0] ?? 0;
  const to = batch.end[batch.count - 1] ?? from;
  const start = moved(batch.start, batch.count, from, findings);
  const bodyStart = moved(batch.bodyStart, batch.count, from, findings);
  for (const finding of batch.likeness ? findings : []) {
    const last = rowAt(batch, finding.end - 1, 0);
    for (let row = rowAt(batch, finding.start, 0); row <= last; row++) if (batch.likeness) batch.likeness.high[row] = 0;
  }
  const end = moved(batch.end, batch.count, from, findings);
  return { ...batch, bytes: replaced(batch.bytes, from, to, findings), start, end, bodyStart, bodyEnd: moved(batch.bodyEnd, batch.count, from, findings) };
}

/** A place inside a secret moves behind its placeholder, so that borders stay in order and records stay without gaps. */
function moved(places: Int32Array, count: number, from: number, findings: readonly Finding[]): Int32Array {
  const result = new Int32Array(count);
  let index = 0;
  let shift = -from;
  for (let row = 0; row < count; row++) {
    const place = places[row] ?? 0;
    for (let next = findings[index]; next && next.end <= place; next = findings[++index]) shift += next.text.length - (next.end - next.start);
    const inside = findings[index];
    result[row] = inside && inside.start < place ? inside.start + inside.text.length + shift : place + shift;
  }
  return result;
}
