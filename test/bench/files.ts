/** Ten thousand small logs under `serve`: when it is idle, what it holds, and the share of one core it takes while nothing and while one log changes. Linux. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { randomOf, recordAt } from './generate.ts';

const cli = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const count = Number(process.env['BENCH_FILES'] ?? 10_000);
const linesEach = 10;
const perFolder = 100;
const windowMs = Number(process.env['BENCH_WINDOW_MS'] ?? 60_000);
/** Idle: less than this in two seconds on end, three times. */
const idleCpuMs = 40;
/** Two of the ticks in which Linux counts a process's time. */
const tickMs = 10;

/** Prints what was measured. */
export async function benchFiles(say: (line: string) => void): Promise<void> {
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-bench-'));
  const files = makeFiles(workspace);
  const extra = (process.env['BENCH_NODE'] ?? '').split(' ').filter((word) => word !== '');
  const startedMs = performance.now();
  const engine = spawn(process.execPath, [...extra, cli, 'serve', '--workspace', workspace], { stdio: ['ignore', 'pipe', 'inherit'] });
  engine.stdout.resume();
  try {
    await whenRead(engine, workspace);
    say(`${count} files of ${linesEach} records: all in the dashboard after ${seconds(performance.now() - startedMs)}, CPU ${seconds(cpuMsOf(engine))}, ${memoryOf(engine)}`);
    await whenIdle(engine);
    say(`idle after ${seconds(performance.now() - startedMs)}, CPU ${seconds(cpuMsOf(engine))}, ${memoryOf(engine)}`);
    say(`  nothing changes: ${await shareOf(engine, () => undefined)}, then ${memoryOf(engine)}`);
    let atMs = Date.now();
    const [first = ''] = files;
    say(`  one file grows by a line a second: ${await shareOf(engine, () => fs.appendFileSync(first, `${recordAt(randomOf(atMs), (atMs += 1000))}\n`))}, then ${memoryOf(engine)}`);
  } finally {
    engine.kill('SIGTERM');
    if (engine.exitCode === null) await once(engine, 'exit');
    fs.rmSync(workspace, { recursive: true, force: true });
  }
}

function makeFiles(workspace: string): string[] {
  const random = randomOf(5);
  let atMs = Date.UTC(2026, 0, 2);
  return Array.from({ length: count }, (_, i) => {
    const folder = path.join(workspace, 'logs', String(Math.floor(i / perFolder)));
    if (i % perFolder === 0) fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `service-${i}.log`);
    fs.writeFileSync(file, `${Array.from({ length: linesEach }, () => recordAt(random, (atMs += 7))).join('\n')}\n`);
    return file;
  });
}

async function whenRead(engine: ChildProcess, workspace: string): Promise<void> {
  const dashboard = path.join(workspace, '.logbrief', 'dashboard.json');
  for (;;) {
    if (engine.exitCode !== null) throw new Error('the engine ended');
    if (fs.existsSync(dashboard) && recordsIn(dashboard) >= count * linesEach) return;
    await wait(250);
  }
}

function recordsIn(dashboard: string): number {
  return (JSON.parse(fs.readFileSync(dashboard, 'utf8')) as { coverage: { records: number } }).coverage.records;
}

async function whenIdle(engine: ChildProcess): Promise<void> {
  let quiet = 0;
  for (let waited = 0; quiet < 3 && waited < 120; waited++) {
    const before = cpuMsOf(engine);
    await wait(2000);
    quiet = cpuMsOf(engine) - before <= idleCpuMs ? quiet + 1 : 0;
  }
}

async function shareOf(engine: ChildProcess, everySecond: () => void): Promise<string> {
  const before = cpuMsOf(engine);
  const startedMs = performance.now();
  while (performance.now() - startedMs < windowMs) {
    everySecond();
    await wait(1000);
  }
  const spentMs = performance.now() - startedMs;
  const usedMs = cpuMsOf(engine) - before;
  return `${((100 * usedMs) / spentMs).toFixed(2)} % of a core over ${seconds(spentMs)} (to ${((100 * tickMs) / spentMs).toFixed(2)} %)`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function cpuMsOf(child: ChildProcess): number {
  const fields = fs.readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** What only this process has (anonymous pages), what it shares with every other node (the program itself), and the peak of both. */
function memoryOf(child: ChildProcess): string {
  const status = fs.readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8');
  const megabytes = (field: string): string => (Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? NaN) / 1000).toFixed(0);
  return `resident ${megabytes('VmRSS')} MB (own ${megabytes('RssAnon')}, mapped files ${megabytes('RssFile')}), peak ${megabytes('VmHWM')} MB`;
}

if (import.meta.main) await benchFiles((line) => void process.stdout.write(`${line}\n`));
