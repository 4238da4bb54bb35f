/** Ten thousand logs in a process that may open 256 files: none is left out. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../support/temporary.ts';

const logs = 10_000;

test('ten thousand logs are all read with 256 descriptors, also what is appended later', { skip: process.platform === 'win32' }, (context) => {
  const workspace = temporaryFolder(context);
  for (let i = 0; i < logs; i++) {
    const folder = path.join(workspace, 'logs', String(i % 100));
    if (i < 100) fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, `${i}.log`), `first ${i}\n`);
  }
  const child = path.join(import.meta.dirname, 'manyLogsChild.ts');
  const done = spawnSync('sh', ['-c', 'ulimit -n 256 && exec "$0" "$@"', process.execPath, child, workspace, String(logs)], { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(done.status, 0, done.stderr);
  assert.deepEqual(JSON.parse(done.stdout), { first: logs, second: logs });
});
