import { test } from 'node:test';
import assert from 'node:assert/strict';
import { neededLiterals } from '../../../src/engine/detect/build/literals.ts';
import { literalsIn, literalsOf } from '../../../src/engine/detect/literals.ts';

/** Expressions with whatever stands for characters without being them, and texts that they match. */
const cases: readonly (readonly [RegExp, string])[] = [
  [/\x41larm raised/, 'Alarm raised'], [/caf\u00e9 closed/i, 'CAFÉ closed'], [/\u{1f525} burning/u, '🔥 burning'], [new RegExp(String.raw`done\u{2}x`), 'doneuux'], [/(a)bcd\1efgh/, 'abcdaefgh'], [/abc\0def/, 'abc\0def'],
  [/abc\cJdef/, 'abc\ndef'], [/(?<word>abcd) \k<word>/, 'abcd abcd'], [/\p{Lu}iteral/u, 'Literal'], [/fire🔥?out/u, 'fireout'], [/fire(?:🔥)+out/u, 'fire🔥🔥out'], [/tab\tbed/, 'tab\tbed'], [/a\/bcd\.e/, 'a/bcd.e'],
  [/(?=abc)abcd/, 'abcd'], [/(?!abc)xyzw/, 'xyzw'], [/x(?<!abc)yzw/, 'xyzw'], [/[\]abc]defg/, ']defg'], [/ab[^\]]cdef/, 'abxcdef'],
];

test('literals stand in every text that an expression matches, however it writes its characters', () => {
  for (const [expression, text] of cases) {
    assert.match(text, expression);
    for (const texts of [literalsOf(expression), neededLiterals(expression)?.map((literal) => literal.text)]) {
      assert.ok(texts === undefined || texts.some((literal) => text.toLowerCase().includes(literal)), `${expression.source}: ${JSON.stringify(texts)}`);
    }
    const exact = literalsIn(expression.source);
    assert.ok(expression.ignoreCase || exact === undefined || exact.some((literal) => text.includes(literal)), `${expression.source}: ${JSON.stringify(exact)}`);
  }
});

test('a character given by its number is part of the literal', () => {
  assert.deepEqual(literalsOf(/\x41larm\u0020raised/), ['alarm raised']);
  assert.deepEqual(literalsIn(String.raw`\x41larm`), ['Alarm']);
  assert.deepEqual(neededLiterals(/\u2718 \d+/), [{ text: '✘ ', at: 'anywhere' }]);
});
