/** What a reader found in one line. */
import { noZone } from '../../model/record.ts';
import type { KnownHeader } from './headerMemo.ts';
import { TimeFields } from './timeFields.ts';

/** A scratch object, one per parser; positions are those of the bytes it was read from, -1 where there is nothing. */
export class Header {
  readonly time = new TimeFields();
  hasTime = false;
  severity = 0;
  levelStart = -1;
  levelEnd = -1;
  componentStart = -1;
  componentEnd = -1;
  bodyStart = 0;
  bodyEnd = 0;
  /** Filled when the timestamp came as a number or text that the reader resolved itself. */
  timestampMs = NaN;
  zoneMinutes: number = noZone;
  /** The year, zone or day was assumed. */
  assumed = false;
  /** The body is the inside of a JSON string and may hold escapes. */
  escaped = false;
  /** A stack trace stands inside the line, in a field of its own. */
  hasTrace = false;
  /** The message is a line as a program printed it, kept in a string. */
  wrapsText = false;
  /** Where the text begins that a wrapper wrapped; the line's start without a wrapper. */
  insideStart = 0;
  /** What is inside the wrapper has a header of its own; true without a wrapper. */
  insideFound = true;
  /** Which stream of a container the line came from: 1 is its output, 2 its errors, 0 when there is none. */
  stream = 0;
  /** The line goes on in the next one of its stream. */
  goesOn = false;
  /** Where the timestamp stands. */
  timeStart = -1;
  timeEnd = -1;
  /** No byte from here on had a say in what was read; kept over `reset`. */
  reach = 0;
  /** The remembered header that this one is like. */
  known: KnownHeader | undefined = undefined;

  /** Starts over for a line whose text is `[start, end)`: everything is body. */
  reset(start: number, end: number): void {
    this.hasTime = false;
    this.severity = 0;
    this.levelStart = -1;
    this.levelEnd = -1;
    this.componentStart = -1;
    this.componentEnd = -1;
    this.bodyStart = start;
    this.bodyEnd = end;
    this.timestampMs = NaN;
    this.zoneMinutes = noZone;
    this.assumed = false;
    this.escaped = false;
    this.hasTrace = false;
    this.wrapsText = false;
    this.insideStart = start;
    this.insideFound = true;
    this.stream = 0;
    this.goesOn = false;
    this.timeStart = -1;
    this.timeEnd = -1;
    this.known = undefined;
  }
}
