/**
 * Takes one log through all stages of the write side in one process and prints the CPU time of each as JSON: `FILE` and, to keep the store,
 * `STATE_FOLDER`. The bench bundles it as the product is bundled and runs it several times, in turn with the references.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ByteInterner } from '../../src/base/byteInterner.ts';
import { fixedClock } from '../../src/base/clock.ts';
import { Detector } from '../../src/engine/detect/detect.ts';
import { TemplateMiner } from '../../src/engine/mine/mine.ts';
import { LogParser } from '../../src/engine/parse/parse.ts';
import { Redactor } from '../../src/engine/protect/protect.ts';
import { Store } from '../../src/engine/store/store.ts';
import type { RecordBatch } from '../../src/model/record.ts';
import type { Source } from '../../src/model/source.ts';
import { commitOf, savedOf } from '../unit/store/batches.ts';
import type { StageName, StageTimes } from './stageTimes.ts';

const chunkBytes = 1 << 20;
const commitBytes = 8 << 20;
const nowMs = Date.UTC(2026, 0, 5);

/** One pass over a file with a clock for each stage. */
class Pass {
  readonly ms: Record<StageName, number> = { read: 0, split: 0, header: 0, protect: 0, mine: 0, store: 0, detect: 0 };
  records = 0;
  storedBytes = 0;
  readonly source: Source;
  readonly components = new ByteInterner();
  readonly parser = new LogParser({ components: this.components, clock: fixedClock(nowMs), assumedZoneMinutes: () => 0, fileTimeMs: () => nowMs });
  readonly redactor = new Redactor({ key: new Uint8Array(32) });
  readonly miner = new TemplateMiner({ templates: [] });
  readonly detector = new Detector({ templateText: (id) => this.miner.textOf(id), componentText: (id) => this.components.textOf(id), issues: [], saved: undefined });
  readonly store: Store;

  constructor(file: string, store: Store) {
    this.source = { id: 1, kind: 'file', path: file, name: path.basename(file), logName: path.basename(file) };
    this.store = store;
  }

  time<T>(stage: StageName, work: () => T): T {
    const before = process.cpuUsage();
    const result = work();
    const used = process.cpuUsage(before);
    this.ms[stage] += (used.user + used.system) / 1000;
    return result;
  }

  take(batch: RecordBatch): void {
    this.records += batch.count;
    if (batch.count === 0) return;
    const safe = this.time('protect', () => this.redactor.redact(batch));
    this.time('mine', () => this.miner.assign(safe));
    this.time('store', () => this.store.append(safe, nowMs));
    this.time('detect', () => this.detector.observe(safe, nowMs));
    if (this.store.pendingBytes >= commitBytes) this.commit(batch.endPositionBytes);
  }

  commit(positionBytes: number): void {
    this.storedBytes += this.time('store', () => this.store.commit(commitOf({
      templates: this.miner.takeChanged(), issues: this.detector.takeChanged(), detector: this.detector.takeSaved(), sources: [savedOf(this.source, positionBytes)], nowMs,
    }))).storedBytes;
  }
}

async function run(file: string, folder: string): Promise<StageTimes> {
  await using store = await Store.open(folder);
  const pass = new Pass(file, store);
  const descriptor = fs.openSync(file, 'r');
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let positionBytes = 0;
  let lines = 0;
  for (;;) {
    const length = pass.time('read', () => fs.readSync(descriptor, chunk, 0, chunkBytes, positionBytes));
    if (length === 0) break;
    const bytes = chunk.subarray(0, length);
    lines += pass.time('split', () => countLines(bytes));
    const from = positionBytes;
    pass.take(pass.time('header', () => pass.parser.push(pass.source, bytes, from)));
    positionBytes += length;
  }
  pass.take(pass.time('header', () => pass.parser.end(pass.source)));
  pass.commit(positionBytes);
  fs.closeSync(descriptor);
  return { lines, bytes: positionBytes, records: pass.records, templates: pass.miner.size, storedBytes: pass.storedBytes, ms: pass.ms };
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

const [file = '', kept] = process.argv.slice(2);
const folder = kept ?? fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-bench-'));
run(file, folder).then((times) => {
  process.stdout.write(`${JSON.stringify(times)}\n`);
}).finally(() => {
  if (kept === undefined) fs.rmSync(folder, { recursive: true, force: true });
}).catch((thrown: unknown) => {
  process.stderr.write(`${String(thrown)}\n`);
  process.exitCode = 1;
});
