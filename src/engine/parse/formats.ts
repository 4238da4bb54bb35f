/** Finds the formats of lines: tries those of the table, asks the general reader, and counts for the vote of a source. */
import { isBlank } from './bytes.ts';
import { allFormats } from './formats/formats.ts';
import { compileRows, jsonFormat, logfmtFormat } from './formatTable.ts';
import type { CompiledFormat } from './formatTable.ts';
import { GeneralReader, trust } from './general.ts';
import { Header } from './header.ts';
import { isNumber } from './headerMerge.ts';
import { JsonReader } from './json.ts';
import { found } from './layout.ts';
import type { Layout } from './layout.ts';
import { learnFormat } from './learn.ts';
import { readLogfmt } from './logfmt.ts';
import { runSteps } from './steps.ts';
import { TimeFields, timeShape } from './timeFields.ts';
import { readTimestamp } from './timestamp.ts';

/** Lines of a source that is read as it is written are voted on at these counts. */
const interimVotes = new Set([16, 32]);
/** The vote of such a source ends with this line. */
export const lastVote = 64;
/** Patterns learned from lines; beyond this many they are learned anew (ours). */
const mostLearned = 1000;

/** A header was found, but no pattern can be made of it. */
export const unlearnable: CompiledFormat = { ...logfmtFormat, name: 'irregular', key: 'irregular', reader: 'steps' };

/** A line or the part of it that is read. */
export interface Where {
  readonly start: number;
  readonly end: number;
  /** How many wrappers are around it. */
  readonly depth: number;
  /** A timestamp stood in front of it. */
  readonly timed: boolean;
}

/** Holds the readers of single formats; scratch, one per parser. */
export class FormatFinder {
  readonly #rows = compileRows(allFormats);
  /** The formats that may begin with each byte, and with a timestamp that begins with it. */
  readonly #certainByFirst: (readonly CompiledFormat[] | undefined)[] = [];
  readonly #general = new GeneralReader();
  readonly #json = new JsonReader();
  readonly #scratch = new Header();
  readonly #behind = new TimeFields();
  /** Patterns learned from lines, shared by all sources. */
  readonly #learned = new Map<string, CompiledFormat>();

  /** Runs one format; returns where the body begins, -1 when it does not fit. */
  run(format: CompiledFormat, bytes: Uint8Array, header: Header): number {
    if (format.reader === 'steps') {
      const at = runSteps(format.steps, bytes, header.bodyStart, header);
      return at >= 0 && isNumber(bytes, header.componentStart, header.componentEnd) ? -1 : at;
    }
    header.reach = Infinity;
    if (format.reader === 'json') return this.#json.read(bytes, header) ? header.bodyStart : -1;
    if (format.reader === 'own') return format.own?.read(bytes, header) === true ? header.bodyStart : -1;
    return readLogfmt(bytes, header) ? header.bodyStart : -1;
  }

  /** Looks at a line for a vote: counts every reading of it. */
  observe(bytes: Uint8Array, start: number, end: number, layout: Layout): void {
    if (end === start || isBlank(bytes[start])) return;
    layout.seen++;
    this.#candidates(bytes, { start, end, timed: false }, layout);
  }

  /** How many of the lines a format fits. */
  fits(bytes: Uint8Array, lines: readonly (readonly [number, number])[], format: CompiledFormat): number {
    let fitting = 0;
    for (const [start, end] of lines) {
      this.#scratch.reset(start, end);
      if (this.run(format, bytes, this.#scratch) >= 0) fitting++;
    }
    return fitting;
  }

  /** Votes on a source whose lines come one by one. */
  vote(bytes: Uint8Array, layout: Layout, where: Where): void {
    layout.seen++;
    this.#candidates(bytes, where, layout);
    if (interimVotes.has(layout.seen) || layout.seen >= lastVote) layout.settle(layout.seen >= lastVote);
  }

  /** The formats beyond doubt that might fit a line which begins with this byte, `timed`: with a timestamp: JSON, logfmt and the rows that need no vote. */
  certain(first: number, timed: boolean): readonly CompiledFormat[] {
    const key = timed ? first + 256 : first;
    return (this.#certainByFirst[key] ??= [jsonFormat, ...this.#rows.filter((row) => row.shareRatio === 0), logfmtFormat].filter((row) => row.firstBytes[first] === 1 && (timed || first === 0x3c || !row.beginsTimed)));
  }

  /** Reads a line of which no format is known; returns the format that it suggests. */
  readGenerally(bytes: Uint8Array, header: Header, level: number, timed: boolean): CompiledFormat | undefined {
    return this.#general.read(bytes, header, level, timed) ? (this.#learn(bytes) ?? unlearnable) : undefined;
  }

  /** Counts every way in which a line can be read. */
  #candidates(bytes: Uint8Array, where: { readonly start: number; readonly end: number; readonly timed: boolean }, layout: Layout): void {
    const header = this.#scratch;
    let certain = false;
    for (const row of [...layout.own, jsonFormat, ...this.#rows, logfmtFormat]) {
      if (row.firstBytes[bytes[where.start] ?? 0] === 0 || (certain && row.shareRatio === 0)) continue;
      header.reset(where.start, where.end);
      const at = this.run(row, bytes, header);
      if (at < 0 || (row.shareRatio > 0 && row.inside === 'none' && !header.hasTime && this.#isTime(bytes, at, where.end))) continue;
      layout.dayFirst ||= header.time.dayFirst;
      if (!row.beside) layout.count(row, found.certain);
      if (row.shareRatio === 0) certain = true;
    }
    if (certain) return;
    for (const level of [trust.wary, trust.usual, trust.lenient]) {
      header.reset(where.start, where.end);
      if (!this.#general.read(bytes, header, level, where.timed)) continue;
      layout.dayFirst ||= header.time.dayFirst;
      const format = this.#learn(bytes);
      if (format !== undefined) layout.count(format, level === trust.wary ? found.wary : level === trust.usual ? found.usual : found.lenient);
    }
  }

  /** A header without a time is only a part of one when the time comes right behind it. */
  #isTime(bytes: Uint8Array, at: number, end: number): boolean {
    return readTimestamp(bytes, at, end, this.#behind) > 0 && this.#behind.shape === timeShape.full;
  }

  #learn(bytes: Uint8Array): CompiledFormat | undefined {
    const format = learnFormat(this.#general, bytes);
    if (format === undefined) return undefined;
    const known = this.#learned.get(format.key);
    if (known !== undefined) return known;
    if (this.#learned.size > mostLearned) this.#learned.clear();
    this.#learned.set(format.key, format);
    return format;
  }
}
