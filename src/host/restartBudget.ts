/** How long to wait before a crashed engine is started again, and when to give up. */

/** Restarts allowed within the window; a ninth crash in ten minutes is a fault that a restart does not cure (ours). */
export const maxRestarts = 8;
/** Length of the window in which crashes are counted. */
export const windowMs = 10 * 60_000;

const firstDelayMs = 1000;
const maxDelayMs = 60_000;

/** Counts crashes in a sliding window; the delay doubles from 1 s to 60 s and falls back when the engine has lived for a while. */
export class RestartBudget {
  #crashesMs: readonly number[] = [];

  /** Crashes in the window that ended with the last one counted. */
  get crashes(): number {
    return this.#crashesMs.length;
  }

  /** Counts a crash at `nowMs`; returns the delay in ms before the restart, undefined when there is to be none. */
  crashed(nowMs: number): number | undefined {
    this.#crashesMs = [...this.#crashesMs.filter((ms) => nowMs - ms < windowMs), nowMs];
    if (this.crashes > maxRestarts) return undefined;
    return Math.min(maxDelayMs, firstDelayMs * 2 ** (this.crashes - 1));
  }

  /** Forgets all crashes: somebody asked for a start. */
  reset(): void {
    this.#crashesMs = [];
  }
}
