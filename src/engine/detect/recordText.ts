/** The text of one record as lines: the body, what follows the first line, and a trace that hides in a JSON string. */
import type { RecordBatch } from '../../model/record.ts';
import { readsAsFailure } from './words.ts';

const decoder = new TextDecoder();
/** Names under which loggers put a trace: pino, bunyan and winston `stack`, logstash `stack_trace`, structlog `exception`, … */
const traceField = /"(?:stack|stack_?trace|exception|exc_info|traceback|error\.stack_trace)"\s*:\s*"((?:[^"\\]|\\.)*)"/i;

/** Names under which loggers put what a request was and how it ended. */
const tellingField = /"(method|path|url|uri|route|status(?:_?code)?|error|err|reason|cause)"\s*:\s*(?:"((?:[^"\\]|\\.){1,120})"|(\d{1,6})(?=[,}\s]))/gi;
const fieldLimit = 5;

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
  const whole = textOf(batch.bytes, batch.start[i] ?? 0, end);
  const hidden = traceField.exec(whole)?.[1];
  return [withFields(unescaped(body), whole), ...(hidden === undefined ? [] : unescaped(hidden).split('\n'))];
}

/** A message that does not say itself what went wrong (`request completed`) gets the fields that do. */
function withFields(body: string, whole: string): string {
  if (readsAsFailure(body)) return body;
  const fields = [...whole.matchAll(tellingField)].slice(0, fieldLimit).map(([, name = '', text, bare = '']) => `${name}=${text === undefined ? bare : unescaped(text)}`);
  return fields.length === 0 ? body : `${body} (${fields.join(' ')})`;
}

/** Returns the first line of the body, at most `limit` bytes of it. */
export function bodyLineOf(batch: RecordBatch, i: number, limit: number): string {
  const from = batch.bodyStart[i] ?? 0;
  const body = textOf(batch.bytes, from, Math.min(batch.bodyEnd[i] ?? from, from + limit));
  if (batch.bytes[batch.start[i] ?? 0] !== 0x7b) return body;
  return withFields(unescaped(body), textOf(batch.bytes, batch.start[i] ?? 0, Math.min(batch.end[i] ?? from, from + 4 * limit)));
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
