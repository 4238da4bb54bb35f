/** Key lines of an issue as one fenced block: as many as fit, the best by rank, printed in the order of the log. */
import type { KeyLine } from '../../model/issue.ts';
import { clip, visible } from './encode.ts';

/** The block and how many lines it holds; an empty text when not even one fits. */
export interface KeyLinesBlock {
  readonly text: string;
  readonly shown: number;
}

/** Longer than what a compiler or a package manager usually writes in one line (ours). */
const lineBytes = 420;
/** Below this there is no line worth looking for (ours). */
const smallestBytes = 24;

/** Renders at most `budgetBytes` of UTF-8, the final line end included. */
export function keyLinesBlock(keyLines: readonly KeyLine[], budgetBytes: number): KeyLinesBlock {
  const rows = keyLines.map(({ line, text }) => ({ line, text: `${line}: ${clip(shown(text), lineBytes)}` }));
  const fence = fenceFor(rows.map(({ text }) => text));
  const taken: typeof rows = [];
  let left = budgetBytes - 2 * (fence.length + 1) - 'text'.length;
  for (const row of rows) {
    if (left < smallestBytes) break;
    const sizeBytes = Buffer.byteLength(row.text) + 1;
    if (sizeBytes > left || taken.some(({ line }) => line === row.line)) continue;
    left -= sizeBytes;
    taken.push(row);
  }
  if (taken.length === 0) return { text: '', shown: 0 };
  taken.sort((a, b) => a.line - b.line);
  return { text: `${fence}text\n${taken.map(({ text }) => `${text}\n`).join('')}${fence}\n`, shown: taken.length };
}

/** Tabs stay: inside of a fence they do no harm, and what is searched for has them. */
function shown(text: string): string {
  return text.split('\t').map(visible).join('\t').trimEnd();
}

/** Longer than any run of backticks in the rows. */
function fenceFor(rows: readonly string[]): string {
  const longest = Math.max(0, ...rows.flatMap((row) => [...row.matchAll(/`+/g)].map(([run]) => run.length)));
  return '`'.repeat(Math.max(3, longest + 1));
}
