/** Time as a parameter, so that the same input and clock give the same bytes. */

/** Tells the time in milliseconds since the Unix epoch. */
export interface Clock {
  nowMs(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { nowMs: () => Date.now() };

/** Makes a clock that stands still at `epochMs`. */
export function fixedClock(epochMs: number): Clock {
  return { nowMs: () => epochMs };
}
