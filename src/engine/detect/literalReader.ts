/**
 * Which literals a regular expression needs: a text without any of them cannot match, so most expressions need not be tried (as code search
 * engines do). Read from the expression's source; where nothing sure can be said the answer is undefined.
 */

/** A literal; `indented`: blanks aside, a match begins with it. */
export interface Literal {
  readonly text: string;
  readonly at: 'start' | 'indented' | 'anywhere';
}

/** How an expression is read. */
export interface LiteralReading {
  /** Literals come in lower case, for texts in lower case. */
  readonly ignoresCase: boolean;
  /** Whether some literals, of which a text must hold one, tell enough to rely on. */
  readonly isTelling: (literals: readonly Literal[]) => boolean;
  /** How much they tell, asked only where there are several to choose from; the first of equals counts. */
  readonly worth: (literals: readonly Literal[]) => number;
}

/** What one place of an expression asks for. */
interface Atom {
  /** What it stands for, when that is one text. */
  readonly text?: string;
  /** One of these must be in it. */
  readonly needed?: readonly Literal[] | undefined;
}

/** Signs that are hardly ever written: one of them tells something, and a class of them alone is a choice. */
export const rareSign = /[\u0100-\uffff\u00d7]/;

const plainCharacters = /[\w ,:;<>=!@#%&'"`~/-]*/y;
const anything: Atom = {};
const nowhere: Atom = { text: '' };

/** Returns literals of which every match holds at least one. */
export function readLiterals(source: string, reading: LiteralReading): readonly Literal[] | undefined {
  return new LiteralReader(plainOf(source), reading).alternatives('anywhere');
}

/** The source with the signs that a build writes as escapes, to keep the program's text narrow. */
function plainOf(source: string): string {
  return source.replace(/\\u([\da-f]{4})/g, (escape, code: string) => (parseInt(code, 16) > 0x7f ? String.fromCharCode(parseInt(code, 16)) : escape));
}

/** Recursive descent over the source of an expression; what it does not know it takes for anything. */
class LiteralReader {
  readonly #source: string;
  readonly #reading: LiteralReading;
  #at = 0;

  constructor(source: string, reading: LiteralReading) {
    this.#source = source;
    this.#reading = reading;
  }

  /** Reads alternatives up to a closing bracket or the end; `place`: where their first literal stands. */
  alternatives(place: Literal['at']): readonly Literal[] | undefined {
    const needed: Literal[] = [];
    let isSure = true;
    for (;;) {
      const some = this.#sequence(place);
      if (some) needed.push(...some);
      else isSure = false;
      if (this.#source[this.#at] !== '|') return isSure ? needed : undefined;
      this.#at++;
    }
  }

  /** Reads one alternative; the best of the literals and groups in a row is what it needs. */
  #sequence(place: Literal['at']): readonly Literal[] | undefined {
    const best = new Best(this.#reading, place);
    while (this.#at < this.#source.length && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')') {
      if (this.#source[this.#at] === '^') best.begin();
      const blanks = best.mayIndent ? this.#blanks() : 0;
      this.#at += blanks;
      if (blanks > 0) {
        best.indent();
        continue;
      }
      const plain = this.#plainRun();
      if (plain !== '') best.take(plain);
      else best.take(this.#atom(best.place), this.#quantifier());
    }
    return best.end();
  }

  /** How many characters say that any number of blanks comes. */
  #blanks(): number {
    const first = this.#source[this.#at];
    return first === ' ' || first === '\\' ? (/^(?:\\s| )[*+]/.exec(this.#source.slice(this.#at, this.#at + 3))?.[0].length ?? 0) : 0;
  }

  /** A row of characters that stand for themselves, of which most of a source consists; a quantifier behind it takes its last one. */
  #plainRun(): string {
    const from = this.#at;
    plainCharacters.lastIndex = from;
    plainCharacters.exec(this.#source);
    const { lastIndex: end } = plainCharacters;
    this.#at = end < this.#source.length && '?*+{'.includes(this.#source.charAt(end)) ? Math.max(from, end - 1) : end;
    return this.#source.slice(from, this.#at);
  }

  #atom(place: Literal['at']): Atom {
    const letter = this.#source[this.#at++] ?? '';
    switch (letter) {
      case '^': case '$': return nowhere;
      case '.': return anything;
      case '[': return this.#class();
      case '(': return this.#group(place);
      case '\\': return this.#escape();
      default: return { text: letter + this.#otherHalf(letter) };
    }
  }

  /** The rest of a character that is two in a string: a quantifier takes both. */
  #otherHalf(letter: string): string {
    return letter >= '\ud800' && letter <= '\udbff' ? (this.#source[this.#at++] ?? '') : '';
  }

  /** Positions are empty texts, numbers of characters are the character; classes, references and control characters stand for more than one text or none that is seen. */
  #escape(): Atom {
    const letter = this.#source[this.#at] ?? '';
    const code = /^(?:x([\da-f]{2})|u([\da-f]{4}))/i.exec(this.#source.slice(this.#at, this.#at + 5));
    const whole = code?.[0] ?? /^(?:[xupP]\{[^}]*\}|k<[^>]*>|c[A-Za-z]|\d+)/.exec(this.#source.slice(this.#at))?.[0] ?? letter;
    this.#at += whole.length;
    if (code) return { text: String.fromCharCode(parseInt(code[1] ?? code[2] ?? '', 16)) };
    if (letter === 'b' || letter === 'B') return nowhere;
    return /[a-z\d]/i.test(letter) ? anything : { text: letter };
  }

  /** A class of rare signs alone is a choice of them. */
  #class(): Atom {
    const from = this.#at;
    while (this.#at < this.#source.length && this.#source[this.#at] !== ']') this.#at += this.#source[this.#at] === '\\' ? 2 : 1;
    const inside = this.#source.slice(from, this.#at++).split('');
    return inside.every((sign) => rareSign.test(sign)) ? { needed: inside.map((text) => ({ text, at: 'anywhere' })) } : anything;
  }

  #group(place: Literal['at']): Atom {
    const opening = /^\?(?:[:=!]|<[=!]|<\w+>)/.exec(this.#source.slice(this.#at, this.#at + 40))?.[0] ?? '';
    const isLook = /^\?<?[=!]/.test(opening);
    this.#at += opening.length;
    const needed = this.alternatives(isLook ? 'anywhere' : place);
    this.#at++;
    // What is looked at and not taken stands beside the text, not in it.
    return isLook ? nowhere : { needed };
  }

  /** Most places have none, and there are tens of thousands of places to read before the first record is understood. */
  #quantifier(): Repeats {
    if (!'?*+{'.includes(this.#source.charAt(this.#at) || ' ')) return 'once';
    const text = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at, this.#at + 12))?.[0] ?? '';
    this.#at += text.length;
    if (text === '') return 'once';
    return text.startsWith('+') || /^\{[1-9]/.test(text) ? 'often' : 'maybe';
  }
}

type Repeats = 'once' | 'often' | 'maybe';

/** The most telling of what a sequence must hold. */
class Best {
  readonly #reading: LiteralReading;
  #literals: readonly Literal[] | undefined;
  #worth: number | undefined;
  #run = '';
  #runAt: Literal['at'];

  constructor(reading: LiteralReading, place: Literal['at']) {
    this.#reading = reading;
    this.#runAt = place;
  }

  /** Where a literal stands that comes now. */
  get place(): Literal['at'] {
    return this.#run === '' ? this.#runAt : 'anywhere';
  }

  get mayIndent(): boolean {
    return this.#runAt === 'start' && this.#run === '';
  }

  begin(): void {
    this.#runAt = 'start';
  }

  indent(): void {
    this.#runAt = 'indented';
  }

  take(atom: Atom | string, repeats: Repeats = 'once'): void {
    const { text, needed } = typeof atom === 'string' ? { text: atom } : atom;
    if (repeats === 'maybe' || text === undefined) {
      this.#endRun();
      if (repeats !== 'maybe' && needed) this.#offer(needed);
      this.#runAt = 'anywhere';
    } else {
      this.#run += this.#reading.ignoresCase ? text.toLowerCase() : text;
      if (repeats === 'often') this.#endRun();
    }
  }

  end(): readonly Literal[] | undefined {
    this.#endRun();
    return this.#literals;
  }

  #endRun(): void {
    if (this.#run === '') return;
    // Blanks in front of what is indented may be those of the literal.
    this.#offer([{ text: this.#run, at: this.#runAt === 'indented' && this.#run.startsWith(' ') ? 'anywhere' : this.#runAt }]);
    this.#runAt = 'anywhere';
    this.#run = '';
  }

  #offer(literals: readonly Literal[]): void {
    if (!this.#reading.isTelling(literals)) return;
    if (this.#literals) {
      this.#worth ??= this.#reading.worth(this.#literals);
      const worth = this.#reading.worth(literals);
      if (worth <= this.#worth) return;
      this.#worth = worth;
    }
    this.#literals = literals;
  }
}
