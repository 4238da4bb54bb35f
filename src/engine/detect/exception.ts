/** Reads what an error record says: the chain of exceptions, their frames, and the line that tells most. */
import { knownFailureOf } from './known.ts';
import { readsAsFailure } from './words.ts';
import { frameOf, framesOf, nearestOwnFrame, type Frame } from './frames.ts';

/** What a trace or an error line says. */
export interface ExceptionReading {
  /** `KeyError`, `java.net.ConnectException`, …; undefined when no type is named. */
  readonly type: string | undefined;
  /** The line that tells most, without leading space. */
  readonly telling: string;
  /** That line and what its message needs from the lines beside it. */
  readonly title: string;
  /** Which line of the record that is, from 0. */
  readonly tellingLine: number;
  readonly frame: Frame | undefined;
  /** The record in few lines: its message, each exception of the chain, and the own frames near them. */
  readonly digest: readonly string[];
}

/** `Type: message` as all common languages print it; the type must look like one. */
const typed = /^\s*(?:\[?CIRCULAR REFERENCE: ?|\|? ?(?:Caused by|Suppressed|Wrapped by): |\[cause\]: |--->? |Uncaught |Unhandled (?:exception|rejection)[.:]? ?|Exception in thread "[^"]*" |Error: (?=\w+Error: )|PHP Fatal error: {1,2}Uncaught |E {3,7}(?=\w))?(?<type>(?:[A-Za-z_$][\w$]*(?:\.|::|\\))*(?:(?:[A-Z][\w$]*)?(?:Error|Exception)|[A-Z][\w$]*(?:Exit|Interrupt|Warning|Fault|Failure|Panic|Timeout|Refused))|[a-z_]\w*(?:\.[a-z_]\w*)*(?:\.[A-Z]\w+)+|[A-Z]\w+(?:::[A-Z]\w+)*(?:Error|NotFound|Invalid|Failed))(?:\s*[[(](?:\w+|0x[0-9a-f]+)[\])])?\s*(?::\s*(?<message>.*))?$/;
const panic = /^(?:panic: |fatal error: |thread '[^']*' (?:\(\d+\) )?panicked at )/;
const causedBy = /^\s*(?:\|? ?Caused by|\[cause\]|---> ?|Wrapped by)/;
const pythonStart = 'Traceback (most recent call last)';
const monologException = '{"exception":"[object] (';
const digestLines = 10;
/** Lines of a record without any exception that are read for the one that tells most (ours). */
const plainLines = 60;

/** Reads a record's text (its lines, the header already cut from the first). */
export function readException(lines: readonly string[]): ExceptionReading {
  const frames = framesOf(lines);
  const at = tellingLineOf(lines);
  const telling = (lines[at] ?? '').trim();
  const type = typed.exec(telling)?.groups?.['type'] ?? typed.exec(lines[0] ?? '')?.groups?.['type'];
  return { type, telling, title: titleOf(messageOf(lines, at)), tellingLine: at, frame: nearestOwnFrame(framesNear(frames, lines)), digest: digestOf(lines) };
}

/**
 * The line that tells, with its message where that stands below (Rust's panics), with the logger's own where the exception has none,
 * without the exception that Monolog repeats behind it.
 */
function messageOf(lines: readonly string[], at: number): string {
  const line = (lines[at] ?? '').trim();
  const below = lines[at + 1]?.trim() ?? '';
  if (panic.test(line) && line.endsWith(':') && below !== '') return `${line} ${below}`;
  const above = (lines[0] ?? '').trim().replace(/:(?: \([^()]*\))?$/, '');
  if (at > 0 && above !== '' && typed.exec(line)?.groups?.['message'] === '') return `${above}: ${line.replace(/:$/, '')}`;
  const cause = /^(?:(?:Caused by|Wrapped by):|---> ?) ?(?=\S)/.exec(line)?.[0];
  if (cause !== undefined) return line.slice(cause.length);
  const repeated = line.indexOf(monologException);
  return repeated > 0 ? line.slice(0, repeated).trimEnd() : line;
}

/** The innermost cause for Java, the last exception for Python, else the first typed line, else the first line. */
function tellingLineOf(lines: readonly string[]): number {
  const isPython = lines.some((line) => line.trimStart().startsWith(pythonStart));
  let last = -1;
  let first = -1;
  for (const [index, line] of lines.entries()) {
    if (panic.test(line)) return index;
    if (!typed.test(line)) continue;
    if (first < 0) first = index;
    if (isPython ? !line.startsWith(' ') : causedBy.test(line)) last = index;
  }
  if (last >= 0) return last;
  if (first >= 0) return first;
  return Math.max(0, lines.slice(0, plainLines).findIndex(tells));
}

/** Whether a line says by itself that something failed, or names a failure that is known. */
function tells(line: string): boolean {
  return readsAsFailure(line) || knownFailureOf(line) !== undefined;
}

/** The frames of the innermost cause where there is one, else all. */
function framesNear(frames: readonly Frame[], lines: readonly string[]): readonly Frame[] {
  const cause = lines.findLastIndex((line) => causedBy.test(line));
  if (cause < 0) return frames;
  const inner = framesOf(lines.slice(cause + 1));
  return inner.some((frame) => frame.own) ? inner : frames;
}

/** A short record as it is; of a long one what somebody would read: no foreign frames, no source lines between them. */
function digestOf(lines: readonly string[]): string[] {
  if (lines.length <= 4) return [...lines];
  const chosen: string[] = [lines[0] ?? ''];
  let ownFrames = 0;
  for (const line of lines.slice(1)) {
    if (chosen.length >= digestLines) break;
    const isException = typed.test(line) || panic.test(line) || causedBy.test(line) || (chosen.length < 4 && tells(line));
    const isOwnFrame = !isException && ownFrames < 4 && frameOf(line)?.own === true;
    if (isOwnFrame) ownFrames++;
    if ((isException || isOwnFrame) && !chosen.includes(line)) chosen.push(line);
  }
  return chosen.length > 1 ? chosen : lines.slice(0, digestLines);
}

/** The value of the field of a payload that says what happened. */
const payloadMessage = /\{.*?"(?:msg|message|errorMessage|error|reason|detail)"\s*:\s*"((?:[^"\\]|\\.){8,400})"/;
/** Exceptions nested in one line (Spring, JNDI): the last one says why. */
const innermost = /^.*(?:Root exception is|nested exception is|[Cc]aused by:?) ([\w.$]{3,120}(?:Exception|Error)\b.{0,400})$/;
/** So much of a line is looked at for it (ours). */
const nestedLength = 4000;
/** A payload that begins behind so much text hides what it says at the end of a long line. */
const shortTitle = 160;

/** The telling line as a title: where it is long and carries a payload, the words in front of it and what the payload says. */
function titleOf(telling: string): string {
  const inner = telling.length > shortTitle ? innermost.exec(telling.slice(0, nestedLength))?.[1] : undefined;
  if (inner !== undefined && telling.length - inner.length > shortTitle / 2) return `${telling.slice(0, shortTitle / 2).trimEnd()} … ${inner}`;
  const brace = telling.length > shortTitle ? telling.indexOf('{') : -1;
  const said = brace > 0 && brace <= shortTitle ? payloadMessage.exec(telling.slice(brace))?.[1] : undefined;
  return said === undefined ? telling : `${telling.slice(0, brace).replace(/\s*(?:=>)?\s*$/, '')} ${said.replace(/\\[nrt]/g, ' ').replace(/\\(.)/g, '$1')}`;
}
