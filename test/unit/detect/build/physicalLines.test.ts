import { test } from 'node:test';
import assert from 'node:assert/strict';
import { eachLine, type BuildLine } from '../../../../src/engine/detect/build/physicalLines.ts';
import { madeBatch, madeSource } from '../../../support/batches.ts';

function linesOf(...texts: readonly string[]): BuildLine[] {
  const lines: BuildLine[] = [];
  eachLine(madeBatch(madeSource('build.log'), texts.map((text) => ({ text })), 7), new Float64Array(texts.length).fill(1000), (line) => lines.push(line) > 0);
  return lines;
}

const stamp = '2026-01-02T03:04:05.1234567Z';
/** As it stands in the log; the text; the stamp; job and step. */
const forms: readonly (readonly [string, string, string?, (readonly [string, string])?])[] = [
  ['npm ERR! code E401', 'npm ERR! code E401'], [`${stamp} npm ERR! code E401`, 'npm ERR! code E401', stamp], [stamp, '', stamp], [`${stamp} `, '', stamp], [`\ufeff${stamp} first`, 'first', stamp],
  [`${stamp}x`, `${stamp}x`], [`${stamp} 00O x`, 'x', stamp], [`${stamp} 01E+x`, 'x', stamp], ['2026-01-02T03:04:05.123Z x', 'x', '2026-01-02T03:04:05.123Z'], ['[2026-01-02T03:04:05.123Z] x', 'x', '2026-01-02T03:04:05.123Z'],
  [`build\tRun npm test\t${stamp} x`, 'x', stamp, ['build', 'Run npm test']], [`${stamp} \u001b[31merror\u001b[0m TS2322: no`, 'error TS2322: no', stamp], ['^[[31mred^[[0m x', 'red x'], ['\\x1b[1mbold\\x1b[0m', 'bold'], ['\u241b[31mred\u241b[0m', 'red'],
  ['[31mred[0m x', 'red x'], ['[31m of 31 metres', '[31m of 31 metres'], ['[12] step [3/4]', '[12] step [3/4]'], ['C:\\new\\x.ts', 'C:\\new\\x.ts'], ['C:\\users\\x.ts', 'C:\\users\\x.ts'], ['✓ all done – ok', '✓ all done – ok'],
  ['10 %\r50 %\r100 %', '100 %'], ['crlf\r', 'crlf'], ['\r', ''], ['a\u001b]8;;http://x\u0007link', 'alink'],
];

for (const [raw, text, wanted, names] of forms) {
  test(`the text of ${JSON.stringify(raw)} is ${JSON.stringify(text)}`, () => {
    const [line] = linesOf(raw);
    assert.deepEqual([line?.text, line?.stamp, line?.jobName, line?.stepName, line?.number], [text, wanted, names?.[0], names?.[1], 7]);
  });
}

test('the lines of a record are counted on, and each is read', () => {
  const lines = linesOf('one\n\nsrc/a.ts(3,5): error TS2322: no', 'two');
  assert.deepEqual(lines.map(({ number, text, reading }) => [number, text, reading?.idiom.tool]), [[7, 'one', undefined], [8, '', undefined], [9, 'src/a.ts(3,5): error TS2322: no', 'tsc'], [10, 'two', undefined]]);
});

test('a cleared screen is seen, however it is cleared', () => {
  assert.deepEqual(linesOf('\u001bc', '\u001b[2J\u001b[3J\u001b[H', '\u001b[31mred', 'plain').map(({ clears }) => clears), [true, true, false, false]);
});

test('a line is read the same whether its bytes or its text are looked at', () => {
  for (const text of ['Tests:       1 failed, 9 passed, 10 total', '  ● pay › charges once', '##[error]src/a.ts(3,5): error TS2322: no', '✖ 12 problems (10 errors, 2 warnings)', 'nothing to see', `${'x'.repeat(1200)} error TS2322: no`]) {
    const [plain, coloured] = linesOf(text, `\u001b[0m${text}`);
    assert.deepEqual([coloured?.text, coloured?.reading?.idiom, coloured?.reading?.key], [text, plain?.reading?.idiom, plain?.reading?.key], text);
  }
});
