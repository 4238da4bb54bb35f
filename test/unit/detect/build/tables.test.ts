import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Gate } from '../../../../src/engine/detect/build/gate.ts';
import { neededLiterals } from '../../../../src/engine/detect/build/literals.ts';
import { carrierLength, carriers } from '../../../../src/engine/detect/build/carrier.ts';
import { readLine } from '../../../../src/engine/detect/build/classify.ts';
import { idioms } from '../../../../src/engine/detect/build/idioms.ts';
import { buildMarks } from '../../../../src/engine/detect/build/marks.ts';

test('every idiom reads its own samples', () => {
  const wrong = idioms.flatMap((idiom) => idiom.samples.flatMap((sample) => {
    const reading = readLine(sample);
    return reading?.idiom === idiom ? [] : [`${idiom.tool}/${idiom.kind} ${JSON.stringify(sample)} is read as ${reading ? `${reading.idiom.tool}/${reading.idiom.kind}` : 'nothing'}`];
  }));
  assert.deepEqual(wrong, []);
});

test('every idiom has a sample', () => {
  assert.deepEqual(idioms.filter(({ samples }) => samples.length === 0).map(({ expression }) => expression.source), []);
});

test('every mark of a build log is found in its sample', () => {
  assert.deepEqual(buildMarks.filter(({ expression, sample }) => !expression.test(sample)).map(({ name }) => name), []);
});

test('the gate hides no idiom from a text that it matches', () => {
  const gate = new Gate(idioms);
  const hidden = idioms.flatMap(({ expression, samples, tool }, i) => samples.filter((sample) => expression.test(sample) && ((gate.openText(sample)[i >>> 5] ?? 0) & (1 << (i & 31))) === 0).map((sample) => `${tool}: ${sample}`));
  assert.deepEqual(hidden, []);
});

test('the gate hides no idiom from any text, however a line begins and ends', () => {
  const gate = new Gate(idioms);
  const around = [['  ', ''], ['\t', ' '], ['12 ', ' x'], ['\u00a0', '.'], ['- ', '\u2713'], ['\u3000', ''], ['é', ''], ['##[error]', '']] as const;
  const texts = idioms.flatMap(({ samples }) => samples.flatMap((sample) => [...around.map(([front, end]) => front + sample + end), sample.toUpperCase(), sample.toLowerCase(), sample.trimStart(), sample.slice(1)]));
  const hidden = texts.flatMap((text) => {
    const open = Uint32Array.from(gate.openText(text));
    return idioms.flatMap(({ expression, tool }, i) => (expression.test(text) && ((open[i >>> 5] ?? 0) & (1 << (i & 31))) === 0 ? [`${tool} ${expression.source}: ${text}`] : []));
  });
  assert.deepEqual(hidden, []);
});

test('the literals that an expression needs are in every text it matches', () => {
  const cases: readonly [RegExp, readonly string[] | undefined][] = [
    [/^error: could not (?:compile|link) x/, ['start error: could not ']], [/(?:abc|defg)h?/, ['anywhere abc', 'anywhere defg']], [/a?b*xyz+/, ['anywhere xyz']], [/colou?r/, ['anywhere colo']],
    [/[abc]\d+/, undefined], [/foo|\d/, undefined], [/^(?!never)real\.js/, ['start real.js']], [/(?:abc)?de/, undefined], [/ab{2}cde/, ['anywhere cde']],
    [/^\s*(?:abc|def\d)/, ['indented abc', 'indented def']], [/^\s* abc/, ['anywhere  abc']], [/^ *\d abc/, ['anywhere  abc']], [/^(?:x )?abc/, ['anywhere abc']], [/^abc \d (?:a|b) later/, ['start abc ']], [/^abc/m, ['anywhere abc']],
  ];
  for (const [expression, literals] of cases) assert.deepEqual(neededLiterals(expression)?.map(({ text, at }) => `${at} ${text}`), literals, expression.source);
});

test('what a program that runs others puts in front of a line hides nothing of it', () => {
  const wrong = carriers.flatMap(({ name, sample, expression }) => {
    const inner = sample.replace(expression, '');
    return inner !== sample && carrierLength(sample) === sample.length - inner.length && readLine(sample)?.key === readLine(inner)?.key ? [] : [name];
  });
  assert.deepEqual(wrong, []);
});

test('behind a carrier the gate hides no idiom either', () => {
  const hidden = idioms.filter(({ isWord }) => isWord !== true).flatMap(({ tool, kind, samples }) => samples.flatMap((sample) => {
    const [plain, carried] = [readLine(sample), readLine(`#14 22.31 ${sample}`)];
    return plain && carried && carried.worth >= plain.worth ? [] : [`${tool}/${kind} ${sample}`];
  }));
  assert.deepEqual(hidden, []);
});
