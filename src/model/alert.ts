/** What somebody is told about: a limit of the section `alerts` that is crossed. */

/** What can be told, by the names of the command line. */
export const alertKinds = ['health', 'errors', 'memory', 'growth', 'queue', 'disk'] as const;
/** One of them. */
export type AlertKind = (typeof alertKinds)[number];

/** One that is firing, or has just stopped. */
export interface Alert {
  readonly kind: AlertKind;
  readonly isFiring: boolean;
  readonly sinceMs: number;
  /** What was measured, and the limit, both in the unit of its kind: points, records per minute, MB, MB per hour, share, MB. */
  readonly value: number;
  readonly limit: number;
  /** Whoever was told has seen it: it is not told again before it is over. */
  readonly isAcknowledged: boolean;
  /** Nothing of this kind is told before then. */
  readonly mutedUntilMs?: number;
}

/** What somebody said about a kind. */
export interface AlertMark {
  readonly acknowledgedMs?: number;
  readonly mutedUntilMs?: number;
}
