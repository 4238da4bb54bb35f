/** Puts the lines of a run into the order of their worth, so that any first part of the order is a good choice. */
import type { Candidate } from './candidates.ts';
import type { Run } from './run.ts';

/** Bytes of key lines that an issue carries: more than the largest briefing shows of one issue (ours). */
const rankedBytes = 24 * 1024;
/** Each further line of one sort is worth so much of the one before (ours). */
const sameSort = 0.5;
/** The same sort of error in a file that was not named yet. */
const sameSortElsewhere = 0.78;
const sameKind = 0.94;
/** The same text again, unless it names another line of the code. */
const sameText = 0.1;
/** Neighbours as long as this are cut down in worth: what says little is not to take much room (ours). */
const neighbourChars = 140;
/** Lines worth less are shown to nobody; what stands around a telling line fills the room that is left (ours). */
const leastWorth = 10;
const leastWorthNear = 4;
/** Kinds that stand for themselves; their number takes nothing from the next. */
const neighbours = new Set<Candidate['kind']>(['context', 'tail', 'code']);

interface Scored {
  readonly candidate: Candidate;
  readonly base: number;
  readonly plain: string;
  readonly index: number;
  /** What it was worth when it was last looked at: with each line that is taken the others lose or stay. */
  score: number;
}

/** Ranks, best first. */
export function rankLines(run: Run): Candidate[] {
  const left = run.candidates.all.toSorted((a, b) => a.line - b.line).map((candidate, index): Scored => {
    const base = candidate.worth * stepFactor(run, candidate) * nearness(run, candidate) * rarity(run, candidate) * brevity(candidate);
    return { candidate, base, plain: plainText(candidate.text), index, score: base };
  });
  const ranked: Candidate[] = [];
  const taken = new Taken();
  let bytes = 0;
  while (left.length > 0 && bytes < rankedBytes) {
    const best = takeBest(left, taken);
    if (!best || best.score === 0) break;
    taken.add(best);
    bytes += Buffer.byteLength(best.candidate.text) + 8;
    ranked.push(best.candidate);
  }
  return ranked;
}

/** Only those are scored anew that were worth more than the best of those that were. */
function takeBest(left: Scored[], taken: Taken): Scored | undefined {
  left.sort((a, b) => b.score - a.score || a.index - b.index);
  let best: Scored | undefined;
  for (const scored of left) {
    if (best && scored.score < best.score) break;
    scored.score = taken.scoreOf(scored);
    if (!best || scored.score > best.score || (scored.score === best.score && scored.index < best.index)) best = scored;
  }
  if (best) left.splice(left.indexOf(best), 1);
  return best;
}

/** The lines that are taken: the next of a sort, and the same text again, is worth less. */
class Taken {
  readonly #keys = new Map<string, number>();
  readonly #kinds = new Map<string, number>();
  readonly #texts = new Set<string>();
  readonly #files = new Set<string | undefined>([undefined]);

  scoreOf({ candidate: { kind, key, groups }, base, plain }: Scored): number {
    const unlike = base * (groups['line'] === undefined && this.#texts.has(plain) ? sameText : 1);
    if (neighbours.has(kind)) return unlike < leastWorthNear ? 0 : unlike;
    const same = this.#files.has(groups['path']) ? sameSort : sameSortElsewhere;
    const score = unlike * (same ** (this.#keys.get(key) ?? 0) * sameKind ** (this.#kinds.get(kind) ?? 0));
    return score < (kind === 'place' ? leastWorthNear : leastWorth) ? 0 : score;
  }

  add({ candidate: { kind, key, groups }, plain }: Scored): void {
    this.#keys.set(key, (this.#keys.get(key) ?? 0) + 1);
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
    this.#texts.add(plain);
    this.#files.add(groups['path']);
  }
}

/** Steps that failed count in full, the first of them most; steps that ended well count where what they say is strong. */
function stepFactor(run: Run, { step, worth, kind }: Candidate): number {
  const failed = run.steps.findIndex((other) => other.failed);
  if (failed < 0) return 1;
  if (kind === 'step' && step < failed && worth <= 50) return 1;
  if (run.steps[step]?.isPost === true) return 0.1;
  if (run.steps[step]?.failed === true) return step === failed ? 1 : 0.85;
  if (step > failed) return 0.2;
  return worth >= 84 ? 0.5 : 0.25;
}

/** Vague lines near the end of their run or failing step tell a little more; of what a tool says for sure the first counts. */
function nearness(run: Run, { line, step, kind }: Candidate): number {
  if (kind !== 'weak' && kind !== 'context' && kind !== 'hint') return 1;
  const end = run.endings.find((ending) => ending.step === step && ending.line >= line)?.line ?? run.lastLine;
  return 0.85 + 0.15 / (1 + Math.max(0, end - line) / 300);
}

/** A long neighbour of a telling line is worth less. */
function brevity({ kind, text }: Candidate): number {
  return kind === 'context' || kind === 'tail' || kind === 'weak' ? Math.min(1, neighbourChars / Math.max(1, text.length)) : 1;
}

/** What is said over and over without being a tool's own verdict is noise. */
function rarity(run: Run, { key, kind }: Candidate): number {
  if (kind !== 'weak' && kind !== 'cause' && kind !== 'hint') return 1;
  const count = run.candidates.countOf(key);
  if (count > 50) return 0.5;
  return count > 10 ? 0.85 : 1;
}

/** What a line says apart from numbers and what stands in front: the same again is no news. */
function plainText(text: string): string {
  return text.replace(/\b[0-9a-f]{7,64}\b/gi, '0').replace(/\b\d+(?:\.\d+)?\b/g, '0').replace(/^[\s#0.>|-]+/, '').replace(/\s+/g, ' ');
}
