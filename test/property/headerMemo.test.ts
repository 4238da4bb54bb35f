import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ByteInterner } from '../../src/base/byteInterner.ts';
import { fixedClock } from '../../src/base/clock.ts';
import { bodyText, headerLevelText, LogParser, type ParsedBatch } from '../../src/engine/parse/parse.ts';
import type { Source } from '../../src/model/source.ts';
import { randomOf } from '../bench/generate.ts';

interface Line {
  readonly atMs: number;
  readonly level: string;
  readonly component: string;
  readonly number: number;
  readonly body: string;
}

const day = Date.UTC(2026, 2, 1);
const iso = (ms: number): string => new Date(ms).toISOString();
const clock = (ms: number): string => iso(ms).slice(11, 19);

/** Headers of several kinds. */
const kinds: Readonly<Record<string, (line: Line) => string>> = {
  python: ({ atMs, level, component, body }) => `${iso(atMs).slice(0, 10)} ${clock(atMs)},${iso(atMs).slice(20, 23)} - ${component} - ${level} - ${body}`,
  log4j: ({ atMs, level, component, number, body }) => `${iso(atMs).slice(0, 10)} ${clock(atMs)},${iso(atMs).slice(20, 23)} ${level} [worker-${number}] org.example.${component}: ${body}`,
  syslog: ({ atMs, component, number, body }) => `Mar ${String(new Date(atMs).getUTCDate()).padStart(2)} ${clock(atMs)} host1 ${component}[${number}]: ${body}`,
  zoned: ({ atMs, level, component, body }) => `${iso(atMs)} ${level} app.${component}: ${body}`,
};

const levels = ['INFO', 'WARN', 'ERROR', 'DEBUG'];
const names = ['shop', 'shop2', 'db', 'http', 'payments', 'cache', 'worker1', 'worker2'];
const bodies = ['started', '[x] in brackets', '12 rows read', 'ERROR is only a word here', '- dash - and dash - INFO - again', 'key=value, next', '{"a":1}', 'name: and colon', 'PM is no half of a day'];

/** Lines in the order of time: logs without a year are sure of it only then. */
function madeLines(seed: number): readonly Line[] {
  const random = randomOf(seed);
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? '';
  const spanMs = 10 ** (3 + Math.floor(random() * 6));
  const times = Array.from({ length: 300 }, () => day + Math.floor(random() * spanMs)).sort((a, b) => a - b);
  return times.map((atMs) => ({ atMs, level: pick(levels), component: pick(names), number: Math.floor(random() * 40_000) + 1, body: pick(bodies) }));
}

/** What each record of source 1 says when one parser reads these texts in this order. */
function read(pieces: readonly (readonly [number, Buffer])[]): unknown[] {
  const components = new ByteInterner();
  const parser = new LogParser({ components, clock: fixedClock(day + 20 * 86_400_000), assumedZoneMinutes: () => 0 });
  const positions = new Map<number, number>();
  const seen: unknown[] = [];
  const take = (batch: ParsedBatch): void => {
    for (let i = 0; batch.source.id === 1 && i < batch.count; i++) {
      seen.push({
        timestampMs: batch.timestampMs[i], zone: batch.zoneMinutes[i], component: components.textOf(batch.component[i] ?? 0), level: headerLevelText(batch, i), severity: batch.severity[i],
        body: bodyText(batch, i), flags: batch.flags[i], lines: batch.lines[i],
      });
    }
  };
  for (const [id, bytes] of pieces) {
    take(parser.push(sourceOf(id), bytes, positions.get(id) ?? 0));
    positions.set(id, (positions.get(id) ?? 0) + bytes.length);
  }
  take(parser.end(sourceOf(1)));
  return seen;
}

function sourceOf(id: number): Source {
  return { id, kind: 'file', path: `${id}.log`, name: `${id}.log`, logName: `${id}.log` };
}

for (const [kind, write] of Object.entries(kinds)) {
  test(`a log of the kind ${kind} read in one go says the same as line by line in turn with another, where no header can be remembered`, () => {
    for (let seed = 1; seed <= 20; seed++) {
      const lines = madeLines(seed).map((line) => Buffer.from(`${write(line)}\n`));
      const alone = read([[1, Buffer.concat(lines)]]);
      assert.deepEqual(alone, read(lines.flatMap((line) => [[1, line], [2, line]] as const)), `seed ${seed}`);
      assert.ok(alone.length > 250, `${alone.length} records`);
    }
  });
}
