import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openInEditor } from '../tools/openEditor.ts';
import { runToEnd } from './commands.ts';

const root = path.join(import.meta.dirname, '..', '..');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-open-test-'));
const vsix = path.join(scratch, 'smoke.vsix');
const said: string[] = [];
const log = (line: string): void => void said.push(line);

before(async () => {
  const packed = await runToEnd(process.execPath, [path.join(root, 'node_modules/@vscode/vsce/vsce'), 'package', '--no-dependencies', '--skip-license', '-o', vsix], { cwd: path.join(import.meta.dirname, 'smoke') });
  assert.equal(packed.exitCode, 0, packed.output);
});
after(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** Puts a `code` on a path of its own that writes its arguments to a file and ends with `exitCode`. */
function fakeCode(name: string, exitCode: number): { readonly searchPath: string; readonly calls: () => string[] } {
  const searchPath = path.join(scratch, name);
  const file = path.join(searchPath, 'calls');
  fs.mkdirSync(searchPath);
  fs.writeFileSync(path.join(searchPath, 'code'), `#!/bin/sh\necho "$@" >> '${file}'\nexit ${exitCode}\n`, { mode: 0o755 });
  return { searchPath, calls: () => fs.readFileSync(file, 'utf8').trim().split('\n') };
}

test('the user\'s own VS Code gets the extension and opens the folder', async () => {
  const { searchPath, calls } = fakeCode('good', 0);
  await using editor = await openInEditor({ workspace: scratch, vsix, log, searchPath });
  assert.equal(editor.kind, 'desktop');
  assert.deepEqual(calls(), [`--install-extension ${vsix} --force`, `--new-window ${scratch}`]);
});

test('without a `code` that works the folder is served on loopback until disposed, and the reason is told', async () => {
  const { searchPath } = fakeCode('bad', 1);
  const editor = await openInEditor({ workspace: scratch, vsix, log, searchPath });
  assert.ok(editor.kind === 'browser');
  assert.match(said.join('\n'), /ended with 1: .*browser instead/);
  assert.match(editor.url, /^http:\/\/127\.0\.0\.1:\d+\/\?folder=/);
  assert.equal((await fetch(editor.url)).status, 200);
  await editor[Symbol.asyncDispose]();
  await assert.rejects(fetch(editor.url));
});
