/** Section 9 of the operations guide, trouble-shooting: what can be wrong is made wrong, and `doctor` is to say so, with cause and a safe way out. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { once } from 'node:events';
import type { Check } from '../../../src/model/diagnosis.ts';
import { poll } from '../../host/poll.ts';
import { logbrief, Serving } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A workspace in which an engine has run, or is running. */
class Patient {
  readonly workspace: string;
  readonly stateFolder: string;

  constructor(context: TestContext) {
    this.workspace = temporaryFolder(context);
    this.stateFolder = path.join(this.workspace, '.logbrief');
    fs.mkdirSync(path.join(this.workspace, 'logs'));
    fs.writeFileSync(path.join(this.workspace, 'logs', 'app.log'), '2026-01-02 03:04:05,000 - shop - INFO - one\n');
  }

  async serving(context: TestContext): Promise<Serving> {
    const engine = new Serving(['--workspace', this.workspace]);
    context.after(() => engine.end('SIGKILL'));
    await engine.ready();
    await poll(() => fs.existsSync(path.join(this.stateFolder, 'dashboard.json')) && fs.existsSync(path.join(this.stateFolder, 'briefing.md')), 'the reports');
    return engine;
  }

  /** Exit code and the checks by id. Only those of this folder: the machine is what it is. */
  doctor(...words: string[]): { readonly code: number | null; readonly wrong: readonly string[]; readonly check: (id: string) => Check } {
    const done = logbrief(['doctor', '--json', '--workspace', this.workspace, ...words]);
    const { checks } = JSON.parse(done.stdout) as { checks: readonly Check[] };
    const check = (id: string): Check => checks.find((candidate) => candidate.id === id) ?? assert.fail(`no check ${id}`);
    for (const { id, status, cause, advice, fix } of checks) if (status === 'wrong') assert.ok(cause !== undefined && (advice !== undefined || fix !== undefined), `${id} has no cause or no way out`);
    return { code: done.code, wrong: checks.filter(({ id, status }) => status === 'wrong' && !machine.has(id)).map(({ id }) => id), check };
  }

  file(...parts: string[]): string {
    return path.join(this.stateFolder, ...parts);
  }
}

const machine = new Set(['editor', 'node', 'sqlite', 'zstd', 'cores', 'memory-installed', 'memory-available', 'disk-free', 'file-system']);

test('a running engine is healthy, and its memory and lag are measured', async (context) => {
  const patient = new Patient(context);
  await patient.serving(context);
  const { wrong, check } = patient.doctor();
  assert.deepEqual(wrong, []);
  assert.equal(check('writer-lock').measured, 'an engine is running');
  assert.match(check('memory').measured, /^\d+ MB$/);
  assert.match(check('lag').measured, /^0 B not read yet/);
});

test('9.1 memory over the threshold is told with the figure, the limit and what to make smaller', async (context) => {
  const patient = new Patient(context);
  fs.mkdirSync(patient.stateFolder);
  fs.writeFileSync(patient.file('config.yaml'), 'performance: { memory_threshold_mb: 64 }\n', { mode: 0o600 });
  fs.chmodSync(patient.stateFolder, 0o700);
  await patient.serving(context);
  const { code, wrong, check } = patient.doctor();
  assert.deepEqual([code, wrong], [3, ['memory']]);
  assert.match(check('memory').limit, /^64 MB/);
});

test('9.2 an engine that is far behind, or commits slowly, is told', async (context) => {
  const patient = new Patient(context);
  const engine = await patient.serving(context);
  const dashboard = patient.file('dashboard.json');
  const written = JSON.parse(fs.readFileSync(dashboard, 'utf8')) as { performance_metrics: object };
  engine.child.kill('SIGSTOP');
  fs.writeFileSync(dashboard, JSON.stringify({ ...written, performance_metrics: { ...written.performance_metrics, lag_bytes: 5e8 } }));
  assert.deepEqual(patient.doctor().wrong, ['lag']);
  fs.writeFileSync(dashboard, JSON.stringify({ ...written, performance_metrics: { ...written.performance_metrics, commit_ms: 3000 } }));
  assert.match(patient.doctor().check('lag').cause ?? '', /disk is slow/);
  engine.child.kill('SIGCONT');
});

test('9.4 a faulty configuration is told with line and column', (context) => {
  const patient = new Patient(context);
  fs.mkdirSync(patient.stateFolder, { mode: 0o700 });
  fs.writeFileSync(patient.file('.gitignore'), '*\n', { mode: 0o600 });
  fs.writeFileSync(patient.file('config.yaml'), 'briefing:\n  update_interval: soon\n', { mode: 0o600 });
  const { code, wrong, check } = patient.doctor();
  assert.deepEqual([code, wrong], [3, ['configuration']]);
  assert.match(check('configuration').measured, /config\.yaml:2:\d+/);
});

