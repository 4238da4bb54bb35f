/** `performance.worker_count`: several threads parse, one writes; the store is what one thread makes. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { randomOf, recordAt } from '../bench/generate.ts';
import { poll } from '../host/poll.ts';
import { logbrief, Serving } from '../support/commandLine.ts';
import { temporaryFolder } from '../support/temporary.ts';

const logCount = 5;
const startMs = Date.UTC(2026, 0, 2);

interface Queue {
  readonly threads: number;
  readonly waiting: number;
  readonly high_water: number;
  readonly capacity: number;
  readonly waits: number;
  readonly dropped: number;
}

interface Dashboard {
  readonly coverage: { readonly bytes: number };
  readonly performance_metrics: { readonly queue: Queue };
}

function workspaceOf(context: TestContext, performance: Readonly<Record<string, unknown>>): string {
  const workspace = temporaryFolder(context);
  fs.mkdirSync(path.join(workspace, 'logs'));
  fs.mkdirSync(path.join(workspace, '.logbrief'));
  fs.writeFileSync(path.join(workspace, '.logbrief', 'config.yaml'), `performance: ${JSON.stringify(performance)}\n`);
  return workspace;
}

/** Logs of several loggers, with traces, a secret and a last line without an end; returns their bytes. */
function writeLogs(workspace: string, records: number): number {
  let bytes = 0;
  for (let i = 0; i < logCount; i++) {
    const random = randomOf(i + 1);
    const lines = Array.from({ length: records }, (_, k) => recordAt(random, startMs + k * 37 + i)).map((line) => line.replaceAll('shop.', `shop${i}.`));
    const text = `${lines.join('\n')}\n${lines[0]?.slice(0, 23) ?? ''} - shop${i}.login - ERROR - password=Tr0ub4dor${i}xyz refused`;
    fs.writeFileSync(path.join(workspace, 'logs', `app${i}.log`), text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
}

async function stored(workspace: string, bytes: number): Promise<Dashboard> {
  const file = path.join(workspace, '.logbrief', 'dashboard.json');
  const read = (): Dashboard | undefined => (fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Dashboard) : undefined);
  return poll(() => {
    const dashboard = read();
    return dashboard !== undefined && dashboard.coverage.bytes >= bytes && dashboard.performance_metrics.queue.waiting === 0 ? dashboard : undefined;
  }, 'everything stored', 60_000);
}

/** The records per log in their order: what a log says, not where a block of another one lies; templates by the order of their appearance. */
function exported(workspace: string): Map<string, unknown[]> {
  const logs = new Map<string, object[]>();
  for (const line of logbrief(['export', '--workspace', workspace]).stdout.trimEnd().split('\n')) {
    // When it was read and the key of the placeholders differ from workspace to workspace.
    const record = { ...(JSON.parse(line.replace(/:[0-9a-f]{6}\]/g, ']')) as Record<string, unknown>), observed: undefined };
    const source = 'source' in record ? String(record.source) : '';
    const records = logs.get(source) ?? [];
    records.push(record);
    logs.set(source, records);
  }
  const templates = new Map<unknown, number>();
  const nameless = (id: unknown): number => templates.get(id) ?? (templates.set(id, templates.size), templates.size - 1);
  return new Map([...logs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([source, records]) => [source, records.map((record) => ({ ...record, template_id: nameless('template_id' in record ? record.template_id : 0) }))]));
}

async function run(context: TestContext, performance: Readonly<Record<string, unknown>>): Promise<{ readonly workspace: string; readonly queue: Queue }> {
  const workspace = workspaceOf(context, performance);
  const bytes = writeLogs(workspace, 2000);
  const engine = new Serving(['--workspace', workspace]);
  context.after(() => engine.end('SIGKILL'));
  const { performance_metrics: { queue } } = await stored(workspace, bytes);
  const status = JSON.parse(logbrief(['status', '--json', '--workspace', workspace]).stdout) as { queue: Queue };
  assert.equal(status.queue.capacity, queue.capacity);
  assert.equal(await engine.end(), 0, engine.stderr);
  assert.equal(logbrief(['verify', '--workspace', workspace]).code, 0);
  return { workspace, queue };
}

test('three threads store what one stores, record for record, redacted and with the same templates', async (context) => {
  const one = await run(context, { worker_count: 1 });
  const three = await run(context, { worker_count: 3, priority_queue_enabled: false });
  assert.equal(one.queue.threads, 1);
  assert.equal(three.queue.threads, 3);
  const expected = exported(one.workspace);
  assert.equal(expected.size, logCount);
  assert.ok([...expected.values()].every((records) => records.length === 2001));
  assert.ok(!JSON.stringify([...expected.values()].map((records) => records.at(-1))).includes('Tr0ub4dor'));
  assert.deepEqual(exported(three.workspace), expected);
});

test('a small queue makes the reader wait, holds no more than it may, and drops nothing', async (context) => {
  const { workspace, queue } = await run(context, { worker_count: 2, queue_size: 2000, batch_size: 500 });
  assert.equal(queue.capacity, 2000);
  assert.ok(queue.waits > 0, JSON.stringify(queue));
  assert.ok(queue.high_water > 0 && queue.high_water <= 2000, JSON.stringify(queue));
  assert.equal(queue.dropped, 0);
  assert.ok([...exported(workspace).values()].every((records) => records.length === 2001));
});

test('killed at random moments with three threads, every line is stored once', async (context) => {
  const workspace = workspaceOf(context, { worker_count: 3 });
  const seed = Date.now() % 1_000_000;
  context.diagnostic(`seed ${seed}`);
  const random = randomOf(seed);
  let written = 0;
  const files = Array.from({ length: logCount }, (_, i) => path.join(workspace, 'logs', `app${i}.log`));
  const writeSome = (): void => {
    for (const file of files) {
      const lines = Array.from({ length: 1 + Math.floor(random() * 400) }, () => `2026-01-02 03:04:05,${String(written % 1000).padStart(3, '0')} - shop.kill - INFO - saved line ${written++}`);
      fs.appendFileSync(file, `${lines.join('\n')}\n`);
    }
  };
  for (let round = 0; round < 6; round++) {
    writeSome();
    const engine = new Serving(['--workspace', workspace]);
    await engine.ready();
    for (let k = 0; k < 5; k++) {
      writeSome();
      await new Promise((resolve) => setTimeout(resolve, random() * 120));
    }
    await engine.end('SIGKILL');
  }
  const engine = new Serving(['--workspace', workspace]);
  context.after(() => engine.end('SIGKILL'));
  await stored(workspace, files.reduce((sum, file) => sum + fs.statSync(file).size, 0));
  assert.equal(await engine.end(), 0, engine.stderr);
  const expected = files.flatMap((file) => fs.readFileSync(file, 'utf8').trimEnd().split('\n')).sort();
  const raw = logbrief(['export', '--raw', '--workspace', workspace]).stdout.trimEnd().split('\n').map((line) => Buffer.from((JSON.parse(line) as { raw_b64: string }).raw_b64, 'base64').toString());
  assert.equal(raw.length, expected.length);
  assert.deepEqual(raw.sort(), expected);
  assert.equal(logbrief(['verify', '--workspace', workspace]).code, 0);
});
