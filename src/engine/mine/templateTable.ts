/** The templates by id: their tokens, texts and counts, who was merged into whom, and what the store has not seen yet. */
import type { Template } from '../../model/template.ts';
import { sizeUnits } from './knownWords.ts';
import { isVariable, runGlue, tokenClass } from './tokens.ts';
import type { Shape, Token } from './tokens.ts';
import { unitKind, variableHash } from './units.ts';

/** A template as the miner works on it. */
export interface Mined {
  readonly id: number;
  tokens: TemplateToken[];
  leafKey: number;
  readonly cut: boolean;
}

/** A token with its text; the text of a variable is not used. */
export interface TemplateToken extends Token {
  readonly text: string;
  /** The variable stands for a unit of measure behind its number. */
  unit: boolean;
}

/** What stands for whatever varies. */
const wildcard = '<*>';
const isSize = new Set(sizeUnits);

/** Numbers in a row that are shown one by one; more are a list. */
const maxColumns = 24;

/** All templates ever born; ids are small numbers in order of birth. */
export class TemplateTable {
  readonly #mined: (Mined | undefined)[] = [undefined];
  readonly #parent: number[] = [0];
  readonly #counts: number[] = [0];
  readonly #dirty: boolean[] = [false];
  readonly #changed: number[] = [];
  readonly #decoder = new TextDecoder();
  #live = 0;

  /** How many templates are not merged into another. */
  get size(): number {
    return this.#live;
  }

  /** The highest id given. */
  get lastId(): number {
    return this.#parent.length - 1;
  }

