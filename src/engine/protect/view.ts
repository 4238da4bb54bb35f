/** What a rule sees, and what it says. */
import { beginsWord } from './byteClass.ts';
import type { Findings } from './findings.ts';
import type { PemState } from './pem.ts';

/** A stretch of whole lines that is being looked at. */
export interface View {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly findings: Findings;
  readonly pem: PemState;
  /** How far coloured lines have been looked at without their colours. */
  readonly coloured: { until: number };
  /** Where each byte was before the colours were taken out; undefined when none were. */
  readonly places?: Int32Array;
  /** How often base64 has been unpacked to get here. */
  readonly depth: number;
  /** Takes the places of what instructions to an agent are made of; undefined where nobody asks. */
  readonly hints?: number[] | undefined;
}

/**
 * Looks at one sighting of a trigger, `bytes[start, end)`, and adds what it finds.
 * Returns where the search goes on: behind `end` when it has dealt with more than the trigger.
 */
export type Rule = (view: View, start: number, end: number) => number;

/** Tells whether a word can begin at `at`: where `beginsWord` says so, and where a colour stood that was taken out. */
export function wordBeginsAt({ bytes, from, places }: View, at: number): boolean {
  return beginsWord(bytes, at, from) || (places !== undefined && places[at] !== (places[at - 1] ?? 0) + 1);
}
