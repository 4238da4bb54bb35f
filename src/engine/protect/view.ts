/** What a rule sees, and what it says. */
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
  /** How often base64 has been unpacked to get here. */
  readonly depth: number;
}

/**
 * Looks at one sighting of a trigger, `bytes[start, end)`, and adds what it finds.
 * Returns where the search goes on: behind `end` when it has dealt with more than the trigger.
 */
export type Rule = (view: View, start: number, end: number) => number;
