/** Decides which lines without a header belong to the record in front of them. */
import { bytesOf, find, isBlank, isDigit, isLetter, skipBlanks, startsWith, trimEnd } from './bytes.ts';
import { lineLook, lookOfLine } from './trace.ts';

/** Where a source is in a trace; some numbers per source. */
export interface JoinState {
  /** Lines with a header, and plain lines without one, lately. */
  headed: number;
  bare: number;
  /** How the open record stands to a trace, see `phase`. */
  phase: number;
  /** Plain lines that the trace may still take before its first frame. */
  budget: number;
  /** 1 when frames of Python were seen; only those are followed by the exception. */
  python: number;
  /** The open record's first line has not been looked at yet; only the next line makes it worth it. */
  unseen: boolean;
  /** The look of the last line. */
  lastLook: number;
  /** The look of a line with a header and where it was looked at from; that of the open record once it is one, -1 when nobody has looked. */
  lookAhead: number;
  aheadStart: number;
  openLook: number;
}

/** Phases of a record. */
export const phase = {
  none: 0,
  /** A trace has begun; its message may take some lines before the first frame. */
  opened: 1,
  /** Frames have come. */
  frames: 2,
  /** The line that ends a Python trace has come; only a joint goes on. */
  closed: 3,
} as const;

/** What a line does. */
export const verdict = { begins: 0, joins: 1, joinsTrace: 2 } as const;

/** Plain lines between the first line of a trace and its first frame: the message of Dart's and Rust's traces stands there (ours). */
const messageLines: readonly (readonly [Uint8Array, number])[] = [[bytesOf('Unhandled '), 12], [bytesOf('thread '), 3], [bytesOf('PHP '), 2], [bytesOf('fatal error'), 2], [bytesOf('Uncaught '), 3], [bytesOf('Fatal error: '), 2], [bytesOf('/'), 4], [bytesOf('node:'), 4], [bytesOf('file:///'), 4]];
/** A source is headed when at least one in so many of its unindented lines has a header (ours). */
const barePerHeaded = 8;
const forgetAt = 512;
/** Shorter rows of `#` stand in messages too (ours). */
const bannerLength = 20;
const python = bytesOf('Traceback (most recent call last)');
/** What stands in the line that loggers without a header write above a trace: `Exception on / [GET]`, `Internal Server Error: /cart`. */
const announces = ['rror', 'xception', 'ailed'].map(bytesOf);
const pythonFrame = bytesOf('File "');

/** Makes the state of a source that nothing is known of. */
export function newJoinState(): JoinState {
  return { headed: 0, bare: 0, phase: phase.none, budget: 0, python: 0, unseen: false, lastLook: lineLook.plain, lookAhead: -1, aheadStart: -1, openLook: -1 };
}

/** Takes note of a line with a header; its body is looked at when a line without one comes behind it. */
export function noteHeader(state: JoinState, bodyStart: number): void {
  if (++state.headed > forgetAt) forget(state);
  state.unseen = true;
  state.openLook = state.aheadStart === bodyStart ? state.lookAhead : -1;
  state.aheadStart = -1;
}

/** Whether a line with a header may go on with a trace at all; where lines have levels nearly none does. */
export function mayGoOn(state: JoinState, isIndented: boolean, severity: number): boolean {
  return state.unseen ? severity === 0 || isIndented : state.phase !== phase.none;
}

/** Whether the open record is known to be in a trace. */
export function isInTrace(state: JoinState): boolean {
  return !state.unseen && state.phase !== phase.none;
}

