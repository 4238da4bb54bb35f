/** Steps of header patterns that only a few formats need. */
import { noZone } from '../../model/record.ts';
import { byteClass, isDigit, isLetter, skipBlanks, startsWith } from './bytes.ts';
import { readClock, readZone, twoDigits } from './clockTime.ts';
import type { Header } from './header.ts';
import { severityInPlace, severityOfLetter, severityOfWord } from './level.ts';
import { stepKind } from './stepKind.ts';
import type { Step } from './stepKind.ts';
import { setDate } from './timeBehind.ts';
import { readTimestamp } from './timestamp.ts';
import { TimeFields, timeShape } from './timeFields.ts';

/** Times that are read only to be passed. */
const passed = new TimeFields();
/** RFC 5424 severities 0-7 as OpenTelemetry numbers. */
const prioritySeverities = [22, 21, 18, 17, 13, 10, 9, 5];
const markSeverities: ReadonlyMap<number, number> = new Map([[0x2e, 5], [0x2d, 9], [0x2a, 10], [0x23, 13]]);
/** How far a level may lie behind the timestamp in logs whose prefix the user chooses (PostgreSQL's `log_line_prefix`; ours). */
const levelReach = 240;

/** Runs one step; returns the position behind it, -1 when it does not fit. */
export function runRareField(step: Step, bytes: Uint8Array, start: number, header: Header): number {
  const end = header.bodyEnd;
  switch (step.kind) {
    case stepKind.otherTime:
      return readTimestamp(bytes, start, end, passed);
    case stepKind.syslogTime:
    case stepKind.runnerTime:
    case stepKind.bsdTime:
    case stepKind.epoch:
      return runTime(step.kind, bytes, start, header);
    case stepKind.date:
      return readTimestamp(bytes, start, Math.min(end, start + 10), passed) > 0 && passed.shape === timeShape.dateOnly ? start + 10 : -1;
    case stepKind.glogTime:
      return runGlogTime(bytes, start, header);
    case stepKind.mark: {
      header.severity = markSeverities.get(bytes[start] ?? 0) ?? 0;
      header.levelStart = start;
      header.levelEnd = start + 1;
      return header.severity === 0 ? -1 : start + 1;
    }
    case stepKind.letter:
      header.severity = severityOfLetter(bytes[start] ?? 0);
      header.levelStart = start;
      header.levelEnd = start + 1;
      return header.severity === 0 ? -1 : start + 1;
    case stepKind.priority:
      return runPriority(bytes, start, header);
    case stepKind.levelAhead:
      return runLevelAhead(step, bytes, start, header);
    case stepKind.dotted:
      return runDotted(bytes, start, header);
    case stepKind.versioned:
      return runVersioned(bytes, start, header);
    default:
      return -1;
  }
}

function runTime(kind: number, bytes: Uint8Array, start: number, header: Header): number {
  const behind = readTimestamp(bytes, start, header.bodyEnd, header.time);
  if (behind < 0) return -1;
  const { shape, zone, fractionDigits } = header.time;
  const whole = shape === timeShape.full;
  const fits =
    kind === stepKind.epoch ? shape === timeShape.absolute
    : kind === stepKind.bsdTime ? shape === timeShape.noYear || (whole && isLetter(bytes[start]))
    : kind === stepKind.runnerTime ? whole && zone === 0 && (fractionDigits === 7 || fractionDigits === 9)
    : shape === timeShape.noYear || (whole && (zone !== noZone || fractionDigits >= 6 || isLetter(bytes[start])));
  if (!fits) return -1;
  header.hasTime = true;
  header.timeStart = start;
  header.timeEnd = behind;
  return behind;
}

/** `E0517 15:04:22.619632`, `I240308 23:47:32.089828` and `I20200308 23:47:32.089828`. */
function runGlogTime(bytes: Uint8Array, start: number, header: Header): number {
  const severity = severityOfLetter(bytes[start] ?? 0);
  let digits = 0;
  while (isDigit(bytes[start + 1 + digits])) digits++;
  if (severity === 0 || (digits !== 4 && digits !== 6 && digits !== 8) || bytes[start + 1 + digits] !== 0x20) return -1;
  const time = header.time;
  time.reset();
  const at = start + digits - 3;
  if (!setDate(time, twoDigits(bytes, at), twoDigits(bytes, at + 2))) return -1;
  time.year = digits === 8 ? twoDigits(bytes, start + 1) * 100 + twoDigits(bytes, start + 3) : digits === 6 ? 2000 + twoDigits(bytes, start + 1) : 0;
  const behind = readClock(bytes, skipBlanks(bytes, at + 4, header.bodyEnd), header.bodyEnd, time);
  if (behind < 0) return -1;
  time.shape = digits === 4 ? timeShape.noYear : timeShape.full;
  header.hasTime = true;
  header.severity = severity;
  header.levelStart = start;
  header.levelEnd = start + 1;
  header.timeStart = start;
  header.timeEnd = readZone(bytes, behind, header.bodyEnd, time);
  return header.timeEnd;
}

function runPriority(bytes: Uint8Array, start: number, header: Header): number {
  let at = start;
  let value = 0;
  while (at < start + 4 && isDigit(bytes[at])) value = value * 10 + (bytes[at++] ?? 0) - 0x30;
  if (at === start || value > 191) return -1;
  header.severity = prioritySeverities[value & 7] ?? 0;
  return at;
}

/** The first level is the header's own: one that stands further on, in what somebody said, is part of the message. */
function runLevelAhead(step: Step, bytes: Uint8Array, start: number, header: Header): number {
  const end = Math.min(header.bodyEnd, start + levelReach);
  let word = start;
  for (let at = start; at < end; at++) {
    const b = bytes[at] ?? 0;
    if (b === 0x20 || b === 0x5b || b === 0x5d) {
      if (severityOfWord(bytes, word, at) > 0) return -1;
      word = at + 1;
    }
    if (b !== step.literal[0] || !startsWith(bytes, at, header.bodyEnd, step.literal)) continue;
    let from = at;
    while (from > start && ((byteClass[bytes[from - 1] ?? 0] ?? 0) & 65) !== 0) from--;
    const severity = from === at ? 0 : severityInPlace(bytes, from, at);
    if (severity === 0 || at - from < 3) continue;
    header.severity = severity;
    header.levelStart = from;
    header.levelEnd = at;
    return at;
  }
  return -1;
}

function runDotted(bytes: Uint8Array, start: number, header: Header): number {
  let at = start;
  let dots = 0;
  for (; at < header.bodyEnd && bytes[at] !== 0x20; at++) if (bytes[at] === 0x2e && at > start) dots++;
  if (dots === 0 || bytes[at - 1] === 0x3a) return -1;
  header.componentStart = start;
  header.componentEnd = at;
  return at;
}

/** `syslogd 1.4.1` in front of a colon. */
function runVersioned(bytes: Uint8Array, start: number, header: Header): number {
  let at = start;
  while (at < header.bodyEnd && bytes[at] !== 0x20 && bytes[at] !== 0x3a) at++;
  if (at === start || !isDigit(bytes[at + 1])) return -1;
  at++;
  while (at < header.bodyEnd && bytes[at] !== 0x20 && bytes[at] !== 0x3a) at++;
  if (bytes[at] !== 0x3a) return -1;
  header.componentStart = start;
  header.componentEnd = at;
  return at;
}
