/** Waiting in tests: ask again until it is so, never sleep for a fixed time. */
import { setTimeout as delay } from 'node:timers/promises';

/** What an attempt answers while it is too early. */
export type NotYet = undefined | false | null;

/** Between two attempts; short, since attempts are cheap next to what they wait for. */
const pauseMs = 50;

/**
 * Repeats `attempt` until it answers something other than `undefined`, `false` or `null`, and returns that.
 * An attempt that throws counts as "not yet"; its error is the cause of the failure that follows after `timeoutMs`.
 */
export async function poll<T>(attempt: () => T | NotYet | Promise<T | NotYet>, what: string, timeoutMs = 15_000): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  let cause: unknown;
  do {
    try {
      const answer = await attempt();
      if (answer !== undefined && answer !== false && answer !== null) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await delay(pauseMs);
  } while (performance.now() < deadlineMs);
  throw new Error(`Waited ${timeoutMs} ms for ${what}.`, { cause });
}
