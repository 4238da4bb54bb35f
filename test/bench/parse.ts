/** Measures the parse stage alone: lines per second of split and header on one core, per kind of header. */
import { ByteInterner } from '../../src/base/byteInterner.ts';
import { fixedClock } from '../../src/base/clock.ts';
import { LogParser } from '../../src/engine/parse/parse.ts';
import type { Source } from '../../src/model/source.ts';

const lineCount = 400_000;
const chunkBytes = 1 << 20;
const rounds = 5;

const words = 'request user cache block connect retry handler stream buffer commit index shard token worker queue page'.split(' ');

function body(i: number): string {
  return `${words[i % 16] ?? ''} ${words[(i * 7) % 16] ?? ''} id=${i * 31} took ${i % 997} ms for ${words[(i * 5) % 16] ?? ''} ${(i * 2_654_435_761) % 1_000_000_007} at stage ${i % 5}`;
}

function stamp(i: number): Date {
  return new Date(1_704_448_800_000 + i * 37);
}

const kinds: Readonly<Record<string, (i: number) => string>> = {
  'python logging': (i) => `${stamp(i).toISOString().slice(0, 19).replace('T', ' ')},${String(i % 1000).padStart(3, '0')} - app.${words[i % 16] ?? ''} - ${i % 50 === 0 ? 'ERROR' : 'INFO'} - ${body(i)}`,
  'log4j with thread': (i) => `${stamp(i).toISOString().slice(0, 19).replace('T', ' ')},${String(i % 1000).padStart(3, '0')} INFO [worker-${i % 8}] com.example.${words[i % 16] ?? ''}.Main: ${body(i)}`,
  'syslog': (i) => `Jan  5 ${stamp(i).toISOString().slice(11, 19)} host${i % 3} ${words[i % 16] ?? ''}[${i % 30_000}]: ${body(i)}`,
  'zoned ISO, level, target': (i) => `${stamp(i).toISOString()} INFO app::${words[i % 16] ?? ''}: ${body(i)}`,
  'JSON lines': (i) => JSON.stringify({ level: 30, time: stamp(i).getTime(), pid: 7, hostname: 'h', name: words[i % 16], msg: body(i) }),
  'logfmt': (i) => `time=${stamp(i).toISOString()} level=info component=${words[i % 16] ?? ''} msg="${body(i)}"`,
  'no header': (i) => `${body(i)} and nothing in front that tells when`,
  'trace in every tenth record': (i) => (i % 10 < 5 ? `${stamp(i).toISOString()} ERROR app.Main: ${body(i)}` : `    at com.example.app.Handler${i % 9}.run(Handler.java:${i % 300})`),
};

function bytesOf(line: (i: number) => string): Uint8Array {
  const lines: string[] = [];
  for (let i = 0; i < lineCount; i++) lines.push(line(i));
  return Buffer.from(lines.join('\n') + '\n');
}

function secondsOf(bytes: Uint8Array, id: number): { seconds: number; records: number } {
  const parser = new LogParser({ components: new ByteInterner(), clock: fixedClock(1_704_500_000_000), assumedZoneMinutes: () => 0 });
  const source: Source = { id, kind: 'file', path: 'bench', name: 'bench', logName: 'bench' };
  const before = process.cpuUsage();
  let records = 0;
  for (let at = 0; at < bytes.length; at += chunkBytes) records += parser.push(source, bytes.subarray(at, at + chunkBytes), at).count;
  records += parser.end(source).count;
  const used = process.cpuUsage(before);
  return { seconds: (used.user + used.system) / 1e6, records };
}

/** What the machine can do at this moment: one look at each byte. */
function loopSecondsOf(bytes: Uint8Array): number {
  const before = process.cpuUsage();
  let lineFeeds = 0;
  for (let round = 0; round < 3; round++) for (const b of bytes) if (b === 10) lineFeeds++;
  const used = process.cpuUsage(before);
  return lineFeeds > 0 ? (used.user + used.system) / 3e6 : 1;
}

const only = process.argv[2];
for (const [name, line] of Object.entries(kinds)) {
  if (only !== undefined && !name.includes(only)) continue;
  const bytes = bytesOf(line);
  const times: number[] = [];
  let records = 0;
  for (let round = 0; round < rounds; round++) {
    const result = secondsOf(bytes, 1);
    records = result.records;
    times.push(result.seconds);
  }
  const median = times.sort((a, b) => a - b)[rounds >> 1] ?? 1;
  const perLine = Math.round(bytes.length / lineCount);
  process.stdout.write(`${name.padEnd(28)} ${(lineCount / median / 1e6).toFixed(2)} M lines/s  ${Math.round(bytes.length / median / 1e6)} MB/s  ${perLine} B/line  ${records} records  ${(median / loopSecondsOf(bytes)).toFixed(1)} x a bare byte loop\n`);
}
