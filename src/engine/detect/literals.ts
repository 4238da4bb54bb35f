/** Literals by which the expressions of the tables are looked up, all at once: the rarest are worth most. */
import { readLiterals, type LiteralReading } from './literalReader.ts';

/** Shorter ASCII literals stand in nearly every text and tell nothing; one letter of other scripts tells more (ours). */
const leastAscii = 3;
const leastOther = 2;
/** What many log lines hold without any fault. */
const everyday = /^ ?(?:error|err|status|code|fail(?:ed)?|request|response|returned|server|time|http|read|write|connect(?:ion)?|file|message|warning|log|out|database|data|service|user|client|host|key|cannot|could not|unable|post|get|api|app|not|for|found|view|load|init|config(?:uration)?|session|thread|worker|task|job|event|exception) ?$/;

const reading: LiteralReading = {
  ignoresCase: true,
  isTelling: (literals) => literals.every(({ text }) => text.length >= (/^[ -~]*$/.test(text) ? leastAscii : leastOther)),
  // Of equally rare ones those that are fewer.
  worth: (literals) => Math.min(...literals.map(({ text }) => (everyday.test(text) ? 2 : rarityOf(text)))) + 0.4 / literals.length,
};
const exactReading: LiteralReading = { ...reading, ignoresCase: false };

/** Returns lower-case literals of which one stands in every text the expression fits; undefined when there are none to rely on. */
export function literalsOf(expression: RegExp): readonly string[] | undefined {
  return textsOf(expression.source, reading);
}

/** The same for the source of an expression that minds letter case. */
export function literalsIn(source: string): readonly string[] | undefined {
  return textsOf(source, exactReading);
}

function textsOf(source: string, how: LiteralReading): readonly string[] | undefined {
  const literals = readLiterals(source, how);
  return literals && [...new Set(literals.map(({ text }) => text))];
}

/** How seldom a literal stands in a log: long ones, digits, signs and other scripts are rare, the words of every line are not. */
function rarityOf(literal: string): number {
  let sum = 0;
  for (let at = 0; at < literal.length; at++) {
    const code = literal.charCodeAt(at);
    sum += code === 0x20 ? 0.5 : code >= 0x61 && code <= 0x7a ? 1 : 2;
  }
  return sum;
}
