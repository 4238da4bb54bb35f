/** How alike the tokens of two templates are. */
import { isVariable, tokenClass } from './tokens.ts';
import type { Token } from './tokens.ts';

/** The number of equal words where `tokens` fits the template, -1 where it does not. */
export function equalWords(template: readonly Token[], tokens: readonly Token[]): number {
  if (template.length !== tokens.length) return -1;
  let equal = 0;
  for (let i = 0; i < template.length; i++) {
    const mine = template[i];
    const theirs = tokens[i];
    if (mine === undefined || mine.space !== theirs?.space) return -1;
    if (isVariable(mine)) {
      if (theirs.class === tokenClass.sign) return -1;
    } else if (mine.hash === theirs.hash) equal++;
    else if (mine.class !== tokenClass.soft || theirs.class === tokenClass.sign) return -1;
  }
  return equal;
}

/** Counts the words two templates of one leaf share, with a hash of where they stand; none where they differ in a state. */
export function compare(one: readonly Token[], other: readonly Token[]): { equal: number; words: number; positions: number } {
  let equal = 0;
  let words = 0;
  let positions = 0;
  for (let i = 0; i < one.length; i++) {
    const a = one[i];
    const b = other[i];
    if (a === undefined || b === undefined || a.class === tokenClass.sign) continue;
    if (isVariable(a) && isVariable(b)) continue;
    words++;
    if (a.hash !== b.hash) {
      if (a.class === tokenClass.state || b.class === tokenClass.state) return { equal: 0, words: 1, positions: 0 };
      continue;
    }
    equal++;
    positions = Math.imul(positions ^ i, 0x01000193) + 1;
  }
  return { equal, words, positions };
}

/** The number of stretches in which one template is a plain variable and the other is not; undefined where they differ otherwise or share too few words. */
export function coarseDifferences(one: readonly Token[], other: readonly Token[]): number | undefined {
  const left = stretchesOf(one);
  const right = stretchesOf(other);
  if (left.length !== right.length) return undefined;
  let differences = 0;
  let words = 0;
  let larger = 0;
  for (let i = 0; i < left.length; i++) {
    const a = left[i] ?? [];
    const b = right[i] ?? [];
    if (sameStretch(a, b)) {
      if (a.some((token) => token.class >= tokenClass.word)) words++;
      continue;
    }
    const plainA = isPlain(a);
    if (plainA === isPlain(b)) return undefined;
    larger |= plainA ? 1 : 2;
    differences++;
  }
  return differences > 0 && words >= 2 && larger !== 3 ? differences : undefined;
}

/** A variable with at most one sign behind it. */
function isPlain(stretch: readonly Token[]): boolean {
  const [first, second] = stretch;
  return first !== undefined && isVariable(first) && (stretch.length === 1 || (stretch.length === 2 && second?.class === tokenClass.sign));
}

function sameStretch(a: readonly Token[], b: readonly Token[]): boolean {
  return a.length === b.length && a.every((token, i) => token.hash === b[i]?.hash || (token.class !== tokenClass.sign && token.class <= tokenClass.soft && b[i]?.class !== tokenClass.sign));
}

function stretchesOf(tokens: readonly Token[]): Token[][] {
  const stretches: Token[][] = [];
  for (const token of tokens) {
    if (token.space || stretches.length === 0) stretches.push([token]);
    else stretches.at(-1)?.push(token);
  }
  return stretches;
}
