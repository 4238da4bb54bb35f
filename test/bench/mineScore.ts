/** Mines the messages of a loghub folder, cut out by its truth, and writes what the scorer reads: `node mineScore.ts DATA OUT [RESTARTS]`. */
import fs from 'node:fs';
import path from 'node:path';
import { TemplateMiner } from '../../src/engine/mine/mine.ts';
import { batchOf } from '../support/recordBatches.ts';

const [dataFolder, outFolder] = process.argv.slice(2);
if (dataFolder === undefined || outFolder === undefined) throw new Error('usage: node mineScore.ts DATA OUT');
fs.mkdirSync(outFolder, { recursive: true });
for (const name of fs.readdirSync(dataFolder)) {
  const truthFile = path.join(dataFolder, name, 'truth.tsv');
  if (!fs.existsSync(truthFile)) continue;
  const messages = messagesOf(path.join(dataFolder, name, `${name}_2k.log`), truthFile);
  const miner = new TemplateMiner({ templates: [] });
  const batch = batchOf(messages);
  miner.assign(batch);
  const lines = messages.map((message, i) => {
    const templateId = miner.resolve(batch.template[i] ?? 0);
    return JSON.stringify({ line: i + 1, message, templateId, template: miner.textOf(templateId) });
  });
  fs.writeFileSync(path.join(outFolder, `${name}.jsonl`), `${lines.join('\n')}\n`);
}

function messagesOf(logFile: string, truthFile: string): string[] {
  const lines = fs.readFileSync(logFile, 'utf8').split('\n').map((line) => line.replace(/\r$/, ''));
  const rows = fs.readFileSync(truthFile, 'utf8').trimEnd().split('\n').map((row) => row.split('\t'));
  const head = rows[0] ?? [];
  const column = (row: readonly string[], name: string): number => Number(row[head.indexOf(name)]);
  return rows.slice(1).map((row) => {
    const characters = Array.from(lines[column(row, 'line') - 1] ?? '');
    return characters.slice(column(row, 'msg_start'), column(row, 'msg_end')).join('');
  });
}
