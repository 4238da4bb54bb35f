import { test } from 'node:test';
import assert from 'node:assert/strict';
import http from 'node:http';
import { once } from 'node:events';
import { EngineError } from '../../../src/base/errors.ts';
import { isLoopbackHost } from '../../../src/engine/observe/endpoint.ts';
import { MetricsEndpoint, openExporter, type Figures } from '../../../src/engine/observe/observe.ts';
import { figuresOf } from './figuresOf.ts';

const lines = async (figures: Figures, maxSeries = 2000): Promise<string[]> => (await (await openExporter(maxSeries)).render(figures)).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('the five names of the guide are there, with its labels', async () => {
  const text = await lines(figuresOf({ entries: [{ component: 'shop.db', counts: [0, 0, 0, 5, 0, 2, 0] }], caches: [{ name: 'l1', hits: 3, misses: 1, entries: 2, bytes: 10 }] }));
  for (const line of [
    'logging_entries_total{level="INFO",component="shop.db"} 5', 'logging_entries_total{level="ERROR",component="shop.db"} 2', 'logging_processing_duration_seconds_count 0',
    'system_health_score 73', 'memory_usage_mb 120.5', 'cache_hit_rate{cache_name="l1"} 75',
  ]) assert.ok(text.includes(line), `${line} is missing in\n${text.join('\n')}`);
});

test('an unknown health score is NaN, not 0', async () => {
  assert.match((await lines(figuresOf({ score: undefined }))).join('\n'), /^system_health_score nan$/im);
});

test('ten thousand components make 2,000 series at most, no count is lost, and a newcomer moves no count of another', async () => {
  const entries = Array.from({ length: 10_000 }, (_, i) => ({ component: `c${i}`, counts: [1, 1, 1, 1, 1, 1, 1] }));
  const first = await lines(figuresOf({ entries }));
  assert.ok(first.length <= 2000, `${first.length} series`);
  const counts = first.filter((line) => line.startsWith('logging_entries_total'));
  assert.equal(counts.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0), 70_000);
  const later = await lines(figuresOf({ entries: [...entries, { component: 'new', counts: [0, 0, 0, 9, 0, 0, 0] }] }));
  const changed = later.filter((line) => line.startsWith('logging_entries_total') && !first.includes(line));
  assert.deepEqual(changed, [`logging_entries_total{level="INFO",component="other"} ${Number(counts.find((line) => line.includes('INFO') && line.includes('other'))?.split(' ')[1]) + 9}`]);
});

test('a component cannot forge a line or a label', async () => {
  const text = await lines(figuresOf({ entries: [{ component: 'a"} 1\nsystem_health_score 100\u202e\u0000\\', counts: [0, 0, 0, 1, 0, 0, 0] }] }));
  assert.equal(text.filter((line) => line.startsWith('system_health_score')).length, 1);
  assert.ok(text.includes('logging_entries_total{level="INFO",component="a\\"} 1\\\\u000asystem_health_score 100\\\\u202e\\\\u0000\\\\"} 1'), text.join('\n'));
});

test('only names of loopback are answered, only GET at /metrics', async () => {
  await using endpoint = await MetricsEndpoint.open({ host: '127.0.0.1', port: 0, contentType: 'text/plain', render: () => Promise.resolve('it 1\n') });
  const ask = async (path: string, host: string, method = 'GET'): Promise<number | undefined> => {
    const request = http.request({ host: '127.0.0.1', port: endpoint.port, path, method, headers: { host } }).end();
    const [response] = await once(request, 'response') as [http.IncomingMessage];
    response.resume();
    return response.statusCode;
  };
  assert.equal(await ask('/metrics', `localhost:${endpoint.port}`), 200);
  assert.equal(await ask('/metrics', 'evil.example'), 403, 'DNS rebinding');
  assert.equal(await ask('/other', '127.0.0.1'), 404);
  assert.equal(await ask('//', '127.0.0.1'), 404);
  assert.equal(await ask('/metrics', '127.0.0.1', 'POST'), 405);
  for (const host of ['127.0.0.1', '127.0.0.1:9464', '[::1]:80', 'LOCALHOST']) assert.ok(isLoopbackHost(host), host);
  for (const host of [undefined, '', '127.0.0.1.evil.example', 'localhost.evil', '0.0.0.0', '[::2]', '127.0.0.1:80:80', '10.0.0.1']) assert.ok(!isLoopbackHost(host), host);
});

test('a port in use is explained', async () => {
  const options = { host: '127.0.0.1', port: 0, contentType: 'text/plain', render: () => Promise.resolve('') };
  await using first = await MetricsEndpoint.open(options);
  await assert.rejects(MetricsEndpoint.open({ ...options, port: first.port }), (thrown) => thrown instanceof EngineError && /another program listens there already.*metrics\.port/.test(thrown.message));
});

test('figures that cannot be had are an error of the endpoint, and the next scrape works', async () => {
  let isBroken = true;
  await using endpoint = await MetricsEndpoint.open({ host: '127.0.0.1', port: 0, contentType: 'text/plain', render: () => (isBroken ? Promise.reject(new Error('no store')) : Promise.resolve('it 1\n')) });
  const ask = async (): Promise<string> => (await fetch(`http://127.0.0.1:${endpoint.port}/metrics`)).text();
  assert.match(await ask(), /no store/);
  isBroken = false;
  assert.equal(await ask(), 'it 1\n');
});
