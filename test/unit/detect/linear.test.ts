import { test } from 'node:test';
import assert from 'node:assert/strict';
import { instructionForms } from '../../../src/base/instructionForms.ts';
import { announceForms } from '../../../src/engine/detect/announceForms.ts';
import { knownFailures } from '../../../src/engine/detect/known.ts';
import { failingWords } from '../../../src/engine/detect/words/failing.ts';
import { harmlessForms } from '../../../src/engine/detect/words/harmless.ts';
import { turnForms } from '../../../src/engine/detect/words/turns.ts';

const expressions: readonly (readonly [string, RegExp])[] = [
  ...[...knownFailures, ...announceForms, ...harmlessForms, ...instructionForms].map(({ id, expression }) => [id, expression] as const),
  ...turnForms.map(({ kind, expression }) => [kind, expression] as const),
  ...failingWords.flatMap(({ language, plain, weak }) => [plain, ...(weak ? [weak] : [])].map((expression) => [language, expression] as const)),
];

/** The source without escapes, classes and names, so that only its structure is left. */
function structureOf(expression: RegExp): string {
  return expression.source.replace(/\\[pP]\{[^}]*\}|\\./g, 'e').replace(/\[[^\]]*\]/g, 'c').replace(/\(\?(?:<?[=!]|:|<\w+>)/g, '(');
}

/** Repetitions without a limit, and what they repeat. */
function unboundedOf(structure: string): string[] {
  return structure.match(/(?:\)|.)(?:[*+]|\{\d+,\})/g) ?? [];
}

test('no expression over log text repeats a group, or any character, without a limit', () => {
  const bad = expressions.flatMap(([id, expression]) => unboundedOf(structureOf(expression)).filter((part) => /^[).c]/.test(part)).map((part) => `${id}: ${part}`));
  assert.deepEqual(bad, []);
});

test('no expression over log text has a repetition inside of a repetition of more than 20', () => {
  const bad: string[] = [];
  for (const [id, expression] of expressions) {
    for (const group of structureOf(expression).matchAll(/\(([^()]*)\)\{\d+(?:,(\d+))?\}/g)) {
      const [, inner = '', most = '0'] = group;
      // A fixed separator between rounds leaves one way only to split a text into them.
      const isSeparated = /^[ e/:.-]|[ e/-](?:\?|\{0,\d+\})?$/.test(inner);
      if (/[*+}]/.test(inner) && Number(most) > 20 && !isSeparated) bad.push(`${id}: ${group[0]}`);
    }
  }
  assert.deepEqual(bad, []);
});

test('every expression ends on texts made to hold it up', () => {
  const hostile = ['a', ' ', '-', '/', '"', '=', 'error ', 'failed to ', '0 ', 'x=', 'a.', '\\', 'the connection ', '실패 ', '재시도'].map((piece) => piece.repeat(4000).slice(0, 4000));
  let tried = 0;
  for (const [, expression] of expressions) {
    const once = new RegExp(expression.source, expression.flags.replace('g', ''));
    for (const text of hostile) {
      once.test(text);
      tried++;
    }
  }
  assert.equal(tried, expressions.length * hostile.length);
});
