import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadConfig } from '../../src/engine/config/config.ts';
import { settingsTable, type SettingRow } from '../../src/engine/config/settingsTable.ts';
import type { ValueShape } from '../../src/engine/config/settingRow.ts';
import { defaultSettings } from '../../src/model/defaultSettings.ts';
import type { Settings } from '../../src/model/settings.ts';
import { seed } from '../support/seed.ts';

const runs = 10_000;

const sound = `# Everything at once
watch:
  include: ["logs/**/*.log", '/var/log/app/*.log']
  exclude:
    - "**/*.gz"
    - other.log
  sweep_interval_ms: 500
  encodings: [{ files: ['legacy/*.log'], encoding: cp949 }]
briefing: &b
  enabled: true
  update_interval: 300
  budget_bytes: 8192
dashboard: { enabled: false, update_interval: 60, max_dashboard_history: 50 }
core: { log_level: "WARNING", max_log_file_size_mb: 100 }
performance: { gc_threshold_factor: 1.5, queue_size: 100000 }
rules:
  own:
    - { id: one, pattern: "a+b", severity: high, minutes: 3 }
    - id: two
      pattern: 'x'
formats: { own: [{ name: own, files: [a.log], pattern: '(?<timestamp>x+) y', timestamp: '%H:%M' }] }
issues: { component_focus: [Orders, 결제] }
backup: { time: "03:30" }
`;

/** What a slip of the hand or a broken disk does to a file. */
const pieces = ['\t', '\n', ' ', '  ', ':', ': ', '- ', '[', ']', '{', '}', '"', '\'', '#', '&a ', '*a', '*b', '!!x ', '---\n', '...', '%YAML 1.1\n', '<<: *b', '\0', '\ufeff', '-1', '1e999', '0x7fffffff', '.inf', 'null', '~', '|', '>', '? ', '__proto__: 1\n', 'enabled: 1\n', '9'.repeat(400), '한글', '\u2028', '\ud800'];
const mutation = fc.record({ at: fc.nat(sound.length), remove: fc.nat(12), insert: fc.oneof(fc.constant(''), fc.constantFrom(...pieces), fc.string({ maxLength: 6, unit: 'binary' })) });

function mutate(mutations: readonly { readonly at: number; readonly remove: number; readonly insert: string }[]): string {
  return mutations.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), sound);
}

function isInRange(row: SettingRow, settings: Settings): boolean {
  const [section = '', name = ''] = row.field.split('.');
  const value: unknown = (settings as unknown as Record<string, Record<string, unknown>>)[section]?.[name];
  if (row.kind !== 'entries') return fits(row, value);
  return Array.isArray(value) && (value as Record<string, unknown>[]).every((entry) => row.fields.every(({ field, shape, isRequired }) => (entry[field] === undefined ? !isRequired : fits(shape, entry[field]))));
}

function fits(shape: ValueShape, value: unknown): boolean {
  switch (shape.kind) {
    case 'boolean': return typeof value === 'boolean';
    case 'integer': return Number.isInteger(value) && Number(value) >= shape.minimum && Number(value) <= shape.maximum;
    case 'number': return Number.isFinite(value) && Number(value) >= shape.minimum && Number(value) <= shape.maximum;
    case 'choice': return shape.choices.includes(String(value));
    case 'text': return typeof value === 'string' && shape.expression.test(value);
    case 'pattern': return typeof value === 'string' && value !== '';
    case 'globs':
    case 'folders':
    case 'names':
    case 'patterns': return Array.isArray(value) && value.every((word) => typeof word === 'string' && word !== '' && (shape.kind === 'patterns' || !/\p{Cc}/u.test(word)));
  }
}

test('a mutated file never throws, gives all of itself or nothing, never a value out of range, and every fault has a place inside it', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-config-'));
  try {
    fc.assert(fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      const text = mutate(mutations);
      fs.writeFileSync(path.join(folder, 'config.yaml'), text);
      const { settings, problems, refusedFiles } = loadConfig({ workspace: folder, stateFolder: folder, overrides: {}, environment: {} });
      assert.equal(problems.length > 0, refusedFiles.length > 0);
      if (refusedFiles.length > 0) assert.deepEqual(settings, defaultSettings);
      for (const row of settingsTable) assert.ok(isInRange(row, settings), row.key);
      const lines = text.split('\n').length;
      for (const { line, column, message } of problems) assert.ok(line >= 0 && line <= lines && column >= 0 && message.endsWith('.') || message.endsWith('?'), `${line} of ${lines}: ${message}`);
    }), { seed, numRuns: runs });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('any value from the editor, the environment and the command line leaves all settings in range', () => {
  const anyName = fc.oneof(fc.constantFrom(...settingsTable.flatMap(({ key, field }) => [key, field])), fc.string());
  const anyVariable = fc.constantFrom(...settingsTable.map(({ key }) => `LOGBRIEF_${key.toUpperCase().replaceAll('.', '_')}`), 'LOGBRIEF_PROFILE', 'UPBIT_BRIEFING_UPDATE_INTERVAL');
  fc.assert(fc.property(fc.dictionary(anyName, fc.anything()), fc.dictionary(anyVariable, fc.string()), fc.dictionary(anyName, fc.anything()), (overrides, environment, flags) => {
    const { settings } = loadConfig({ workspace: '/nowhere', stateFolder: '/nowhere/.logbrief', overrides, environment, flags });
    for (const row of settingsTable) assert.ok(isInRange(row, settings), row.key);
  }), { seed, numRuns: 2000 });
});
