/** The steps of a header pattern and the machine that runs them over a line. */
import { byteClass, closingBracket, isBlank, isDigit, startsWith } from './bytes.ts';
import type { Header } from './header.ts';
import { stepKind } from './stepKind.ts';
import type { Step } from './stepKind.ts';
import { severityInPlace, severityOfWord } from './level.ts';
import { runRareField } from './rareSteps.ts';
import { readTimestamp } from './timestamp.ts';
import { timeShape } from './timeFields.ts';

/** A time of this shape must not be taken for a header's; dates without a time are too common in messages. */
const unfit: number = timeShape.dateOnly;
/** Names and brackets that may hold blanks have not been seen to be longer (ours). */
const longestField = 160;
/** A header longer than this is none (ours). */
const longestHeader = 1024;

/** How far steps look at most when they do not fit; the others may look as far as the line goes. */
const looksAt: ReadonlyMap<number, number> = new Map([
  [stepKind.blanks, 1], [stepKind.token, 1], [stepKind.digits, 1], [stepKind.letter, 1], [stepKind.mark, 1], [stepKind.priority, 4], [stepKind.level, 17], [stepKind.anyLevel, 17], [stepKind.time, 64],
]);

/** Runs the steps from `start`; returns the position behind the last of them, -1 when they do not fit. `header` is filled on the way. */
export function runSteps(steps: readonly Step[], bytes: Uint8Array, start: number, header: Header): number {
  const end = Math.min(header.bodyEnd, start + longestHeader);
  let at = start;
  for (const step of steps) {
    let behind: number;
    switch (step.kind) {
      case stepKind.literal:
        if (!startsWith(bytes, at, end, step.literal)) return fail(step, at, header);
        at += step.literal.length;
        break;
      case stepKind.blanks:
        if (at >= end || !isBlank(bytes[at])) return fail(step, at, header);
        do at++; while (at < end && isBlank(bytes[at]));
        break;
      case stepKind.optionalBlanks:
        while (at < end && isBlank(bytes[at])) at++;
        break;
      case stepKind.time:
        header.timeStart = at;
        at = readTimestamp(bytes, at, end, header.time);
        if (at < 0 || header.time.shape === unfit) return fail(step, header.timeStart, header);
        header.timeEnd = at;
        header.hasTime = true;
        break;
      case stepKind.token:
        behind = keep(step, header, at, tokenEnd(step.stops, bytes, at, end));
        if (behind < 0) return fail(step, at, header);
        at = behind;
        break;
      case stepKind.level:
        behind = runLevel(step, bytes, at, header);
        if (behind < 0) return fail(step, at, header);
        at = behind;
        break;
      default:
        behind = runField(step, bytes, at, header);
        if (behind < 0) return fail(step, at, header);
        at = behind;
    }
  }
  return at;
}

/** Notes how far a step that does not fit may have looked. */
function fail({ kind, literal }: Step, at: number, header: Header): number {
  const looked = kind === stepKind.literal ? literal.length : (looksAt.get(kind) ?? Infinity);
  if (at + looked > header.reach) header.reach = at + looked;
  return -1;
}

function runField(step: Step, bytes: Uint8Array, start: number, header: Header): number {
  const end = Math.min(header.bodyEnd, start + longestHeader);
  switch (step.kind) {
    case stepKind.anyLevel:
      return runLevel(step, bytes, start, header);
    case stepKind.until:
      return keep(step, header, start, untilLiteral(step, bytes, start, end));
    case stepKind.group: {
      const close = start < end && ((byteClass[bytes[start] ?? 0] ?? 0) & 16) !== 0 ? closingBracket(bytes, start, end) : -1;
      return close < 0 ? -1 : keep(step, header, start + 1, close) + 1;
    }
    case stepKind.digits:
      return digitsEnd(bytes, start, end);
    case stepKind.optional:
      return runOptional(step, bytes, start, header);
    case stepKind.lineEnd:
      return start === header.bodyEnd ? start : -1;
    case stepKind.host: {
      const behind = hostEnd(bytes, start, end);
      return behind < 0 || severityOfWord(bytes, start, behind) > 0 || digitsEnd(bytes, start, end) === behind ? -1 : behind;
    }
    default:
      return runRareField(step, bytes, start, header);
  }
}

/** Hosts are names, addresses, and pairs of them (`user@host`, `node/node`). */
function hostEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  for (; at < end && bytes[at] !== 0x20 && bytes[at] !== 0x09; at++) if (((byteClass[bytes[at] ?? 0] ?? 0) & 43) === 0 && bytes[at] !== 0x3a) return -1;
  return at === start || bytes[at - 1] === 0x3a ? -1 : at;
}

function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(bytes[at])) at++;
  return at === start ? -1 : at;
}

function runOptional(step: Step, bytes: Uint8Array, start: number, header: Header): number {
  const first = step.steps[0];
  if (first?.kind === stepKind.literal && bytes[start] !== first.literal[0]) {
    header.reach = Math.max(header.reach, start + 1);
    return start;
  }
  const { componentStart, componentEnd, severity, levelStart, levelEnd, hasTime } = header;
  const at = runSteps(step.steps, bytes, start, header);
  if (at >= 0) return at;
  header.componentStart = componentStart;
  header.componentEnd = componentEnd;
  header.severity = severity;
  header.levelStart = levelStart;
  header.levelEnd = levelEnd;
  header.hasTime = hasTime;
  return start;
}

/** Reads a level word into the header. */
export function runLevel(step: Step, bytes: Uint8Array, start: number, header: Header): number {
  let at = start;
  const end = Math.min(header.bodyEnd, start + 16);
  while (at < end && ((byteClass[bytes[at] ?? 0] ?? 0) & 35) !== 0) at++;
  if (at === start) return -1;
  const severity = step.kind === stepKind.anyLevel ? severityInPlace(bytes, start, at) : severityOfWord(bytes, start, at);
  if (severity === 0) return -1;
  header.severity = severity;
  header.levelStart = start;
  header.levelEnd = at;
  return at;
}

/** Returns where a token ends: at a blank or at one of the stops; -1 when it is empty. */
export function tokenEnd(stops: readonly Uint8Array[], bytes: Uint8Array, start: number, end: number): number {
  const first = stops[0]?.[0] ?? 0x20;
  const second = stops[1]?.[0] ?? 0x20;
  let at = start;
  for (; at < end; at++) {
    const b = bytes[at];
    if (b === 0x20 || b === 0x09) break;
    if ((b === first || b === second) && at > start && isStop(stops, bytes, at, end)) break;
  }
  return at === start ? -1 : at;
}

function isStop(stops: readonly Uint8Array[], bytes: Uint8Array, at: number, end: number): boolean {
  for (const stop of stops) {
    const length = stop.length;
    if (startsWith(bytes, at, end, stop) || (length === 2 && stop[1] === 0x20 && bytes[at] === stop[0] && at + 1 === end)) return true;
  }
  return false;
}

function untilLiteral(step: Step, bytes: Uint8Array, start: number, lineEnd: number): number {
  const end = Math.min(lineEnd, start + longestField);
  for (let at = start; at < end; at++) if (startsWith(bytes, at, end, step.literal)) return at;
  return -1;
}

function keep(step: Step, header: Header, start: number, end: number): number {
  if (end >= 0 && step.role === 'component') {
    header.componentStart = start;
    header.componentEnd = end;
  }
  return end;
}
