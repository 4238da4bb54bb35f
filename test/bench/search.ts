/** Searching a store beside ripgrep on the raw file: a rare literal over everything, and the newest 200 records. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { StoreReader } from '../../src/engine/store/store.ts';
import { makeLog } from './generate.ts';
import { measure, quantile } from './measure.ts';
import { bundled, hasProgram } from './stages.ts';

const literal = 'needle-in-the-hay-4711';
const rounds = 5;

/** Prints what was measured. */
export async function benchSearch(say: (line: string) => void): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-bench-'));
  try {
    const log = path.join(folder, 'service.log');
    makeLog(log, 40_000_000);
    fs.appendFileSync(log, `2026-01-09 10:00:00,000 - shop.http - INFO - ${literal}\n`);
    const filled = await measure(process.execPath, [await bundled('stagesOnce'), log, path.join(folder, 'state')]);
    if (filled.code !== 0) throw new Error('the store could not be filled');
    const own: number[] = [];
    const newest: number[] = [];
    const others: number[] = [];
    for (let round = 0; round < rounds; round++) {
      using reader = StoreReader.open(path.join(folder, 'state'));
      own.push(cpuMs(() => reader.records({ filter: { text: literal }, limit: 200 }).records.length, 1));
      newest.push(cpuMs(() => reader.records({ filter: {}, limit: 200 }).records.length, 200));
      if (hasProgram('rg')) others.push((await measure('rg', ['-c', '-F', literal, log])).cpuMs);
    }
    const megabytes = fs.statSync(log).size / 1e6;
    say(`a rare literal in ${megabytes.toFixed(0)} MB: ${quantile(own, 0.5).toFixed(1)} ms, ${(megabytes / quantile(own, 0.5)).toFixed(2)} GB/s`);
    if (others.length > 0) say(`  ripgrep on the raw file: ${quantile(others, 0.5).toFixed(1)} ms; the search is ${(quantile(others, 0.5) / quantile(own, 0.5)).toFixed(3)} x as fast`);
    else say('  ripgrep cannot be had here: left out');
    say(`newest 200 records: ${quantile(newest, 0.5).toFixed(1)} ms`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function cpuMs(work: () => number, expected: number): number {
  const before = process.cpuUsage();
  const found = work();
  const { user, system } = process.cpuUsage(before);
  if (found !== expected) throw new Error(`${found} records were found instead of ${expected}`);
  return (user + system) / 1000;
}

if (import.meta.main) await benchSearch((line) => void process.stdout.write(`${line}\n`));
