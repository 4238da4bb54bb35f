/** Judgements on headers that patterns found, and how the header of a wrapped line is put into that of its wrapper. */
import { byteClass, isDigit, skipBlanks } from './bytes.ts';
import type { Header } from './header.ts';
import type { Layout } from './layout.ts';
import { severityOfWord } from './level.ts';
import { noZone } from '../../model/record.ts';
import { timeShape } from './timeFields.ts';
import type { TimeFields } from './timeFields.ts';

const dayMs = 86_400_000;
const quarterMs = 900_000;
const widestZoneMinutes = 14 * 60;
/** A line is wrapped so soon after it was written (ours). */
const soonMs = 60_000;

/** Nothing is called by a number or a time (`20120702.102240,672`); a pattern that says so has been led astray. */
export function isNumber(bytes: Uint8Array, start: number, end: number): boolean {
  if (start < 0) return false;
  let dots = 0;
  let commas = 0;
  for (let at = start; at < end; at++) {
    if (bytes[at] === 0x2e) dots++;
    else if (bytes[at] === 0x2c) commas++;
    else if (!isDigit(bytes[at])) return false;
  }
  return end > start && (dots === 0 || commas > 0);
}

/** Inside of syslog a message may well begin with a time; it is a header only in sources where most messages do. */
export function usualInside(layout: Layout, inner: Header): boolean {
  if (!inner.hasTime || (inner.time.shape !== timeShape.full && inner.time.shape !== timeShape.noYear)) return false;
  layout.timed++;
  return layout.timed * 2 > layout.passed + layout.looked;
}

/** Tells whether the body begins with what might be a level that the format does not know of. */
export function beginsWithLevel(bytes: Uint8Array, start: number, lineEnd: number): boolean {
  let at = skipBlanks(bytes, start, lineEnd);
  const first = bytes[at] ?? 0;
  if (first === 0x5b || first === 0x28 || first === 0x3c) at = skipBlanks(bytes, at + 1, lineEnd);
  else if (((byteClass[first] ?? 0) & 64) === 0 || ((byteClass[bytes[at + 1] ?? 0] ?? 0) & 64) === 0) return false;
  let end = at;
  while (end < lineEnd && end < at + 12 && ((byteClass[bytes[end] ?? 0] ?? 0) & 3) !== 0) end++;
  return severityOfWord(bytes, at, end) > 0;
}

/** Puts what was found inside a wrapper into the wrapper's header. */
export function merge(header: Header, inner: Header): void {
  header.bodyStart = inner.bodyStart;
  header.bodyEnd = inner.bodyEnd;
  header.escaped = inner.escaped;
  header.hasTrace ||= inner.hasTrace;
  if (inner.severity > 0) {
    header.severity = inner.severity;
    header.levelStart = inner.levelStart;
    header.levelEnd = inner.levelEnd;
  }
  if (inner.componentStart >= 0) {
    header.componentStart = inner.componentStart;
    header.componentEnd = inner.componentEnd;
  }
  mergeTime(header, inner);
}

/** The time of what is inside wins, as far as it says one. */
export function mergeTime(header: Header, inner: Header): void {
  if (!inner.hasTime) return;
  if (header.hasTime && inner.time.shape === timeShape.full && inner.time.zone === noZone) inner.time.zone = zoneBetween(header.time, inner.time);
  if (!header.hasTime) header.time.assign(inner.time);
  else if (inner.time.shape === timeShape.full || inner.time.shape === timeShape.absolute) header.time.assign(inner.time);
  else if (inner.time.shape === timeShape.noYear) {
    const year = header.time.shape === timeShape.absolute ? new Date(header.time.epochMs).getUTCFullYear() : header.time.year;
    header.time.assign(inner.time);
    header.time.year = year;
    if (year > 0) header.time.shape = timeShape.full;
  }
  header.hasTime = true;
}

/** The zone in which what is inside was written at about the moment of its wrapper, `noZone` when there is none or the wrapper does not say its moment. */
function zoneBetween(wrapper: TimeFields, inside: TimeFields): number {
  if (wrapper.shape !== timeShape.absolute && (wrapper.shape !== timeShape.full || wrapper.zone === noZone)) return noZone;
  const wrapperMs = wrapper.shape === timeShape.absolute ? wrapper.epochMs : Date.UTC(wrapper.year, wrapper.month - 1, wrapper.day) + wrapper.msOfDay - wrapper.zone * 60_000;
  const apartMs = Date.UTC(inside.year, inside.month - 1, inside.day) + inside.msOfDay - wrapperMs;
  const minutes = Math.round(apartMs / quarterMs) * 15;
  return Math.abs(minutes) <= widestZoneMinutes && Math.abs(apartMs - minutes * 60_000) <= soonMs ? minutes : noZone;
}

/**
 * `10/01/22` is the tenth year or the twenty-second: in a source the reading is taken that comes nearer to the file's own time without being later.
 * `newestWallMs` is that time.
 */
export function settleYear(time: TimeFields, layout: Layout, newestWallMs: number): void {
  if (!time.shortYear) return;
  if (time.dayFirst) layout.dayFirst = true;
  const { year, month, day } = time;
  const first = year - 2000;
  const isDayFirst = layout.dayFirst || first > 12;
  layout.yearLast ??= isNearer(Date.UTC(2000 + day, (isDayFirst ? month : first) - 1, isDayFirst ? first : month), Date.UTC(year, month - 1, day), newestWallMs + dayMs);
  if (!layout.yearLast) return;
  time.year = 2000 + day;
  time.month = isDayFirst ? month : first;
  time.day = isDayFirst ? first : month;
}

function isNearer(ms: number, otherMs: number, newestMs: number): boolean {
  return ms <= newestMs && (otherMs > newestMs || ms > otherMs);
}

/** `05/01/2024` is the fifth of January in a source in which `25/01/2024` was seen, and the first of May in others. */
export function settleDayOrder(time: TimeFields, layout: Layout): void {
  if (time.shortYear) return;
  if (time.dayFirst) layout.dayFirst = true;
  else if (time.ambiguous && layout.dayFirst) {
    const { month, day } = time;
    time.month = day;
    time.day = month;
  }
}
