/** Runs the parser over a text in one piece and returns its records as plain objects, for tests. */
import { ByteInterner } from '../../../src/base/byteInterner.ts';
import { fixedClock } from '../../../src/base/clock.ts';
import type { EncodingName } from '../../../src/base/encodings.ts';
import { recordFlag } from '../../../src/model/record.ts';
import type { Source } from '../../../src/model/source.ts';
import { bodyText, headerLevelText, LogParser, timestampText } from '../../../src/engine/parse/parse.ts';
import type { OwnFormat, ParsedBatch } from '../../../src/engine/parse/parse.ts';

/** A record as tests compare it. */
export interface ReadRecord {
  readonly time: string | undefined;
  readonly level: string | undefined;
  readonly severity: number;
  readonly component: string;
  readonly body: string;
  readonly line: number;
  readonly lines: number;
  readonly flags: readonly string[];
  readonly positionBytes: number;
  readonly text: string;
}

/** The clock of the tests: 5 January 2024, 12:00 UTC. */
export const nowMs = Date.UTC(2024, 0, 5, 12);

/** The one source of the tests. */
export const source: Source = { id: 1, kind: 'file', path: '/logs/a.log', name: 'a.log', logName: 'a.log' };

/** Makes a parser in UTC with its own component table. */
export function newParser(limits: { readonly maxLineBytes?: number; readonly maxRecordLines?: number; readonly fileMs?: number; readonly formats?: readonly OwnFormat[]; readonly encoding?: EncodingName } = {}): { parser: LogParser; components: ByteInterner } {
  const components = new ByteInterner();
  const { fileMs, encoding, ...rest } = limits;
  const parser = new LogParser({ components, clock: fixedClock(nowMs), assumedZoneMinutes: () => 0, fileTimeMs: () => fileMs, encodingOf: () => encoding, ...rest });
  return { parser, components };
}

/** Turns a batch into objects. */
export function recordsOf(batch: ParsedBatch, components: ByteInterner): ReadRecord[] {
  const records: ReadRecord[] = [];
  let line = batch.firstLine;
  for (let i = 0; i < batch.count; i++) {
    const flags = batch.flags[i] ?? 0;
    records.push({
      time: timestampText(batch, i), level: headerLevelText(batch, i), severity: batch.severity[i] ?? 0,
      component: components.textOf(batch.component[i] ?? 0), body: bodyText(batch, i), line, lines: batch.lines[i] ?? 0,
      flags: Object.entries(recordFlag).filter(([, bit]) => (flags & bit) !== 0).map(([name]) => name),
      positionBytes: batch.positionBytes[i] ?? 0,
      text: new TextDecoder().decode(batch.bytes.subarray(batch.start[i], batch.end[i])),
    });
    line += batch.lines[i] ?? 0;
  }
  return records;
}

/** Reads a whole text. */
export function readText(text: string | Uint8Array, limits: Parameters<typeof newParser>[0] = {}): ReadRecord[] {
  const { parser, components } = newParser(limits);
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const first = recordsOf(parser.push(source, bytes, 0), components);
  return [...first, ...recordsOf(parser.end(source), components)];
}
