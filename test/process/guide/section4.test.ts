/** Section 4 of the operations guide: metrics, a Grafana dashboard and alerts, with Debian's Prometheus. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { renderAlertRules } from '../../../src/engine/observe/observe.ts';
import { defaultSettings } from '../../../src/model/defaultSettings.ts';
import { poll } from '../../host/poll.ts';
import { logbrief, Serving } from '../../support/commandLine.ts';
import { freePort, missingPrometheus, Prometheus } from '../../support/prometheus.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const skip = missingPrometheus() ?? false;

/** A workspace with metrics switched on and five INFO and two ERROR records. */
function workspaceOf(folder: string, config: string): string {
  const workspace = path.join(folder, 'work');
  fs.mkdirSync(path.join(workspace, 'logs'), { recursive: true });
  fs.mkdirSync(path.join(workspace, '.logbrief'));
  fs.writeFileSync(path.join(workspace, '.logbrief', 'config.yaml'), config);
  const line = (i: number, level: string): string => `2026-01-02 03:04:0${i},000 - shop.db - ${level} - ${level === 'ERROR' ? 'cannot save order' : 'saved order'} ${i}\n`;
  fs.writeFileSync(path.join(workspace, 'logs', 'app.log'), [0, 1, 2, 3, 4].map((i) => line(i, 'INFO')).join('') + [5, 6].map((i) => line(i, 'ERROR')).join(''));
  return workspace;
}

test('a real Prometheus scrapes a running engine, answers queries with its figures, and evaluates its rules', { skip }, async (context) => {
  const folder = temporaryFolder(context);
  const port = await freePort();
  const engine = new Serving(['--workspace', workspaceOf(folder, `metrics: { enabled: true, port: ${port} }\n`)]);
  context.after(() => engine.end('SIGKILL'));
  await engine.ready();
  await engine.event((event) => event['active_issues'] === 1, 'the issue');
  await using prometheus = await Prometheus.start(folder, `127.0.0.1:${port}`, renderAlertRules({ ...defaultSettings.alerts, minHealthScore: 100 }));
  const entries = await prometheus.query('logging_entries_total', (values) => values.get('component=shop.db level=ERROR') === 2);
  assert.equal(entries.get('component=shop.db level=INFO'), 5);
  assert.equal((await prometheus.query('logbrief_records_total', ({ size }) => size === 1)).get(''), 7);
  assert.ok(((await prometheus.query('system_health_score', ({ size }) => size === 1)).get('') ?? 100) < 100);
  assert.ok(((await prometheus.query('memory_usage_mb', ({ size }) => size === 1)).get('') ?? 0) > 10);
  assert.ok(((await prometheus.query('histogram_quantile(0.99, logging_processing_duration_seconds_bucket)', ({ size }) => size === 1)).get('') ?? 0) > 0);
  await poll(async () => (await prometheus.alerts()).get('LogbriefHealthLow') === 'pending', 'the health alert', 30_000);
  assert.deepEqual([...(await prometheus.alerts())].filter(([, state]) => state === 'err'), []);
});

test('promtool finds nothing wrong with the metrics but what the guide wants, and nothing with the rules', { skip }, async (context) => {
  const folder = temporaryFolder(context);
  const port = await freePort();
  const engine = new Serving(['--workspace', workspaceOf(folder, `metrics: { enabled: true, port: ${port} }\n`)]);
  context.after(() => engine.end('SIGKILL'));
  await engine.ready();
  const text = await poll(async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text(), 'the metrics');
  const metrics = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
  assert.deepEqual(`${metrics.stdout}${metrics.stderr}`.trim().split('\n').filter((line) => line !== '' && !/^(memory_usage_mb|cache_hit_rate) /.test(line)), []);
  const rules = path.join(folder, 'rules.yml');
  fs.writeFileSync(rules, renderAlertRules(defaultSettings.alerts));
  const check = spawnSync('promtool', ['check', 'rules', rules], { encoding: 'utf8' });
  assert.equal(check.status, 0, check.stdout + check.stderr);
});

