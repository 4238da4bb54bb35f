/** Known kinds of failure, as data in `known/`: how they read, what they mean, what to look at first. */
import { authFailures } from './known/auth.ts';
import { databaseFailures } from './known/database.ts';
import { machineFailures } from './known/machine.ts';
import { memoryFailures } from './known/memory.ts';
import { networkFailures } from './known/network.ts';
import { programFailures } from './known/program.ts';
import type { KnownFailure } from './known/scale.ts';
import { setupFailures } from './known/setup.ts';

export { depth, type KnownFailure } from './known/scale.ts';

/** All rows; of those that fit a text the first is what it is, so areas and rows go from the special and deep to the general. */
export const knownFailures: readonly KnownFailure[] = [
  ...machineFailures, ...memoryFailures, ...databaseFailures, ...authFailures, ...networkFailures, ...setupFailures, ...programFailures,
];

/** So much of a text is looked at; a failure names itself at its beginning (ours). */
const readLength = 4000;

/** Finds the row that fits a text; undefined when it is no failure that is known. */
export function knownFailureOf(text: string): KnownFailure | undefined {
  const read = text.slice(0, readLength);
  return knownFailures.find(({ expression }) => expression.test(read));
}
