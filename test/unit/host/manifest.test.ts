import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import ts from 'typescript';
import { commandPrefix, commandTable } from '../../../src/host/commandTable.ts';
import { settingsTable } from '../../../src/host/settingsTable.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');

interface Manifest {
  readonly l10n: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  };
}

const manifest = JSON.parse(read('package.json')) as Manifest;

function read(relative: string): string {
  return fs.readFileSync(path.join(root, relative), 'utf8');
}

function texts(relative: string): Readonly<Record<string, string>> {
  return JSON.parse(read(relative)) as Record<string, string>;
}

test('the manifest has the commands of the table, in its order', () => {
  const expected = commandTable.map(({ id, titleKey }) => ({ command: commandPrefix + id, title: `%${titleKey}%`, category: 'Logbrief' }));
  assert.deepEqual(manifest.contributes.commands, expected);
});

test('the manifest has the settings of the table, in its order, each with default, range, scope and description', () => {
  const expected = settingsTable.map((row, index) => [row.key, {
    type: typeof row.default === 'object' ? 'array' : typeof row.default === 'number' ? 'integer' : typeof row.default,
    ...(row.choices === undefined ? {} : { enum: row.choices }),
    ...(typeof row.default === 'object' ? { items: { type: 'string' }, uniqueItems: true } : {}),
    default: row.default,
    ...(row.minimum === undefined ? {} : { minimum: row.minimum, maximum: row.maximum }),
    order: index + 1,
    scope: 'window',
    markdownDescription: `%setting.${row.key.replace('logbrief.', '')}.description%`,
  }]);
  assert.deepEqual(Object.entries(manifest.contributes.configuration.properties), expected);
});

test('settings that name paths are restricted in workspaces that are not trusted', () => {
  const paths = settingsTable.filter((row) => row.namesFiles === true).map((row) => row.key);
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces, { supported: 'limited', description: '%capabilities.untrustedWorkspaces.description%', restrictedConfigurations: paths });
});

for (const language of ['package.nls.json', 'package.nls.ko.json']) {
  test(`${language} has every text of the manifest and no other`, () => {
    const used = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    assert.deepEqual(Object.keys(texts(language)).sort(), [...new Set(used)].sort());
  });
}

test('every text of the host is in the Korean bundle, and the bundle has no other', () => {
  const bundle = texts(path.join(manifest.l10n, 'bundle.l10n.ko.json'));
  assert.deepEqual(Object.keys(bundle).sort(), [...hostTexts()].sort());
});

test('a Korean text has the placeholders of the English one', () => {
  const bundle = texts(path.join(manifest.l10n, 'bundle.l10n.ko.json'));
  const placeholders = (text: string): string => [...text.matchAll(/\{\d\}/g)].map(([found]) => found).sort().join();
  assert.deepEqual(Object.entries(bundle).filter(([english, korean]) => placeholders(english) !== placeholders(korean)), []);
});

test('no Korean text is left empty or in English', () => {
  const bundles = [texts('package.nls.ko.json'), texts(path.join(manifest.l10n, 'bundle.l10n.ko.json'))];
  assert.deepEqual(bundles.flatMap((bundle) => Object.entries(bundle)).filter(([, korean]) => !/[가-힣]|^\/ 100$/.test(korean)), []);
});

/** All literals that go through `t(…)`; a call with anything else could not be translated. */
function hostTexts(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of fs.readdirSync(path.join(root, 'src', 'host'))) {
    const parsed = ts.createSourceFile(name, read(`src/host/${name}`), ts.ScriptTarget.Latest, true);
    collect(parsed, found);
  }
  return found;
}

function collect(node: ts.Node, found: Set<string>): void {
  ts.forEachChild(node, (child) => collect(child, found));
  if (!ts.isCallExpression(node)) return;
  const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : node.expression.getText();
  const [message, ...rest] = node.arguments;
  if (called !== 't' || !message) return;
  if (ts.isStringLiteralLike(message)) found.add(message.text);
  else assert.deepEqual([message.getText(), rest.map((argument) => argument.getText())], ['message', ['...args']], 'a text is passed on whole or written as a literal');
}
