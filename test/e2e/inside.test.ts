/** The tests inside the extension host. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { runInsideHost } from '../host/inside.ts';
import { ensureHost } from '../host/install.ts';
import { EditorHost } from '../host/server.ts';
import { temporaryFolder } from '../support/temporary.ts';

const root = path.join(import.meta.dirname, '..', '..');

test('inside the extension host the commands do what they say', async (context) => {
  const workspace = temporaryFolder(context);
  fs.mkdirSync(path.join(workspace, 'logs'));
  fs.writeFileSync(path.join(workspace, 'logs', 'app.log'), '2026-01-02 03:04:05,000 - shop - ERROR - KaputtError: it broke\n');
  const install = await ensureHost(() => undefined);
  if (install.kind !== 'ready') throw new Error(install.reason);
  await using host = await EditorHost.start({ install, workspace, smokeDriver: true });
  const result = await runInsideHost({ host, extensionPath: root, testsPath: path.join(root, 'test', 'e2e', 'inside', 'suite.ts') });
  assert.equal(result.exitCode, 0, result.log.join('\n'));
  assert.equal(result.log.at(-1), 'all passed');
});
