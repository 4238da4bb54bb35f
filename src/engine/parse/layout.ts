/** Which formats a source has: found by a vote of its first lines, completed by what comes later. */
import type { DeclaredFields } from './declaredFields.ts';
import type { CompiledFormat } from './formatTable.ts';

/** How a format was found; see `trust` in the general reader. Rows of the table and whole syntaxes are `certain`. */
export const found = { certain: 0, wary: 1, usual: 2, lenient: 3 } as const;

/** A vote may confirm a reading on looks when this share of the lines agrees (ours; checked on the development logs). */
const lenientShare = 0.6;
const usualShare = 0.25;
/** A format is remembered after so many lines outside of a vote. */
const hitsToRemember = 8;
const mostCandidates = 12;
const mostAdopted = 10;

interface Candidate {
  readonly format: CompiledFormat;
  how: number;
  hits: number;
}

/** Shared by all sources that have none; nothing is ever put into it. */
const noCandidates = new Map<string, Candidate>();

/** One source's formats. Small: shared formats and some counts. */
export class Layout {
  /** In the order in which they are tried, the more particular ones first. */
  adopted: readonly CompiledFormat[];
  /** The columns that the source has declared. */
  fields: DeclaredFields | undefined;
  /** Dates in numbers have the day in front of the month. */
  dayFirst = false;
  /** A year of two digits comes last; undefined until one was seen. */
  yearLast: boolean | undefined;
  /** Lines in JSON strings end with a line feed, as Docker writes them. */
  hasLineFeeds = false;
  /** The user's own formats that may be found here. */
  readonly own: readonly CompiledFormat[];
  /** The formats inside wrappers. */
  inside: Layout | undefined;
  /** A vote over enough lines has been held. */
  settled = false;
  /** Lines that could have a header and were looked at while the vote was open. */
  seen = 0;
  /** Of lines inside of syslog: looked at, passed over, and beginning with a timestamp. */
  looked = 0;
  passed = 0;
  timed = 0;
  #candidates = noCandidates;

  /** `adopted`: those of the user's own that were named for the source. */
  constructor(own: readonly CompiledFormat[], adopted: readonly CompiledFormat[] = []) {
    this.own = own;
    this.adopted = adopted;
  }

  /** Says what it holds, as a list that is alike only where all is; undefined where it holds what belongs to its source alone. */
  contents(): readonly unknown[] | undefined {
    if (this.fields !== undefined || this.inside !== undefined) return undefined;
    const candidates = [...this.#candidates.values()].flatMap(({ format, how, hits }) => [format, how, hits]);
    return [this.own.length, ...this.own, this.adopted.length, ...this.adopted, this.dayFirst, this.yearLast, this.hasLineFeeds, this.settled, this.seen, this.looked, this.passed, this.timed, ...candidates];
  }

  /** Returns another one that holds the same. */
  copy(): Layout {
    const copied = new Layout(this.own, [...this.adopted]);
    const { dayFirst, yearLast, hasLineFeeds, settled, seen, looked, passed, timed } = this;
    Object.assign(copied, { dayFirst, yearLast, hasLineFeeds, settled, seen, looked, passed, timed });
    for (const [key, candidate] of this.#candidates) {
      if (copied.#candidates === noCandidates) copied.#candidates = new Map();
      copied.#candidates.set(key, { ...candidate });
    }
    return copied;
  }

  /** Counts a reading of a line. */
  count(format: CompiledFormat, how: number): void {
    const known = this.#candidates.get(format.key);
    if (known !== undefined) {
      known.hits++;
      known.how = Math.min(known.how, how);
      return;
    }
    if (this.#candidates.size >= mostCandidates) this.#forgetRarest();
    if (this.#candidates === noCandidates) this.#candidates = new Map();
    this.#candidates.set(format.key, { format, how, hits: 1 });
  }

  /** Counts a line that was read outside of a vote, and remembers its format when it comes often. */
  remember(format: CompiledFormat, how: number): void {
    this.count(format, how);
    const known = this.#candidates.get(format.key);
    if (known === undefined || known.hits < hitsToRemember || this.adopted.includes(format)) return;
    this.#candidates.delete(format.key);
    this.#adopt([...this.adopted, format]);
  }

  /** The formats that were counted, for a vote. */
  get candidates(): readonly CompiledFormat[] {
    return [...this.#candidates.values()].map((candidate) => candidate.format);
  }

  /** Holds the vote: `fitting(format)` says how many of the `seen` lines the format fits; by default those that were counted. */
  settle(final: boolean, fitting?: (format: CompiledFormat) => number): void {
    const chosen = [...this.#candidates.values()].filter((candidate) => this.#wins(candidate, fitting?.(candidate.format) ?? candidate.hits));
    this.#adopt([...new Set([...this.adopted, ...chosen.map((candidate) => candidate.format)])]);
    if (!final) return;
    this.settled = true;
    this.#candidates = noCandidates;
  }

  #wins(candidate: Candidate, hits: number): boolean {
    const share = this.seen === 0 ? 0 : hits / this.seen;
    if (share < candidate.format.shareRatio) return false;
    if (candidate.how === found.lenient) return share >= lenientShare && hits >= 3;
    if (candidate.how === found.usual) return share >= usualShare || this.seen < 8;
    return true;
  }

  /** Rows come in the order of the table, in front of what was learned; of that, longer patterns come first, since shorter ones fit their lines too. */
  #adopt(formats: readonly CompiledFormat[]): void {
    this.adopted = [...formats].sort((a, b) => a.order - b.order || b.steps.length - a.steps.length).slice(0, mostAdopted);
  }

  #forgetRarest(): void {
    let rarest: Candidate | undefined;
    for (const candidate of this.#candidates.values()) if (rarest === undefined || candidate.hits < rarest.hits) rarest = candidate;
    if (rarest !== undefined) this.#candidates.delete(rarest.format.key);
  }
}
