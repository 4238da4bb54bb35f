/** Settings of a running engine: what holds at once, what opens the parts anew, what is refused. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { poll } from '../host/poll.ts';
import { logbrief, Serving } from '../support/commandLine.ts';
import { temporaryFolder } from '../support/temporary.ts';

interface Place {
  readonly workspace: string;
  readonly log: string;
  readonly state: string;
  configure(text: string): void;
  read(name: string): string;
}

function place(context: TestContext, text?: string): Place {
  const workspace = temporaryFolder(context);
  const state = path.join(workspace, '.logbrief');
  const config = path.join(state, 'config.yaml');
  fs.mkdirSync(path.join(workspace, 'logs'));
  fs.mkdirSync(state);
  const configure = (content: string): void => {
    fs.writeFileSync(`${config}.new`, content);
    fs.renameSync(`${config}.new`, config);
  };
  if (text !== undefined) configure(text);
  const read = (name: string): string => (fs.existsSync(path.join(state, name)) ? fs.readFileSync(path.join(state, name), 'utf8') : '');
  return { workspace, state, log: path.join(workspace, 'logs', 'app.log'), configure, read };
}

function start(context: TestContext, { workspace }: Place, words: readonly string[] = []): Serving {
  const engine = new Serving(['--workspace', workspace, ...words]);
  context.after(() => engine.end('SIGKILL'));
  return engine;
}

function failure(name: string, second = 5): string {
  return `2026-01-02 03:04:0${second},000 - shop - ERROR - ${name}: it broke\n`;
}

const isConfig = (event: Record<string, unknown>): boolean => event['event'] === 'config';

test('a changed file is read by itself; what holds at once opens nothing anew', async (context) => {
  const at = place(context, 'briefing: { budget_bytes: 4096 }\n');
  const engine = start(context, at);
  await engine.ready();
  at.configure('briefing: { budget_bytes: 2048 }\ndashboard: { max_dashboard_history: 7 }\n');
  const { taken, applied, reopened } = await engine.event(isConfig, 'the report');
  assert.deepEqual({ taken, applied, reopened }, { taken: true, applied: ['briefing.budget_bytes', 'dashboard.max_dashboard_history'], reopened: [] });
  fs.writeFileSync(at.log, Array.from({ length: 60 }, (_, i) => failure(`Kaputt${'x'.repeat(i)}Error`)).join(''));
  await poll(() => at.read('briefing.md').includes('KaputtError'), 'the briefing');
  assert.ok(Buffer.byteLength(at.read('briefing.md')) <= 2048);
  assert.deepEqual(engine.events.filter((event) => event['event'] === 'role'), []);
});

test('a change that needs it opens the parts anew, says for which keys, and loses and doubles nothing', async (context) => {
  const at = place(context);
  const engine = start(context, at);
  await engine.ready();
  fs.writeFileSync(at.log, failure('FirstError'));
  await engine.event((event) => event['active_issues'] === 1, 'the first issue');
  at.configure('watch: { sweep_interval_ms: 200 }\nissues: { component_focus: [shop] }\n');
  const report = await engine.event(isConfig, 'the report');
  assert.deepEqual([report['applied'], report['reopened']], [['issues.component_focus'], ['watch.sweep_interval_ms']]);
  await engine.event((event) => event['event'] === 'role' && event['role'] === 'writer', 'the new opening');
  fs.appendFileSync(at.log, failure('SecondError', 6));
  await engine.event((event) => event['active_issues'] === 2, 'the second issue');
  assert.equal(await engine.end(), 0);
  const bodies = logbrief(['export', '--raw', '--workspace', at.workspace]).stdout.trimEnd().split('\n').map((line) => Buffer.from((JSON.parse(line) as { raw_b64: string }).raw_b64, 'base64').toString());
  assert.deepEqual(bodies, [failure('FirstError').trimEnd(), failure('SecondError', 6).trimEnd()]);
});

test('SIGHUP reads the configuration at once, changed or not', async (context) => {
  const at = place(context);
  const engine = start(context, at);
  await engine.ready();
  engine.child.kill('SIGHUP');
  const { taken, applied, reopened } = await engine.event(isConfig, 'the report');
  assert.deepEqual({ taken, applied, reopened }, { taken: true, applied: [], reopened: [] });
  await poll(() => engine.stderr.includes('nothing in it changed'), 'the notice');
});

test('a faulty file is refused with its place and the last good one stays, over a restart too', async (context) => {
  const at = place(context, 'watch: { include: [only.txt] }\nbriefing: { budget_bytes: 2048 }\n');
  const engine = start(context, at);
  await engine.ready();
  at.configure('watch: { include: [other.txt] }\nbriefing:\n  budget_bytes: 7\n');
  const report = await engine.event(isConfig, 'the refusal');
  assert.deepEqual([report['taken'], report['problems']], [false, ['.logbrief/config.yaml:3:17: `briefing.budget_bytes` must be a whole number of bytes from 1024 to 65536, and this is 7.']]);
  fs.writeFileSync(path.join(at.workspace, 'only.txt'), failure('WatchedError'));
  await engine.event((event) => event['active_issues'] === 1, 'the issue');
  assert.equal(await engine.end(), 0);
  const next = start(context, at);
  await next.ready();
  await poll(() => next.stderr.includes('what the files said when they were last sound is in force'), 'the warning');
  fs.appendFileSync(path.join(at.workspace, 'only.txt'), failure('StillError', 6));
  await next.event((event) => event['active_issues'] === 2, 'the issue of the file that is still watched');
});

test('switched off by core.enabled nothing is written; switched on it works, without a restart', async (context) => {
  const at = place(context, 'core: { enabled: false }\n');
  fs.writeFileSync(at.log, failure('LateError'));
  const engine = start(context, at);
  const { role, origin } = await engine.ready();
  assert.deepEqual([role, origin], ['off', 'file .logbrief/config.yaml:1']);
  assert.deepEqual(fs.readdirSync(at.state), ['config.yaml']);
  at.configure('core: { enabled: true }\n');
  await engine.event((event) => event['role'] === 'writer', 'the start');
  await engine.event((event) => event['active_issues'] === 1, 'the issue');
  at.configure('core: { enabled: false }\n');
  await engine.event((event) => event['event'] === 'role' && event['role'] === 'off', 'the rest');
  assert.equal(logbrief(['verify', '--workspace', at.workspace]).code, 0);
  assert.equal(await engine.end(), 0);
});

test('core.log_level governs what Logbrief\'s own log keeps, and a change of it holds at once', async (context) => {
  const at = place(context, 'core: { log_level: ERROR }\n');
  const engine = start(context, at);
  await engine.ready();
  assert.equal(at.read('logs/logbrief.log'), '');
  at.configure('core: { log_level: INFO }\n');
  await engine.event(isConfig, 'the report');
  assert.match(at.read('logs/logbrief.log'), /^\d{4}-\d\d-\d\dT[\d:.]+Z INFO The configuration was read again; in force: core\.log_level\.\n$/);
  assert.equal(await engine.end(), 0);
});

test('without briefing.auto_generate the briefing is written on request only', async (context) => {
  const at = place(context, 'briefing: { auto_generate: false }\n');
  const engine = start(context, at);
  await engine.ready();
  fs.writeFileSync(at.log, failure('QuietError'));
  await poll(() => at.read('dashboard.json').includes('QuietError'), 'the dashboard');
  assert.equal(await engine.end(), 0);
  assert.equal(fs.existsSync(path.join(at.state, 'briefing.md')), false);
  assert.match(logbrief(['briefing', '--workspace', at.workspace]).stdout, /QuietError/);
});

test('switched off, briefing and dashboard are not written', async (context) => {
  const at = place(context, 'briefing: { enabled: false }\ndashboard: { enabled: false }\n');
  const engine = start(context, at);
  await engine.ready();
  fs.writeFileSync(at.log, failure('QuietError'));
  await poll(() => at.read('events.ndjson').includes('QuietError'), 'the event');
  assert.equal(await engine.end(), 0);
  assert.deepEqual(['briefing.md', 'dashboard.json', 'history'].filter((name) => fs.existsSync(path.join(at.state, name))), []);
});

test('without dashboard.realtime_updates the dashboard changes on its timer only', async (context) => {
  const at = place(context, 'dashboard: { realtime_updates: false, update_interval: 5 }\n');
  const engine = start(context, at);
  await engine.ready();
  await poll(() => at.read('dashboard.json') !== '', 'the first dashboard');
  fs.writeFileSync(at.log, failure('LiveError'));
  await poll(() => at.read('briefing.md').includes('LiveError'), 'the briefing');
  assert.equal(at.read('dashboard.json').includes('LiveError'), false);
  await poll(() => at.read('dashboard.json').includes('LiveError'), 'the dashboard, by its timer', 30_000);
});

test('issues of the component in focus come first, whatever their severity', async (context) => {
  const at = place(context);
  fs.writeFileSync(at.log, '2026-01-02 03:04:05,000 - shop.db - CRITICAL - OutOfMemory: gone\n2026-01-02 03:04:06,000 - shop.orders - ERROR - OrderError: it broke\n');
  const engine = start(context, at);
  await poll(() => /look first at LB-\w+: `OutOfMemory[^]*OrderError/.test(at.read('briefing.md')), 'both issues');
  at.configure('issues: { component_focus: [Orders] }\n');
  await poll(() => /look first at LB-\w+: `OrderError/.test(at.read('briefing.md')), 'the other order');
  assert.equal(await engine.end(), 0);
});

test('what protect.patterns matches is redacted before it is stored, from the change on', async (context) => {
  const at = place(context, 'protect: { patterns: ["EMP-\\\\d{6}"] }\n');
  fs.writeFileSync(at.log, failure('Kaputt EMP-123456 Error'));
  const engine = start(context, at);
  await poll(() => at.read('briefing.md').includes('Kaputt'), 'the briefing');
  assert.equal(await engine.end(), 0);
  assert.match(at.read('briefing.md'), /Kaputt \[REDACTED:own:\w{6}\] Error/);
  assert.equal(logbrief(['export', '--workspace', at.workspace]).stdout.includes('EMP-123456'), false);
});
