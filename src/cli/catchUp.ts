/** Bringing the store up to date before a question that is about now. */
import { systemClock } from '../base/clock.ts';
import { catchUp } from '../engine/catchUp.ts';
import type { Terminal } from './command.ts';
import type { Place } from './workspace.ts';

/** A last line without an end is taken as complete after two seconds; a large log takes longer. */
const limitMs = 15_000;

/** Waits until the store knows what the logs say; returns sentences about what it does not know. */
export function upToDate(place: Place, terminal: Terminal, signal: AbortSignal): Promise<string[]> {
  const warn = (text: string): void => terminal.notice(`logbrief: ${text}`);
  return catchUp({ ...place, environment: process.env, clock: systemClock, logger: { debug: () => undefined, notice: () => undefined, warn, error: warn }, limitMs, signal });
}
