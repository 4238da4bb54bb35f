/** What the parser remembers of one source between two pushes: a few hundred bytes when nothing is held. */
import type { EncodingName } from '../../base/encodings.ts';
import { noZone } from '../../model/record.ts';
import { recordFlag } from '../../model/record.ts';
import type { TimeMemory } from './calendar.ts';
import type { Columns, OpenRow } from './columns.ts';
import type { IntakeState } from './intake.ts';
import { newJoinState } from './joiner.ts';
import type { JoinState } from './joiner.ts';
import type { Layout } from './layout.ts';
import { noMarks, type PositionMark } from './textBuffer.ts';

/** Counts for `coverageOf`. */
export interface Tally {
  bytes: number;
  lines: number;
  records: number;
  unparsed: number;
  droppedBytes: number;
  /** Of these: sparse holes, and the rest of overlong lines. */
  holeBytes: number;
  cutBytes: number;
  truncated: number;
  assumed: number;
  /** Records older than the one in front of them, and the largest step back. */
  disordered: number;
  backwardMs: number;
}

/** One source. */
export interface SourceState extends IntakeState, TimeMemory {
  /** Text from the open record's first byte on, the unfinished line included. */
  held: Uint8Array;
  heldMarks: readonly PositionMark[];
  /** The held text's first byte was turned into UTF-8. */
  heldDecoded: boolean;
  /** Position in the source of the held text's first byte. */
  heldPositionBytes: number;
  /** When bytes were first held. */
  heldSinceMs: number;
  /** The record that may still grow; undefined when the held text is an unfinished line only. */
  open: OpenRow | undefined;
  /** Offset in the held text behind the last line that was read. */
  readTo: number;
  /** 1-based number of the line at which the held text begins. */
  line: number;
  /** The open record has a header of its own, not only one of a wrapper. */
  openHeaded: boolean;
  /** The last line was given out before its end had come. */
  midLine: boolean;
  /** The open record begins with the rest of such a line. */
  restOpen: boolean;
  /** The last record was given out by `flush` before a following one began. */
  flushed: boolean;
  /** The open record is an entry of a journal export. */
  inJournal: boolean;
  /** The stream of a container whose last line goes on in its next one; 0 for none. */
  part: number;
  /** Time of the last record that was given out. */
  lastMs: number;
  /** Shared with others while nothing is held. */
  layout: Layout;
  readonly join: JoinState;
  tally: Tally;
}

/** What is known of a source before its first byte. */
export interface SourceStart {
  /** When the file was last written, as a wall clock. */
  readonly newestWallMs: number;
  readonly layout: Layout;
  /** As it was named for the source; undefined: to be found out. */
  readonly encoding: EncodingName | undefined;
}

/** Shared by all sources that hold nothing. */
const noBytes = new Uint8Array();

/** Makes the state of a source that is read from `positionBytes` on. */
export function newSourceState(positionBytes: number, lines: number, { newestWallMs, layout, encoding }: SourceStart): SourceState {
  return {
    encoding: encoding ?? 'undecided', isEncodingNamed: encoding !== undefined, rawTail: undefined, skipped: undefined, marked: false, heldDecoded: false, takenBytes: positionBytes, atLineStart: true, started: false,
    lastWallMs: NaN, momentMs: NaN, lastZone: noZone, newestWallMs, held: noBytes, heldMarks: noMarks, heldPositionBytes: positionBytes, heldSinceMs: NaN, open: undefined, readTo: 0,
    line: lines + 1, openHeaded: false, flushed: false, midLine: false, restOpen: false, join: newJoinState(), layout,
    tally: { bytes: 0, lines: 0, records: 0, unparsed: 0, droppedBytes: 0, holeBytes: 0, cutBytes: 0, truncated: 0, assumed: 0, disordered: 0, backwardMs: 0 },
    lastMs: NaN, part: 0, inJournal: false,
  };
}

/** Counts the finished records of a batch. */
export function countRecords(state: SourceState, { count, lines, flags, timestampMs }: Columns): void {
  const { tally } = state;
  for (let i = 0; i < count; i++) {
    const physical = lines[i] ?? 0;
    const bits = flags[i] ?? 0;
    tally.lines += physical;
    state.line += physical;
    if ((bits & rareFlags) !== 0) countFlags(tally, bits);
    const ms = timestampMs[i] ?? NaN;
    if (ms < state.lastMs) {
      tally.disordered++;
      tally.backwardMs = Math.max(tally.backwardMs, state.lastMs - ms);
    }
    if (ms === ms) state.lastMs = ms;
  }
}

const rareFlags = recordFlag.unparsed | recordFlag.truncated | recordFlag.assumed;

function countFlags(tally: Tally, bits: number): void {
  if ((bits & recordFlag.unparsed) !== 0) tally.unparsed++;
  if ((bits & recordFlag.truncated) !== 0) tally.truncated++;
  if ((bits & recordFlag.assumed) !== 0) tally.assumed++;
}
