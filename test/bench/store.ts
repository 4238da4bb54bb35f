/** Measures the store alone: records per second in, size against raw text, search times. Run by hand: `node test/bench/store.ts [MB]`. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Store, StoreReader } from '../../src/engine/store/store.ts';
import { noZone } from '../../src/model/record.ts';
import type { RecordBatch } from '../../src/model/record.ts';
import { commitOf, savedOf, sourceOf } from '../unit/store/batches.ts';

const megabytes = Number(process.argv[2] ?? 256);
const batchRecords = 16_384;
const commitBytes = 8 * 1024 * 1024;
const startMs = Date.UTC(2025, 0, 1);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-bench-'));
try {
  await run();
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

/** CPU time of this process in ms: other work on the machine does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function run(): Promise<void> {
  const batches = Array.from({ length: 16 }, (_, i) => makeBatch(i));
  const raw = { bytes: 0, records: 0, uncommitted: 0, stored: 0 };
  let elapsedMs = 0;
  let commitMs = 0;
  const source = sourceOf(1);
  {
    await using store = await Store.open(folder);
    const commit = (): void => {
      const start = cpuMs();
      const report = store.commit(commitOf({ sources: [savedOf(source, raw.bytes)] }));
      commitMs = Math.max(commitMs, cpuMs() - start);
      raw.stored += report.storedBytes;
      raw.uncommitted = 0;
    };
    for (let i = 0; raw.bytes < megabytes * 1e6; i++) {
      const batch = placed(batches[i % batches.length] ?? makeBatch(0), raw.bytes, i);
      const start = cpuMs();
      store.append(batch, startMs);
      raw.bytes = batch.endPositionBytes;
      raw.records += batch.count;
      raw.uncommitted += batch.bytes.length;
      if (raw.uncommitted > commitBytes) commit();
      elapsedMs += cpuMs() - start;
    }
    const start = cpuMs();
    commit();
    elapsedMs += cpuMs() - start;
    await measureTail(store, raw.bytes);
  }
  const fileBytes = fs.statSync(path.join(folder, 'store', 'logbrief.db')).size;
  print('append + commit', `${Math.round(raw.records / elapsedMs)} k records/s, ${Math.round(raw.bytes / elapsedMs / 1000)} MB/s, longest commit ${commitMs.toFixed(1)} ms`);
  print('size', `${(100 * raw.stored / raw.bytes).toFixed(1)} % frames, ${(100 * fileBytes / raw.bytes).toFixed(1)} % database, ${Math.round(raw.bytes / raw.records)} bytes a record`);
  search(raw.bytes);
}

/** One line, one commit: what a follower of a quiet log pays. */
async function measureTail(store: Store, position: number): Promise<void> {
  const source = sourceOf(2);
  const line = placed(makeBatch(99, 1), 0, 0);
  const times: number[] = [];
  for (let i = 0; i < 1000; i++) {
    const start = cpuMs();
    const begin = i * line.bytes.length;
    store.append({ ...line, source, positionBytes: Float64Array.of(begin), endPositionBytes: begin + line.bytes.length, firstLine: i + 1 }, startMs + i);
    store.commit(commitOf({ sources: [savedOf(source, begin + line.bytes.length)] }));
    times.push(cpuMs() - start);
  }
  times.sort((a, b) => a - b);
  print('one line committed', `p50 ${times[500]?.toFixed(2)} ms, p99 ${times[990]?.toFixed(2)} ms`);
  const start = cpuMs();
  const report = await store.maintain(startMs, new AbortController().signal);
  print('maintain', `${report.mergedBlocks} blocks into ${report.writtenBlocks} in ${(cpuMs() - start).toFixed(0)} ms (position ${position})`);
}

