/** Known kinds of failure, as data in `known/`: how they read, what they mean, what to look at first. */
import { authFailures } from './known/auth.ts';
import { brokerFailures } from './known/brokers.ts';
import { FormTable } from './formTable.ts';
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
import { literalsIn } from './literals.ts';
import { depth, type Grade, type KnownFailure } from './known/scale.ts';
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
const rows = new FormTable(knownFailures);

/** Finds the row that fits a text, one of another id than `disabled` holds; undefined when it is no failure that is known. Measured: a third of the time of trying all. */
export function knownFailureOf(text: string, disabled?: ReadonlySet<string>): KnownFailure | undefined {
  return rows.find(text.slice(0, readLength), disabled && ((row) => !disabled.has(row.id)));
}

/** Whether a row says no more than that something failed. */
export function isGeneral(row: KnownFailure): boolean {
  return generalFailures.includes(row);
}

/** What a rule of the user's own says, in the words of the table. */
export interface OwnFailure {
  readonly id: string;
  readonly grade: Grade;
  readonly category: KnownFailure['category'];
  readonly action: string | undefined;
  readonly minutes: number | undefined;
  readonly own: NonNullable<KnownFailure['own']>;
}

/** Makes a row of what a rule says; it is never looked up by its expression. */
export function ownFailure({ id, grade, category, action, minutes, own }: OwnFailure): KnownFailure {
  return { id, category, grade, own, expression: /$^/, means: own.title ?? id, check: action ?? '', minutes: minutes ?? 0, depth: depth.service, samples: [] };
}

/** What RE2 writes otherwise than our reader of literals knows. */
const unknownSyntax = /\(\?(?!:)|\[\^?\]|\\[xu]|\\[QEAzCx0-7]|\\[pP](?!\{)|\[\[:/;

/** Literals of which one stands in every text that a pattern of RE2's syntax fits; undefined when there are none to rely on. */
export function literalsOfPattern(pattern: string): readonly string[] | undefined {
  return unknownSyntax.test(pattern) ? undefined : literalsIn(pattern);
}
