/** Known kinds of failure, as data in `known/`: how they read, what they mean, what to look at first. */
import { authFailures } from './known/auth.ts';
import { brokerFailures } from './known/brokers.ts';
import { Candidates } from './known/candidates.ts';
import { contentFailures } from './known/content.ts';
import { databaseFailures } from './known/database.ts';
import { desktopFailures } from './known/desktop.ts';
import { generalFailures } from './known/general.ts';
import { machineFailures } from './known/machine.ts';
import { memoryFailures } from './known/memory.ts';
import { networkFailures } from './known/network.ts';
import { outsideFailures } from './known/outside.ts';
import { platformFailures } from './known/platform.ts';
import { programFailures } from './known/program.ts';
import type { KnownFailure } from './known/scale.ts';
import { servingFailures } from './known/serving.ts';
import { setupFailures } from './known/setup.ts';
import { storeFailures } from './known/stores.ts';

export { depth, type KnownFailure } from './known/scale.ts';

/** All rows; of those that fit a text the first is what it is, so areas and rows go from the special and deep to the general. */
export const knownFailures: readonly KnownFailure[] = [
  ...machineFailures, ...memoryFailures, ...storeFailures, ...brokerFailures, ...databaseFailures, ...platformFailures, ...outsideFailures, ...authFailures,
  ...networkFailures, ...servingFailures, ...setupFailures, ...contentFailures, ...desktopFailures, ...programFailures,
  ...generalFailures,
];

/** So much of a text is looked at; a failure names itself at its beginning (ours). */
const readLength = 4000;
let candidates: Candidates | undefined;

/** Finds the row that fits a text; undefined when it is no failure that is known. Measured: a third of the time of trying all. */
export function knownFailureOf(text: string): KnownFailure | undefined {
  candidates ??= new Candidates(knownFailures.map(({ expression }) => expression));
  const read = text.slice(0, readLength);
  for (const index of candidates.of(read)) {
    const row = knownFailures[index];
    if (row?.expression.test(read) === true) return row;
  }
  return undefined;
}
