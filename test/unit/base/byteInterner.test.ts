import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteInterner } from '../../../src/base/byteInterner.ts';

test('equal names get equal ids, different names different ones, in order of birth', () => {
  fc.assert(fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 2000 }), (names) => {
    const interner = new ByteInterner();
    const ids = names.map((name) => interner.internText(name));
    const expected = [...new Set(names.map((name) => name.toWellFormed()))];
    assert.deepEqual(ids, names.map((name) => expected.indexOf(name.toWellFormed()) + 2));
    assert.deepEqual(ids.map((id) => interner.textOf(id)), names.map((name) => name.toWellFormed()));
  }));
});

test('an empty name is none', () => assert.equal(new ByteInterner().internText(''), 0));

test('a full table stays full and answers the common id for what it does not know', () => {
  const interner = new ByteInterner(4);
  assert.deepEqual(['a', 'b', 'c', 'd', 'a'].map((name) => interner.internText(name)), [2, 3, 1, 1, 2]);
});
