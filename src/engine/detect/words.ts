/** Whether a text says that something failed, and how it went on: words, their negations, and the places where they mean nothing. */
import { FormTable } from './formTable.ts';
import { failingWords } from './words/failing.ts';
import { harmlessForms } from './words/harmless.ts';
import { turnForms } from './words/turns.ts';

/**
 * What a text says. `failure`: something failed. `gaveUp`: it failed and is not tried again. `retry`: it is tried again. `recovery`: it came
 * right. `harmless`: failing words that mean nothing bad where they stand. `none`: no such words.
 */
export const outcomeKinds = ['failure', 'gaveUp', 'retry', 'recovery', 'harmless', 'none'] as const;

/** One of `outcomeKinds`. */
export type OutcomeKind = (typeof outcomeKinds)[number];

/** A reading of a text. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** The word that says that something failed; undefined when there is none left after the harmless ones. */
  readonly word: string | undefined;
  /** Whether `word` says it plainly; words like `invalid` or `slow` also stand in lines about nothing bad. */
  readonly isPlain: boolean;
}

/** So much of a text is read; a message says what it has to say at its beginning (ours). */
const readLength = 3000;
const turns = new FormTable(turnForms);
const nothing: Outcome = { kind: 'none', word: undefined, isPlain: false };
/** Stands where a harmless span was, so that what stood around it is not read as one phrase. */
const gap = ' · ';

/** Reads a text without its header: a message or a template. */
export function outcomeOf(text: string): Outcome {
  const read = text.slice(0, readLength);
  const isWorded = wordOf(read) !== undefined;
  const turn = turns.find(read)?.kind;
  if (!isWorded && turn === undefined) return nothing;
  const found = isWorded ? wordOf(withoutHarmless(read)) : undefined;
  const word = found?.word;
  const isPlain = found?.isPlain ?? false;
  if (turn === 'brokenRecovery') return { kind: 'failure', word: word ?? 'failed', isPlain: true };
  if (turn === 'gaveUp') return { kind: 'gaveUp', word: word ?? 'gave up', isPlain: true };
  if (turn !== undefined) return { kind: turn, word, isPlain };
  return word === undefined ? { ...nothing, kind: 'harmless' } : { kind: 'failure', word, isPlain };
}

/** Returns whether a text without a severity of its own says plainly that something failed and did not come right. */
export function readsAsFailure(text: string): boolean {
  const { kind, isPlain } = outcomeOf(text);
  return isPlain && (kind === 'failure' || kind === 'gaveUp' || kind === 'retry');
}

function withoutHarmless(text: string): string {
  return harmlessForms.reduce((rest, { expression }) => rest.replace(expression, gap), text);
}

function wordOf(text: string): { readonly word: string; readonly isPlain: boolean } | undefined {
  for (const { plain } of failingWords) {
    const word = plain.exec(text)?.[0];
    if (word !== undefined) return { word, isPlain: true };
  }
  for (const { weak } of failingWords) {
    const word = weak?.exec(text)?.[0];
    if (word !== undefined) return { word, isPlain: false };
  }
  return undefined;
}
