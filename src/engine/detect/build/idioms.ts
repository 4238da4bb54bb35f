/** All idioms in the order in which they are tried: the special before the general. */
import type { Idiom } from './idiom.ts';
import { ciIdioms, exitIdioms } from './idioms/ci.ts';
import { generalIdioms } from './idioms/general.ts';
import { infraIdioms } from './idioms/infra.ts';
import { javascriptBuildIdioms, javascriptTestIdioms, packageManagerIdioms } from './idioms/javascript.ts';
import { jvmIdioms, otherLanguageIdioms } from './idioms/managed.ts';
import { goIdioms, nativeIdioms, rustIdioms } from './idioms/native.ts';
import { pythonIdioms } from './idioms/python.ts';

/** The table. */
export const idioms: readonly Idiom[] = [
  ...ciIdioms, ...pythonIdioms, ...packageManagerIdioms, ...javascriptBuildIdioms, ...javascriptTestIdioms, ...goIdioms, ...rustIdioms, ...jvmIdioms, ...nativeIdioms,
  ...otherLanguageIdioms, ...infraIdioms, ...exitIdioms, ...generalIdioms,
];
