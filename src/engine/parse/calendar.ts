/** Turns the parts of a timestamp into milliseconds since the epoch; knows what to assume where a log leaves something out. */
import { noZone } from '../../model/record.ts';
import type { Header } from './header.ts';
import { timeShape } from './timeFields.ts';
import type { TimeFields } from './timeFields.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const quarterMs = 900_000;

/** What is remembered of one source between lines: some numbers, so that an idle source costs little. */
export interface TimeMemory {
  /** Wall-clock moment (as if UTC) of the last record, NaN before the first; yearless and dayless logs go on from here. */
  lastWallMs: number;
  /** Moment of the last record with a time, and the zone that was written last, `noZone` before the first. */
  momentMs: number;
  lastZone: number;
  /** What the file or the clock says the newest line's moment is about, wall-clock. */
  readonly newestWallMs: number;
}

/** Resolves timestamps; caches the day and the zone of the last one. */
export class Calendar {
  readonly #assumedZoneMinutes: (wallMs: number) => number;
  #dayKey = -1;
  #dayStartMs = 0;
  #year = NaN;
  #yearStartMs = NaN;
  #yearEndMs = NaN;
  #quarter = NaN;
  #quarterZone = 0;

  constructor(assumedZoneMinutes: (wallMs: number) => number) {
    this.#assumedZoneMinutes = assumedZoneMinutes;
  }

  /** Fills `timestampMs`, `zoneMinutes` and `assumed` of a header from its time fields. */
  resolve(header: Header, memory: TimeMemory): void {
    const time = header.time;
    if (time.shape === timeShape.absolute) {
      header.timestampMs = time.epochMs;
      memory.momentMs = time.epochMs;
      header.zoneMinutes = 0;
      return;
    }
    const wallMs = this.#wallMs(time, memory);
    memory.lastWallMs = wallMs;
    header.assumed = time.zone === noZone || time.shape !== timeShape.full;
    header.zoneMinutes = time.zone === noZone ? this.#zoneBeside(wallMs, memory) : (memory.lastZone = time.zone);
    header.timestampMs = wallMs - (header.zoneMinutes === noZone ? this.zoneAt(wallMs) : header.zoneMinutes) * 60_000;
    memory.momentMs = header.timestampMs;
  }

  /** A time without a zone in a log whose other lines have one is in theirs, when that brings it nearer to the record before it than the zone assumed. */
  #zoneBeside(wallMs: number, { momentMs, lastZone }: TimeMemory): number {
    if (lastZone === noZone) return noZone;
    const apart = (zone: number): number => Math.abs(wallMs - zone * 60_000 - momentMs);
    return apart(lastZone) < apart(this.zoneAt(wallMs)) ? lastZone : noZone;
  }

  /** Minutes east of UTC assumed for a wall-clock moment; asked once per quarter of an hour, since no zone changes within one. */
  zoneAt(wallMs: number): number {
    const quarter = Math.floor(wallMs / quarterMs);
    if (quarter !== this.#quarter) {
      this.#quarter = quarter;
      this.#quarterZone = this.#assumedZoneMinutes(wallMs);
    }
    return this.#quarterZone;
  }

  /** Asks for the zone anew at the next time. */
  forgetZone(): void {
    this.#quarter = NaN;
  }

  #wallMs(time: TimeFields, memory: TimeMemory): number {
    if (time.shape === timeShape.full || time.shape === timeShape.dateOnly) return this.#dayStart(time.year, time.month, time.day) + time.msOfDay;
    if (time.shape === timeShape.clockOnly) return clockOnlyWall(time.msOfDay, memory);
    return this.#yearlessWall(time, memory);
  }

  #dayStart(year: number, month: number, day: number): number {
    const key = (year * 16 + month) * 32 + day;
    if (key !== this.#dayKey) {
      this.#dayKey = key;
      this.#dayStartMs = Date.UTC(year, month - 1, day);
    }
    return this.#dayStartMs;
  }

  #yearAt(ms: number): number {
    if (!(ms >= this.#yearStartMs && ms < this.#yearEndMs)) {
      this.#year = new Date(ms).getUTCFullYear();
      this.#yearStartMs = Date.UTC(this.#year, 0);
      this.#yearEndMs = Date.UTC(this.#year + 1, 0);
    }
    return this.#year;
  }

  /** The year in which the moment is nearest to the last record; for the first record, the last year in which it is not after the file's own time. */
  #yearlessWall(time: TimeFields, memory: TimeMemory): number {
    const first = Number.isNaN(memory.lastWallMs);
    const near = first ? memory.newestWallMs : memory.lastWallMs;
    const year = this.#yearAt(near);
    const wall = this.#dayStart(year, time.month, time.day) + time.msOfDay;
    if (first) return wall > near + dayMs ? this.#dayStart(year - 1, time.month, time.day) + time.msOfDay : wall;
    const half = 183 * dayMs;
    if (wall < near - half) return this.#dayStart(year + 1, time.month, time.day) + time.msOfDay;
    if (wall > near + half) return this.#dayStart(year - 1, time.month, time.day) + time.msOfDay;
    return wall;
  }
}

/** The day on which the time is nearest to the last record; for the first record, the last day on which it is not after the file's own time. */
function clockOnlyWall(msOfDay: number, memory: TimeMemory): number {
  const first = Number.isNaN(memory.lastWallMs);
  const near = first ? memory.newestWallMs : memory.lastWallMs;
  const wall = Math.floor(near / dayMs) * dayMs + msOfDay;
  if (first) return wall > near + hourMs ? wall - dayMs : wall;
  if (wall < near - dayMs / 2) return wall + dayMs;
  return wall > near + dayMs / 2 ? wall - dayMs : wall;
}
