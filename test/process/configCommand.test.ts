/** `logbrief config`, as a user would use it. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { logbrief } from '../support/commandLine.ts';
import { temporaryFolder } from '../support/temporary.ts';

function workspaceWith(context: TestContext, files: Readonly<Record<string, string>>): string {
  const workspace = temporaryFolder(context);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
    fs.writeFileSync(path.join(workspace, name), text);
  }
  return workspace;
}

test('check prints file, line, column and the fault, and ends with 3; a sound one ends with 0', (context) => {
  const workspace = workspaceWith(context, { '.logbrief/config.yaml': 'briefing:\n  enbled: true\nperformance: { queue_size: 1 }\n', 'other.yaml': 'core: { log_level: INFO }\n' });
  const faulty = logbrief(['config', 'check', '--workspace', workspace]);
  assert.deepEqual([faulty.code, faulty.stdout], [3, [
    '.logbrief/config.yaml:2:3: `briefing.enbled` is not a known key. Did you mean `enabled`?',
    '.logbrief/config.yaml:3:28: `performance.queue_size` must be a whole number of records from 100 to 10000000, and this is 1.',
    '',
  ].join('\n')]);
  assert.equal(logbrief(['config', 'check', path.join(workspace, 'other.yaml'), '--workspace', workspace]).code, 0);
  assert.deepEqual([logbrief(['config', 'check', 'nowhere.yaml', '--workspace', workspace]).code, logbrief(['config', 'chek']).code], [1, 2]);
});

test('show says where each value comes from; flags win over environment, profile and file', (context) => {
  const workspace = workspaceWith(context, { 'config/enhanced_logging.yaml': 'core: { backup_count: 3 }\n', 'config/enhanced_logging.production.yaml': 'core: { log_level: ERROR }\n' });
  const shown = logbrief(['config', 'show', '--origin', '--json', '--workspace', workspace, '--profile', 'production', '--set', 'performance.queue_size=200'], { env: { ...process.env, UPBIT_MEMORY_THRESHOLD: '512', LOGBRIEF_PERFORMANCE_QUEUE_SIZE: '300' } });
  const by = new Map((JSON.parse(shown.stdout) as { key: string; value: unknown; origin: string }[]).map(({ key, value, origin }) => [key, [value, origin]]));
  assert.deepEqual(['core.backup_count', 'core.log_level', 'performance.memory_threshold_mb', 'performance.queue_size', 'dashboard.update_interval'].map((key) => by.get(key)), [
    [3, 'file config/enhanced_logging.yaml:1'], ['ERROR', 'file config/enhanced_logging.production.yaml:1'], [512, 'environment UPBIT_MEMORY_THRESHOLD'], [200, 'flag'], [60, 'default'],
  ]);
  assert.equal(logbrief(['config', 'show', '--set', 'performance.queue_size=x']).code, 2);
  assert.match(logbrief(['config', 'show', '--reference']).stdout, /^\| `performance\.queue_size` \| 100 to 10000000 records \| `50000` \| .* \| `LOGBRIEF_PERFORMANCE_QUEUE_SIZE` \|$/m);
});

test('migrate prints; it writes only when asked, never over a file unless forced, and then keeps that', (context) => {
  const workspace = workspaceWith(context, { 'config/config.yaml': 'logging:\n  level: DEBUG\n  scope: verbose\n' });
  const target = path.join(workspace, '.logbrief', 'config.yaml');
  assert.match(logbrief(['config', 'migrate', '--workspace', workspace]).stdout, /log_level: "DEBUG"[^]*# config\/config\.yaml:3 logging\.scope: "verbose"/);
  assert.equal(fs.existsSync(target), false);
  assert.equal(logbrief(['config', 'migrate', '--write', '--workspace', workspace]).code, 0);
  assert.equal(logbrief(['config', 'check', '--workspace', workspace]).code, 0);
  fs.writeFileSync(target, 'core: { log_level: ERROR }\n');
  const refused = logbrief(['config', 'migrate', '--write', '--workspace', workspace]);
  assert.deepEqual([refused.code, fs.readFileSync(target, 'utf8')], [1, 'core: { log_level: ERROR }\n']);
  assert.equal(logbrief(['config', 'migrate', '--write', '--force', '--workspace', workspace]).code, 0);
  assert.match(fs.readFileSync(target, 'utf8'), /log_level: "DEBUG"/);
  assert.equal(fs.readFileSync(`${target}.before-migration`, 'utf8'), 'core: { log_level: ERROR }\n');
  assert.equal(fs.readFileSync(path.join(workspace, 'config', 'config.yaml'), 'utf8'), 'logging:\n  level: DEBUG\n  scope: verbose\n');
});