  /** Makes a template of a shape; `bytes` is what the shape points into. */
  add(shape: Shape, bytes: Uint8Array): Mined {
    const mined: Mined = { id: this.#parent.length, tokens: shape.tokens.map((token) => this.#withText(token, bytes)), leafKey: shape.leafKey, cut: shape.cut };
    this.#push(mined, 0);
    this.#live++;
    this.touch(mined.id);
    return mined;
  }

  /** Makes all ids up to `id` known, for a restored template with gaps before it. */
  reserve(id: number): void {
    while (this.#parent.length < id) this.#push(undefined, 0);
  }

  /** Sets what a restored template had counted, without telling the store. */
  restoreCount(id: number, count: number): void {
    this.#counts[id] = count;
    this.#dirty[id] = false;
    this.#changed.length = 0;
  }

  /** Makes an id that is another name of `target`. */
  addAlias(id: number, target: number): void {
    this.reserve(id);
    this.#push(undefined, 0);
    this.#parent[id] = target;
  }

  /** Returns the template that an id stands for now; follows merges. */
  resolve(id: number): number {
    let root = id;
    for (;;) {
      const parent = this.#parent[root];
      if (parent === undefined || parent === root) break;
      root = parent;
    }
    for (let at = id; at !== root; ) {
      const next = this.#parent[at] ?? root;
      this.#parent[at] = root;
      at = next;
    }
    return root;
  }

  mined(id: number): Mined | undefined {
    return this.#mined[this.resolve(id)];
  }

  count(id: number): void {
    this.#counts[id] = (this.#counts[id] ?? 0) + 1;
    if (this.#dirty[id] !== true) this.touch(id);
  }

  countOf(id: number): number {
    return this.#counts[this.resolve(id)] ?? 0;
  }

  /** Notes that the store does not know the template's present state. */
  touch(id: number): void {
    if (this.#dirty[id] === true) return;
    this.#dirty[id] = true;
    this.#changed.push(id);
  }

  /** Returns the templates whose text or count changed since the last call; a merged id has the text of the survivor and count 0. */
  takeChanged(): Template[] {
    const changed = this.#changed.splice(0).sort((a, b) => a - b);
    return changed.map((id) => {
      this.#dirty[id] = false;
      return { id, text: this.textOf(id), count: this.resolve(id) === id ? this.countOf(id) : 0 };
    });
  }

  /** Returns the text as it is once its units of size vary; the same as `textOf` where it has none. */
  textWithoutSizes(mined: Mined): string {
    return textOfTokens(mined, true);
  }

  textOf(id: number): string {
    const mined = this.mined(id);
    return mined === undefined ? '' : textOfTokens(mined, false);
  }

  /** Puts the younger template into the older one; returns the older. */
  merge(one: Mined, other: Mined): Mined {
    if (one.id === other.id) return one;
    const [older, younger] = one.id < other.id ? [one, other] : [other, one];
    if (older.tokens.length > younger.tokens.length) {
      older.tokens = younger.tokens;
      older.leafKey = younger.leafKey;
    } else this.generalise(older, younger.tokens);
    this.retire(younger.id, older.id);
    return older;
  }

  /** Makes `id` another name of `target` and forgets its tokens; its count goes along. */
  retire(id: number, target: number): void {
    this.#parent[id] = target;
    this.#counts[target] = (this.#counts[target] ?? 0) + (this.#counts[id] ?? 0);
    this.#counts[id] = 0;
    this.#mined[id] = undefined;
    this.#live--;
    this.touch(id);
    this.touch(target);
  }

  /** The templates that are not merged into another. */
  live(): Mined[] {
    return this.#mined.filter((mined) => mined !== undefined);
  }

  /** Makes a variable of every token in which the template differs from `tokens`; tells whether there was one. */
  generalise(mined: Mined, tokens: readonly (Token & { readonly text?: string })[]): boolean {
    let changed = false;
    if (!sameSigns(mined.tokens, tokens)) return false;
    for (let i = 0; i < mined.tokens.length; i++) {
      const mine = mined.tokens[i];
      const theirs = tokens[i];
      if (mine === undefined || theirs === undefined) break;
      if (isVariable(mine)) {
        if (mine.run !== 0 && isVariable(theirs) && theirs.run !== mine.run) {
          mine.run = 0;
          changed = true;
        }
      } else if (mine.hash !== theirs.hash || isVariable(theirs)) {
        mine.unit = isSize.has(mine.text) && isNumber(mined.tokens[i - 1]);
        mine.class = tokenClass.variable;
        mine.hash = variableHash;
        changed = true;
      }
    }
    if (changed) this.touch(mined.id);
    return changed;
  }

  #push(mined: Mined | undefined, count: number): void {
    this.#parent.push(this.#parent.length);
    this.#mined.push(mined);
    this.#counts.push(count);
    this.#dirty.push(false);
  }

  #withText(token: Token, bytes: Uint8Array): TemplateToken {
    const text = isVariable(token) ? wildcard : this.#decoder.decode(bytes.subarray(token.start, token.end));
    return { ...token, text, unit: false };
  }
}

/** Whether signs stand in the same places, so that the tokens can be compared one by one. */
function sameSigns(one: readonly Token[], other: readonly Token[]): boolean {
  if (one.length !== other.length) return false;
  return one.every((token, i) => (token.class !== tokenClass.sign && other[i]?.class !== tokenClass.sign) || token.hash === other[i]?.hash);
}

function isNumber(token: Token | undefined): boolean {
  return token?.kind === unitKind.number;
}

function textOfTokens(mined: Mined, withoutSizes: boolean): string {
  let text = '';
  const unitVaries = withoutSizes || mined.tokens.some((token) => token.unit);
  for (let i = 0; i < mined.tokens.length; i++) {
    const token = mined.tokens[i];
    if (token === undefined || token.unit || (unitVaries && isSize.has(token.text) && isNumber(mined.tokens[i - 1]))) continue;
    if (token.space) text += ' ';
    if (!isVariable(token)) text += token.text;
    else text += foldsRun(token) ? wildcard : Array.from({ length: token.run }, () => wildcard).join(runGlue[token.glue] ?? ' ');
  }
  return mined.cut && !text.endsWith(wildcard) ? `${text} ${wildcard}` : text;
}

/** Lists whose length varies and lists of names are one variable; a row of numbers keeps its columns. */
function foldsRun(token: Token): boolean {
  return token.run <= 1 || token.run > maxColumns || (token.glue === 1 && token.kind !== unitKind.number);
}
