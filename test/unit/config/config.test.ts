import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { parseDocument } from 'yaml';
import { configReference, configSchema, configTemplate, effectiveSettings, isOfWorkspace, loadConfig, originText, type ConfigOptions, type LoadedConfig } from '../../../src/engine/config/config.ts';
import { settingsTable } from '../../../src/engine/config/settingsTable.ts';
import { defaultSettings } from '../../../src/model/defaultSettings.ts';

interface Given extends Partial<ConfigOptions> {
  /** Text of `.logbrief/config.yaml`. */
  readonly text?: string | Uint8Array;
  /** Further files by name. */
  readonly files?: Readonly<Record<string, string>>;
}

function load({ text, files = {}, ...options }: Given): LoadedConfig {
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-config-'));
  try {
    const stateFolder = path.join(workspace, '.logbrief');
    fs.mkdirSync(stateFolder);
    fs.mkdirSync(path.join(workspace, 'config'));
    if (text !== undefined) fs.writeFileSync(path.join(stateFolder, 'config.yaml'), text);
    for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(workspace, name), content);
    return loadConfig({ workspace, stateFolder, overrides: {}, environment: {}, ...options });
  } finally {
    fs.rmSync(workspace, { recursive: true });
  }
}

/** `line:column message` of every problem. */
function problems(given: Given): string[] {
  return load(given).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

test('without any file the defaults hold and there is nothing to tell', () => {
  const { settings, problems: found, origins, files } = load({});
  assert.deepEqual(settings, defaultSettings);
  assert.deepEqual(found, []);
  assert.deepEqual(new Set([...origins.values()].map(({ kind }) => kind)), new Set(['default']));
  assert.deepEqual(files.map((file) => path.basename(file)), ['enhanced_logging.yaml', 'config.yaml']);
});

test('the table has a row for every field of the settings, with its default', () => {
  const fields = Object.entries(defaultSettings as unknown as Record<string, Record<string, unknown>>)
    .flatMap(([section, values]) => Object.entries(values).map(([name, value]) => [`${section}.${name}`, value] as const));
  assert.deepEqual(settingsTable.map((row) => [row.field, row.default] as const), fields);
});

test('every source wins over the one before it and each value knows where it came from', () => {
  const files = { 'config/enhanced_logging.yaml': 'briefing: { budget_bytes: 2000, update_interval: 10 }\ndashboard: { update_interval: 10 }\n' };
  const text = 'briefing:\n  budget_bytes: 3000\n';
  const originIn = ({ origins }: LoadedConfig, key: string): string => originText(origins.get(key) ?? { kind: 'default' });
  const at = (given: Given): [number, string] => {
    const loaded = load({ files: { ...files, 'config/enhanced_logging.production.yaml': 'briefing: { budget_bytes: 4000 }\n' }, text, ...given });
    assert.deepEqual(loaded.problems, []);
    return [loaded.settings.briefing.budgetBytes, originIn(loaded, 'briefing.budget_bytes')];
  };
  assert.equal(originIn(load({ files }), 'briefing.update_interval'), 'file config/enhanced_logging.yaml:1');
  assert.deepEqual(at({}), [3000, 'file .logbrief/config.yaml:2']);
  assert.deepEqual(at({ profile: 'production' }), [4000, 'file config/enhanced_logging.production.yaml:1']);
  assert.deepEqual(at({ environment: { LOGBRIEF_PROFILE: 'production' } }), [4000, 'file config/enhanced_logging.production.yaml:1']);
  const overrides = { 'briefing.budgetBytes': 5000 };
  assert.deepEqual(at({ profile: 'production', overrides }), [5000, 'editor']);
  const environment = { LOGBRIEF_BRIEFING_BUDGET_BYTES: '6000' };
  assert.deepEqual(at({ overrides, environment }), [6000, 'environment LOGBRIEF_BRIEFING_BUDGET_BYTES']);
  assert.deepEqual(at({ overrides, environment, flags: { 'briefing.budget_bytes': '7000' } }), [7000, 'flag']);
});

test('the names of the older system work and ours win over them', () => {
  const old = { UPBIT_LLM_BRIEFING_ENABLED: 'False', UPBIT_BRIEFING_UPDATE_INTERVAL: '30' };
  assert.deepEqual(load({ environment: old }).settings.briefing, { ...defaultSettings.briefing, enabled: false, updateIntervalSeconds: 30 });
  assert.equal(load({ environment: { ...old, LOGBRIEF_BRIEFING_UPDATE_INTERVAL: '60' } }).settings.briefing.updateIntervalSeconds, 60);
});

test('a list in the environment is JSON or separated by semicolons', () => {
  assert.deepEqual(load({ environment: { LOGBRIEF_WATCH_INCLUDE: 'a/{b,c}.log; d.log' } }).settings.watch.include, ['a/{b,c}.log', 'd.log']);
  assert.deepEqual(load({ environment: { LOGBRIEF_WATCH_INCLUDE: '["a;b.log"]' } }).settings.watch.include, ['a;b.log']);
});

test('every wrong value is told with its place, and nothing of its file is used', () => {
  const given = { text: 'briefing:\n  enabled: yes\n  budget_bytes: 12\n  update_interval: 60\nwatch:\n  include: app.log\n' };
  assert.deepEqual(problems(given), [
    '2:12 `briefing.enabled` must be true or false, and this is text.',
    '3:17 `briefing.budget_bytes` must be a whole number of bytes from 1024 to 65536, and this is 12.',
    '6:12 `watch.include` must be a list of globs such as ["logs/**/*.log"], and this is text.',
  ]);
  assert.deepEqual(load(given).settings, defaultSettings);
  assert.deepEqual(load(given).refusedFiles, ['.logbrief/config.yaml']);
  const beside = load({ ...given, files: { 'config/enhanced_logging.yaml': 'dashboard: { update_interval: 10 }\n' } });
  assert.equal(beside.settings.dashboard.updateIntervalSeconds, 10);
});

test('an unknown name is told with the one that was probably meant', () => {
  assert.deepEqual(problems({ text: 'briefng:\n  enabled: true\nbriefing:\n  updateInterval: 5\n  wholly_other: 1\nmax_dashboard_history: 3\n' }), [
    '1:1 `briefng` is not a known section. Did you mean `briefing`?',
    '4:3 `briefing.updateInterval` is not a known key. Did you mean `update_interval`?',
    '5:3 `briefing.wholly_other` is not a known key. Remove it; known are enabled, update_interval, auto_generate, include_performance_metrics, budget_bytes.',
    '6:1 `max_dashboard_history` is not a known section. Did you mean `max_dashboard_history` below `dashboard`?',
  ]);
  assert.deepEqual(problems({ environment: { LOGBRIEF_BREIFING_ENABLED: '1', LOGBRIEF_OTHER: 'x' } }), ['0:0 `LOGBRIEF_BREIFING_ENABLED` sets nothing. Did you mean `LOGBRIEF_BRIEFING_ENABLED`?']);
  assert.deepEqual(problems({ overrides: { 'briefing.budgetByte': 5000 } }), ['0:0 `briefing.budgetByte` is not a known setting. Did you mean `briefing.budgetBytes`?']);
});

/** Texts of which nothing may be used, with what is said about them. */
const unsound: Readonly<Record<string, readonly [string | Uint8Array, RegExp]>> = {
  'a tab as indentation': ['briefing:\n\tenabled: false\n', /^2:1 A tab is used/],
  'a key twice': ['briefing:\n  enabled: false\n  enabled: false\n', /^3:3 `briefing.enabled` is there twice/],
  'a section twice': ['briefing: { enabled: false }\nbriefing: {}\n', /^2:1 `briefing` is there twice/],
  'an open bracket': ['briefing: { enabled: false', /^1:\d+ Not valid YAML/],
  'a NUL byte': ['briefing: { enabled: false }\n\0', /^2:1 The file holds a NUL byte/],
  'two documents': ['briefing: { enabled: false }\n---\na: 1\n', /more than one document/],
  'a tag': ['briefing: { enabled: !!js/function "x" }\n', /A tag/],
  'a list at the top': ['- briefing\n', /must be a map of sections/],
  'a bare text': ['// nothing\n', /must be a map of sections/],
  'endless nesting': ['['.repeat(60_000), /nested too deeply/],
  'bytes that are not UTF-8': [Buffer.from('briefing: { enabled: false } # caf\xe9', 'latin1'), /not UTF-8/],
  'UTF-16': [Buffer.from('\ufeffbriefing: { enabled: false }', 'utf16le'), /not UTF-8/],
  'too much of it': [`# ${'x'.repeat(70_000)}\nbriefing: { enabled: false }\n`, /are the most/],
  'an endless number of aliases': [`watch:\n  include: [&a "x"${', *a'.repeat(200)}]\nbriefing: { enabled: false }\n`, /More than 100 aliases/],
};

for (const [kind, [text, message]] of Object.entries(unsound)) {
  test(`a file with ${kind} is not used at all and one sentence says why`, () => {
    const { settings, problems: found } = load({ text });
    assert.deepEqual(settings, defaultSettings);
    assert.equal(found.length, 1);
    assert.match(`${found[0]?.line ?? 0}:${found[0]?.column ?? 0} ${found[0]?.message ?? ''}`, message);
  });
}

test('an anchor bomb is not expanded', () => {
  const levels = Array.from({ length: 30 }, (_, level) => `k${level}: &a${level} [${level === 0 ? '"x"' : Array(9).fill(`*a${level - 1}`).join(', ')}]`);
  const { settings, problems: found } = load({ text: `${levels.join('\n')}\nwatch: { include: *a29 }\n` });
  assert.deepEqual(settings, defaultSettings);
  assert.match(found.map(({ message }) => message).join(), /^More than 100 aliases/);
});

test('a file that is empty, only comments, or has a byte order mark is sound', () => {
  for (const text of ['', '\n', '# nothing\n', '---\n', 'briefing:\n', '\ufeffbriefing: { enabled: true }\n', 'briefing:\r\n  enabled: true\r\n']) assert.deepEqual(problems({ text }), [], JSON.stringify(text));
});

test('names of the language\'s own objects do no harm', () => {
  const { settings } = load({ text: '__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\nbriefing: { __proto__: { enabled: false } }\n', overrides: JSON.parse('{"__proto__":1,"toString":2}') as Record<string, unknown> });
  assert.deepEqual(settings, defaultSettings);
  assert.equal(({} as { readonly polluted?: boolean }).polluted, undefined);
});

test('values are never repeated when they are text, which may be a secret in the wrong place', () => {
  assert.equal(problems({ text: 'briefing: { enabled: hunter2, budget_bytes: "hunter2" }\nwatch: { include: ["~hunter2"] }\n', environment: { LOGBRIEF_BRIEFING_ENABLED: 'hunter2' } }).join().includes('hunter2'), false);
});

test('a folder, and a file without read access, are told with the next step', () => {
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-config-'));
  try {
    fs.mkdirSync(path.join(workspace, 'config.yaml'));
    const { problems: found } = loadConfig({ workspace, stateFolder: workspace, overrides: {}, environment: {} });
    assert.match(found[0]?.message ?? '', /This is not a file/);
  } finally {
    fs.rmSync(workspace, { recursive: true });
  }
});

test('a profile that is not there, or that names a path, is told', () => {
  assert.match(problems({ profile: 'prod' }).join(), /asked for and this file is not there/);
  assert.match(problems({ profile: '../../etc/x' }).join(), /must be a name/);
});

test('globs that cannot be meant are refused with a reason', () => {
  for (const glob of ['', '  ', 'a\\u0000b', '~/x.log', 'x'.repeat(5000)]) {
    const found = problems({ text: `watch: { include: ["ok.log", "${glob}"] }\n` });
    assert.match(found.join(), /entry 2/, glob);
  }
});

test('whatever file of the workspace gives a command it is known to come from there, also when it claims otherwise; the environment and flags are the user\'s', () => {
  const key = 'alerts.command';
  const yaml = 'alerts: { command: "sh evil.sh" }\n';
  const isGiven = (given: Given): boolean | undefined => {
    const { settings, origins } = load(given);
    assert.equal(settings.alerts.command, 'sh evil.sh', JSON.stringify(given));
    return isOfWorkspace(origins.get(key) ?? { kind: 'default' });
  };
  const good = (origin: string): string => JSON.stringify({ [key]: { value: 'sh evil.sh', origin } });
  const hostile: readonly Given[] = [
    { text: yaml }, { files: { 'config/enhanced_logging.yaml': yaml } }, { files: { 'config/enhanced_logging.evil.yaml': yaml }, profile: 'evil' },
    ...['flag', 'environment LOGBRIEF_ALERTS_COMMAND', 'default', 'editor', ' file', 'last good last good flag'].map((origin) => ({ text: 'core: {', files: { '.logbrief/config.good.json': good(origin) }, useLastGood: true })),
  ];
  for (const given of hostile) assert.equal(isGiven(given), true, JSON.stringify(given));
  assert.equal(isGiven({ text: yaml, environment: { LOGBRIEF_ALERTS_COMMAND: 'sh evil.sh' } }), false);
  assert.equal(isGiven({ text: yaml, flags: { [key]: 'sh evil.sh' } }), false);
});

test('the template changes nothing as it is, and shows the defaults when its comments are taken away', () => {
  assert.deepEqual(load({ text: configTemplate() }).settings, defaultSettings);
  const bare = configTemplate().split('\n').filter((line) => /^# (?:\w+:$| {2}\w+: )/.test(line)).map((line) => line.slice(2)).join('\n');
  const { settings, problems: found, origins } = load({ text: bare });
  assert.deepEqual(found, []);
  assert.deepEqual(settings, defaultSettings);
  assert.equal([...origins.values()].some(({ kind }) => kind === 'default'), false);
});

test('schema, reference and effective settings name every key', () => {
  const schema = configSchema() as { readonly properties: Readonly<Record<string, { readonly properties: Readonly<Record<string, object>> }>> };
  const keys = Object.entries(schema.properties).flatMap(([section, { properties }]) => Object.keys(properties).map((name) => `${section}.${name}`));
  assert.deepEqual(keys, settingsTable.map(({ key }) => key));
  for (const key of keys) assert.equal(configReference().includes(`\`${key}\``), true);
  assert.deepEqual(effectiveSettings(load({ overrides: { 'watch.sweepIntervalMs': 200 } })).find(({ key }) => key === 'watch.sweep_interval_ms'), { key: 'watch.sweep_interval_ms', value: 200, origin: 'editor' });
  assert.equal(parseDocument(configTemplate()).errors.length, 0);
});

test('a rule that is disabled has to be there, built in or of the user\'s own; the fault says which is meant', () => {
  assert.deepEqual(problems({ text: 'rules:\n  disabled: [diskFull, slowwork]\n' }), ['2:24 `rules.disabled`: there is no rule `slowwork`. Did you mean `slowWork`?']);
  assert.match(problems({ text: 'rules:\n  disabled:\n    - qqqqqqqqqq\n' })[0] ?? '', /^3:7 .*there is no rule `qqqqqqqqqq`\. Remove it/);
  assert.deepEqual(problems({ text: 'rules:\n  disabled: [seats]\n  own:\n    - { id: seats, words: no seats }\n' }), []);
  assert.deepEqual(problems({ files: { 'config/enhanced_logging.yaml': 'rules:\n  own:\n    - { id: seats, words: no seats }\n' }, text: 'rules:\n  disabled: [seats]\n' }), []);
  const { settings, problems: [fault] } = load({ overrides: { 'rules.disabled': ['diskFul'] } });
  assert.match(fault?.message ?? '', /Did you mean `diskFull`\? This value is not used\./);
  assert.deepEqual(settings.rules.disabled, []);
});

/** What people and attackers write, each with where it is told, undefined where it is sound. */
const shapes: readonly (readonly [string, string | undefined])[] = [
  ['', undefined], ['null', undefined], ['{}', undefined], ['\ufeff{}', undefined], ['# only a comment\n', undefined], ['watch: {}\n', undefined],
  ['[]', '1:1'], ['"text"', '1:1'], ['7', '1:1'], ['watch: []\n', '1:1'], ['watch: "a.log"\n', '1:1'], ['{"watch":["**"]}', '1:2'],
  ['{"briefing":{"path":"/etc/passwd"}}', '1:14'], ['{"metrics":{"port":70000}}', '1:20'], ['{"metrics":{"port":"80"}}', '1:20'], ['{"metrics":{"host":"0.0.0.0"}}', '1:20'],
  ['{"cleanup":{"log_folders":["/"]}}', '1:28'], ['{"cleanup":{"log_folders":["logs", ".."]}}', '1:36'], ['{"protect":{"patterns":["ok", ".*"]}}', '1:31'], ['{"protect":{"patterns":"x"}}', '1:24'],
  ['{"backup":{"time":"25:00"}}', '1:19'], ['{"backup":{"keep_days":-1}}', '1:24'], ['{"backup":{"keep_days":1e999}}', '1:24'], ['{"performance":{"queue_size":1e12}}', '1:30'],
  ['{"alerts":{"webhook":"file:///etc/passwd"}}', '1:22'], ['{"rules":{"own":[{"id":"x"}]}}', '1:18'], ['{"core":{"enabled":"no"}}', '1:20'], ['core: { log_level: [INFO] }\n', '1:20'],
  ['!!python/object/apply:os.system [id]', '1:1'], ['core: &x [*x]\n', '1:1'], ['core: {enabled: true,, }', '1:22'],
];

test('each shape of a bad configuration is told with its place, a sound one is not, and none is taken in half', () => {
  for (const [text, place] of shapes) {
    const { problems: found, settings } = load({ text });
    assert.equal(found[0] && `${found[0].line}:${found[0].column}`, place, `${text}: ${JSON.stringify(found)}`);
    assert.deepEqual(settings, defaultSettings, text);
  }
});
