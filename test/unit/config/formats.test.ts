import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { encodingLabels, findEncoding } from '../../../src/base/encodings.ts';
import { loadConfig, type LoadedConfig } from '../../../src/engine/config/config.ts';

function load(text: string): LoadedConfig {
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-formats-'));
  try {
    fs.writeFileSync(path.join(workspace, 'config.yaml'), text);
    return loadConfig({ workspace, stateFolder: workspace, overrides: {}, environment: {} });
  } finally {
    fs.rmSync(workspace, { recursive: true });
  }
}

/** `line:column message` of every problem. */
function problems(text: string): string[] {
  return load(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

test('a format of the user\'s own is taken over as it is written', () => {
  const { settings, problems: found } = load(`formats:
  own:
    - name: billing
      files: ["logs/billing*.log"]
      pattern: '^(?<timestamp>\\S+) (?<level>\\w+) (?<message>.*)'
      timestamp: '%d.%m.%Y-%H:%M:%S'
`);
  assert.deepEqual(found, []);
  assert.deepEqual(settings.formats.own, [{ name: 'billing', files: ['logs/billing*.log'], pattern: '^(?<timestamp>\\S+) (?<level>\\w+) (?<message>.*)', timestamp: '%d.%m.%Y-%H:%M:%S' }]);
});

/** A pattern as it stands in the file, and where and what is said about it: its text begins in line 4, column 16, or 17 behind a quotation mark. */
const faultyPatterns: readonly (readonly [string, string])[] = [
  ['(?<level>\\w+', '4:16 `formats.own[1].pattern` is no expression in RE2\'s syntax at its character 1 (this bracket is not closed)'],
  ["'x (?<level>[z-a])'", '4:29 `formats.own[1].pattern` is no expression in RE2\'s syntax at its character 13 (invalid character class range)'],
  ['(?<level>x)(?<level>y)', '4:29 `formats.own[1].pattern` is no expression in RE2\'s syntax at its character 14 (a group name is there twice)'],
  ["'(?<level>x)(?=y)'", '4:28 `formats.own[1].pattern` is no expression in RE2\'s syntax at its character 12 (looking ahead or behind'],
  ['(?<lvl>x)', '4:19 `formats.own[1].pattern` has a group of another name at its character 4; known are timestamp, level, component, message'],
  ['x+', '4:16 `formats.own[1].pattern` has no named group. Name one of timestamp, level, component, message'],
  ["'(?<level>x)?'", '4:16 `formats.own[1].pattern` matches the empty text'],
];

for (const [pattern, said] of faultyPatterns) {
  test(`the fault of ${pattern} is told with line, column and character, and the file is not used`, () => {
    const text = `formats:\n  own:\n    - name: own\n      pattern: ${pattern}\n    - name: good\n      pattern: (?<level>x) y\n`;
    const [first, ...more] = problems(text);
    assert.ok(first?.startsWith(said) === true, first);
    assert.deepEqual(more, []);
    assert.deepEqual(load(text).settings.formats.own, []);
  });
}

test('a timestamp that has no hour or an unknown letter is told at its place', () => {
  for (const timestamp of ['%d.%m.%Y', '%d.%m.%Y %k:%M', '%I:%M']) {
    assert.match(problems(`formats:\n  own:\n    - { name: own, pattern: "(?<level>x) y", timestamp: "${timestamp}" }\n`).join(), /^3:\d\d `formats.own\[1\].timestamp` must be a time in the letters of strptime/);
  }
});

test('encodings go by all their names, and unknown ones are told', () => {
  const { settings, problems: found } = load('watch:\n  encodings:\n    - { files: ["old/*.log"], encoding: CP949 }\n    - { files: [b.log], encoding: latin1 }\n');
  assert.deepEqual([settings.watch.encodings, found], [[{ files: ['old/*.log'], encoding: 'cp949' }, { files: ['b.log'], encoding: 'latin1' }], []]);
  assert.match(problems('watch:\n  encodings: [{ files: [a.log], encoding: klingon }]\n').join(), /^2:43 `watch.encodings\[1\].encoding` must be one of utf-8, utf-16le/);
});

test('every encoding that may be named is one', () => {
  assert.deepEqual(encodingLabels.filter((label) => findEncoding(label) === undefined), []);
});
