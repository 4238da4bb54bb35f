/** What a run remembers of its lines, and in which order it tells them. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Candidates, type Candidate } from '../../../../src/engine/detect/build/candidates.ts';
import { eachLine } from '../../../../src/engine/detect/build/physicalLines.ts';
import { rankLines } from '../../../../src/engine/detect/build/rank.ts';
import { Run } from '../../../../src/engine/detect/build/run.ts';
import { madeBatch, madeSource } from '../../../support/batches.ts';

interface Given {
  readonly kind?: Candidate['kind'];
  readonly key?: string;
  readonly worth?: number;
  readonly path?: string;
  readonly text?: string;
  readonly step?: number;
}

function add(candidates: Candidates, line: number, { kind = 'error', key = 'k', worth = 80, path, text = `line ${line}`, step = 0 }: Given): void {
  candidates.add({ line, kind, key, worth, groups: path === undefined ? {} : { path } }, () => ({ tool: 't', text, step, atMs: NaN }));
}

/** How many of 100 lines of one sort are kept. */
const kept: readonly (readonly [string, (i: number) => Given, number])[] = [
  ['errors of one sort in one file', () => ({ path: 'a.ts' }), 3], ['errors of one sort without a file', () => ({}), 3], ['errors of one sort, each in a file of its own', (i) => ({ path: `f${i}.ts` }), 40],
  ['failing tests', () => ({ kind: 'test' }), 12], ['errors of a hundred sorts', (i) => ({ key: `k${i}` }), 100], ['neighbours, of which none is of a sort', () => ({ kind: 'context', key: '' }), 100],
];

for (const [name, given, count] of kept) {
  test(`of 100 ${name} ${count} are kept, the first ones, and the newest two of what tells plainly`, () => {
    const candidates = new Candidates();
    for (let i = 0; i < 100; i++) add(candidates, i + 1, given(i));
    const newest = count < 100 ? [99, 100] : [];
    assert.deepEqual(candidates.all.map(({ line }) => line), [...Array.from({ length: count }, (_, i) => i + 1), ...newest]);
  });
}

test('however many lines may tell, the best few hundred are kept', () => {
  const candidates = new Candidates();
  for (let i = 0; i < 20_000; i++) add(candidates, i + 1, { key: `k${i}`, worth: i === 7777 ? 95 : i % 50 });
  assert.ok(candidates.all.length <= 700, String(candidates.all.length));
  assert.ok(candidates.all.some(({ line, worth }) => line === 7778 && worth === 95) || candidates.countOf('k7777') === 0);
  add(candidates, 30_000, { key: 'k3', worth: 96 });
  assert.ok(candidates.all.some(({ line }) => line === 30_000));
});

test('sorts are counted per step, and a step that went well keeps its best lines', () => {
  const candidates = new Candidates();
  for (let i = 0; i < 10; i++) add(candidates, i + 1, { kind: 'context', worth: i, step: 0 });
  for (let i = 10; i < 16; i++) add(candidates, i + 1, { key: 'k' });
  assert.equal(candidates.countOf('k'), 6);
  candidates.beginStep();
  assert.equal(candidates.countOf('k'), 0);
  add(candidates, 50, { key: 'k', step: 1 });
  candidates.thin(0, 4);
  assert.deepEqual(candidates.all.map(({ line }) => line), [11, 12, 13, 15, 50]);
});

test('a line that tells twice has the greater worth, and a long one is cut', () => {
  const candidates = new Candidates();
  add(candidates, 1, { worth: 30, text: 'x'.repeat(900) });
  add(candidates, 1, { kind: 'tail', worth: 46 });
  add(candidates, 1, { kind: 'tail', worth: 20 });
  assert.deepEqual(candidates.all.map(({ worth, kind, text }) => [worth, kind, text.length]), [[46, 'error', 501]]);
});

function ranked(...lines: readonly string[]): string[] {
  let run: Run | undefined;
  eachLine(madeBatch(madeSource('b.log'), lines.map((text) => ({ text }))), new Float64Array(lines.length), (line) => {
    run ??= new Run(line);
    run.take(line);
    return true;
  });
  assert.ok(run);
  return rankLines(run).map(({ text }) => text.trim());
}

/** Before and behind: the first is to be told before the second, of these lines. */
const orders: readonly (readonly [string, readonly string[], string, string])[] = [
  ['another sort before the same sort again', ['src/a.ts(3,5): error TS2322: no', 'src/a.ts(4,5): error TS2322: neither', 'src/a.ts(5,5): error TS2304: none'], 'src/a.ts(5,5): error TS2304: none', 'src/a.ts(4,5): error TS2322: neither'],
  ['the same sort in another file before the same sort in the same', ['src/a.ts(3,5): error TS2322: no', 'src/a.ts(4,5): error TS2322: neither', 'src/b.ts(5,5): error TS2322: none'], 'src/b.ts(5,5): error TS2322: none', 'src/a.ts(4,5): error TS2322: neither'],
  ['what is new before the same text with other numbers', ['error: worker 1 failed to start', 'error: worker 2 failed to start', 'warning: 3 parts were left out'], 'warning: 3 parts were left out', 'error: worker 2 failed to start'],
  ['a short neighbour before a long one', ['src/a.ts(3,5): error TS2322: no', `  ${'very long '.repeat(60)}`, '  short one'], 'short one', 'very long '.repeat(60).trim().slice(0, 498)],
  ['a verdict before vague words', ['something failed, see above', 'src/a.ts(3,5): error TS2322: no'], 'src/a.ts(3,5): error TS2322: no', 'something failed, see above'],
];

for (const [name, lines, first, second] of orders) {
  test(`the order of worth: ${name}`, () => {
    const texts = ranked(...lines);
    const [before, behind] = [first, second].map((text) => texts.findIndex((line) => line.startsWith(text)));
    assert.ok(before !== undefined && before >= 0, texts.join('\n'));
    assert.ok(behind !== undefined && (behind < 0 || before < behind), texts.join('\n'));
  });
}

test('what is said a hundred times without a verdict is worth less than what is said once', () => {
  const texts = ranked(...Array.from({ length: 100 }, (_, i) => `cache: could not read entry ${i} of shard x`), 'deploy: could not reach the host of the shop', 'npm ERR! code ELIFECYCLE');
  assert.ok(texts.indexOf('deploy: could not reach the host of the shop') < texts.findIndex((text) => text.startsWith('cache:')), texts.slice(0, 5).join('\n'));
});

test('no more lines are ranked than any briefing shows', () => {
  const texts = ranked(...Array.from({ length: 600 }, (_, i) => `src/${String.fromCharCode(97 + (i % 26))}${i}.ts(3,5): error TS${2000 + i}: ${'long reason '.repeat(30)}`));
  assert.ok(texts.reduce((sum, text) => sum + text.length, 0) < 32_000 && texts.length > 20, String(texts.length));
});
