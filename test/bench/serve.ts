/** `serve`: catching up with a large log, then the time from an appended line to the rewritten briefing. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeLog, randomOf } from './generate.ts';
import { quantile } from './measure.ts';

const cli = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const usualBytes = Number(process.env['BENCH_BYTES'] ?? 300_000_000);
const appends = 40;

/** Prints what was measured. */
export async function benchServe(say: (line: string) => void, sizeBytes = usualBytes): Promise<void> {
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-bench-'));
  const log = path.join(workspace, 'logs', 'big.log');
  fs.mkdirSync(path.dirname(log));
  makeLog(log, sizeBytes);
  const size = fs.statSync(log).size;
  const startedMs = performance.now();
  const engine = spawn(process.execPath, [cli, 'serve', '--workspace', workspace], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const dashboard = path.join(workspace, '.logbrief', 'dashboard.json');
    const read = await until(() => (engine.exitCode !== null ? fail('the engine ended') : fs.existsSync(dashboard) ? coverageIn(dashboard) : undefined), (coverage) => coverage.bytes >= size);
    const tookMs = performance.now() - startedMs;
    say(`serve, catching up with ${(size / 1e6).toFixed(0)} MB: ${(read.lines / tookMs).toFixed(0)} k lines/s, ${(size / 1e3 / tookMs).toFixed(0)} MB/s of wall time, CPU ${(cpuMsOf(engine) / 1000).toFixed(1)} s of ${(tookMs / 1000).toFixed(1)} s, peak ${(peakOf(engine) / 1e6).toFixed(0)} MB, store ${((100 * storeBytes(workspace)) / size).toFixed(1)} % of the raw size`);
    const latencies = await appendLatencies(workspace);
    say(`appended line to rewritten briefing over ${appends} appends: p50 ${quantile(latencies, 0.5).toFixed(0)} ms, p99 ${quantile(latencies, 0.99).toFixed(0)} ms`);
  } finally {
    engine.kill('SIGTERM');
    if (engine.exitCode === null) await once(engine, 'exit');
    fs.rmSync(workspace, { recursive: true, force: true });
  }
}

/** Appends errors, each of a kind of its own, further apart than the limit of one rewrite a second, at uneven moments. */
async function appendLatencies(workspace: string): Promise<number[]> {
  const briefing = path.join(workspace, '.logbrief', 'briefing.md');
  const random = randomOf(7);
  const latencies: number[] = [];
  for (let i = 0; i < appends; i++) {
    await wait(1200 + random() * 400);
    const name = `Bench${Array.from({ length: 6 }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('')}Error`;
    const startedMs = performance.now();
    fs.appendFileSync(path.join(workspace, 'logs', 'small.log'), `${new Date().toISOString().replace('T', ' ').slice(0, 23)} - bench - CRITICAL - ${name}: it broke\n`);
    await until(() => fs.readFileSync(briefing, 'utf8'), (text) => text.includes(name), 2);
    latencies.push(performance.now() - startedMs);
  }
  return latencies;
}

function fail(reason: string): never {
  throw new Error(reason);
}

async function until<T>(read: () => T | undefined, isThere: (value: T) => boolean, everyMs = 50): Promise<T> {
  for (let waitedMs = 0; waitedMs < 300_000; waitedMs += everyMs) {
    const value = read();
    if (value !== undefined && isThere(value)) return value;
    await wait(everyMs);
  }
  throw new Error('it did not become true within five minutes');
}

function coverageIn(dashboard: string): { bytes: number; lines: number } {
  return (JSON.parse(fs.readFileSync(dashboard, 'utf8')) as { coverage: { bytes: number; lines: number } }).coverage;
}

function cpuMsOf(child: ChildProcess): number {
  const fields = fs.readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function peakOf(child: ChildProcess): number {
  return Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'))?.[1] ?? 0) * 1024;
}

function storeBytes(workspace: string): number {
  const folder = path.join(workspace, '.logbrief', 'store');
  return fs.readdirSync(folder).reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
}

if (import.meta.main) await benchServe((line) => void process.stdout.write(`${line}\n`));
