/** Reads one log line by line for the `parse` subcommand: what the header says and which template the body has, per physical line. */
import { ByteInterner } from '../base/byteInterner.ts';
import { fixedClock } from '../base/clock.ts';
import { severityName } from '../model/severity.ts';
import type { Source } from '../model/source.ts';
import { TemplateMiner } from './mine/mine.ts';
import { bodyText, headerLevelText, LogParser, timestampText, type ParsedBatch } from './parse/parse.ts';
import type { ReadSettings } from './readSettings.ts';

/** One physical line in the words of the public contract; `null` where the header says nothing. */
export interface ParsedLine {
  readonly line: number;
  /** As written: zone only if the log has one. */
  readonly timestamp: string | null;
  readonly level: string | null;
  readonly component: string | null;
  readonly message: string;
  readonly templateId: number;
  readonly template: string;
  /** The line at which the record began, when this line only continues it. */
  readonly continuationOf?: number;
}

/** The log that is read. */
export interface ParsedLog {
  /** Absolute; empty for a stream. */
  readonly path: string;
  /** Gives the year of logs that write none. */
  readonly fileTimeMs: number | undefined;
  /** Own formats and named encodings. */
  readonly readAs: ReadSettings;
}

/** Opens the same bytes again for each of the two passes. */
export type OpenBytes = () => AsyncIterable<Uint8Array>;


/**
 * Yields every physical line in order. Two passes: templates settle in the first, and the second prints them, so that a line early in
 * the log has the template that the whole log taught.
 */
export async function* parseLines(open: OpenBytes, log: ParsedLog): AsyncGenerator<ParsedLine> {
  const miner = new TemplateMiner({ templates: [] });
  const ids: number[] = [];
  const zoneless = new ByteInterner();
  for await (const batch of batchesOf(open(), zoneless, log)) {
    miner.assign(batch);
    for (let i = 0; i < batch.count; i++) ids.push(batch.template[i] ?? 0);
  }
  const components = new ByteInterner();
  let next = 0;
  for await (const batch of batchesOf(open(), components, log)) {
    let line = batch.firstLine;
    for (let i = 0; i < batch.count; i++) {
      const template = miner.resolve(ids[next++] ?? 0);
      yield { line, ...headerOf(batch, i, components), message: bodyText(batch, i), templateId: template, template: miner.textOf(template) };
      yield* continuationsOf(batch, i, line, { templateId: template, template: miner.textOf(template) });
      line += batch.lines[i] ?? 1;
    }
  }
}

async function* batchesOf(pieces: AsyncIterable<Uint8Array>, components: ByteInterner, { path, fileTimeMs, readAs }: ParsedLog): AsyncGenerator<ParsedBatch> {
  const source: Source = { id: 1, kind: 'file', path, name: path, logName: path };
  const parser = new LogParser({ components, clock: fixedClock(fileTimeMs ?? 0), assumedZoneMinutes: () => 0, fileTimeMs: () => fileTimeMs, ...readAs });
  let positionBytes = 0;
  for await (const piece of pieces) {
    yield parser.push(source, piece, positionBytes);
    positionBytes += piece.length;
  }
  yield parser.end(source);
}

function headerOf(batch: ParsedBatch, i: number, components: ByteInterner): Pick<ParsedLine, 'timestamp' | 'level' | 'component'> {
  const component = components.textOf(batch.component[i] ?? 0);
  const level = headerLevelText(batch, i) ?? severityName(batch.severity[i] ?? 0);
  return { timestamp: timestampText(batch, i) ?? null, level: level ?? null, component: component === '' ? null : component };
}

function* continuationsOf(batch: ParsedBatch, i: number, line: number, template: Pick<ParsedLine, 'templateId' | 'template'>): Generator<ParsedLine> {
  const count = batch.lines[i] ?? 1;
  if (count === 1) return;
  const text = new TextDecoder().decode(batch.bytes.subarray(batch.start[i] ?? 0, batch.end[i] ?? 0));
  const lines = text.split('\n');
  for (let k = 1; k < count; k++) {
    yield { line: line + k, timestamp: null, level: null, component: null, message: (lines[k] ?? '').replace(/\r$/, ''), ...template, continuationOf: line };
  }
}
