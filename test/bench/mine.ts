/**
 * Prints what mining costs: nanoseconds of CPU per message and templates found, on made-up application messages, on messages that no
 * template fits, and on the lines of files given.
 * Beside it stands one pass of a table look-up and a hash over the same bytes, to compare with.
 * Usage: node mine.ts [FILE…]
 */
import fs from 'node:fs';
import path from 'node:path';
import type { RecordBatch } from '../../src/model/record.ts';
import { TemplateMiner } from '../../src/engine/mine/mine.ts';
import { batchOf, batchOfBytes } from '../support/recordBatches.ts';

const messages = 50_000;
const batchSize = 4096;
let state = 7;

/** A repeatable number from 0 to `below`, exclusive. */
function random(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

const pick = (words: readonly string[]): string => words[random(words.length)] ?? '';
const word = (): string => Array.from({ length: 3 + random(7) }, () => String.fromCharCode(97 + random(26))).join('');
const character = (from: number, count: number): string => String.fromCodePoint(from + random(count));

const kinds: Readonly<Record<string, () => string>> = {
  application: () => pick([
    `Received request ${random(1e6)} from 10.0.${random(256)}.${random(256)}:${random(60_000)} for /api/orders/${random(1e6)}`,
    `Query took ${random(900)} ms and returned ${random(5000)} rows`,
    `Cache miss for key user:${random(1e6)}:profile, loading from the database`,
    'Connection to the database was lost, trying again',
  ]),
  keyValues: () => `level=info msg="request done" user=${word()} dur=${random(99)}ms state=${pick(['UP', 'DOWN'])}`,
  json: () => `{"level":"info","user":"${word()}","path":"/api/${random(999)}","ms":${random(500)},"ok":${pick(['true', 'false'])}}`,
  sql: () => `SELECT id, name FROM users WHERE name = '${word()} ${word()}' AND age > ${random(90)} LIMIT ${random(100)}`,
  xml: () => `<event id="${random(9999)}"><user>${word()}</user><amount>${random(99)}.${random(99)}</amount></event>`,
  korean: () => `사용자 ${character(0xac00, 11_000)}${character(0xac00, 11_000)}님이 주문 ${random(99_999)}건을 완료했습니다`,
  chinese: () => `用户${character(0x4e00, 20_000)}${character(0x4e00, 20_000)}登录成功，订单${random(99_999)}已创建`,
  randomNames: () => `session opened for user ${word()} by ${word()} (uid=${random(9999)})`,
  randomWords: () => Array.from({ length: 10 }, word).join(' '),
  randomLengths: () => Array.from({ length: 1 + random(40) }, word).join(' '),
  randomSigns: () => Array.from({ length: 1 + random(12) }, () => word() + pick(['', ',', ';', '=', ':', '[', ')', '"'])).join(' '),
};

for (const [name, make] of Object.entries(kinds)) {
  const batches: RecordBatch[] = [];
  for (let at = 0; at < messages; at += batchSize) batches.push(batchOf(Array.from({ length: Math.min(batchSize, messages - at) }, make)));
  report(name, batches);
}
for (const file of process.argv.slice(2)) report(path.basename(file), [batchOfBytes(fs.readFileSync(file))]);

function report(name: string, batches: readonly RecordBatch[]): void {
  const count = batches.reduce((sum, batch) => sum + batch.count, 0);
  const bytes = batches.reduce((sum, batch) => sum + batch.bytes.length, 0);
  const passNs = cpuNs(() => batches.forEach((batch) => onePass(batch.bytes))) / count;
  const miner = new TemplateMiner({ templates: [] });
  const coldNs = cpuNs(() => batches.forEach((batch) => miner.assign(batch))) / count;
  const warmNs = cpuNs(() => batches.forEach((batch) => miner.assign(batch))) / count;
  const figures = [`first ${coldNs.toFixed(0)} ns`, `again ${warmNs.toFixed(0)} ns`, `one pass ${passNs.toFixed(0)} ns`, `${(bytes / count).toFixed(0)} bytes`];
  process.stdout.write(`${name.padEnd(16)} ${figures.map((figure) => figure.padStart(17)).join('')}  ${miner.size} templates of ${count}\n`);
}

function cpuNs(work: () => void): number {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) * 1000;
}

/** The least that reading every byte, asking a table and hashing costs. */
function onePass(bytes: Uint8Array): number {
  const table = new Uint16Array(256).fill(1);
  let hash = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    hash = Math.imul(hash ^ byte, 0x01000193) ^ (table[byte] ?? 0) ^ i;
  }
  return hash;
}
