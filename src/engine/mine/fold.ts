/** Folds units that belong together into tokens: dates, addresses, lists. */
import type { KnownWords } from './knownWords.ts';
import { isVariable, tokenClass } from './tokens.ts';
import type { Token } from './tokens.ts';
import { afterSpace, unitKind, variableHash } from './units.ts';
import type { Units } from './units.ts';

/** So many words with digits in a row are a list of names. */
const leastNumbered = 3;

/** Makes tokens of units. */
export class Folder {
  readonly #known: KnownWords;

  constructor(known: KnownWords) {
    this.#known = known;
  }

  /** Returns the tokens of a body, lists of variables folded into one token each. */
  fold(units: Units, bytes: Uint8Array): Token[] {
    const tokens: Token[] = [];
    for (let i = 0; i < units.count; i++) this.#add(tokens, tokenOf(units, i));
    return this.#foldRuns(bytes, foldDates(tokens, this.#known));
  }

  /** Adds a token, or lets it melt into what stands before it. */
  #add(tokens: Token[], token: Token): void {
    const last = tokens.at(-1);
    const before = tokens.at(-2);
    if (last !== undefined && before !== undefined && this.#closes(token, last, before)) {
      tokens.pop();
      become(before, last, token);
    } else if (last === undefined || !isVariable(token)) tokens.push(token);
    else if (isVariable(last) && (!token.space || belongs(last, token))) last.end = token.end;
    else if (before !== undefined && isVariable(before) && !token.space && ((!last.space && this.#known.joiner.has(last.hash)) || last.hash === this.#known.http)) {
      tokens.pop();
      before.end = token.end;
    } else if (last.hash === this.#known.closingBrace && before !== undefined && isVariable(before) && tokens.at(-3)?.hash === this.#known.brace && !token.space && !last.space && !before.space) {
      tokens.length -= 2;
      become(tokens.at(-1) ?? before, before, token);
    } else tokens.push(token);
  }

  /** `<5>` and `<1 sec` are one variable, as `{9a…}/path` is. */
  #closes(token: Token, last: Token, before: Token): boolean {
    if (!isVariable(last) || last.space) return false;
    if (before.hash === this.#known.less) return (token.hash === this.#known.greater && !token.space) || (token.space && last.kind === unitKind.number && this.#known.timeUnits.has(token.hash));
    return false;
  }

  /** Folds `a,b` always and lists of three and more into one token that remembers their number. */
  #foldRuns(bytes: Uint8Array, tokens: readonly Token[]): Token[] {
    const folded: Token[] = [];
    for (let i = 0; i < tokens.length; ) {
      const first = tokens[i];
      if (first === undefined) break;
      folded.push(first);
      i++;
      if (!isVariable(first)) continue;
      const run = this.#runAt(tokens, i);
      const opening = folded.at(-2)?.hash;
      const listed = run.glue === 3 && (opening === this.#known.bracket || opening === this.#known.brace);
      const alike = listed || run.glue === 2 || sameHead(bytes, first, tokens[run.next - 1] ?? first);
      if (run.length < (alike ? 2 : 3)) continue;
      const one = run.glue === 2 && isOneNumber(bytes, first, tokens.slice(i, run.next));
      first.run = one ? 1 : run.length;
      first.glue = one ? 0 : run.glue;
      i = run.next;
      first.end = tokens[i - 1]?.end ?? first.end;
    }
    return folded;
  }

  #runAt(tokens: readonly Token[], from: number): { length: number; glue: number; next: number } {
    let length = 1;
    let glue = 0;
    let i = from;
    for (;;) {
      const comma = tokens[i]?.hash === this.#known.comma && tokens[i]?.space === false;
      const next = tokens[comma ? i + 1 : i];
      if (next === undefined || !isVariable(next) || !(comma || next.space)) break;
      const here = (comma ? 2 : 0) + (next.space ? 1 : 0);
      if (glue !== 0 && here !== glue) break;
      glue = here;
      length++;
      i += comma ? 2 : 1;
    }
    return { length, glue, next: i };
  }
}