test('9.4 what others may read is told and, with --fix, closed', async (context) => {
  const patient = new Patient(context);
  const engine = await patient.serving(context);
  await engine.end();
  fs.chmodSync(patient.file('briefing.md'), 0o644);
  fs.rmSync(patient.file('.gitignore'));
  assert.deepEqual(patient.doctor().wrong, ['permissions', 'ignored']);
  const fixed = patient.doctor('--fix');
  assert.deepEqual(fixed.wrong, []);
  assert.deepEqual([fixed.check('permissions').fixed, fixed.check('ignored').fixed], ['fixed', 'fixed']);
  assert.equal(fs.statSync(patient.file('briefing.md')).mode & 0o777, 0o600);
  assert.deepEqual(patient.doctor().wrong, []);
});

test('what a killed process left behind is told and, with --fix, removed; what is young or alive stays', async (context) => {
  const patient = new Patient(context);
  const engine = await patient.serving(context);
  await engine.end();
  const old = new Date(Date.now() - 2 * 3_600_000);
  for (const name of ['.briefing.md.1.partial', 'young.partial']) fs.writeFileSync(patient.file(name), 'x', { mode: 0o600 });
  fs.utimesSync(patient.file('.briefing.md.1.partial'), old, old);
  fs.writeFileSync(patient.file('backups', '.lock'), JSON.stringify({ token: 't', pid: 999_999_999, born: '1', host: (await import('node:os')).hostname(), what: 'make a backup' }), { mode: 0o600 });
  assert.deepEqual(patient.doctor().wrong, ['leftovers', 'maintenance-lock']);
  assert.deepEqual(patient.doctor('--fix').wrong, []);
  assert.equal(fs.existsSync(patient.file('.briefing.md.1.partial')), false);
  assert.ok(fs.existsSync(patient.file('young.partial')));
});

test('a stale briefing is told, whether the engine is gone or hangs', async (context) => {
  const patient = new Patient(context);
  const engine = await patient.serving(context);
  const old = new Date(Date.now() - 3_600_000);
  engine.child.kill('SIGSTOP');
  fs.utimesSync(patient.file('briefing.md'), old, old);
  const hanging = patient.doctor();
  assert.deepEqual(hanging.wrong, ['briefing']);
  assert.match(hanging.check('briefing').cause ?? '', /hangs/);
  await engine.end('SIGKILL');
  assert.match(patient.doctor().check('briefing').cause ?? '', /no engine is running/);
});

test('a damaged store is told with the way to a backup, and --fix does not touch it', async (context) => {
  const patient = new Patient(context);
  const engine = await patient.serving(context);
  await engine.end();
  const store = patient.file('store', 'logbrief.db');
  const bytes = fs.readFileSync(store);
  bytes.fill(0xff, 8192, 8192 * 4);
  fs.writeFileSync(store, bytes);
  const { code, wrong, check } = patient.doctor('--fix');
  assert.deepEqual([code, wrong], [3, ['store']]);
  assert.match(`${check('store').advice ?? ''}${check('store').measured}`, /restore/i);
  assert.deepEqual(fs.readFileSync(store), bytes);
});

test('a backup that is overdue is told when backups are on', async (context) => {
  const patient = new Patient(context);
  const engine = await patient.serving(context);
  await engine.end();
  assert.deepEqual(patient.doctor().wrong, []);
  fs.writeFileSync(patient.file('config.yaml'), 'backup: { enabled: true }\n', { mode: 0o600 });
  assert.deepEqual(patient.doctor().wrong, ['backup']);
  assert.equal(logbrief(['backup', '--workspace', patient.workspace]).code, 0);
  assert.deepEqual(patient.doctor().wrong, []);
});

test('a port for metrics that another program has is told', async (context) => {
  const patient = new Patient(context);
  const server = net.createServer().listen(0, '127.0.0.1');
  context.after(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  fs.mkdirSync(patient.stateFolder, { mode: 0o700 });
  fs.writeFileSync(patient.file('.gitignore'), '*\n', { mode: 0o600 });
  fs.writeFileSync(patient.file('config.yaml'), `metrics: { enabled: true, port: ${port} }\n`, { mode: 0o600 });
  assert.deepEqual(patient.doctor().wrong, ['metrics-port']);
});
