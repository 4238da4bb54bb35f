/** The parts of one timestamp as read from a log line. */
import { noZone } from '../../model/record.ts';

/** How much of a moment a timestamp says. */
export const timeShape = { none: 0, full: 1, noYear: 2, clockOnly: 3, absolute: 4, dateOnly: 5 } as const;

/** A scratch object that the readers fill; one per parser, so that no line makes an object. */
export class TimeFields {
  shape: number = timeShape.none;
  /** Four digits, 0 when the log has none. */
  year = 0;
  month = 0;
  day = 0;
  /** Milliseconds since midnight. */
  msOfDay = 0;
  /** Minutes east of UTC, `noZone` when none is written. */
  zone: number = noZone;
  /** Milliseconds since the epoch for `absolute`. */
  epochMs = 0;
  /** Digits of the fraction, 0 when there is none. */
  fractionDigits = 0;
  /** Where the two digits of the minutes stand when two of seconds follow, -1 when the time is written otherwise. */
  minuteAt = -1;
  /** Whether month and day could be the other way round, and were taken by habit. */
  ambiguous = false;
  /** The day stood first, and could stand nowhere else. */
  dayFirst = false;

  /** Two digits stand for the year: it was taken to come first, and could come last (`10/01/22`). */
  shortYear = false;

  /** Forgets the last timestamp. */
  reset(): void {
    this.shape = timeShape.none;
    this.year = 0;
    this.month = 0;
    this.day = 0;
    this.msOfDay = 0;
    this.zone = noZone;
    this.fractionDigits = 0;
    this.minuteAt = -1;
    this.ambiguous = false;
    this.dayFirst = false;
    this.shortYear = false;
  }

  /** Takes over another timestamp. */
  assign(other: TimeFields): void {
    this.shape = other.shape;
    this.year = other.year;
    this.month = other.month;
    this.day = other.day;
    this.msOfDay = other.msOfDay;
    this.zone = other.zone;
    this.epochMs = other.epochMs;
    this.fractionDigits = other.fractionDigits;
    this.minuteAt = other.minuteAt;
    this.ambiguous = other.ambiguous;
    this.dayFirst = other.dayFirst;
    this.shortYear = other.shortYear;
  }
}
