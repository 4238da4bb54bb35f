/** The text of one record as lines: the body, what follows the first line, and a trace that hides in a JSON string. */
import type { RecordBatch } from '../../model/record.ts';
import { unescaped, withAttributes } from './attributes.ts';

/** Lines of a printed value that are put into one; longer ones stay as they are (ours). */
const mostUnfolded = 12;
/** Names under which loggers put a trace: pino, bunyan and winston `stack`, logstash `stack_trace`, structlog `exception`, … */
const traceField = /"(?:stack|stack_?trace|exception|exc_info|traceback|error\.stack_trace)"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|\[((?:"(?:[^"\\]|\\.)*",?\s*){1,40})\])/i;

/** Returns the record's lines, its header cut off, from at most `limit` bytes behind the header. */
export function linesOfRecord(batch: RecordBatch, i: number, limit: number): string[] {
  const bodyStart = batch.bodyStart[i] ?? 0;
  const bodyEnd = batch.bodyEnd[i] ?? bodyStart;
  const end = Math.min(batch.end[i] ?? bodyEnd, bodyStart + limit);
  const body = textOf(batch.bytes, bodyStart, Math.min(bodyEnd, end));
  if ((batch.lines[i] ?? 1) > 1) {
    const rest = textOf(batch.bytes, bodyEnd, end).replace(/\r?\n$/, '').split('\n').slice(1);
    const head = textOf(batch.bytes, batch.start[i] ?? 0, bodyStart);
    const lines = rest.map((line) => unwrapped(head, line.replace(/\r$/, '')));
    return [/[[{(]\s*$/.test(body) ? unfolded(body, lines) : body, ...hiddenTrace(body), ...lines];
  }
  if (batch.bytes[batch.start[i] ?? 0] !== 0x7b) return [withAttributes(body, textOf(batch.bytes, bodyEnd, end), false), ...hiddenTrace(body)];
  const whole = textOf(batch.bytes, batch.start[i] ?? 0, end);
  return [withAttributes(unescaped(body), whole, true), ...hiddenTrace(whole)];
}

/** The lines of a trace in a field of a payload: one string, or a list of them as Lambda writes it. */
function hiddenTrace(text: string): string[] {
  const found = traceField.exec(text);
  if (!found) return [];
  const [, whole, list] = found;
  if (whole !== undefined) return unescaped(whole).split('\n');
  return [...(list ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, line = '']) => unescaped(line));
}

/** How a header or the part of it that a container, runner or collector wrote ends. */
const wrapperEnd = /(?:std(?:out|err) [FP]|[|\]:]|Z) |\t/g;
/** Less in common is chance (ours). */
const leastShared = 6;

/** A line without what its writer, or the container around it, puts in front of each line; that looks like the head of the record's first one but for digits. */
function unwrapped(head: string, line: string): string {
  let same = 0;
  while (same < head.length && same < line.length && (head[same] === line[same] || (isDigit(head[same]) && isDigit(line[same])))) same++;
  if (same < leastShared) return line;
  let end = same === head.length ? same : 0;
  if (end === 0) for (const { index, 0: mark } of head.slice(0, same).matchAll(wrapperEnd)) end = index + mark.length;
  return line.slice(end).replace(/^#011/, '\t');
}

function isDigit(letter: string | undefined): boolean {
  return letter !== undefined && letter >= '0' && letter <= '9';
}

/** A value printed over several lines, as Node's console does: the first line with what belongs to it up to its closing bracket and behind that. */
function unfolded(body: string, lines: readonly string[]): string {
  let whole = body.trimEnd();
  for (const line of lines.slice(0, mostUnfolded)) {
    whole += ` ${line.trim()}`;
    if (/^[\]})]/.test(line)) return whole;
  }
  return body;
}

/** Returns the first line of the body, at most `limit` bytes of it. */
export function bodyLineOf(batch: RecordBatch, i: number, limit: number): string {
  const from = batch.bodyStart[i] ?? 0;
  const to = batch.bodyEnd[i] ?? from;
  const end = Math.min(batch.end[i] ?? to, from + 4 * limit);
  const body = textOf(batch.bytes, from, Math.min(to, from + limit));
  if (batch.bytes[batch.start[i] ?? 0] === 0x7b) return withAttributes(unescaped(body), textOf(batch.bytes, batch.start[i] ?? 0, end), true);
  return (batch.lines[i] ?? 1) === 1 && end - to > 2 ? withAttributes(body, textOf(batch.bytes, to, end), false) : body;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, to - from)).toString();
}
