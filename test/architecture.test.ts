/** Holds the house of DESIGN: floors, doors, circles, sizes, and that manifest, commands, settings and texts agree. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { brokenRules } from './support/house.ts';

const root = path.join(import.meta.dirname, '..');

test('imports point down, through doors, without circles', () => {
  assert.deepEqual(brokenRules(root).imports, []);
});

test('a source file has 250 lines at most and a function 60', () => {
  assert.deepEqual(brokenRules(root).sizes, []);
});

test('every export has a docstring and no rule is switched off', () => {
  assert.deepEqual(brokenRules(root).style, []);
});

test('sources use nothing that Node 20 lacks, which the command line runs on', () => {
  const newer = /\b(?:Map|Object)\.groupBy\(|Promise\.(?:withResolvers|try)\(|Array\.fromAsync\(|RegExp\.escape\(|\.(?:isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(|\.(?:values|keys|entries)\(\)\.(?:map|filter|toArray|some|every|find|reduce|take|drop|flatMap)\(|\bIterator\.from\(/;
  const files = fs.readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  assert.deepEqual(files.filter((name) => newer.test(fs.readFileSync(path.join(root, 'src', name), 'utf8'))), []);
});

test('the top level holds only what is allowed there', () => {
  const allowed = new Set([
    'src', 'media', 'test', 'package.json', 'tsconfig.json', '.vscodeignore', 'README.md', 'package-lock.json', 'package.nls.json', 'package.nls.ko.json',
    'CHANGELOG.md', 'LICENSE', '.gitignore', '.ci', '.npmrc', 'eslint.config.js', '.git', 'node_modules', 'dist', '.host', '.sample', 'l10n', '.logbrief',
  ]);
  assert.deepEqual(fs.readdirSync(root).filter((name) => !allowed.has(name) && !name.endsWith('.vsix')), []);
});
