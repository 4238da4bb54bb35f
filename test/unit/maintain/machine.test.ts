import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { judgeMachine, measureMachine, type MachineFacts } from '../../../src/engine/maintain/maintain.ts';
import manifest from '../../../package.json' with { type: 'json' };

/** The guide's recommended machine. */
const good: MachineFacts = {
  nodeVersion: '24.1.0', sqliteVersion: '3.51.3', zstdVersion: '1.5.7', editorVersion: '1.125.0', cores: 4, memoryBytes: 8e9, availableBytes: 4e9, freeBytes: 5e9, fileSystem: 0xef53,
};

function statuses(change: Partial<MachineFacts>): Record<string, string> {
  return Object.fromEntries(judgeMachine({ ...good, ...change }).filter(({ status }) => status !== 'ok').map(({ id, status }) => [id, status]));
}

test('the recommended machine of the guide passes without a remark', () => {
  assert.deepEqual(statuses({}), {});
});

/** Just enough, just too little, and not to be known. */
const borders: readonly (readonly [Partial<MachineFacts>, Record<string, string>])[] = [
  [{ cores: 2 }, { cores: 'note' }], [{ cores: 1 }, { cores: 'wrong' }],
  [{ memoryBytes: 2e9 }, { 'memory-installed': 'note' }], [{ memoryBytes: 1.9e9 }, { 'memory-installed': 'wrong' }],
  [{ availableBytes: 0.3e9 }, { 'memory-available': 'wrong' }],
  [{ freeBytes: 1e9 }, { 'disk-free': 'note' }], [{ freeBytes: 0.9e9 }, { 'disk-free': 'wrong' }], [{ freeBytes: undefined }, { 'disk-free': 'unknown' }],
  [{ nodeVersion: '22.15.0' }, { node: 'note' }], [{ nodeVersion: '22.14.9' }, { node: 'wrong' }], [{ nodeVersion: '20.20.2', sqliteVersion: undefined }, { node: 'wrong', sqlite: 'wrong' }],
  [{ sqliteVersion: '3.51.2' }, { sqlite: 'note' }], [{ sqliteVersion: '3.9.0' }, { sqlite: 'note' }], [{ zstdVersion: undefined }, { zstd: 'note' }],
  [{ editorVersion: '1.124.9' }, { editor: 'wrong' }], [{ editorVersion: undefined }, { editor: 'unknown' }],
  [{ fileSystem: 0x6969 }, { 'file-system': 'wrong' }], [{ fileSystem: -11317950 }, { 'file-system': 'wrong' }], [{ fileSystem: undefined }, { 'file-system': 'unknown' }],
];

for (const [change, expected] of borders) {
  test(`a machine with ${JSON.stringify(change)} is judged ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(statuses(change), expected);
  });
}

test('whatever is wrong has a cause and something to do', () => {
  for (const [change] of borders) {
    for (const { id, status, cause, advice } of judgeMachine({ ...good, ...change })) {
      if (status !== 'wrong') continue;
      assert.ok(cause !== undefined && advice !== undefined, id);
    }
  }
});

test('the editor that is asked for is the one that the package asks for', () => {
  assert.match(manifest.engines.vscode, /^\^1\.125\.0$/);
  assert.equal(statuses({ editorVersion: manifest.engines.vscode.slice(1) })['editor'], undefined);
});

test('this machine is measured, on the disk of the nearest folder that exists', () => {
  const facts = measureMachine(path.join(import.meta.dirname, 'not', 'made', 'yet'), { TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.130.0' });
  assert.equal(facts.editorVersion, '1.130.0');
  assert.equal(facts.fileSystem, fs.statfsSync(import.meta.dirname).type);
  assert.ok(facts.cores >= 1 && facts.memoryBytes > 1e8 && facts.availableBytes > 0 && (facts.freeBytes ?? 0) > 0);
});
