/** `scan` of a generated log beside `grep -cE` and lnav on the same file, interleaved, median of five by CPU time. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeLog } from './generate.ts';
import { measure, median, type Measured } from './measure.ts';

const cli = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const sizeBytes = 120_000_000;
const rounds = 5;

/** Prints the table. */
export async function benchScan(say: (line: string) => void): Promise<void> {
  const file = path.join(os.tmpdir(), 'logbrief-bench-120.log');
  makeLog(file, sizeBytes);
  const lines = Number(execFileSync('grep', ['-c', '', file], { encoding: 'utf8' }));
  const megabytes = fs.statSync(file).size / 1e6;
  const commands: [string, string[]][] = [['grep', ['-cE', 'error|timeout|refused', file]], ['logbrief', [process.execPath, cli, 'scan', file]]];
  if (hasLnav()) commands.push(['lnav', ['lnav', '-n', '-c', ':quit', file]]);
  else say('lnav cannot be had here: left out');
  const runs = new Map<string, Measured[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, [command = '', ...args]] of commands) {
      const full = name === 'grep' ? await measure('grep', commands[0]?.[1] ?? []) : await measure(command, args);
      if (full.code !== 0) throw new Error(`${name} ended with ${full.code}`);
      runs.set(name, [...(runs.get(name) ?? []), full]);
    }
  }
  const grep = median(runs.get('grep') ?? []);
  say(`scan of ${megabytes.toFixed(0)} MB, ${lines} lines:`);
  for (const [name, all] of runs) {
    const middle = median(all);
    say(`  ${name.padEnd(9)} ${(lines / middle.cpuMs).toFixed(0).padStart(6)} k lines/s of CPU, ${(lines / middle.wallMs).toFixed(0).padStart(6)} k lines/s of wall time, ${(megabytes / (middle.cpuMs / 1000)).toFixed(0).padStart(5)} MB/s, peak ${(middle.peakBytes / 1e6).toFixed(0)} MB, ${(grep.cpuMs / middle.cpuMs).toFixed(3)} x grep`);
  }
}

function hasLnav(): boolean {
  try {
    execFileSync('lnav', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // Not installed; the caller says so.
  }
}

if (import.meta.main) await benchScan((line) => void process.stdout.write(`${line}\n`));
