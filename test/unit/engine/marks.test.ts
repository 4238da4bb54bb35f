import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { addMark, freeMarkName, marksPath, readMarks, type Mark } from '../../../src/engine/marks.ts';
import { momentOf, sinceOf } from '../../../src/engine/sinceMoment.ts';
import { someMs } from '../../support/issues.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const mark = (name: string, atMs = someMs): Mark => ({ name, atMs, positions: new Map([[1, 900]]), counts: new Map([['LB-1', 3]]) });

test('marks are read as they were set, oldest first', (context) => {
  const folder = temporaryFolder(context);
  assert.deepEqual(readMarks(folder), []);
  for (const name of ['one', 'zwei, 둘']) addMark(folder, mark(name));
  assert.deepEqual(readMarks(folder), [mark('one'), mark('zwei, 둘')]);
});

test('a line that is none, half one or something else is left out', (context) => {
  const folder = temporaryFolder(context);
  addMark(folder, mark('one'));
  fs.appendFileSync(marksPath(folder), 'no JSON\n[1]\n{"name":3,"at":"2026"}\n{"name":"x","at":"never"}\n{"name":"bare","at":"2026-01-02T00:00:00Z"}\n{"name":"cut","at":"20');
  assert.deepEqual(readMarks(folder).map(({ name }) => name), ['one', 'bare']);
});

test('names that --since understands otherwise, empty and hostile ones are refused', (context) => {
  const folder = temporaryFolder(context);
  for (const name of ['edit', 'run', 'mark', '', 'a\nb', 'x'.repeat(81)]) assert.throws(() => addMark(folder, mark(name)), { code: 'badRequest' }, name);
  assert.deepEqual(readMarks(folder), []);
});

test('the file stays small, and the newest marks stay in it', (context) => {
  const folder = temporaryFolder(context);
  for (let i = 0; i < 450; i++) addMark(folder, mark(`m${i}`));
  const marks = readMarks(folder);
  assert.ok(marks.length <= 200);
  assert.equal(marks.at(-1)?.name, 'm449');
  assert.equal(new Set(marks.map(({ name }) => name)).size, marks.length);
});

test('a free name is free', () => {
  assert.equal(freeMarkName([]), 'mark-1');
  assert.equal(freeMarkName([mark('mark-2')]), 'mark-3');
});

test('nothing behind --since means the newest mark, without any the newest edit', () => {
  assert.deepEqual(sinceOf(undefined, []), { kind: 'edit' });
  assert.deepEqual(sinceOf(undefined, [mark('a'), mark('b')]), { kind: 'mark', name: 'b' });
  assert.deepEqual(sinceOf('a', [mark('a'), mark('b')]), { kind: 'mark', name: 'a' });
  assert.throws(() => sinceOf('mark', []), { code: 'notFound' });
});

test('of two marks with one name the later one is meant; without a run or an edit there is no moment', async () => {
  const sources = { marks: [mark('a', 1), mark('a', 2)], runs: [], lastEdit: () => Promise.resolve(undefined) };
  assert.equal((await momentOf({ kind: 'mark', name: 'a' }, sources)).ms, 2);
  await assert.rejects(momentOf({ kind: 'run' }, sources), { code: 'notFound' });
  await assert.rejects(momentOf({ kind: 'edit' }, sources), { code: 'notFound' });
});
