/** Runs a command and tells its CPU time, wall time and peak memory, as the system counted them. Linux, with bash. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';

/** What one run took. */
export interface Measured {
  readonly wallMs: number;
  /** User and system time together. */
  readonly cpuMs: number;
  /** Largest resident set seen, sampled every 20 ms from the system's own high-water mark. */
  readonly peakBytes: number;
  readonly stdout: string;
  readonly code: number;
}

const sampleMs = 20;

/** Runs to the end; the command's standard error is dropped. */
export async function measure(command: string, args: readonly string[]): Promise<Measured> {
  const startedMs = performance.now();
  const shell = spawn('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@" 2>/dev/null', 'bash', command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let peakBytes = 0;
  const sampler = setInterval(() => {
    for (const pid of childrenOf(shell.pid ?? 0)) peakBytes = Math.max(peakBytes, highWaterOf(pid));
  }, sampleMs);
  const [stdout, stderr] = await Promise.all([textOf(shell.stdout), textOf(shell.stderr)]);
  const code = shell.exitCode ?? ((await once(shell, 'exit')) as [number])[0];
  clearInterval(sampler);
  const [user = NaN, system = NaN] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { wallMs: performance.now() - startedMs, cpuMs: (user + system) * 1000, peakBytes, stdout, code };
}

/** The middle one by CPU time of several runs, their order interleaved by the caller. */
export function median(runs: readonly Measured[]): Measured {
  const sorted = [...runs].sort((a, b) => a.cpuMs - b.cpuMs);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}

/** The value below which a share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function childrenOf(pid: number): string[] {
  try {
    return fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter((child) => child !== '');
  } catch {
    return []; // It has ended between two samples.
  }
}

function highWaterOf(pid: string): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0; // As above.
  }
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