/** Decides whether a line with a header of its own, by the writer of the open record, goes on with the trace that began there, as one without a header would. */
export function goesOnWithTrace(state: JoinState, bytes: Uint8Array, place: LinePlace, record: OpenRecord): boolean {
  look(state, bytes, record);
  const line = { ...place, look: lookOfLine(bytes, place.start, place.end) };
  state.lookAhead = line.look;
  state.aheadStart = place.start;
  if (state.phase === phase.none && line.look !== lineLook.frame) {
    if (line.look !== lineLook.opening || record.lines > 1 || !isAnnounced(bytes, line, record)) return false;
    openTrace(state);
  } else if (decide(state, bytes, line, { ...record, headed: false }) === verdict.begins) return false;
  state.lastLook = line.look;
  state.aheadStart = -1;
  return true;
}

/** Looks at the first line of the open record, if nobody has. */
function look(state: JoinState, bytes: Uint8Array, record: OpenRecord): void {
  if (!state.unseen) return;
  state.unseen = false;
  beginRecord(state, bytes, { start: record.bodyStart, end: record.bodyEnd, lineStart: record.bodyStart, look: state.openLook < 0 ? lookOfLine(bytes, record.bodyStart, record.bodyEnd) : state.openLook });
}

/** Where a line stands. */
export interface LinePlace {
  /** Its text behind what a container or a header put in front of it, with its indentation. */
  readonly start: number;
  readonly end: number;
  /** Its first byte. */
  readonly lineStart: number;
}

interface Line extends LinePlace {
  readonly look: number;
}

function beginRecord(state: JoinState, bytes: Uint8Array, line: Line): void {
  const opens = line.look === lineLook.opening || line.look === lineLook.exception;
  state.phase = opens ? phase.opened : phase.none;
  state.budget = opens ? (messageLines.find(([words]) => startsWith(bytes, skipBlanks(bytes, line.start, line.end), line.end, words))?.[1] ?? 0) : 0;
  state.python = 0;
  state.lastLook = lineLook.plain;
}

