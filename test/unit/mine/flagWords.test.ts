import { test } from 'node:test';
import assert from 'node:assert/strict';
import { flagWords, isFlagHash } from '../../../src/engine/mine/flagWords.ts';
import { hashText } from '../../../src/engine/mine/hash.ts';

test('the numbers are the hashes of the words', () => {
  assert.deepEqual(flagWords.filter((word) => !isFlagHash(hashText(word))), []);
  assert.deepEqual(['truth', 'roots', 'None', 'adm'].filter((word) => isFlagHash(hashText(word))), []);
});
