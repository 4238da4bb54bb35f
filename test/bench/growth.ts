/**
 * Templates against volume: a system's log made long must not have more templates than the short one. With `LOGBRIEF_BENCH_DATA` naming a folder
 * that holds `loghub/gen_big.py` and `loghub/dev/NAME`, those systems are used; else a made-up service. `--long` takes 1,000,000 lines, else 100,000.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ByteInterner } from '../../src/base/byteInterner.ts';
import { fixedClock } from '../../src/base/clock.ts';
import { TemplateMiner } from '../../src/engine/mine/mine.ts';
import { LogParser } from '../../src/engine/parse/parse.ts';
import type { Source } from '../../src/model/source.ts';
import { makeLines } from './generate.ts';

const nowMs = Date.UTC(2026, 0, 5);
const chunkBytes = 1 << 20;

/** Prints one line per system. */
export function benchGrowth(say: (line: string) => void): void {
  const lines = process.argv.includes('--long') ? 1_000_000 : 100_000;
  const shared = process.env['LOGBRIEF_BENCH_DATA'];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-bench-'));
  try {
    for (const { name, short, long } of shared === undefined ? [madeUp(folder, lines)] : systemsOf(shared, folder, lines)) {
      const few = templatesOf(short);
      const many = templatesOf(long());
      say(`  ${name.padEnd(12)} ${few} templates in the short log, ${many} in ${lines} lines: ${(many / few).toFixed(3)} x`);
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

interface System {
  readonly name: string;
  readonly short: string;
  /** Makes the long log when it is its turn, in place of the one before. */
  readonly long: () => string;
}

function madeUp(folder: string, lines: number): System {
  const short = path.join(folder, 'short.log');
  makeLines(short, 2000);
  return { name: 'service', short, long: () => (makeLines(path.join(folder, 'long.log'), lines), path.join(folder, 'long.log')) };
}

function systemsOf(shared: string, folder: string, lines: number): System[] {
  const data = path.join(shared, 'loghub', 'dev');
  return fs.readdirSync(data).filter((name) => fs.existsSync(path.join(data, name, `${name}_2k.log`))).map((name) => ({
    name,
    short: path.join(data, name, `${name}_2k.log`),
    long: () => {
      const long = path.join(folder, 'long.log');
      execFileSync('python3', [path.join(shared, 'loghub', 'gen_big.py'), name, String(lines), long]);
      return long;
    },
  }));
}

function templatesOf(file: string): number {
  const source: Source = { id: 1, kind: 'file', path: file, name: 'log', logName: 'log' };
  const parser = new LogParser({ components: new ByteInterner(), clock: fixedClock(nowMs), assumedZoneMinutes: () => 0, fileTimeMs: () => nowMs });
  const miner = new TemplateMiner({ templates: [] });
  const descriptor = fs.openSync(file, 'r');
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let positionBytes = 0;
  for (let length = 1; length > 0; positionBytes += length) {
    length = fs.readSync(descriptor, chunk, 0, chunkBytes, positionBytes);
    miner.assign(parser.push(source, chunk.subarray(0, length), positionBytes));
  }
  miner.assign(parser.end(source));
  fs.closeSync(descriptor);
  return miner.size;
}

if (import.meta.main) benchGrowth((line) => void process.stdout.write(`${line}\n`));
