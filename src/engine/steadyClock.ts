/** Tells whether the wall clock goes as time passes: while it has just jumped, nothing is deleted for its age. */
import type { Clock } from '../base/clock.ts';

/** A jump larger than this is no correction of a running clock (ours; NTP slews or steps by seconds). */
const jumpMs = 600_000;
/** A wrong clock is mostly set right within minutes; a machine that slept looks the same, and loses nothing by waiting (ours). */
const doubtMs = 3_600_000;

/** Compares the wall clock with one that cannot be set. */
export class SteadyClock {
  readonly #clock: Clock;
  readonly #monotonicMs: () => number;
  #offsetMs: number;
  #doubtUntilMs = -Infinity;

  constructor(clock: Clock, monotonicMs: () => number = () => performance.now()) {
    this.#clock = clock;
    this.#monotonicMs = monotonicMs;
    this.#offsetMs = clock.nowMs() - monotonicMs();
  }

  /** Looks; false within an hour after a jump was seen. */
  isSteady(): boolean {
    const now = this.#monotonicMs();
    const offsetMs = this.#clock.nowMs() - now;
    if (Math.abs(offsetMs - this.#offsetMs) > jumpMs) this.#doubtUntilMs = now + doubtMs;
    this.#offsetMs = offsetMs;
    return now >= this.#doubtUntilMs;
  }
}
