/** Which literals a text must hold for an expression to fit, so that most expressions need not be tried (as code search engines do). */

/** What one place of an expression asks for: text that must stand there, or undefined where anything may. */
interface Part {
  /** The part is exactly this text. */
  readonly exact?: string;
  /** One of these must be in it. */
  readonly oneOf?: readonly string[];
}

/** Shorter ASCII literals stand in nearly every text and tell nothing; one letter of other scripts tells more (ours). */
const leastAscii = 3;
const leastOther = 2;
/** What many log lines hold without any fault. */
const everyday = /^ ?(?:error|err|status|code|fail(?:ed)?|request|response|returned|server|time|http|read|write|connect(?:ion)?|file|message|warning|log|out|database|data|service|user|client|host|key|cannot|could not|unable|post|get|api|app|not|for|found|view|load|init|config(?:uration)?|session|thread|worker|task|job|event|exception) ?$/;

const plainCharacters = /[\w ,:;<>=!@#%&'"`~/-]*/y;

/** Returns lower-case literals of which one stands in every text the expression fits; undefined when there are none to rely on. */
export function literalsOf(expression: RegExp): readonly string[] | undefined {
  return new LiteralReader(expression.source.toLowerCase(), expression.source).read();
}

/** The same for the source of an expression that minds letter case. */
export function literalsIn(source: string): readonly string[] | undefined {
  return new LiteralReader(source, source).read();
}

/** Recursive descent over the source of an expression; what it does not know it takes for anything. */
class LiteralReader {
  readonly #source: string;
  readonly #raw: string;
  #at = 0;

  constructor(lower: string, raw: string) {
    // Lower case may change the length of a few letters; then nothing is relied on.
    this.#source = lower.length === raw.length ? lower : '';
    this.#raw = raw;
  }

  read(): readonly string[] | undefined {
    return this.#source === '' ? undefined : this.#alternatives();
  }

  #alternatives(): readonly string[] | undefined {
    const all: (readonly string[] | undefined)[] = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      all.push(this.#sequence());
    }
    return all.includes(undefined) ? undefined : [...new Set(all.flatMap((some) => some ?? []))];
  }

  /** The most telling of what a sequence must hold. */
  #sequence(): readonly string[] | undefined {
    const found: (readonly string[])[] = [];
    let run = '';
    const endRun = (): void => {
      if (run !== '') found.push([run]);
      run = '';
    };
    while (this.#at < this.#source.length && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')') {
      const plain = this.#plainRun();
      if (plain !== '') {
        run += plain;
        continue;
      }
      const part = this.#atom();
      const repeats = this.#quantifier();
      if (repeats === 'maybe') endRun();
      else if (part?.exact !== undefined) {
        run += part.exact;
        if (repeats === 'often') endRun();
      } else {
        endRun();
        if (part?.oneOf) found.push(part.oneOf);
      }
    }
    endRun();
    const telling = found.filter((some) => some.every(isTelling));
    if (telling.length < 2) return telling[0];
    return telling.map((some) => ({ some, rarity: rarity(some) })).sort((a, b) => b.rarity - a.rarity || a.some.length - b.some.length)[0]?.some;
  }

  /** A row of characters that stand for themselves, of which most of a source consists; a quantifier behind it takes its last one. */
  #plainRun(): string {
    plainCharacters.lastIndex = this.#at;
    plainCharacters.exec(this.#source);
    const { lastIndex: end } = plainCharacters;
    const from = this.#at;
    this.#at = end < this.#source.length && '?*+{'.includes(this.#source.charAt(end)) ? Math.max(from, end - 1) : end;
    return this.#source.slice(from, this.#at);
  }

  #atom(): Part | undefined {
    const letter = this.#source[this.#at++] ?? '';
    switch (letter) {
      case '^': case '$': return { exact: '' };
      case '.': return undefined;
      case '[': return this.#skipClass();
      case '(': return this.#group();
      case '\\': return this.#escape();
      default: return { exact: letter };
    }
  }

  #escape(): Part | undefined {
    const letter = this.#raw[this.#at++] ?? '';
    if (letter === 'b' || letter === 'B') return { exact: '' };
    if (letter === 'p' || letter === 'P') {
      this.#at = this.#source.indexOf('}', this.#at) + 1;
      return undefined;
    }
    return /[a-z0-9]/i.test(letter) ? undefined : { exact: letter };
  }

  #skipClass(): Part | undefined {
    while (this.#at < this.#source.length && this.#source[this.#at] !== ']') this.#at += this.#source[this.#at] === '\\' ? 2 : 1;
    this.#at++;
    return undefined;
  }

  #group(): Part | undefined {
    const look = /^\?(?:<[=!]|[=!])/.test(this.#source.slice(this.#at, this.#at + 3));
    const opening = /^\?(?::|<?[=!]|<\w+>)/.exec(this.#source.slice(this.#at))?.[0] ?? '';
    this.#at += opening.length;
    const inner = this.#alternatives();
    this.#at++;
    // What is looked at and not taken stands beside the text, not in it.
    if (look) return { exact: '' };
    return inner === undefined ? undefined : { oneOf: inner };
  }

  #quantifier(): 'once' | 'often' | 'maybe' {
    // Most places have none, and there are tens of thousands of places to read before the first record is understood.
    if (!'?*+{'.includes(this.#source.charAt(this.#at) || ' ')) return 'once';
    const text = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at, this.#at + 12))?.[0] ?? '';
    this.#at += text.length;
    if (text === '') return 'once';
    return text.startsWith('+') || /^\{[1-9]/.test(text) ? 'often' : 'maybe';
  }
}

function isTelling(literal: string): boolean {
  return literal.length >= (/^[ -~]*$/.test(literal) ? leastAscii : leastOther);
}

/** How seldom the commonest of some literals stands in a log: long ones, digits, signs and other scripts are rare, the words of every line are not. */
function rarity(literals: readonly string[]): number {
  return Math.min(...literals.map((literal) => (everyday.test(literal) ? 2 : rarityOf(literal))));
}

function rarityOf(literal: string): number {
  let sum = 0;
  for (let at = 0; at < literal.length; at++) {
    const code = literal.charCodeAt(at);
    sum += code === 0x20 ? 0.5 : code >= 0x61 && code <= 0x7a ? 1 : 2;
  }
  return sum;
}
