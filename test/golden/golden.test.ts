/** The texts we produce, beside the logs they are made from. UPDATE_GOLDEN=1 rewrites them; read them before they are committed. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../support/temporary.ts';

const cli = path.join(import.meta.dirname, '..', '..', 'src', 'cli.ts');

for (const entry of fs.readdirSync(import.meta.dirname, { withFileTypes: true }).filter((found) => found.isDirectory())) {
  const folder = path.join(import.meta.dirname, entry.name);
  test(`the briefing and the dashboard of ${entry.name} are as they were read and approved`, (context) => {
    const out = temporaryFolder(context);
    execFileSync(process.execPath, [cli, 'scan', 'logs', '--out', out], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    for (const name of ['briefing.md', 'dashboard.json']) {
      // The workspace is wherever this repository lies; everything else is the same on every machine.
      const made = fs.readFileSync(path.join(out, name), 'utf8').replaceAll(JSON.stringify(folder), '"WORKSPACE"');
      const approved = path.join(folder, name);
      if (process.env['UPDATE_GOLDEN'] === '1') fs.writeFileSync(approved, made);
      assert.equal(made, fs.readFileSync(approved, 'utf8'), `${approved} differs; UPDATE_GOLDEN=1 npm test rewrites it`);
    }
  });
}
