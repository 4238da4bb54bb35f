/** Whether two templates are spellings of one cause: most of their constant words are the same, in the same order. */

const sameShare = 0.7;
const wordLimit = 40;

/** Splits a template into its constant words. */
export function wordsOf(template: string): string[] {
  return template.toLowerCase().split(/[^\p{L}\p{N}_./-]+/u).filter((word) => word.length > 1 && !word.includes('/')).slice(0, wordLimit);
}

/** Returns whether two lists of words are spellings of one cause. */
export function isSameSpelling(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const common = commonLength(a, b);
  // A longer tail of variables does not make another cause: the shorter one decides, if it is not too short to tell.
  const shorter = Math.min(a.length, b.length);
  const longer = Math.max(a.length, b.length);
  return common / longer >= sameShare || (shorter >= 6 && common / shorter >= 0.9 && shorter / longer >= 0.5);
}

/** Length of the longest common subsequence. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (let j = 0; j < b.length; j++) next.push(word === b[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Masks what varies in one line of which nobody mined a template: quoted text, paths, addresses, ids and numbers. */
export function maskedLine(line: string): string {
  return line.replace(/"[^"]*"|'[^']*'|\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b0x[0-9a-f]+\b|(?<![\w.])\/[^\s:,;()]+|\b\d[\w.:,-]*/gi, '<*>').slice(0, 300);
}

/** Words that two texts share and that say something: no common word of logs, no short one. */
export function sharedTelling(a: string, b: string): string[] {
  const inB = new Set(tellingWords(b));
  return [...new Set(tellingWords(a))].filter((word) => inB.has(word));
}

const common = new Set(('error errors exception failed failure fail warning could would cannot unable while when with from this that been have http https request response client server '
  + 'connection connect connecting upstream null none true false line file traceback recent call last message caused during handling above another occurred timeout timed time info warn debug fatal '
  + 'main java python node localhost host status code worker process service system thread start started stop stopped 127.0.0.1 0.0.0.0').split(' '));

function tellingWords(text: string): string[] {
  return text.toLowerCase().split(/[^\p{L}\p{N}_.@-]+/u).map((word) => word.replace(/^[.-]+|[.-]+$/g, '')).filter((word) => word.length >= 4 && !common.has(word) && !/^[\d.:-]{1,3}$/.test(word));
}
