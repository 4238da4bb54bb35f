/** Reads the header of one line, whatever its format; peels off what wraps it. */
import { byteClass, isBlank, isDigit, skipBlanks } from './bytes.ts';
import { allFormats } from './formats/formats.ts';
import { compileRows, jsonFormat, logfmtFormat } from './formatTable.ts';
import type { CompiledFormat } from './formatTable.ts';
import { GeneralReader, trust } from './general.ts';
import { Header } from './header.ts';
import { JsonReader } from './json.ts';
import { found, Layout } from './layout.ts';
import { learnFormat } from './learn.ts';
import { severityOfWord } from './level.ts';
import { LineView } from './lineView.ts';
import { readLogfmt } from './logfmt.ts';
import { componentSpan } from './names.ts';
import { runSteps } from './steps.ts';
import { timeShape } from './timeFields.ts';
import { readTimestamp } from './timestamp.ts';

/** Wrappers in wrappers have been seen twice at most (a runner around a container around syslog). */
const deepest = 3;
/** Lines of a source that is read as it is written are voted on at these counts. */
const interimVotes = new Set([16, 32]);
const lastVote = 64;

/** Holds the readers; scratch, one per parser. */
export class LineReader {
  readonly #rows = compileRows(allFormats);
  /** The formats that may begin with each byte. */
  readonly #certainByFirst: (readonly CompiledFormat[] | undefined)[] = [];
  readonly #general = new GeneralReader();
  readonly #json = new JsonReader();
  readonly #views = Array.from({ length: deepest + 1 }, () => new LineView());
  readonly #headers = Array.from({ length: deepest + 1 }, () => new Header());
  readonly #scratch = new Header();
  /** Patterns learned from lines, shared by all sources. */
  readonly #learned = new Map<string, CompiledFormat>();

  /** Reads the line `[start, end)` into `header` by the formats of `layout`; returns the format, undefined when the line has no header. */
  read(bytes: Uint8Array, header: Header, layout: Layout): CompiledFormat | undefined {
    return this.#read(bytes, header, layout, { depth: 0, timed: false });
  }

  /** The same for a line with terminal escape sequences in it. */
  readEscaped(bytes: Uint8Array, header: Header, layout: Layout): CompiledFormat | undefined {
    const end = header.bodyEnd;
    const view = this.#views[0] ?? new LineView();
    view.stripEscapes(bytes, header.bodyStart, end);
    header.reset(0, view.length);
    const format = this.#read(view.bytes, header, layout, { depth: 0, timed: false });
    view.mapBack(header, end);
    return format;
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
      if (this.#run(format, bytes, this.#scratch) >= 0) fitting++;
    }
    return fitting;
  }