/** What the open record is like. */
export interface OpenRecord {
  /** There is one. */
  readonly open: boolean;
  /** It has a header. */
  readonly headed: boolean;
  /** Its header says a severity below WARN. */
  readonly calm: boolean;
  readonly lines: number;
  /** The body of its first line. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

/** Decides about a line that has no header. */
export function judge(state: JoinState, bytes: Uint8Array, place: LinePlace, record: OpenRecord): number {
  look(state, bytes, record);
  const line = { ...place, look: lookOfLine(bytes, place.start, place.end) };
  const inTrace = state.phase !== phase.none;
  if (line.look === lineLook.plain || line.look === lineLook.exception || line.look === lineLook.opening) countBare(state);
  const decided = decide(state, bytes, line, record);
  if (decided === verdict.begins) beginRecord(state, bytes, line);
  state.lastLook = line.look;
  if (decided === verdict.joins && (line.look === lineLook.frame || (inTrace && state.phase === phase.frames))) return verdict.joinsTrace;
  return decided;
}

function decide(state: JoinState, bytes: Uint8Array, line: Line, record: OpenRecord): number {
  if (!record.open) return verdict.begins;
  const headedSource = state.headed * barePerHeaded > state.bare;
  switch (line.look) {
    case lineLook.frame:
      state.phase = phase.frames;
      state.budget = 0;
      if (startsWith(bytes, skipBlanks(bytes, line.start, line.end), line.end, pythonFrame)) state.python = 1;
      return verdict.joins;
    case lineLook.blank:
    case lineLook.indented:
      return verdict.joins;
    case lineLook.joint:
      state.budget = 0;
      if (state.phase === phase.closed) state.phase = phase.opened;
      return state.phase === phase.none && !headedSource && !record.headed ? verdict.begins : verdict.joins;
    case lineLook.death:
      return state.phase !== phase.none || state.lastLook === lineLook.death ? verdict.joins : verdict.begins;
    case lineLook.opening:
      return decideOpening(state, bytes, line, record);
    case lineLook.exception:
      if (state.phase === phase.frames && state.python === 1) return closeTrace(state);
      if (goesOn(state, bytes, line.lineStart)) return verdict.joins;
      // Behind the frames of one trace the next one begins, which its writer printed without a header; causes have words in front.
      if (state.phase === phase.frames && state.lastLook === lineLook.frame && !isBlank(bytes[line.start])) return verdict.begins;
      return record.headed && !(record.calm && state.phase === phase.closed) ? openTrace(state) : verdict.begins;
    default:
      if (goesOn(state, bytes, line.lineStart)) return verdict.joins;
      if (state.phase === phase.frames && state.python === 1 && isQualified(bytes, line.start, line.end)) return closeTrace(state);
      return record.headed && headedSource && !isBanner(bytes, line.start, line.end) ? verdict.joins : verdict.begins;
  }
}

/** A trace of its own begins unless the open record is the message it belongs to. */
function decideOpening(state: JoinState, bytes: Uint8Array, line: Line, record: OpenRecord): number {
  const chained = state.phase !== phase.none && startsWith(bytes, line.start, line.end, python) && (state.lastLook === lineLook.blank || state.lastLook === lineLook.joint);
  if (chained) return openTrace(state);
  if (!record.headed && record.lines === 1 && state.lastLook === lineLook.plain && isAnnounced(bytes, line, record)) return openTrace(state);
  if (!record.headed || (record.calm && (record.lines === 1 || (state.phase === phase.none && state.lastLook === lineLook.blank)))) return verdict.begins;
  return openTrace(state);
}

/** A trace of Python below a line that says that something failed. */
function isAnnounced(bytes: Uint8Array, line: Line, record: OpenRecord): boolean {
  return !record.calm && startsWith(bytes, line.start, line.end, python) && announces.some((words) => find(bytes, record.bodyStart, record.bodyEnd, words) >= 0);
}

function openTrace(state: JoinState): number {
  state.phase = phase.opened;
  state.python = 0;
  return verdict.joins;
}

/** `ValueError: …` behind the frames ends a Python trace. */
function closeTrace(state: JoinState): number {
  state.phase = phase.closed;
  return verdict.joins;
}

/** `shop.models.Order.DoesNotExist: …` and `KeyboardInterrupt`: what Python raised, whatever its name ends in. */
function isQualified(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && (isLetter(bytes[at]) || isDigit(bytes[at]) || bytes[at] === 0x2e || bytes[at] === 0x5f)) at++;
  return isLetter(bytes[start]) && (trimEnd(bytes, at, end) === at || (bytes[at] === 0x3a && bytes[at + 1] === 0x20));
}

/** A plain line inside of a trace: its message before the first frame, or what the line before announces with a colon. */
function goesOn(state: JoinState, bytes: Uint8Array, start: number): boolean {
  if (state.phase === phase.none || state.phase === phase.closed) return false;
  if (state.phase === phase.opened && state.budget-- > 0) return true;
  let before = start - 1;
  while (before > 0 && (bytes[before] === 0x0a || bytes[before] === 0x0d || bytes[before] === 0x20)) before--;
  return state.lastLook !== lineLook.frame && (state.lastLook !== lineLook.blank || state.phase === phase.opened) && bytes[before] === 0x3a;
}

/** `########…` alone, or `### … ###`: a heading that somebody put between two runs of a log, such as where several were merged. */
function isBanner(bytes: Uint8Array, start: number, end: number): boolean {
  let left = start;
  while (left < end && bytes[left] === 0x23) left++;
  if (left < start + 3) return false;
  const last = trimEnd(bytes, left, end);
  let right = last;
  while (right > left && bytes[right - 1] === 0x23) right--;
  return left === last ? left - start >= bannerLength : bytes[left] === 0x20 && bytes[right - 1] === 0x20 && last - right >= 3;
}

function countBare(state: JoinState): void {
  if (++state.bare > forgetAt) forget(state);
}

function forget(state: JoinState): void {
  state.headed = Math.ceil(state.headed / 2);
  state.bare = Math.ceil(state.bare / 2);
}