/** Whether all that follows are groups of three digits behind a comma: `9,481` and `10:11:12,345`. */
function isOneNumber(bytes: Uint8Array, first: Token, rest: readonly Token[]): boolean {
  const begins = first.kind === unitKind.time || first.kind === unitKind.date || (first.end - first.start <= 3 && bytes[first.start] !== 0x30);
  return begins && rest.every((token) => isVariable(token) ? token.kind === unitKind.number && token.end - token.start === 3 : token.end - token.start === 1);
}

/** Whether two names begin with the same letters, two at least: `blk_1 blk_2`. */
function sameHead(bytes: Uint8Array, one: Token, other: Token): boolean {
  let length = 0;
  for (; one.start + length < one.end; length++) {
    const byte = bytes[one.start + length] ?? 0;
    if ((byte | 0x20) < 0x61 || (byte | 0x20) > 0x7a) break;
    if (byte !== bytes[other.start + length]) return false;
  }
  return length >= 2;
}

function tokenOf(units: Units, i: number): Token {
  const look = units.look[i] ?? 0;
  const kind = look & (afterSpace - 1);
  const hash = units.hash[i] ?? 0;
  const type = kind === unitKind.sign ? tokenClass.sign : kind === unitKind.word ? tokenClass.word : tokenClass.variable;
  return { class: type, hash, space: look >= afterSpace, run: 1, glue: 0, kind, numbered: false, start: units.start[i] ?? 0, end: units.end[i] ?? 0 };
}

/** A time behind its date, the rest of a path with a blank in it. */
function belongs(last: Token, token: Token): boolean {
  if (last.kind === unitKind.date) return token.kind === unitKind.time;
  return last.kind === unitKind.path && token.kind === unitKind.relativePath;
}

/** `Fri Dec 10 19:02:14 EST 2004` is one variable. */
function foldDates(tokens: Token[], { months, days }: KnownWords): Token[] {
  for (let i = 0; i + 1 < tokens.length; i++) {
    const month = tokens[i];
    const day = tokens[i + 1];
    if (month === undefined || day === undefined || !months.has(month.hash) || !isVariable(day) || !day.space) continue;
    const before = tokens[i - 1];
    const first = before !== undefined && month.space && days.has(before.hash) ? i - 1 : i;
    let next = i + 2;
    if (tokens[next]?.kind === unitKind.time) next++;
    else if (tokens[next]?.kind === unitKind.number && first === i - 1) next++;
    else if (first === i) continue;
    const zone = tokens[next];
    if (zone !== undefined && zone.end - zone.start <= 4 && zone.class === tokenClass.word && tokens[next + 1]?.kind === unitKind.number) next++;
    if (tokens[next]?.kind === unitKind.number) next++;
    const start = tokens[first] ?? month;
    tokens.splice(first, next - first, { ...day, space: start.space, start: start.start, end: tokens[next - 1]?.end ?? day.end, kind: unitKind.date });
  }
  return tokens;
}

/** Folds words with digits in a row, which are a list of names; after the words are classified. */
export function foldNumbered(tokens: Token[]): void {
  for (let i = 0; i < tokens.length; i++) {
    let next = i;
    while (next < tokens.length && isNumbered(tokens[next]) && (next === i || tokens[next]?.space === true)) next++;
    const first = tokens[i];
    if (next - i < leastNumbered || first === undefined) continue;
    const end = tokens[next - 1]?.end ?? first.end;
    tokens.splice(i, next - i, { ...first, class: tokenClass.variable, kind: unitKind.id, hash: variableHash, run: next - i, glue: 1, end });
  }
}

function isNumbered(token: Token | undefined): boolean {
  return token !== undefined && token.numbered && token.class !== tokenClass.variable;
}

/** Turns a sign into the variable that stands behind it, up to and with `close`. */
function become(opening: Token, variable: Token, close: Token): void {
  opening.class = variable.class;
  opening.hash = variable.hash;
  opening.kind = variable.kind;
  opening.end = close.end;
}
