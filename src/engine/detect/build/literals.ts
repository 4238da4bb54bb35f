/**
 * Which literals a regular expression needs: a text without any of them cannot match. Read from the expression's source, for the
 * syntax that the tables of this folder use; where nothing sure can be said the answer is undefined.
 */

interface Parsed {
  /** One of these must be there; undefined when nothing is needed. */
  readonly needed: readonly string[] | undefined;
  readonly end: number;
}

/** Below three characters a literal tells too little, unless one of them is a sign that is hardly ever written (ours). */
const usefulLength = 3;
const rareSign = /[\u0100-\uffff\u00d7]/;

/** Returns literals (in lower case) of which every match holds at least one. */
export function neededLiterals(expression: RegExp): readonly string[] | undefined {
  return alternatives(expression.source, 0).needed;
}

/** Reads alternatives up to a closing bracket or the end. */
function alternatives(source: string, from: number): Parsed {
  const needed: string[] = [];
  let isSure = true;
  let at = from;
  for (;;) {
    const part = sequence(source, at);
    if (part.needed) needed.push(...part.needed);
    else isSure = false;
    at = part.end;
    if (source[at] !== '|') return { needed: isSure ? needed : undefined, end: at };
    at++;
  }
}

/** Reads one alternative; the best of the literals and groups in a row is what it needs. */
function sequence(source: string, from: number): Parsed {
  let best: readonly string[] | undefined;
  let run = '';
  let at = from;
  const offer = (literals: readonly string[] | undefined): void => {
    if (literals && shortest(literals) >= usefulLength && (!best || shortest(literals) > shortest(best))) best = literals;
  };
  const breakRun = (): void => {
    offer(run === '' ? undefined : [run]);
    run = '';
  };
  while (at < source.length && source[at] !== '|' && source[at] !== ')') {
    const atom = atomAt(source, at);
    const optional = /^(?:[?*]|\{0,?\d*\})/.test(source.slice(atom.end));
    const repeated = /^(?:\+|\{)/.test(source.slice(atom.end));
    if (optional || atom.text === undefined) {
      breakRun();
      if (!optional) offer(atom.needed);
    } else {
      run += atom.text;
      if (repeated) breakRun();
    }
    at = atom.end + (/^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(atom.end))?.[0].length ?? 0);
  }
  breakRun();
  return { needed: best, end: at };
}

interface Atom {
  /** What it stands for, when that is one text. */
  readonly text?: string;
  readonly needed?: readonly string[] | undefined;
  readonly end: number;
}

function atomAt(source: string, at: number): Atom {
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
  const opening = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(source.slice(at))?.[0] ?? '(';
  const inside = alternatives(source, at + opening.length);
  const isLook = /^\(\?<?[=!]/.test(opening);
  return isLook ? { text: '', end: inside.end + 1 } : { needed: inside.needed, end: inside.end + 1 };
}

/** A class of rare signs alone is a choice of them. */
function classAt(source: string, at: number): Atom {
  const end = classEnd(source, at);
  const inside = source.slice(at + 1, end - 1).split('');
  return inside.every((sign) => rareSign.test(sign)) ? { needed: inside, end } : { end };
}

function classEnd(source: string, at: number): number {
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === ']') return i + 1;
  }
  return source.length;
}

function shortest(literals: readonly string[]): number {
  return Math.min(...literals.map((literal) => (rareSign.test(literal) ? usefulLength : 0) + literal.length));
}
