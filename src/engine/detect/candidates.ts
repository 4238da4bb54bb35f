/** Finds in one pass which of many expressions can fit a text at all, by the literals they cannot do without. */
import { literalsOf } from './literals.ts';

/** Measured: with fewer slots of the hash table most letters of a text ask for a literal, with more the table leaves the cache. */
const slotCount = 1 << 13;

interface Entry {
  readonly literal: string;
  /** Where in the literal the letters stand by which it is looked up. */
  readonly offset: number;
  readonly index: number;
}

/** A fixed list of expressions; made once, asked often. */
export class Candidates {
  /** By a hash of three letters in a row, and of two for literals of two letters, which are of other scripts. */
  readonly #slots = new Array<Entry[] | undefined>(slotCount).fill(undefined);
  /** Expressions without a literal: always to be tried. */
  readonly #always: number[] = [];
  readonly #size: number;

  constructor(expressions: readonly RegExp[]) {
    this.#size = expressions.length;
    for (const [index, expression] of expressions.entries()) {
      const literals = literalsOf(expression);
      if (literals === undefined) this.#always.push(index);
      for (const literal of literals ?? []) this.#add(literal, index);
    }
  }

  /** How many expressions have no literal to go by. */
  get alwaysTried(): number {
    return this.#always.length;
  }

  /** Returns the places, in order, of the expressions that may fit. */
  of(text: string): number[] {
    const lower = text.toLowerCase();
    const may = new Uint8Array(this.#size);
    for (const index of this.#always) may[index] = 1;
    for (let at = 0; at < lower.length; at++) {
      const first = lower.charCodeAt(at);
      const second = lower.charCodeAt(at + 1);
      const entries = this.#slots[slotOf(first, second, lower.charCodeAt(at + 2))];
      if (entries) mark(entries, lower, at, may);
      if (first > 0x7f) mark(this.#slots[slotOf(first, second, 0)] ?? [], lower, at, may);
    }
    const places: number[] = [];
    for (let index = 0; index < may.length; index++) if (may[index] === 1) places.push(index);
    return places;
  }

  /** Puts a literal where the fewest others are. */
  #add(literal: string, index: number): void {
    let offset = 0;
    let best = slotAt(literal, 0);
    for (let at = 1; at + 3 <= literal.length; at++) {
      const slot = slotAt(literal, at);
      if ((this.#slots[slot]?.length ?? 0) >= (this.#slots[best]?.length ?? 0)) continue;
      best = slot;
      offset = at;
    }
    (this.#slots[best] ??= []).push({ literal, offset, index });
  }
}

function slotAt(literal: string, at: number): number {
  return slotOf(literal.charCodeAt(at), literal.charCodeAt(at + 1), literal.length < 3 ? 0 : literal.charCodeAt(at + 2));
}

/** Codes beyond the end of a text are NaN, which the operators take for 0. */
function slotOf(first: number, second: number, third: number): number {
  return (Math.imul(first, 0x2c1) ^ Math.imul(second, 0x35) ^ third) & (slotCount - 1);
}

function mark(entries: readonly Entry[], lower: string, at: number, may: Uint8Array): void {
  for (const { literal, offset, index } of entries) if (may[index] === 0 && lower.startsWith(literal, at - offset)) may[index] = 1;
}
