/** Memory while 10 million lines go through `scan` by a pipe, then through `serve`, whose store is compared with them; takes minutes, so only when it is named. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';
import { randomOf, recordAt } from './generate.ts';
import { benchServe } from './serve.ts';

const cli = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const millions = 10;
const batch = 20_000;

/** What 10 million lines take. */
const serveBytes = 1_600_000_000;

/** Prints the peak at each million, and peak and store of `serve`. */
export async function benchMemory(say: (line: string) => void): Promise<void> {
  await benchScanned(say);
  await benchServe(say, serveBytes);
}

async function benchScanned(say: (line: string) => void): Promise<void> {
  const child = spawn(process.execPath, [cli, 'scan', '-'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const random = randomOf(1);
  let atMs = Date.UTC(2026, 0, 2);
  for (let million = 1; million <= millions; million++) {
    for (let k = 0; k < 1_000_000 / batch; k++) {
      const lines = Array.from({ length: batch }, () => recordAt(random, (atMs += 7)));
      if (!child.stdin.write(`${lines.join('\n')}\n`)) await once(child.stdin, 'drain');
    }
    const peak = Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'))?.[1] ?? 0) / 1000;
    say(`  ${million} M records: peak ${peak.toFixed(0)} MB`);
  }
  child.stdin.end();
  if (child.exitCode === null) await once(child, 'exit');
}

if (import.meta.main) await benchMemory((line) => void process.stdout.write(`${line}\n`));
