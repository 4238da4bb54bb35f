/** A body's tokens as templates are compared by: units with what belongs together folded, and how readily each word may vary. */
import { hashText, mixHash } from './hash.ts';
import { afterSpace, unitKind, variableHash } from './units.ts';
import type { Units } from './units.ts';

/** How a token may vary. */
export const tokenClass = {
  /** Punctuation and the words of protocols: never. */
  sign: 0,
  /** A variable already. */
  variable: 1,
  /** A word where names and values stand: with its second value. */
  soft: 2,
  /** A word of the language: only with many values. */
  word: 3,
  /** A word in capitals, mostly one of few states, or the name of a value: with very many values. */
  state: 4,
} as const;

/** What stands between the members of a run of variables. */
export const runGlue = ['', ' ', ',', ', '] as const;

/** One token. */
export interface Token {
  class: number;
  /** Hash of the text; `variableHash` for a variable. */
  hash: number;
  space: boolean;
  /** How many variables are folded into this one, 0 when their number varies. */
  run: number;
  glue: number;
  kind: number;
  /** A word with digits in it. */
  numbered: boolean;
  /** Where the text is in the bytes the shape was made from. */
  readonly start: number;
  end: number;
}

/** The tokens of one body with the hashes it is found by. */
export interface Shape {
  readonly tokens: Token[];
  /** Hash with soft words counted as variables: equal for bodies of one template. */
  readonly looseKey: number;
  /** Hash of the signs and of where words stand. */
  readonly leafKey: number;
  /** Hash with each run of signs and variables between blanks counted as one variable; 0 when no such run is longer than one token. */
  readonly coarseKey: number;
  readonly cut: boolean;
}

/** What follows a number that is a size. */
export const sizeUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'KiB', 'MiB', 'GiB', 'TiB', 'kB', 'bytes'];

/** The hashes of the signs and words that mean something to the builder. */
interface Signs {
  readonly value: ReadonlySet<number>;
  readonly joiner: ReadonlySet<number>;
  readonly equals: number;
  readonly colon: number;
  readonly less: number;
  readonly greater: number;
  readonly http: number;
  readonly bracket: number;
  readonly brace: number;
  readonly sizeUnits: ReadonlySet<number>;
  readonly timeUnits: ReadonlySet<number>;
  /** What a request does is not one value among many. */
  readonly verbs: ReadonlySet<number>;
}

function createSigns(): Signs {
  const hashes = (words: readonly string[]): Set<number> => new Set(words.map((word) => hashText(word)));
  return {
    value: hashes(['=', ':', '"', "'"]),
    joiner: hashes([':', '/', '.', '@', '+', '#']),
    equals: hashText('='),
    colon: hashText(':'),
    less: hashText('<'),
    greater: hashText('>'),
    http: hashText('HTTP/'),
    bracket: hashText('['),
    brace: hashText('{'),
    sizeUnits: hashes(sizeUnits),
    timeUnits: hashes(['s', 'sec', 'secs', 'second', 'seconds', 'ms', 'us', 'ns', 'min', 'minute', 'minutes']),
    verbs: hashes(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'CONNECT', 'SELECT', 'INSERT', 'UPDATE']),
  };
}

/** Builds shapes; keeps the hashes of the few words it knows. */
export class ShapeBuilder {
  readonly #comma = hashText(',');
  readonly #signs = createSigns();
  readonly #months = new Set('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ').map((word) => hashText(word)));
  readonly #days = new Set('Mon Tue Wed Thu Fri Sat Sun'.split(' ').map((word) => hashText(word)));

