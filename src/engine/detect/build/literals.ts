/**
 * Which literals a regular expression needs: a text without any of them cannot match. Read from the expression's source, for the
 * syntax that the tables of this folder use; where nothing sure can be said the answer is undefined.
 */

/** A literal in lower case; `indented`: blanks aside, a match begins with it. */
export interface Literal {
  readonly text: string;
  readonly at: 'start' | 'indented' | 'anywhere';
}

interface Parsed {
  /** One of these must be there; undefined when nothing is needed. */
  readonly needed: readonly Literal[] | undefined;
  readonly end: number;
}

/** Below three characters a literal tells too little, unless one of them is a sign that is hardly ever written (ours). */
const usefulLength = 3;
/** A literal that stands first is looked for at one place: so many characters more of another one are worth as much (ours). */
const placedWorth = 6;
const rareSign = /[\u0100-\uffff\u00d7]/;

/** Returns literals of which every match holds at least one. */
export function neededLiterals(expression: RegExp): readonly Literal[] | undefined {
  const { needed } = alternatives(expression.source, 0, 'anywhere');
  return expression.multiline ? needed?.map(({ text }) => ({ text, at: 'anywhere' })) : needed;
}

/** Reads alternatives up to a closing bracket or the end; `place`: where their first literal stands. */
function alternatives(source: string, from: number, place: Literal['at']): Parsed {
  const needed: Literal[] = [];
  let isSure = true;
  let at = from;
  for (;;) {
    const part = sequence(source, at, place);
    if (part.needed) needed.push(...part.needed);
    else isSure = false;
    at = part.end;
    if (source[at] !== '|') return { needed: isSure ? needed : undefined, end: at };
    at++;
  }
}

/** Reads one alternative; the best of the literals and groups in a row is what it needs. */
function sequence(source: string, from: number, place: Literal['at']): Parsed {
  let best: readonly Literal[] | undefined;
  let most = 0;
  let run = '';
  let runAt = place;
  let at = from;
  const offer = (literals: readonly Literal[] | undefined): void => {
    const worth = literals ? telling(literals) : 0;
    if (worth <= most) return;
    most = worth;
    best = literals;
  };
  const breakRun = (): void => {
    // Blanks in front of what is indented may be those of the literal.
    offer(run === '' ? undefined : [{ text: run, at: runAt === 'indented' && run.startsWith(' ') ? 'anywhere' : runAt }]);
    if (run !== '') runAt = 'anywhere';
    run = '';
  };
  while (at < source.length && source[at] !== '|' && source[at] !== ')') {
    if (source[at] === '^') runAt = 'start';
    const blanks = runAt === 'start' && run === '' && (source[at] === ' ' || source[at] === '\\') ? /^(?:\\s| )[*+]/.exec(source.slice(at, at + 3))?.[0] : undefined;
    if (blanks !== undefined) {
      runAt = 'indented';
      at += blanks.length;
      continue;
    }
    const plain = plainRun(source, at);
    if (plain > at) {
      run += source.slice(at, plain).toLowerCase();
      at = plain;
      continue;
    }
    const atom = atomAt(source, at, run === '' ? runAt : 'anywhere');
    const quantifier = quantifierAt(source, atom.end);
    const optional = /^(?:[?*]|\{0)/.test(quantifier);
    const repeated = quantifier !== '' && !optional;
    if (optional || atom.text === undefined) {
      breakRun();
      if (!optional) offer(atom.needed);
      runAt = 'anywhere';
    } else {
      run += atom.text;
      if (repeated) breakRun();
    }
    at = atom.end + quantifier.length;
  }
  breakRun();
  return { needed: best, end: at };
}

const plainCharacters = /[\w ,:;<>=!@#%&'"`~/-]*/y;

/** Where a row of characters that stand for themselves ends; a quantifier behind it takes its last one. Most of a source is such rows. */
function plainRun(source: string, at: number): number {
  plainCharacters.lastIndex = at;
  plainCharacters.exec(source);
  const end = plainCharacters.lastIndex;
  return end < source.length && '?*+{'.includes(source.charAt(end)) ? Math.max(at, end - 1) : end;
}

/** Most places have none, and there are tens of thousands of places to read before the first line is understood. */
function quantifierAt(source: string, at: number): string {
  if (!'?*+{'.includes(source.charAt(at) || ' ')) return '';
  return /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at, at + 12))?.[0] ?? '';
}

interface Atom {
  /** What it stands for, when that is one text. */
  readonly text?: string;
  readonly needed?: readonly Literal[] | undefined;
  readonly end: number;
}

function atomAt(source: string, at: number, place: Literal['at']): Atom {
  const character = source[at] ?? '';
  if (character === '\\') {
    const escaped = source[at + 1] ?? '';
    // Positions are empty texts; classes and control characters stand for more than one text or none that is seen.
    if (escaped === 'b' || escaped === 'B') return { text: '', end: at + 2 };
    return /[dDwWsStnrvfcxuk0-9pP]/.test(escaped) ? { end: at + 2 } : { text: escaped, end: at + 2 };
  }
  if (character === '^' || character === '$') return { text: '', end: at + 1 };
  if (character === '.') return { end: at + 1 };
  if (character === '[') return classAt(source, at);
  if (character !== '(') return { text: character.toLowerCase(), end: at + 1 };
  const opening = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(source.slice(at, at + 40))?.[0] ?? '(';
  const isLook = /^\(\?<?[=!]/.test(opening);
  const inside = alternatives(source, at + opening.length, isLook ? 'anywhere' : place);
  return isLook ? { text: '', end: inside.end + 1 } : { needed: inside.needed, end: inside.end + 1 };
}

/** A class of rare signs alone is a choice of them. */
function classAt(source: string, at: number): Atom {
  const end = classEnd(source, at);
  const inside = source.slice(at + 1, end - 1).split('');
  return inside.every((sign) => rareSign.test(sign)) ? { needed: inside.map((text) => ({ text, at: 'anywhere' })), end } : { end };
}

function classEnd(source: string, at: number): number {
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === ']') return i + 1;
  }
  return source.length;
}

/** How much the weakest of the literals tells, 0 for too little: its length, and more where it can stand at one place only. */
function telling(literals: readonly Literal[]): number {
  let least = Infinity;
  for (const { text, at } of literals) {
    const length = (rareSign.test(text) ? usefulLength : 0) + text.length;
    least = Math.min(least, length < usefulLength ? 0 : length + (at === 'anywhere' ? 0 : placedWorth));
  }
  return least;
}
