/**
 * Speed of redaction on clean text: `node test/bench/protect.ts [FILE…]` prints MB/s of the stage alone and how many lines it changed,
 * each file read in pieces of 1 MiB and gone over five times. Without files a made-up service log of 64 MB is used.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Redactor } from '../../src/engine/protect/protect.ts';
import { makeLog } from './generate.ts';

const chunkBytes = 1 << 20;
const rounds = 5;

/** Milliseconds of one pass over the bytes, whole lines at a time. */
function passMs(redactor: Redactor, bytes: Uint8Array): number {
  const filter = redactor.lines();
  const started = process.cpuUsage();
  for (let at = 0; at < bytes.length; at += chunkBytes) filter.push(bytes.subarray(at, at + chunkBytes));
  filter.end();
  const used = process.cpuUsage(started);
  return (used.user + used.system) / 1000;
}

function defaultFile(): string {
  const file = path.join(os.tmpdir(), 'logbrief-bench-64.log');
  makeLog(file, 64e6);
  return file;
}

const files = process.argv.length > 2 ? process.argv.slice(2) : [defaultFile()];
for (const file of files) {
  const bytes = fs.readFileSync(file);
  const redactor = new Redactor({ key: new Uint8Array(32) });
  const times = Array.from({ length: rounds }, () => passMs(redactor, bytes)).sort((a, b) => a - b);
  const replacedCount = [...redactor.counts().values()].reduce((sum, count) => sum + count, 0) / rounds;
  process.stdout.write(`${path.basename(file)}: ${(bytes.length / 1000 / (times[2] ?? 1)).toFixed(0)} MB/s (median of ${rounds}, CPU time), ${replacedCount} replaced\n`);
}