  #read(bytes: Uint8Array, header: Header, layout: Layout, where: { readonly depth: number; readonly timed: boolean }): CompiledFormat | undefined {
    const start = header.bodyStart;
    const end = header.bodyEnd;
    const first = bytes[start] ?? 0;
    let fresh = true;
    for (const format of layout.adopted) {
      if (format.firstBytes[first] === 0) continue;
      if (!fresh) header.reset(start, end);
      fresh = false;
      const at = this.#run(format, bytes, header);
      if (at < 0 || (!format.leveled && format.inside === 'none' && beginsWithLevel(bytes, at, end))) continue;
      this.#finish(format, bytes, header, { at, layout, depth: where.depth });
      return format;
    }
    if (layout.settled && (first === 0x20 || first === 0x09)) {
      if (!fresh) header.reset(start, end);
      return undefined;
    }
    return this.#discover(bytes, header, layout, { start, end, depth: where.depth, timed: where.timed });
  }

  /** Runs one format; returns where the body begins, -1 when it does not fit. */
  #run(format: CompiledFormat, bytes: Uint8Array, header: Header): number {
    if (format.reader === 'steps') {
      const at = runSteps(format.steps, bytes, header.bodyStart, header);
      return at >= 0 && isNumber(bytes, header.componentStart, header.componentEnd) ? -1 : at;
    }
    if (format.reader === 'json') return this.#json.read(bytes, header) ? header.bodyStart : -1;
    return readLogfmt(bytes, header) ? header.bodyStart : -1;
  }

  #finish(format: CompiledFormat, bytes: Uint8Array, header: Header, { at, layout, depth }: { at: number; layout: Layout; depth: number }): void {
    if (format.reader === 'json') {
      if (header.wrapsText && depth < deepest) this.#peelText(bytes, header, layout, depth);
      return;
    }
    if (format.reader !== 'steps') return;
    header.bodyStart = skipBlanks(bytes, at, header.bodyEnd);
    if (header.componentStart >= 0) {
      const span = componentSpan(bytes, header.componentStart, header.componentEnd);
      header.componentStart = span.end > span.start ? span.start : -1;
      header.componentEnd = span.end;
    }
    if (format.inside !== 'none' && depth < deepest) this.#peel(format, bytes, header, { layout, depth });
  }

  /** Reads what a wrapper wrapped; its level and component win, its time too when it has one. */
  #peel(format: CompiledFormat, bytes: Uint8Array, header: Header, { layout, depth }: { layout: Layout; depth: number }): void {
    const first = bytes[header.bodyStart] ?? 0;
    if (format.inside === 'timed' && first !== 0x7b && first !== 0x5b && ((byteClass[first] ?? 0) & 1) === 0) {
      if (layout.inside !== undefined) layout.inside.passed++;
      return;
    }
    const inner = this.#headers[depth + 1] ?? this.#scratch;
    inner.reset(header.bodyStart, header.bodyEnd);
    layout.inside ??= new Layout();
    layout.inside.looked++;
    header.insideStart = header.bodyStart;
    const inside = this.#read(bytes, inner, layout.inside, { depth: depth + 1, timed: format.timed });
    header.insideFound = inside !== undefined || format.inside === 'timed';
    if (inside === undefined || (format.inside === 'timed' && inside.reader !== 'json' && !usualInside(layout.inside, inner))) return;
    merge(header, inner);
  }

  /** Reads a line that stands inside a JSON string, as Docker's json-file driver writes it. */
  #peelText(bytes: Uint8Array, header: Header, layout: Layout, depth: number): void {
    const view = this.#views[depth + 1] ?? new LineView();
    view.unescape(bytes, header.bodyStart, header.bodyEnd);
    while (view.length > 0 && (view.bytes[view.length - 1] === 0x0a || view.bytes[view.length - 1] === 0x0d)) view.length--;
    const inner = this.#headers[depth + 1] ?? this.#scratch;
    inner.reset(0, view.length);
    layout.inside ??= new Layout();
    const inside = this.#read(view.bytes, inner, layout.inside, { depth: depth + 1, timed: header.hasTime });
    header.insideStart = header.bodyStart;
    header.insideFound = inside !== undefined;
    view.mapBack(inner, header.bodyEnd);
    merge(header, inner);
    header.escaped = true;
  }

  /** Reads a line that no adopted format fits. */
  #discover(bytes: Uint8Array, header: Header, layout: Layout, where: Where): CompiledFormat | undefined {
    const voting = !layout.settled && where.depth + layout.seen < lastVote && !isBlank(bytes[where.start]) && where.end > where.start;
    if (voting) this.#vote(bytes, layout, where);
    const timed = readTimestamp(bytes, where.start, where.end, header.time) > 0;
    for (const format of this.#certain(bytes, where)) {
      if (format.beginsTimed && !timed && bytes[where.start] !== 0x3c) continue;
      if (format.beside && !layout.adopted.some((other) => other.name === format.name)) continue;
      header.reset(where.start, where.end);
      const at = this.#run(format, bytes, header);
      if (at < 0) continue;
      if (!voting && !format.beside) layout.remember(format, found.certain);
      this.#finish(format, bytes, header, { at, layout, depth: where.depth });
      return format;
    }
    header.reset(where.start, where.end);
    const level = layout.settled ? trust.wary : trust.usual;
    if (!this.#general.read(bytes, header, level, where.timed)) {
      header.reset(where.start, where.end);
      return undefined;
    }
    const format = this.#learn(bytes);
    if (format !== undefined && !voting) layout.remember(format, found.wary);
    return format ?? unlearnable;
  }

  /** Votes on a source whose lines come one by one. */
  #vote(bytes: Uint8Array, layout: Layout, where: Where): void {
    layout.seen++;
    this.#candidates(bytes, where, layout);
    if (interimVotes.has(layout.seen) || layout.seen >= lastVote) layout.settle(layout.seen >= lastVote);
  }

  /** The formats beyond doubt that might fit a line: JSON, logfmt and the rows that need no vote. */
  #certain(bytes: Uint8Array, where: Where): readonly CompiledFormat[] {
    const first = bytes[where.start] ?? 0;
    return (this.#certainByFirst[first] ??= [jsonFormat, ...this.#rows.filter((row) => row.shareRatio === 0), logfmtFormat].filter((row) => row.firstBytes[first] === 1));
  }

  /** Counts every way in which a line can be read. */
  #candidates(bytes: Uint8Array, where: { readonly start: number; readonly end: number; readonly timed: boolean }, layout: Layout): void {
    const header = this.#scratch;
    let certain = false;
    for (const row of [jsonFormat, ...this.#rows, logfmtFormat]) {
      if (row.firstBytes[bytes[where.start] ?? 0] === 0 || (certain && row.shareRatio === 0)) continue;
      header.reset(where.start, where.end);
      if (this.#run(row, bytes, header) < 0) continue;
      if (!row.beside) layout.count(row, found.certain);
      if (row.shareRatio === 0) certain = true;
    }
    if (certain) return;
    for (const level of [trust.wary, trust.usual, trust.lenient]) {
      header.reset(where.start, where.end);
      if (!this.#general.read(bytes, header, level, where.timed)) continue;
      const format = this.#learn(bytes);
      if (format !== undefined) layout.count(format, level === trust.wary ? found.wary : level === trust.usual ? found.usual : found.lenient);
    }
  }

  #learn(bytes: Uint8Array): CompiledFormat | undefined {
    const format = learnFormat(this.#general, bytes);
    if (format === undefined) return undefined;
    const known = this.#learned.get(format.key);
    if (known !== undefined) return known;
    if (this.#learned.size > 1000) this.#learned.clear();
    this.#learned.set(format.key, format);
    return format;
  }
}

interface Where {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly timed: boolean;
}

/** A header was found, but no pattern can be made of it. */
const unlearnable: CompiledFormat = { ...logfmtFormat, name: 'irregular', key: 'irregular', reader: 'steps' };

/** Nothing is called by a number; a pattern that says so has been led astray. */
function isNumber(bytes: Uint8Array, start: number, end: number): boolean {
  if (start < 0) return false;
  for (let at = start; at < end; at++) if (!isDigit(bytes[at])) return false;
  return end > start;
}

/** Inside of syslog a message may well begin with a time; it is a header only in sources where most messages do. */
function usualInside(layout: Layout, inner: Header): boolean {
  if (!inner.hasTime || (inner.time.shape !== timeShape.full && inner.time.shape !== timeShape.noYear)) return false;
  layout.timed++;
  return layout.timed * 2 > layout.passed + layout.looked;
}

/** Tells whether the body begins with what might be a level that the format does not know of. */
function beginsWithLevel(bytes: Uint8Array, start: number, lineEnd: number): boolean {
  let at = skipBlanks(bytes, start, lineEnd);
  const first = bytes[at] ?? 0;
  if (first === 0x5b || first === 0x28 || first === 0x3c) at = skipBlanks(bytes, at + 1, lineEnd);
  else if (((byteClass[first] ?? 0) & 64) === 0 || ((byteClass[bytes[at + 1] ?? 0] ?? 0) & 64) === 0) return false;
  let end = at;
  while (end < lineEnd && end < at + 12 && ((byteClass[bytes[end] ?? 0] ?? 0) & 3) !== 0) end++;
  return severityOfWord(bytes, at, end) > 0;
}

/** Puts what was found inside a wrapper into the wrapper's header. */
function merge(header: Header, inner: Header): void {
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
  if (!inner.hasTime) return;
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
