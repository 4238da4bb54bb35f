/** Reads one line of build output: which idiom it is, what it is worth alone, and what other lines are of its sort. */
import { Gate } from './gate.ts';
import { usualWorth, type Idiom } from './idiom.ts';
import { idioms } from './idioms.ts';

/** What a line says. */
export interface LineReading {
  readonly idiom: Idiom;
  /** 0-100. */
  readonly worth: number;
  /** Lines with the same key say the same of different things. */
  readonly key: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** Beyond this nothing is looked for in a line (ours). */
const readChars = 1000;
const noGroups: Readonly<Record<string, string | undefined>> = {};
const annotation = /^##\[error\](?=.*[\w.]\S*[:(]\d)/;

let gate: Gate | undefined;

/** Reads a line, its colours and the build server's time already taken away; undefined when it says nothing. */
export function readLine(text: string): LineReading | undefined {
  const line = text.length > readChars ? text.slice(0, readChars) : text;
  // A problem matcher marks the tool's own line; what the tool says is what it is.
  const marked = annotation.test(line) ? readAs(line.slice('##[error]'.length)) : undefined;
  if (marked && marked.worth >= usualWorth.annotation - 4) return marked;
  return readAs(line);
}

function readAs(line: string): LineReading | undefined {
  gate ??= new Gate(idioms);
  for (const [word, bits] of gate.open(line).entries()) {
    for (let left = bits; left !== 0; left &= left - 1) {
      const idiom = idioms[word * 32 + 31 - Math.clz32(left & -left)];
      const match = idiom?.expression.exec(line);
      if (idiom && match) return readingOf(idiom, line, match.groups ?? noGroups);
    }
  }
  return undefined;
}

function readingOf(idiom: Idiom, line: string, groups: LineReading['groups']): LineReading {
  const code = groups['code'];
  const sort = maskOf(code === undefined || code === '' ? line : code);
  return { idiom, worth: idiom.worth ?? usualWorth[idiom.kind], key: `${idiom.tool}/${idiom.kind}/${sort}`, groups };
}

/** The shape of a line: paths, quoted text, numbers and hashes taken out. */
export function maskOf(line: string): string {
  return line
    .replace(/(["'`])(?:(?!\1).){1,200}\1/g, 'Q')
    .replace(/[^\s,;()[\]]*[/\\][^\s,;()[\]]*/g, 'P')
    .replace(/\b[0-9a-f]{7,64}\b/gi, 'H')
    .replace(/\d+(?:[.,]\d+)*/g, '0')
    .replace(/\s+/g, ' ')
    .slice(0, 200);
}