  /** Makes the shape of what `units` holds of `bytes`. */
  build(units: Units, bytes: Uint8Array): Shape {
    const tokens: Token[] = [];
    for (let i = 0; i < units.count; i++) this.#add(tokens, tokenOf(units, i));
    const folded = this.#foldRuns(bytes, foldDates(tokens, this.#months, this.#days));
    classify(folded, bytes, this.#signs);
    foldNumbered(folded);
    keepNames(folded);
    return { tokens: folded, looseKey: looseKeyOf(folded, -1), leafKey: leafKeyOf(folded), coarseKey: coarseKeyOf(folded, this.#signs.equals), cut: units.cut };
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
    else if (before !== undefined && isVariable(before) && !token.space && ((!last.space && this.#signs.joiner.has(last.hash)) || last.hash === this.#signs.http)) {
      tokens.pop();
      before.end = token.end;
    } else tokens.push(token);
  }

  /** `<5>`, `{9a…}/path` and `<1 sec` are one variable. */
  #closes(token: Token, last: Token, before: Token): boolean {
    if (!isVariable(last) || last.space) return false;
    if (before.hash === this.#signs.less) return (token.hash === this.#signs.greater && !token.space) || (token.space && last.kind === unitKind.number && this.#signs.timeUnits.has(token.hash));
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
      const listed = run.glue === 3 && (opening === this.#signs.bracket || opening === this.#signs.brace);
      const alike = listed || run.glue === 2 || sameHead(bytes, first, tokens[run.next - 1] ?? first);
      if (run.length < (alike ? 2 : 3)) continue;
      first.run = run.length;
      first.glue = run.glue;
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
      const comma = tokens[i]?.hash === this.#comma && tokens[i]?.space === false;
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

/** Tells whether a token is a variable. */
export function isVariable(token: Token): boolean {
  return token.class === tokenClass.variable;
}

/** A time behind its date, the rest of a path with a blank in it. */
function belongs(last: Token, token: Token): boolean {
  if (last.kind === unitKind.date) return token.kind === unitKind.time;
  return last.kind === unitKind.path && token.kind === unitKind.relativePath;
}

/** `Fri Dec 10 19:02:14 EST 2004` is one variable. */
function foldDates(tokens: Token[], months: ReadonlySet<number>, days: ReadonlySet<number>): Token[] {
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

/** Four and more words with digits in a row are a list of names. */
function foldNumbered(tokens: Token[]): void {
  for (let i = 0; i < tokens.length; i++) {
    let next = i;
    while (next < tokens.length && isNumbered(tokens[next]) && (next === i || tokens[next]?.space === true)) next++;
    const first = tokens[i];
    if (next - i < 3 || first === undefined) continue;
    const end = tokens[next - 1]?.end ?? first.end;
    tokens.splice(i, next - i, { ...first, class: tokenClass.variable, kind: unitKind.id, hash: variableHash, run: next - i, glue: 1, end });
  }
}

function isNumbered(token: Token | undefined): boolean {
  return token !== undefined && token.numbered && token.class !== tokenClass.variable;
}

/** Decides for each word how readily it varies, by its looks and by what stands around it. */
function classify(tokens: Token[], bytes: Uint8Array, signs: Signs): void {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.class !== tokenClass.word) continue;
    const look = lookOf(bytes, token.start, token.end);
    const before = tokens[i - 1];
    const next = tokens[i + 1];
    const inValue = before?.class === tokenClass.sign && !before.space && !token.space && signs.value.has(before.hash);
    const named = before?.class === tokenClass.sign && !before.space && before.hash === signs.colon && token.space;
    if (before?.kind === unitKind.number && token.space && signs.sizeUnits.has(token.hash)) token.class = tokenClass.soft;
    const isName = next?.hash === signs.equals && next.class === tokenClass.sign && !next.space;
    if (token.class === tokenClass.soft) continue;
    if (signs.verbs.has(token.hash)) token.class = tokenClass.sign;
    else if (isName) token.class = tokenClass.state;
    else if (inValue && look.dots >= 2 && look.dotted) becomeVariable(token);
    else if (inValue || (look.capitals && named)) token.class = tokenClass.soft;
    else if (look.capitals) token.class = tokenClass.state;
    else if (look.digits || (i > 0 && look.name)) token.class = tokenClass.soft;
    if (look.digits) token.numbered = true;
  }
}

/** Turns a sign into the variable that stands behind it, up to and with `close`. */
function become(opening: Token, variable: Token, close: Token): void {
  opening.class = variable.class;
  opening.hash = variable.hash;
  opening.kind = variable.kind;
  opening.end = close.end;
}

function becomeVariable(token: Token): void {
  token.class = tokenClass.variable;
  token.hash = variableHash;
}

/** A body of names only keeps them: what would be left of it says nothing. */
function keepNames(tokens: readonly Token[]): void {
  if (tokens.some((token) => token.class >= tokenClass.word)) return;
  for (const token of tokens) if (token.class === tokenClass.soft) token.class = tokenClass.word;
}

interface WordLook {
  readonly capitals: boolean;
  readonly digits: boolean;
  readonly name: boolean;
  readonly dots: number;
  /** Letters, digits, dots, dashes and underscores only. */
  readonly dotted: boolean;
}

function lookOf(bytes: Uint8Array, start: number, end: number): WordLook {
  let lower = 0;
  let upper = 0;
  let digits = 0;
  let signs = 0;
  let dots = 0;
  let dashes = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x61 && byte <= 0x7a) lower++;
    else if (byte >= 0x41 && byte <= 0x5a) upper++;
    else if (byte >= 0x30 && byte <= 0x39) digits++;
    else if (byte === 0x2e) dots++;
    else if (byte === 0x2d) dashes++;
    else if (byte === 0x5f || byte === 0x2f || byte === 0x40 || byte === 0x24) signs++;
  }
  const dotted = lower + upper + digits + dots + dashes === end - start;
  return { capitals: upper >= 2 && lower === 0 && digits === 0, digits: digits > 0, name: signs + dots > 0 && lower > 0, dots, dotted };
}

/** Returns the loose key, with the token at `blank` counted as a variable too. */
export function looseKeyOf(tokens: readonly Token[], blank: number): number {
  let low = 0x1b873593;
  let high = 0x27d4eb2f;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    const free = i === blank || token.class === tokenClass.variable || token.class === tokenClass.soft;
    const code = (free ? variableHash : token.hash) ^ (token.space ? 0x51ed270b : 0);
    low = mixHash(low ^ code);
    high = Math.imul(((high << 7) | (high >>> 25)) + code, 0x9e3779b1);
  }
  return wideKey(low, high);
}

/** Returns the leaf key: equal for bodies whose signs and words stand in the same places. */
function leafKeyOf(tokens: readonly Token[]): number {
  let low = tokens.length;
  for (const token of tokens) {
    const code = (token.class === tokenClass.sign ? token.hash : variableHash) ^ (token.space ? 0x51ed270b : 0);
    low = mixHash(Math.imul(low, 31) ^ code);
  }
  return low;
}

/** Makes one number of two hashes, 53 bits in all. */
function wideKey(low: number, high: number): number {
  return (low >>> 0) + (high & 0x1fffff) * 0x100000000;
}

/** Returns the key in which a stretch without blanks that holds a variable is one variable, its last sign apart; `name=value` stays as it is. */
function coarseKeyOf(tokens: readonly Token[], equals: number): number {
  let low = 0x3c6ef372;
  let high = 0x1b873593;
  const put = (code: number): void => {
    low = mixHash(low ^ code);
    high = Math.imul(((high << 7) | (high >>> 25)) + code, 0x9e3779b1);
  };
  for (let i = 0; i < tokens.length; ) {
    let next = i + 1;
    while (next < tokens.length && tokens[next]?.space === false) next++;
    const stretch = tokens.slice(i, next);
    i = next;
    const free = stretch.some((token) => token.class <= tokenClass.soft && token.class > tokenClass.sign) && !stretch.some((token) => token.hash === equals);
    if (!free) stretch.forEach((token) => put(token.class === tokenClass.variable || token.class === tokenClass.soft ? variableHash : token.hash));
    else put(variableHash);
    const last = stretch.at(-1);
    if (free && last?.class === tokenClass.sign && stretch.length > 1) put(last.hash);
    put(0x51ed270b);
  }
  return wideKey(low, high);
}
