/** The tokens templates are made of and compared by. */

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
  /** Hash with each run of signs and variables between blanks counted as one variable. */
  readonly coarseKey: number;
  readonly cut: boolean;
}

/** Tells whether a token is a variable. */
export function isVariable(token: Token): boolean {
  return token.class === tokenClass.variable;
}
