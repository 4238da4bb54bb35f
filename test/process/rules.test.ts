/** Own rules from the outside: on the command line, and in an engine that runs while its configuration changes. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { poll } from '../host/poll.ts';
import { logbrief, Serving } from '../support/commandLine.ts';
import { temporaryFolder } from '../support/temporary.ts';

const rules = 'rules:\n  own:\n    - id: seats\n      pattern: has used its seats\n      severity: HIGH\n      title: No seats are left.\n      action: Buy seats.\n';

test('scan --rules makes an issue of what a rule matches, and says what is wrong with a file of rules', (context) => {
  const folder = temporaryFolder(context);
  fs.writeFileSync(path.join(folder, 'app.log'), '2026-03-01 10:00:00 INFO app - started\n2026-03-01 10:01:00 INFO app - acme has used its seats\n');
  fs.writeFileSync(path.join(folder, 'rules.yaml'), rules);
  assert.match(logbrief(['scan', 'app.log', '--rules', 'rules.yaml'], { cwd: folder }).stdout, /No seats are left\.[^]*Buy seats\./);
  fs.writeFileSync(path.join(folder, 'rules.yaml'), rules.replace('pattern', 'patern'));
  const refused = logbrief(['scan', 'app.log', '--rules', 'rules.yaml'], { cwd: folder });
  assert.match(refused.stderr, /rules\.yaml:4:\d+: .*Did you mean `pattern`/);
  assert.notEqual(refused.code, 0);
});

test('a rule that is written while the engine runs holds for the next records', async (context) => {
  const workspace = temporaryFolder(context);
  const state = path.join(workspace, '.logbrief');
  const log = path.join(workspace, 'logs', 'app.log');
  fs.mkdirSync(path.dirname(log));
  fs.writeFileSync(log, '2026-03-01 10:00:00 INFO app - acme has used its seats\n');
  const serving = new Serving(['--workspace', workspace]);
  context.after(() => serving.end());
  await serving.ready();
  const dashboard = (): string => (fs.existsSync(path.join(state, 'dashboard.json')) ? fs.readFileSync(path.join(state, 'dashboard.json'), 'utf8') : '');
  await poll(() => dashboard().includes('"records"'), 'the first dashboard', 20_000);
  assert.ok(!dashboard().includes('No seats are left.'));
  fs.writeFileSync(path.join(state, 'config.yaml'), rules);
  await poll(() => {
    fs.appendFileSync(log, '2026-03-01 10:02:00 INFO app - acme has used its seats\n');
    return dashboard().includes('No seats are left.');
  }, 'the issue of the rule', 30_000);
});
