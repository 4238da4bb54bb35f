/** Section 1 of the operations guide, system requirements: the preflight on this machine. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import os from 'node:os';
import type { Check } from '../../../src/model/diagnosis.ts';
import { logbrief } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('the preflight measures editor, Node, SQLite, cores, memory and disk against the guide\'s minimum and recommended figures', (context) => {
  const done = logbrief(['doctor', '--preflight', '--json', '--workspace', temporaryFolder(context)]);
  const { checks, wrong } = JSON.parse(done.stdout) as { checks: readonly Check[]; wrong: number };
  assert.deepEqual(checks.map(({ id }) => id), ['editor', 'node', 'sqlite', 'zstd', 'cores', 'memory-installed', 'memory-available', 'disk-free', 'file-system']);
  const limits = Object.fromEntries(checks.map(({ id, limit }) => [id, limit]));
  assert.equal(limits['cores'], 'at least 2, better 4');
  assert.equal(limits['memory-installed'], 'at least 2.0 GB, better 8.0 GB');
  assert.equal(limits['disk-free'], 'at least 1.0 GB, better 5.0 GB');
  assert.equal(checks.find(({ id }) => id === 'cores')?.measured, String(os.availableParallelism()));
  assert.equal(checks.find(({ id }) => id === 'node')?.measured, process.versions.node);
  assert.equal(done.code, wrong === 0 ? 0 : 3);
});
