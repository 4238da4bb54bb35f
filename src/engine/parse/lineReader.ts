/** Reads the header of one line, whatever its format; peels off what wraps it. */
import { byteClass, bytesOf, find, isBlank, skipBlanks } from './bytes.ts';
import { readDeclared, readDirective } from './declaredFields.ts';
import { lastVote, unlearnable } from './formats.ts';
import type { FormatFinder, Where } from './formats.ts';
import { declaredFormat } from './formatTable.ts';
import type { CompiledFormat } from './formatTable.ts';
import { trust } from './general.ts';
import { Header } from './header.ts';
import { HeaderMemo } from './headerMemo.ts';
import { beginsWithLevel, merge, usualInside } from './headerMerge.ts';
import { found, Layout } from './layout.ts';
import { LineView } from './lineView.ts';
import { componentSpan } from './names.ts';
import { dockerPartBytes, joinParts } from './partLines.ts';
import type { JoinedParts } from './partLines.ts';
import { timeShape } from './timeFields.ts';
import { readTimestamp } from './timestamp.ts';

/** Timestamps of lines without a header are looked for so far (ours). */
const timeReach = 100;
/** Wrappers in wrappers have been seen twice at most (a runner around a container around syslog). */
const deepest = 3;

const outermost = { depth: 0, timed: false } as const;

/** Holds the readers; scratch, one per parser. */
export class LineReader {
  readonly #finder: FormatFinder;
  readonly #views = Array.from({ length: deepest + 1 }, () => new LineView());
  readonly #headers = Array.from({ length: deepest + 1 }, () => new Header());
  readonly #scratch = new Header();
  readonly #memo = new HeaderMemo();

  constructor(finder: FormatFinder) {
    this.#finder = finder;
  }

  /** Reads the line `[start, end)` into `header` by the formats of `layout`; returns the format, undefined when the line has no header. */
  read(bytes: Uint8Array, header: Header, layout: Layout): CompiledFormat | undefined {
    // What a pattern of the user's matches may depend on any byte of the line.
    const recalled = layout.own.length > 0 ? undefined : this.#memo.recall(bytes, header, layout);
    if (recalled !== undefined) return recalled;
    const start = header.bodyStart;
    header.reach = 0;
    const format = this.#read(bytes, header, layout, outermost);
    if (format !== undefined && layout.settled && layout.own.length === 0) this.#memo.learn(bytes, start, header, { format, layout });
    return format;
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

  /** Reads a whole line that was written in parts, the physical lines of `bytes[start, end)`; undefined when it has no header. */
  readParts(bytes: Uint8Array, start: number, end: number, layout: Layout): { readonly inner: Header; readonly joined: JoinedParts } | undefined {
    const joined = joinParts(bytes, start, end);
    const inner = this.#headers[1] ?? this.#scratch;
    inner.reset(0, joined.text.length);
    layout.inside ??= new Layout(layout.own);
    return this.#read(joined.text, inner, layout.inside, { depth: 1, timed: true }) === undefined ? undefined : { inner, joined };
  }

  #read(bytes: Uint8Array, header: Header, layout: Layout, where: { readonly depth: number; readonly timed: boolean }): CompiledFormat | undefined {
    const start = header.bodyStart;
    const end = header.bodyEnd;
    const first = bytes[start] ?? 0;
    if (first === 0x23) {
      layout.fields = readDirective(bytes, start, end, layout.fields);
      if (layout.fields !== undefined) return undefined;
    } else if (layout.fields !== undefined && readDeclared(bytes, header, layout.fields)) return declaredFormat;
    let fresh = true;
    for (const format of layout.adopted) {
      if (format.firstBytes[first] === 0) continue;
      if (!fresh) header.reset(start, end);
      fresh = false;
      const at = this.#finder.run(format, bytes, header);
      if (at < 0 || (!format.leveled && format.inside === 'none' && beginsWithLevel(bytes, at, end))) continue;
      this.#finish(format, bytes, header, { at, end, layout, depth: where.depth });
      return format;
    }
    if (layout.settled && (first === 0x20 || first === 0x09)) {
      if (!fresh) header.reset(start, end);
      return undefined;
    }
    return this.#discover(bytes, header, layout, { start, end, depth: where.depth, timed: where.timed });
  }

