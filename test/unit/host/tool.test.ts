import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fieldsOf, jsonLines, Tool } from '../../../src/host/tool.ts';
import { cli } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('the command runs beside the editor, and what it refuses is told in its own words', async (context) => {
  const workspace = temporaryFolder(context);
  const tool = new Tool(cli, '1.130.0');
  const place = ['--workspace', workspace];
  assert.deepEqual(await tool.run(['backup', 'list', '--json', ...place]), { code: 0, stdout: '', stderr: '' });
  await assert.rejects(tool.run(['restore', path.join(workspace, 'none.tar.gz'), '--dry-run', ...place]), { message: /^There is no file .*none\.tar\.gz/ });
  const { checks } = fieldsOf(jsonLines((await tool.run(['doctor', '--json', ...place], [0, 3])).stdout)[0]);
  const editor = (checks as readonly { readonly id: string; readonly measured: string }[]).find(({ id }) => id === 'editor');
  assert.equal(editor?.measured, '1.130.0', 'the editor that asks is the one that is checked');
  fs.mkdirSync(path.join(workspace, '.logbrief'), { mode: 0o755 });
  assert.equal((await tool.run(['doctor', ...place], [0, 3])).code, 3);
  await assert.rejects(new Tool(path.join(workspace, 'missing.js'), '1').run([]), { message: /missing\.js/ });
});
