/** The lines of a run that may tell what went wrong: bounded, the first of each sort kept, further ones counted. */
import type { EvidenceKind } from './idiom.ts';

/** A line that may be shown; `tail` and `context` stand near others. */
export interface Candidate {
  readonly line: number;
  readonly text: string;
  readonly kind: EvidenceKind | 'context' | 'tail';
  readonly tool: string;
  readonly key: string;
  readonly step: number;
  readonly atMs: number;
  readonly groups: Readonly<Record<string, string | undefined>>;
  /** 0-100. */
  worth: number;
}

/** What decides whether a line is kept. */
export type Offer = Pick<Candidate, 'line' | 'kind' | 'key' | 'groups' | 'worth'>;

/** Of one sort and step so many are kept; names of failing tests, and files not named yet, are worth more (ours). */
const perKey = 3;
const newestPerKey = 2;
const plainKinds = new Set<Candidate['kind']>(['test', 'error', 'exception', 'assertion', 'place', 'cause']);
const testsPerKey = 12;
const filesPerKey = 40;
/** A run keeps at most so many; at the limit the least go (ours). */
const limit = 700;
const limitAfterCut = 450;
const keyLimit = 5000;
const textLimit = 500;

/** The set. */
export class Candidates {
  #byLine = new Map<number, Candidate>();
  readonly #counts = new Map<string, number>();
  readonly #files = new Set<string>();
  /** By sort: lines beyond the first ones. */
  readonly #newest = new Map<string, number[]>();

  /** How often a sort was seen in the step that is running. */
  countOf(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  /** How many sightings the lines of all kept sorts stand for. */
  get all(): readonly Candidate[] {
    return [...this.#byLine.values()];
  }

  /** Takes a line, or raises the worth of one that is there; the rest of it is asked for only when it is kept. Returns whether it is one of the first of its sort. */
  add(offer: Offer, rest: () => Omit<Candidate, keyof Offer>): boolean {
    const known = this.#byLine.get(offer.line);
    if (known) {
      known.worth = Math.max(known.worth, offer.worth);
      return true;
    }
    const isFirst = offer.kind === 'context' || offer.kind === 'tail' || this.#isWanted(offer);
    if (!isFirst && !this.#isNewest(offer)) return false;
    const candidate = { ...offer, ...rest() };
    this.#byLine.set(offer.line, candidate.text.length > textLimit ? { ...candidate, text: `${candidate.text.slice(0, textLimit)}…` } : candidate);
    if (this.#byLine.size > limit) this.#keep([...this.#byLine.values()], limitAfterCut);
    return isFirst;
  }

  /** A line turned out to be harmless, and takes no place of its sort any more. */
  forget(line: number): void {
    const known = this.#byLine.get(line);
    if (!known) return;
    this.#byLine.delete(line);
    if (known.key !== '') this.#counts.set(known.key, Math.max(0, (this.#counts.get(known.key) ?? 0) - 1));
  }

  /** A step has ended well: of its lines only the best stay. */
  thin(step: number, keep: number): void {
    const own = this.all.filter((candidate) => candidate.step === step).sort((a, b) => b.worth - a.worth || a.line - b.line);
    for (const { line } of own.slice(keep)) this.#byLine.delete(line);
  }

  /** Begins a step: what was seen often before may be the first of its sort here. */
  beginStep(): void {
    this.#newest.clear();
    this.#counts.clear();
    this.#files.clear();
  }

  #isWanted({ key, kind, groups }: Offer): boolean {
    const seen = this.#counts.get(key) ?? 0;
    if (seen === 0 && this.#counts.size >= keyLimit) return false;
    this.#counts.set(key, seen + 1);
    const file = groups['path'];
    const isNewFile = file !== undefined && this.#files.size < keyLimit && !this.#files.has(`${key} ${file}`);
    if (isNewFile) this.#files.add(`${key} ${file}`);
    return seen < (kind === 'test' ? testsPerKey : perKey) || (isNewFile && seen < filesPerKey);
  }

  /** Of what tells plainly the newest are kept too: what was printed on the way may look like what failed in the end. */
  #isNewest({ key, kind, line }: Offer): boolean {
    if (!plainKinds.has(kind)) return false;
    const newest = this.#newest.get(key) ?? [];
    if (newest.length === 0) {
      if (this.#newest.size >= keyLimit) return false;
      this.#newest.set(key, newest);
    }
    newest.push(line);
    const oldest = newest.length > newestPerKey ? newest.shift() : undefined;
    if (oldest !== undefined) this.#byLine.delete(oldest);
    return true;
  }

  #keep(candidates: Candidate[], count: number): void {
    candidates.sort((a, b) => b.worth - a.worth || a.line - b.line);
    this.#byLine = new Map(candidates.slice(0, count).map((candidate) => [candidate.line, candidate]));
  }
}
