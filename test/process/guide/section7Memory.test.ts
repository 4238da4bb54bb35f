/** Sections 2 and 7 of the operations guide: memory, monitoring and its history in a running engine. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { readMetrics } from '../../../src/engine/observe/observe.ts';
import { poll } from '../../host/poll.ts';
import { Serving } from '../../support/commandLine.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('memory over the threshold makes caches and batches shrink, and measurements are kept while they are wanted', async (context) => {
  const workspace = temporaryFolder(context);
  const state = path.join(workspace, '.logbrief');
  fs.mkdirSync(path.join(workspace, 'logs'));
  fs.mkdirSync(state);
  const configure = (text: string): void => fs.writeFileSync(path.join(state, 'config.yaml'), text);
  configure('performance: { memory_threshold_mb: 64, monitoring_interval: 1, metric_collection_interval: 1 }\n');
  fs.writeFileSync(path.join(workspace, 'logs', 'app.log'), '2026-01-02 03:04:05,000 - shop - INFO - one\n');
  const engine = new Serving(['--workspace', workspace]);
  context.after(() => engine.end('SIGKILL'));
  await poll(() => /memory is at \d+ MB of 64 MB .*caches and batches shrink to 50 %/.test(engine.stderr), 'relief');
  await poll(() => engine.stderr.includes('shrink to 25 %'), 'more of it, since it is still over the threshold');
  await poll(() => readMetrics(state, 0).length >= 2, 'two measurements');
  const [sample] = readMetrics(state, 0);
  assert.ok(Number(sample?.['memory_mb']) > 10 && sample?.['queue_records'] !== null, JSON.stringify(sample));
  configure('performance: { performance_monitoring: false }\n');
  await engine.event((event) => event['event'] === 'config' && event['taken'] === true, 'the new configuration');
  const count = readMetrics(state, 0).length;
  fs.appendFileSync(path.join(workspace, 'logs', 'app.log'), '2026-01-02 03:04:06,000 - shop - ERROR - two\n');
  await engine.event((event) => event['active_issues'] === 1, 'the issue');
  assert.equal(readMetrics(state, 0).length, count);
  assert.equal(await engine.end(), 0);
});
