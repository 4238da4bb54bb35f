/** The text of one record as lines: the body, what follows the first line, and a trace that hides in a JSON string. */
import type { RecordBatch } from '../../model/record.ts';

const decoder = new TextDecoder();
/** Names under which loggers put a trace: pino, bunyan and winston `stack`, logstash `stack_trace`, structlog `exception`, … */
const traceField = /"(?:stack|stack_?trace|exception|exc_info|traceback|error\.stack_trace)"\s*:\s*"((?:[^"\\]|\\.)*)"/i;

/** Returns the record's lines, its header cut off, from at most `limit` bytes behind the header. */
export function linesOfRecord(batch: RecordBatch, i: number, limit: number): string[] {
  const bodyStart = batch.bodyStart[i] ?? 0;
  const bodyEnd = batch.bodyEnd[i] ?? bodyStart;
  const end = Math.min(batch.end[i] ?? bodyEnd, bodyStart + limit);
  const body = textOf(batch.bytes, bodyStart, Math.min(bodyEnd, end));
  if ((batch.lines[i] ?? 1) > 1) {
    const rest = textOf(batch.bytes, bodyEnd, end).replace(/\r?\n$/, '').split('\n').slice(1);
    return [body, ...rest.map((line) => line.replace(/\r$/, ''))];
  }
  if (batch.bytes[batch.start[i] ?? 0] !== 0x7b) return [body];
  const hidden = traceField.exec(textOf(batch.bytes, batch.start[i] ?? 0, end))?.[1];
  return [unescaped(body), ...(hidden === undefined ? [] : unescaped(hidden).split('\n'))];
}

/** Returns the first line of the body, at most `limit` bytes of it. */
export function bodyLineOf(batch: RecordBatch, i: number, limit: number): string {
  const from = batch.bodyStart[i] ?? 0;
  const body = textOf(batch.bytes, from, Math.min(batch.bodyEnd[i] ?? from, from + limit));
  return batch.bytes[batch.start[i] ?? 0] === 0x7b ? unescaped(body) : body;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to));
}

/** Undoes JSON's escapes; text that is cut in the middle of one, or is no JSON, stays as it is. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text; // Not JSON after all: what is written is what is shown.
  }
}
