/** Texts of a batch for people: bodies, levels and timestamps as the log writes them. */
import { noZone } from '../../model/record.ts';
import type { RecordBatch } from '../../model/record.ts';
import { severityName } from '../../model/severity.ts';
import { textOf } from './bytes.ts';
import type { ParsedBatch } from './columns.ts';
import { unescapeJson } from './json.ts';

/** A batch that may have come through another stage, which may not know of the columns that only the parser fills. */
export type AnyBatch = RecordBatch & Partial<Pick<ParsedBatch, 'levelStart' | 'levelEnd' | 'escaped'>>;

/** Returns the body of record `i`, escapes of structured logs undone. */
export function bodyText(batch: AnyBatch, i: number): string {
  const start = batch.bodyStart[i] ?? 0;
  const end = batch.bodyEnd[i] ?? 0;
  const text = textOf(batch.bytes, start, end);
  const escaped = batch.escaped === undefined ? batch.bytes[start - 1] === 0x22 && batch.bytes[end] === 0x22 : batch.escaped[i] === 1;
  return escaped ? unescapeJson(text) : text;
}

/** Returns the level of record `i` as the header writes it (the name of a level that is written as a number or mark), undefined when it says none (or the batch no longer knows). */
export function headerLevelText(batch: AnyBatch, i: number): string | undefined {
  const start = batch.levelStart?.[i] ?? -1;
  if (start < 0 || batch.severity[i] === 0) return undefined;
  const text = textOf(batch.bytes, start, batch.levelEnd?.[i] ?? start);
  return /^[^\p{L}]*$/u.test(text) ? severityName(batch.severity[i] ?? 0) : text;
}

/** Returns the moment of record `i` as ISO 8601 in the wall clock of its log, with the zone only when one was written (read as UTC otherwise); undefined without a timestamp. */
export function timestampText(batch: RecordBatch, i: number): string | undefined {
  const epochMs = batch.timestampMs[i] ?? NaN;
  if (Number.isNaN(epochMs)) return undefined;
  const zone = batch.zoneMinutes[i] ?? noZone;
  const wall = new Date(epochMs + (zone === noZone ? 0 : zone * 60_000)).toISOString().slice(0, -1);
  if (zone === noZone) return wall;
  if (zone === 0) return `${wall}Z`;
  const size = Math.abs(zone);
  return `${wall}${zone < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}
