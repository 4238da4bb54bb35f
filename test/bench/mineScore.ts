/**
 * Mines the messages of a loghub folder, cut out by its truth, and writes what the scorer reads; with a folder of longer logs of the same
 * systems (NAME.log, made by repeating the sample with new digits) it also prints how the templates grow and what a message costs.
 * Usage: node mineScore.ts DATA OUT [LONG]
 */
import fs from 'node:fs';
import path from 'node:path';
import { TemplateMiner } from '../../src/engine/mine/mine.ts';
import { batchOf, batchOfBytes } from '../support/recordBatches.ts';

const [dataFolder, outFolder, longFolder] = process.argv.slice(2);
if (dataFolder === undefined || outFolder === undefined) throw new Error('usage: node mineScore.ts DATA OUT [LONG]');
fs.mkdirSync(outFolder, { recursive: true });
for (const name of fs.readdirSync(dataFolder)) {
  const truthFile = path.join(dataFolder, name, 'truth.tsv');
  if (!fs.existsSync(truthFile)) continue;
  const lines = linesOf(path.join(dataFolder, name, `${name}_2k.log`));
  const spans = spansOf(truthFile);
  const messages = spans.map(([line, start, end]) => Array.from(lines[line - 1] ?? '').slice(start, end).join(''));
  const size = scoreFile(messages, path.join(outFolder, `${name}.jsonl`));
  const longFile = longFolder === undefined ? undefined : path.join(longFolder, `${name}.log`);
  if (longFile !== undefined && fs.existsSync(longFile)) growth(name, size, linesOf(longFile).map((line, i) => line.slice(spans[i % spans.length]?.[1] ?? 0)));
}

function linesOf(file: string): string[] {
  return fs.readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => line.replace(/\r$/, ''));
}

/** Line, start and end of each message, in characters. */
function spansOf(truthFile: string): [number, number, number][] {
  const rows = fs.readFileSync(truthFile, 'utf8').trimEnd().split('\n').map((row) => row.split('\t'));
  const head = rows[0] ?? [];
  const column = (row: readonly string[], name: string): number => Number(row[head.indexOf(name)]);
  return rows.slice(1).map((row) => [column(row, 'line'), column(row, 'msg_start'), column(row, 'msg_end')]);
}

function scoreFile(messages: readonly string[], outFile: string): number {
  const miner = new TemplateMiner({ templates: [] });
  const batch = batchOf(messages);
  miner.assign(batch);
  const rows = messages.map((message, i) => {
    const templateId = miner.resolve(batch.template[i] ?? 0);
    return JSON.stringify({ line: i + 1, message, templateId, template: miner.textOf(templateId) });
  });
  fs.writeFileSync(outFile, `${rows.join('\n')}\n`);
  return miner.size;
}

/** Takes the bodies in batches of 4,096, as the parser gives them. */
function growth(name: string, sampleSize: number, bodies: readonly string[]): void {
  const miner = new TemplateMiner({ templates: [] });
  let spentUs = 0;
  for (let at = 0; at < bodies.length; at += 4096) {
    const batch = batchOfBytes(Buffer.from(`${bodies.slice(at, at + 4096).join('\n')}\n`));
    const begin = process.cpuUsage();
    miner.assign(batch);
    const spent = process.cpuUsage(begin);
    spentUs += spent.user + spent.system;
  }
  const ratio = (miner.size / sampleSize).toFixed(3);
  process.stdout.write(`${name.padEnd(12)} ${bodies.length} messages, ${Math.round((spentUs * 1000) / bodies.length)} ns of CPU each, templates ${sampleSize} -> ${miner.size} (${ratio} x)\n`);
}