function search(rawBytes: number): void {
  using reader = StoreReader.open(folder);
  const time = (what: string, query: Parameters<StoreReader['records']>[0], isWhole = false): void => {
    const start = cpuMs();
    const page = reader.records(query);
    const ms = cpuMs() - start;
    print(what, `${page.records.length} hits in ${ms.toFixed(1)} ms${isWhole ? `, ${(rawBytes / ms / 1e6).toFixed(2)} GB/s` : ''}`);
  };
  time('newest 200', { filter: {}, limit: 200 });
  time('newest 200 again', { filter: {}, limit: 200 });
  time('newest 200 errors', { filter: { minSeverity: 17 }, limit: 200 });
  time('newest 200 with a common word', { filter: { text: 'timeout' }, limit: 200 });
  time('a rare literal over everything', { filter: { text: 'needle-in-the-hay' }, limit: 200 }, true);
  time('a rare template over everything', { filter: { templateId: 999_999 }, limit: 200 }, true);
  const start = cpuMs();
  const check = reader.verify();
  print('verify', `${check.blocks} blocks, ${check.problems.length} problems, ${(rawBytes / (cpuMs() - start) / 1e6).toFixed(2)} GB/s`);
  const rawStart = cpuMs();
  let lines = 0;
  for (const line of reader.exportRawLines({})) lines += line.bytes.length >= 0 ? 1 : 0;
  print('raw lines', `${lines} in ${(cpuMs() - rawStart).toFixed(0)} ms, ${(rawBytes / (cpuMs() - rawStart) / 1e6).toFixed(2)} GB/s`);
}

function placed(batch: RecordBatch, position: number, index: number): RecordBatch {
  return {
    ...batch,
    positionBytes: batch.positionBytes.map((_, row) => position + (batch.start[row] ?? 0)),
    timestampMs: batch.timestampMs.map((_, row) => startMs + index * batchRecords + row),
    endPositionBytes: position + batch.bytes.length,
    firstLine: index * batchRecords + 1,
  };
}

/** Lines of some 120 bytes with the mix of fixed and varying words of an application's log. */
function makeBatch(seed: number, count = batchRecords): RecordBatch {
  const next = generator(seed + 1);
  const words = ['connection', 'timeout', 'user', 'request', 'completed', 'cache', 'miss', 'thread', 'pool', 'worker', 'retry', 'order', 'payment', 'session'];
  const shapes = Array.from({ length: 60 }, () => Array.from({ length: 5 + next(5) }, () => words[next(words.length)]).join(' '));
  const start = new Int32Array(count);
  const end = new Int32Array(count);
  const template = new Int32Array(count);
  const severity = new Uint8Array(count);
  const lines: string[] = [];
  let at = 0;
  for (let row = 0; row < count; row++) {
    const shape = next(3) === 0 ? next(60) : next(8);
    const level = next(100);
    const line = `2025-01-01 12:${10 + next(50)}:${10 + next(50)},${100 + next(900)} - shop.${words[shape % 14]} - ${level < 1 ? 'ERROR' : level < 5 ? 'WARN' : 'INFO'} - ${shapes[shape]} id=${next(1e9).toString(36)} took ${next(2000)} ms from 10.0.${next(8)}.${next(250)}\n`;
    start[row] = at;
    at += line.length;
    end[row] = at;
    template[row] = shape + 1;
    severity[row] = level < 1 ? 17 : level < 5 ? 13 : 9;
    lines.push(line);
  }
  return {
    source: sourceOf(1), bytes: Buffer.from(lines.join('')), count, start, end, bodyStart: start.map((from) => from + 40), bodyEnd: end,
    timestampMs: new Float64Array(count), zoneMinutes: new Int16Array(count).fill(noZone), severity, component: template.map((id) => 1 + id % 14), template,
    lines: new Int32Array(count).fill(1), flags: new Uint8Array(count), positionBytes: new Float64Array(count), endPositionBytes: at, firstLine: 1, droppedBytes: 0,
  };
}

/** Numbers below a limit, the same on every run (Park and Miller's generator). */
function generator(seed: number): (below: number) => number {
  let state = seed * 7919;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}

function print(what: string, result: string): void {
  process.stdout.write(`${what.padEnd(34)} ${result}\n`);
}