test('no port is open by default; metrics.enabled opens it in a running engine, and a taken port is explained', async (context) => {
  const folder = temporaryFolder(context);
  const port = await freePort();
  const workspace = workspaceOf(folder, '');
  const engine = new Serving(['--workspace', workspace]);
  context.after(() => engine.end('SIGKILL'));
  await engine.ready();
  await assert.rejects(fetch(`http://127.0.0.1:${port}/metrics`));
  fs.writeFileSync(path.join(workspace, '.logbrief', 'config.yaml'), `metrics: { enabled: true, port: ${port} }\n`);
  await poll(() => engine.stderr.includes(`metrics are served at http://127.0.0.1:${port}/metrics`), 'the notice');
  assert.match(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text(), /^system_health_score /m);
  const other = new Serving(['--workspace', workspaceOf(path.join(folder, 'b'), `metrics: { enabled: true, port: ${port} }\n`)]);
  context.after(() => other.end('SIGKILL'));
  await poll(() => other.stderr.includes('another program listens there already'), 'the explanation');
});

test('an alert reaches the event stream and the command, and can be acknowledged; a command out of a file of the workspace is not run', async (context) => {
  const folder = temporaryFolder(context);
  const script = path.join(folder, 'take.cjs');
  fs.writeFileSync(script, "require('fs').appendFileSync(process.argv[2], require('fs').readFileSync(0) + '\\n')");
  const config = (name: string): string => `alerts: { enabled: true, min_health_score: 100, command: '${process.execPath} ${script} ${path.join(folder, name)}' }\nperformance: { monitoring_interval: 1 }\n`;
  const workspace = workspaceOf(path.join(folder, 'a'), config('file'));
  const engine = new Serving(['--workspace', workspace]);
  context.after(() => engine.end('SIGKILL'));
  await engine.event((event) => event['alert'] === 'health' && event['state'] === 'firing', 'the alert');
  await poll(() => engine.stderr.includes('alerts.command stands in a file of the workspace and is not used'), 'the warning');
  assert.equal(logbrief(['alerts', '--workspace', workspace]).code, 3);
  assert.equal(logbrief(['alerts', 'ack', 'health', '--workspace', workspace]).code, 0);
  assert.match(logbrief(['alerts', 'list', '--json', '--workspace', workspace]).stdout, /"alert":"health".*"acknowledged":true/);
  assert.equal(fs.existsSync(path.join(folder, 'file')), false);
  await engine.end();
  const allowed = new Serving(['--workspace', workspaceOf(path.join(folder, 'b'), config('allowed')), '--allow-actions']);
  context.after(() => allowed.end('SIGKILL'));
  const payload = await poll(() => fs.existsSync(path.join(folder, 'allowed')) && fs.readFileSync(path.join(folder, 'allowed'), 'utf8'), 'the command', 30_000);
  assert.deepEqual([JSON.parse(payload)].map(({ alert, state, limit }: { alert: string; state: string; limit: number }) => [alert, state, limit]), [['health', 'firing', 100]]);
});

test('the command line prints rules by the limits of the configuration, and a dashboard', (context) => {
  const workspace = workspaceOf(temporaryFolder(context), 'alerts: { min_health_score: 77, max_memory_mb: 123 }\n');
  const rules = logbrief(['alerts', 'rules', '--workspace', workspace]);
  assert.deepEqual([rules.code, rules.stdout.includes('system_health_score < 77'), rules.stdout.includes('memory_usage_mb > 123')], [0, true, true]);
  const out = path.join(workspace, 'dashboard.json');
  assert.equal(logbrief(['grafana', '--out', out]).code, 0);
  assert.equal(fs.readFileSync(out, 'utf8'), logbrief(['grafana']).stdout);
  assert.equal(logbrief(['alerts', 'mute', 'nothing', '--workspace', workspace]).code, 2);
});
