import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderBriefing } from '../../../src/engine/report/briefing.ts';
import { keyLinesBlock } from '../../../src/engine/report/keyLines.ts';
import { madeIssue, madeSnapshot } from '../../support/issues.ts';

test('the best lines are taken and stand in the order of the log', () => {
  const block = keyLinesBlock([{ line: 30, text: 'first by rank' }, { line: 10, text: 'second by rank' }, { line: 20, text: 'third by rank' }], 60);
  assert.equal(block.text, '```text\n10: second by rank\n30: first by rank\n```\n');
  assert.equal(block.shown, 2);
});

test('a line that does not fit makes room for a shorter one of lower rank', () => {
  const block = keyLinesBlock([{ line: 1, text: 'short' }, { line: 2, text: 'x'.repeat(90) }, { line: 3, text: 'short too' }], 70);
  assert.ok(block.text.includes('1: short\n3: short too\n'));
});

test('the block never passes its budget, and no line can close it', () => {
  const text = fc.string({ unit: fc.constantFrom('`', 'a', '한', ' ', '\u001b[31m', '\n'), maxLength: 40 });
  fc.assert(fc.property(fc.array(text, { maxLength: 20 }), fc.integer({ min: 0, max: 600 }), (texts, budgetBytes) => {
    const block = keyLinesBlock(texts.map((line, i) => ({ line: i + 1, text: line })), budgetBytes);
    assert.ok(Buffer.byteLength(block.text) <= budgetBytes);
    const [open = '', ...rest] = block.text.split('\n');
    const fence = /^`+/.exec(open)?.[0] ?? '```';
    assert.equal(rest.filter((line) => line.includes(fence)).length, block.shown === 0 ? 0 : 1);
  }));
});

test('an issue with key lines fills the briefing with them', () => {
  const keyLines = Array.from({ length: 200 }, (_, i) => ({ line: i + 1, text: `error ${i}: ${'x'.repeat(60)}` }));
  const text = renderBriefing(madeSnapshot([madeIssue({ keyLines })]), 4096);
  assert.ok(Buffer.byteLength(text) > 3600 && Buffer.byteLength(text) <= 4096);
  assert.ok(text.includes('1: error 0: ') && text.includes('evidence: `logs/app.log:7`'));
});