  #finish(format: CompiledFormat, bytes: Uint8Array, header: Header, { at, end, layout, depth }: { at: number; end: number; layout: Layout; depth: number }): void {
    if (format.reader === 'json') {
      if (header.wrapsText && depth < deepest) this.#peelText(bytes, header, { end, layout, depth });
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
    layout.inside ??= new Layout(layout.own);
    layout.inside.looked++;
    header.insideStart = header.bodyStart;
    header.stream = format.stream;
    header.goesOn = format.goesOn;
    const inside = this.#read(bytes, inner, layout.inside, { depth: depth + 1, timed: format.timed });
    header.insideFound = inside !== undefined || format.inside === 'timed';
    if (inside === undefined || (format.inside === 'timed' && inside.reader !== 'json' && (inner.timeStart > header.bodyStart + 1 || !usualInside(layout.inside, inner)))) return;
    merge(header, inner);
  }

  /** Reads a line that stands inside a JSON string, as Docker's json-file driver writes it. */
  #peelText(bytes: Uint8Array, header: Header, { end, layout, depth }: { end: number; layout: Layout; depth: number }): void {
    const view = this.#views[depth + 1] ?? new LineView();
    noteFeed(bytes, header, end, layout);
    view.unescape(bytes, header.bodyStart, header.bodyEnd);
    while (view.length > 0 && (view.bytes[view.length - 1] === 0x0a || view.bytes[view.length - 1] === 0x0d)) view.length--;
    const inner = this.#headers[depth + 1] ?? this.#scratch;
    inner.reset(0, view.length);
    layout.inside ??= new Layout(layout.own);
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
    if (voting) this.#finder.vote(bytes, layout, where);
    for (const own of layout.own) {
      header.reset(where.start, where.end);
      if (this.#finder.run(own, bytes, header) < 0) continue;
      if (!voting) layout.remember(own, found.certain);
      return own;
    }
    const timed = readTimestamp(bytes, where.start, where.end, header.time) > 0;
    for (const format of this.#finder.certain(bytes[where.start] ?? 0, timed)) {
      if (format.beside && !layout.adopted.some((other) => other.name === format.name)) continue;
      header.reset(where.start, where.end);
      const at = this.#finder.run(format, bytes, header);
      if (at < 0) continue;
      if (!voting && !format.beside) layout.remember(format, found.certain);
      this.#finish(format, bytes, header, { at, end: where.end, layout, depth: where.depth });
      return format;
    }
    header.reset(where.start, where.end);
    const format = this.#finder.readGenerally(bytes, header, layout.settled ? trust.wary : trust.usual, where.timed);
    if (format === undefined) return this.#findTime(bytes, header, layout, where);
    if (!voting && format !== unlearnable) layout.remember(format, found.wary);
    return format;
  }

  /** A timestamp somewhere in the first words of a line without a header, in a source that has none: better than no time at all. */
  #findTime(bytes: Uint8Array, header: Header, layout: Layout, where: Where): CompiledFormat | undefined {
    header.reset(where.start, where.end);
    if (layout.adopted.length > 0 || where.depth > 0) return undefined;
    const reach = Math.min(where.end, where.start + timeReach);
    for (let at = where.start; at < reach; at++) {
      const kind = byteClass[bytes[at] ?? 0] ?? 0;
      if ((kind & 65) === 0 || (at > where.start && ((byteClass[bytes[at - 1] ?? 0] ?? 0) & 11) !== 0)) continue;
      if (readTimestamp(bytes, at, where.end, header.time) < 0 || header.time.shape !== timeShape.full) continue;
      header.hasTime = true;
      return timeInside;
    }
    return undefined;
  }
}

/** Docker leaves the line feed out of all parts of a line but the last; others never write one. */
function noteFeed(bytes: Uint8Array, header: Header, end: number, layout: Layout): void {
  const { bodyStart, bodyEnd } = header;
  const hasFeed = bytes[bodyEnd - 2] === 0x5c && bytes[bodyEnd - 1] === 0x6e;
  layout.hasLineFeeds ||= hasFeed;
  header.stream = find(bytes, bodyEnd, end, errorStream) >= 0 ? 2 : 1;
  header.goesOn = !hasFeed && (layout.hasLineFeeds || bodyEnd - bodyStart >= dockerPartBytes);
}

const errorStream = bytesOf('"stderr"');

/** A timestamp stands somewhere in the line, which is no header otherwise. */
export const timeInside: CompiledFormat = { ...declaredFormat, name: 'timestamp inside', key: 'timestamp inside' };
