/** Prints what the parse stage makes of files, one JSON object per physical line: `node test/bench/parseOut.ts FILE…` or `--to DIR FILE…`. */
import fs from 'node:fs';
import path from 'node:path';
import { ByteInterner } from '../../src/base/byteInterner.ts';
import { fixedClock } from '../../src/base/clock.ts';
import type { Source } from '../../src/model/source.ts';
import { bodyText, headerLevelText, LogParser, timestampText } from '../../src/engine/parse/parse.ts';
import type { ParsedBatch } from '../../src/engine/parse/parse.ts';

const utc = (): number => 0;

function linesOf(batch: ParsedBatch, components: ByteInterner): string[] {
  const out: string[] = [];
  let line = batch.firstLine;
  for (let i = 0; i < batch.count; i++) {
    out.push(JSON.stringify({
      line, timestamp: timestampText(batch, i) ?? null, level: headerLevelText(batch, i) ?? null,
      component: components.textOf(batch.component[i] ?? 0) || null, message: bodyText(batch, i), templateId: null, template: null,
    }));
    const count = batch.lines[i] ?? 1;
    for (let k = 1; k < count; k++) out.push(JSON.stringify({ line: line + k, timestamp: null, level: null, component: null, message: '', continuationOf: line }));
    line += count;
  }
  return out;
}

function parseFile(file: string): string {
  const components = new ByteInterner();
  const fileTimeMs = fs.statSync(file).mtimeMs;
  const parser = new LogParser({ components, clock: fixedClock(fileTimeMs), assumedZoneMinutes: utc, fileTimeMs: () => fileTimeMs });
  const source: Source = { id: 1, kind: 'file', path: file, name: file, logName: file };
  const bytes = fs.readFileSync(file);
  const out: string[] = [];
  for (let at = 0; at < bytes.length; at += 1 << 16) out.push(...linesOf(parser.push(source, bytes.subarray(at, at + (1 << 16)), at), components));
  out.push(...linesOf(parser.flush(source, true), components));
  process.stderr.write(`${path.basename(file)}: ${parser.formatOf(source)}\n`);
  return out.join('\n') + '\n';
}

const [first, second, ...rest] = process.argv.slice(2);
if (first === '--to' && second !== undefined) {
  fs.mkdirSync(second, { recursive: true });
  for (const file of rest) fs.writeFileSync(path.join(second, `${path.basename(file).replace(/_2k\.log$/, '')}.jsonl`), parseFile(file));
} else if (first !== undefined) process.stdout.write(parseFile(first));
