/**
 * Searches the sources for the line that wrote a message: every message at once, one pass over the files, bounded in files, bytes and
 * time. A line is as good as the words it has in common with the message, rare words counting more; a tie is no answer.
 */
import { setImmediate } from 'node:timers/promises';
import type { InsideRoot } from './insideFile.ts';
import { mayLog } from './sourceFiles.ts';
import type { Phrases } from './phrases.ts';
import type { WorkspaceIndex } from './workspaceIndex.ts';

/** A message and where it is thought to come from. */
export interface Wanted {
  readonly phrases: Phrases;
  /** Logger, tag or class. */
  readonly component: string | undefined;
}

/** A line of the sources. */
export interface FoundLine {
  readonly path: string;
  readonly line: number;
}

/** How far a search may go. */
export interface SearchLimits {
  readonly endMs: number;
  readonly signal: AbortSignal;
}

const mostFileBytes = 256 << 10;
const mostFiles = 4000;
const mostBytes = 32 << 20;
/** Files read before others get a turn. */
const filesPerTurn = 16;
/** Lines kept per message; more equal ones are a tie anyway. */
const mostLines = 12;
/** A format string may go on over the next lines. */
const spanLines = 2;

interface Hit extends FoundLine {
  /** Bit per word. */
  readonly words: number;
  /** Length of the longest run that stands there as it is. */
  readonly run: number;
  readonly bonus: number;
}

/** Returns for each message the line it comes from; undefined where no line stands out, or the limits ended the search too early to know. */
export async function searchWords(wanted: readonly Wanted[], searched: { readonly root: InsideRoot; readonly index: WorkspaceIndex }, limits: SearchLimits): Promise<(FoundLine | undefined)[]> {
  const searches = wanted.map((entry) => new MessageSearch(entry));
  const files = [...searched.index.files()].filter(mayLog);
  let bytes = 0;
  let read = 0;
  for (const file of files.slice(0, mostFiles)) {
    if (performance.now() > limits.endMs || limits.signal.aborted || bytes > mostBytes) break;
    const text = await searched.root.read(file, mostFileBytes);
    read++;
    if (text === undefined) continue;
    bytes += text.length;
    for (const search of searches) search.look(file, text);
    if (read % filesPerTurn === 0) await setImmediate();
  }
  const isWhole = read === files.length;
  return searches.map((search) => search.best(isWhole, read));
}

/** One message on its way through the files. */
class MessageSearch {
  readonly #words: readonly string[];
  /** The two longest words: a file without them is not looked at more closely. */
  readonly #telling: readonly string[];
  readonly #runs: readonly string[];
  readonly #component: string | undefined;
  readonly #filesWith: number[];
  #hits: Hit[] = [];

  constructor({ phrases, component }: Wanted) {
    this.#words = phrases.words;
    this.#runs = phrases.runs;
    this.#telling = [...phrases.words].sort((a, b) => b.length - a.length).slice(0, 2);
    this.#component = component?.split(/[.:/\\]+/).filter((part) => part.length > 2).at(-1)?.toLowerCase();
    this.#filesWith = this.#words.map(() => 0);
  }

  look(file: string, text: string): void {
    if (this.#words.length < 2 || !this.#telling.some((word) => text.includes(word))) return;
    let present = 0;
    for (const [i, word] of this.#words.entries()) {
      if (!text.includes(word)) continue;
      present++;
      this.#filesWith[i] = (this.#filesWith[i] ?? 0) + 1;
    }
    if (present >= Math.max(2, Math.ceil(this.#words.length / 2))) this.#lookAtLines(file, text);
  }

  /** The best line, if it has most of the message and no other line has as much. */
  best(isWhole: boolean, files: number): FoundLine | undefined {
    const worth = this.#filesWith.map((count) => Math.log(1 + (files + 1) / (count + 1)));
    const total = worth.reduce((sum, value) => sum + value, 0);
    const scored = this.#hits.map((hit) => ({ hit, score: this.#scoreOf(hit, worth) })).sort((a, b) => b.score - a.score);
    const [first] = scored;
    if (!first) return undefined;
    // What one statement spreads over some lines is one place.
    const second = scored.find(({ hit }) => hit.path !== first.hit.path || Math.abs(hit.line - first.hit.line) > spanLines);
    const isEnough = first.hit.run >= 12 || first.score >= 0.6 * total;
    const isAlone = second === undefined || second.score < 0.9 * first.score;
    // An unfinished search knows nothing of other places; only a long literal is worth telling then.
    if (!isEnough || !isAlone || (!isWhole && first.hit.run < 20)) return undefined;
    return { path: first.hit.path, line: first.hit.line };
  }

  #scoreOf({ words, run, bonus }: Hit, worth: readonly number[]): number {
    const sum = worth.reduce((total, value, i) => total + ((words >> i) & 1 ? value : 0), 0);
    return (sum + run / 10) * bonus;
  }

  #lookAtLines(file: string, text: string): void {
    const lines = text.split('\n');
    const masks = lines.map((line) => this.#maskOf(line));
    const bonus = this.#component !== undefined && file.toLowerCase().includes(this.#component) ? 1.25 : 1;
    for (const [i, mask] of masks.entries()) {
      if (mask === 0) continue;
      let words = mask;
      for (let j = 1; j <= spanLines; j++) words |= masks[i + j] ?? 0;
      // The line that only reaches the words through its followers is not the one meant.
      if (bitCount(words) < 2 || bitCount(mask) * 2 < bitCount(words)) continue;
      const run = this.#runs.find((candidate) => lines[i]?.includes(candidate) === true)?.length ?? 0;
      this.#keep({ path: file, line: i + 1, words, run, bonus });
    }
  }

  #maskOf(line: string): number {
    let mask = 0;
    for (const [i, word] of this.#words.entries()) if (line.includes(word)) mask |= 1 << i;
    return mask;
  }

  #keep(hit: Hit): void {
    this.#hits.push(hit);
    if (this.#hits.length <= mostLines * 4) return;
    this.#hits = this.#hits.sort((a, b) => b.run - a.run || bitCount(b.words) - bitCount(a.words)).slice(0, mostLines);
  }
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
