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
  /** Takes the places where more than the kinds of bytes had a say; undefined where nobody asks. */
  readonly judged?: Judged | undefined;
}

/** What a record was kept from being plain by: what is plain holds for all records that differ from it in the digits only. */
export interface Judged {
  /** Where a rule began to judge a value. */
  readonly values: number[];
  /** Where a trigger stood at all. */
  readonly triggers: number[];
}

/**
 * Looks at one sighting of a trigger, `bytes[start, end)`, and adds what it finds.
 * Returns where the search goes on: behind `end` when it has dealt with more than the trigger.
 * A rule that compares digits, other than with `%` or a backslash before them, notes it with `judges` before it does.
 */
export type Rule = (view: View, start: number, end: number) => number;

/** Tells whether a word can begin at `at`: where `beginsWord` says so, and where a colour stood that was taken out. */
export function wordBeginsAt({ bytes, from, places }: View, at: number): boolean {
  return beginsWord(bytes, at, from) || (places !== undefined && places[at] !== (places[at - 1] ?? 0) + 1);
}

/** Notes that from here on the digits near `at` have a say. */
export function judges({ judged }: View, at: number): void {
  judged?.values.push(at);
}

/** Makes of a rule one that notes each sighting. */
export function alwaysJudges(rule: Rule): Rule {
  return (view, start, end) => {
    judges(view, start);
    return rule(view, start, end);
  };
}
