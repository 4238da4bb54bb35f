/** The process id that a record's header names. */
import type { RecordBatch } from '../../model/record.ts';

/** How headers write it; JSON has it anywhere in the record. */
const forms: readonly RegExp[] = [/"(?:pid|process_id|processId)"\s*:\s*"?(\d{1,7})\b/, /\bpid[=: ]\s*(\d{1,7})\b/i, /\w\[(\d{1,7})\](?::|\s)/, /\[(\d{2,7})\]/, /\b(\d{2,7}) --- \[/, /\((\d{2,7})\):/];
const mostBytes = 400;

/** Reads it; undefined when the header has none. */
export function pidOf(batch: RecordBatch, i: number): number | undefined {
  const start = batch.start[i] ?? 0;
  const isJson = batch.bytes[start] === 0x7b;
  const end = Math.min(start + mostBytes, (isJson ? batch.end[i] : batch.bodyStart[i]) ?? start);
  const header = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset + start, Math.max(0, end - start)).toString('latin1');
  for (const form of forms) {
    const pid = form.exec(header)?.[1];
    if (pid !== undefined) return Number(pid);
  }
  return undefined;
}
