/** Reads one line of build output: which idiom it is, what it is worth alone, and what other lines are of its sort. */
import { carrierLength } from './carrier.ts';
import { Gate } from './gate.ts';
import { usualWorth, type Idiom } from './idiom.ts';
import { idioms } from './idioms.ts';

/** What a line says. */
export class LineReading {
  readonly idiom: Idiom;
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly #line: string;

  constructor(idiom: Idiom, line: string, groups: LineReading['groups']) {
    this.idiom = idiom;
    this.groups = groups;
    this.#line = line;
  }

  /** 0-100. */
  get worth(): number {
    return this.idiom.worth ?? usualWorth[this.idiom.kind];
  }

  /** Lines with the same key say the same of different things. Made when asked for: most readings are noise, which nobody sorts. */
  get key(): string {
    const code = this.groups['code'] ?? '';
    // A code is one sort to its last digit (TS2322 is not TS2304); what has blanks is a message.
    const sort = code !== '' && !/\s/.test(code) ? code.slice(0, codeChars) : maskOf(code === '' ? this.#line : code);
    return `${this.idiom.tool}/${this.idiom.kind}/${sort}`;
  }
}

/** Beyond this nothing is looked for in a line (ours). */
const readChars = 1000;
const codeChars = 200;
const noGroups: Readonly<Record<string, string | undefined>> = {};
const annotationMark = '##[error]';
const annotation = /^##\[error\](?=.*[\w.]\S*[:(]\d)/;

/** What these say of a line any tool may have written. */
const vagueTools = new Set(['general', 'network', 'timeout', 'secret', 'system', 'ci']);

let gate: Gate | undefined;

/** The bytes of a line in UTF-8, where they are at hand. */
export interface LineBytes {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Reads a line, its colours and the build server's time already taken away; undefined when it says nothing. */
export function readLine(text: string, raw?: LineBytes): LineReading | undefined {
  gate ??= new Gate(idioms);
  // A problem matcher marks the tool's own line; what the tool says is what it is.
  if (text.startsWith(annotationMark) && annotation.test(text.slice(0, readChars))) {
    const inner = text.slice(annotationMark.length, readChars);
    const marked = readAs(inner, gate.openText(inner));
    if (marked && marked.worth >= usualWorth.annotation - 4) return marked;
  }
  const line = text.length > readChars ? text.slice(0, readChars) : text;
  const reading = readAs(line, raw && line === text ? gate.open(raw.bytes, raw.from, raw.to) : gate.openText(line));
  if (reading && !vagueTools.has(reading.idiom.tool)) return reading;
  const carrier = carrierLength(line);
  if (carrier === 0) return reading;
  const inner = readAs(line.slice(carrier), gate.openBehind(Buffer.byteLength(line.slice(0, carrier))));
  return inner && (!reading || reading.idiom.tool === 'general' || inner.worth > reading.worth) ? inner : reading;
}

/** The first idiom of those that may fit which does. */
function readAs(line: string, open: Uint32Array): LineReading | undefined {
  for (let word = 0; word < open.length; word++) {
    for (let left = open[word] ?? 0; left !== 0; left &= left - 1) {
      const idiom = idioms[word * 32 + 31 - Math.clz32(left & -left)];
      const match = idiom?.expression.exec(line);
      if (idiom && match) return new LineReading(idiom, line, match.groups ?? noGroups);
    }
  }
  return undefined;
}

/** The shape of a line: paths, quoted text, numbers and hashes taken out. */
export function maskOf(line: string): string {
  const quoted = line.replace(/^(\s*\[\w{2,12}\]\s+)?[.EFISs]{3,}(?=[A-Z]{3})/, '$1').replace(/(["'`])(?:(?!\1).){1,200}\1/g, 'Q');
  return (quoted.includes('/') || quoted.includes('\\') ? quoted.replace(/[^\s,;()[\]]*[/\\][^\s,;()[\]]*/g, 'P') : quoted)
    .replace(/\b[0-9a-f]{7,64}\b/gi, 'H')
    .replace(/\d+(?:[.,]\d+)*/g, '0')
    .replace(/\s+/g, ' ')
    .slice(0, 200);
}
