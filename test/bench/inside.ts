/** Runs in the extension host: how long activation takes, and how late the host's event loop runs while the engine reads a large log. */
import fs from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Idle first, then while `logs/big.log` is read. */
export async function run(log: (line: string) => void): Promise<void> {
  const extension = vscode.extensions.getExtension('logbrief.logbrief');
  if (!extension) throw new Error('the extension is not there');
  const wasActive = extension.isActive;
  const startedMs = performance.now();
  const before = process.cpuUsage();
  await extension.activate();
  const { user, system } = process.cpuUsage(before);
  log(wasActive ? 'activation: had happened before it could be measured' : `activation: ${(performance.now() - startedMs).toFixed(0)} ms, loading included, ${((user + system) / 1000).toFixed(0)} ms of CPU in all threads of the host, the engine's included`);
  await wait(3000);
  const idle = await delayDuring(() => wait(5000));
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const dashboard = path.join(workspace, '.logbrief', 'dashboard.json');
  const size = fs.statSync(path.join(workspace, 'big.source')).size;
  const readStartMs = performance.now();
  const busy = await delayDuring(async () => {
    fs.renameSync(path.join(workspace, 'big.source'), path.join(workspace, 'logs', 'big.log'));
    while (!fs.existsSync(dashboard) || coverageIn(dashboard) < size) await wait(250);
  });
  log(`extension host event-loop delay p99: idle ${idle.toFixed(1)} ms, while ${(size / 1e6).toFixed(0)} MB are read in ${((performance.now() - readStartMs) / 1000).toFixed(1)} s ${busy.toFixed(1)} ms, above idle ${(busy - idle).toFixed(1)} ms`);
}

async function delayDuring(work: () => Promise<unknown>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await work();
  histogram.disable();
  return histogram.percentile(99) / 1e6;
}

function coverageIn(dashboard: string): number {
  return (JSON.parse(fs.readFileSync(dashboard, 'utf8')) as { coverage: { bytes: number } }).coverage.bytes;
}
