import { test } from 'node:test';
import assert from 'node:assert/strict';
import { compareAge, compressionOf, generationOf } from '../../../src/engine/watch/logNames.ts';

const parts: Readonly<Record<string, string>> = {
  'app.log.1': 'app.log', 'app.log.12.gz': 'app.log', 'app.log-20261123': 'app.log', 'app.log-20261123.gz': 'app.log', 'app.log.2026-11-23': 'app.log', 'app.log.2026-11-23.3': 'app.log',
  'app.log-2026112310': 'app.log', 'app.log-1795392000': 'app.log', 'app.1.log': 'app.log', 'app-2026-11-23.log': 'app.log', 'app.2026-11-23.0.log': 'app.log', 'app_20261123_101112.log': 'app.log',
  'app.log-20261124-1795554409': 'app.log', 'app.log-20240402-1712051234.gz': 'app.log',
  'app.log.old': 'app.log', 'app.log.gz': 'app.log', 'server.log.2026-11-23_10': 'server.log', 'syslog.3': 'syslog',
};

test('rotated parts are told by their names', () => {
  for (const [name, base] of Object.entries(parts)) assert.equal(generationOf(name)?.base, base, name);
});

test('names of logs are not taken for rotated parts', () => {
  for (const name of ['app.log', 'messages', 'app-v2.log', 'error_log', 'localhost_access.txt', 'k8s.log', 'http2.log']) assert.equal(generationOf(name), undefined, name);
});

test('the older part comes first, by number or by date', () => {
  const names = ['app.log.2', 'app.log.10', 'app.log.1'].map((name) => ({ name, generation: generationOf(name) }));
  names.sort((a, b) => (a.generation && b.generation ? compareAge(a.generation, b.generation) : 0));
  assert.deepEqual(names.map(({ name }) => name), ['app.log.10', 'app.log.2', 'app.log.1']);
  const [older, newer] = [generationOf('app.log.2026-11-23.1'), generationOf('app.log.2026-11-23.2')];
  assert.ok(older && newer && compareAge(older, newer) < 0);
});

test('compression is told by the ending', () => {
  assert.deepEqual(['a.gz', 'a.ZST', 'a.xz', 'a.log'].map(compressionOf), ['gzip', 'zstd', 'other', undefined]);
});
