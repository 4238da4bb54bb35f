/** Literals by which the gate lets expressions through: the longest are worth most, and those that stand first. */
import { rareSign, readLiterals, type Literal } from '../literalReader.ts';

export type { Literal } from '../literalReader.ts';

/** Below three characters a literal tells too little, unless one of them is a sign that is hardly ever written (ours). */
const usefulLength = 3;
/** A literal that stands first is looked for at one place: so many characters more of another one are worth as much (ours). */
const placedWorth = 6;

/** Returns literals of which every match holds at least one. */
export function neededLiterals(expression: RegExp): readonly Literal[] | undefined {
  const needed = readLiterals(expression.source, { ignoresCase: true, isTelling, worth });
  return expression.multiline ? needed?.map(({ text }) => ({ text, at: 'anywhere' })) : needed;
}

function isTelling(literals: readonly Literal[]): boolean {
  return literals.every(({ text }) => text.length >= usefulLength || rareSign.test(text));
}

/** How much the weakest of them tells. */
function worth(literals: readonly Literal[]): number {
  let least = Infinity;
  for (const { text, at } of literals) least = Math.min(least, text.length + (rareSign.test(text) ? usefulLength : 0) + (at === 'anywhere' ? 0 : placedWorth));
  return least;
}
