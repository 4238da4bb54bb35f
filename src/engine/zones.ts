/**
 * Zones of logs that write none: of logs read together, one whose times lie hours beside the others and whose end would meet theirs if its
 * clock were read in another zone is read in that zone. What is assumed is said.
 */
import fs from 'node:fs';
import { ByteInterner } from '../base/byteInterner.ts';
import { groupBy } from '../base/groupBy.ts';
import { systemClock } from '../base/clock.ts';
import { systemCodeOf } from '../base/errors.ts';
import { noZone, type RecordBatch } from '../model/record.ts';
import type { Source } from '../model/source.ts';
import { LogParser } from './parse/parse.ts';

/** From the first to the last time of a log, read as UTC, and whether its lines say their zone. */
export interface LogSpan {
  readonly path: string;
  /** Of the log whose rotated part it is, its own for others. */
  readonly logPath: string;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly isZoned: boolean;
}

const endBytes = 64 * 1024;
/** Zones are multiples of this, and at most so far from UTC. */
const stepMinutes = 30;
const widestMinutes = 14 * 60;
/** Ends closer than this have met: logs of one system stop within minutes of each other (ours). */
const meetMs = 3 * 60_000;

/** Minutes east of UTC by path, for the logs that have to be read in another zone than `otherwise`. */
export function assumedZones(spans: readonly LogSpan[], otherwise: number): Map<string, number> {
  const zones = new Map<string, number>();
  const anchors = spans.filter(({ isZoned }) => isZoned);
  const lastMs = Math.max(...anchors.map((span) => span.lastMs));
  const firstMs = Math.min(...anchors.map((span) => span.firstMs));
  if (!Number.isFinite(lastMs)) return zones;
  for (const parts of groupBy(spans, ({ logPath }) => logPath).values()) {
    // The older parts of a rotated log end at other times than the system; they share the zone of the newest part.
    const newest = parts.reduce((a, b) => (b.lastMs > a.lastMs ? b : a));
    const minutes = newest.isZoned ? undefined : zoneThatMeets(newest, { firstMs, lastMs }, otherwise);
    if (minutes === undefined) continue;
    for (const { path, isZoned } of parts) if (!isZoned) zones.set(path, minutes);
  }
  return zones;
}

/** The zone in which a log ends when the others do; undefined where it overlaps them as it is, or meets them in none. */
function zoneThatMeets(span: LogSpan, others: { readonly firstMs: number; readonly lastMs: number }, otherwise: number): number | undefined {
  const asRead = shifted(span, otherwise);
  if ((asRead.firstMs < others.lastMs && asRead.lastMs > others.firstMs) || meets(asRead.lastMs, others.lastMs)) return undefined;
  for (let minutes = -widestMinutes; minutes <= widestMinutes; minutes += stepMinutes) {
    const moved = shifted(span, minutes);
    if (meets(moved.lastMs, others.lastMs) && moved.firstMs < others.lastMs && moved.lastMs > others.firstMs) return minutes;
  }
  return undefined;
}

/** Reads the ends of a plain log; undefined when it holds no time, or cannot be read, which whoever reads all of it will say. */
export function spanOfLog(path: string, logPath = path): LogSpan | undefined {
  if (!isReadable(path)) return undefined;
  const descriptor = fs.openSync(path, 'r');
  try {
    const { size } = fs.fstatSync(descriptor);
    const head = timesIn(bytesAt(descriptor, 0, Math.min(size, endBytes)));
    const tail = size <= endBytes ? head : timesIn(afterNewline(bytesAt(descriptor, size - endBytes, endBytes)));
    if (!head || !tail) return undefined;
    return { path, logPath, firstMs: head.firstMs, lastMs: tail.lastMs, isZoned: head.isZoned };
  } finally {
    fs.closeSync(descriptor);
  }
}

function isReadable(path: string): boolean {
  try {
    fs.accessSync(path, fs.constants.R_OK);
    return fs.statSync(path).isFile();
  } catch (thrown) {
    if (systemCodeOf(thrown) === undefined) throw thrown;
    return false;
  }
}

function shifted({ firstMs, lastMs }: LogSpan, minutes: number): { readonly firstMs: number; readonly lastMs: number } {
  return { firstMs: firstMs - minutes * 60_000, lastMs: lastMs - minutes * 60_000 };
}

function meets(a: number, b: number): boolean {
  return Math.abs(a - b) <= meetMs;
}

function bytesAt(descriptor: number, position: number, length: number): Uint8Array {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, fs.readSync(descriptor, bytes, 0, length, position));
}

function afterNewline(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(bytes.indexOf(0x0a) + 1);
}

function timesIn(bytes: Uint8Array): { readonly firstMs: number; readonly lastMs: number; readonly isZoned: boolean } | undefined {
  const parser = new LogParser({ components: new ByteInterner(), clock: systemClock, assumedZoneMinutes: () => 0 });
  const source: Source = { id: 1, kind: 'file', path: 'ends', name: 'ends', logName: 'ends' };
  const times: number[] = [];
  let zoned = 0;
  const take = (batch: RecordBatch): void => {
    for (let i = 0; i < batch.count; i++) {
      const ms = batch.timestampMs[i] ?? NaN;
      if (Number.isNaN(ms)) continue;
      times.push(ms);
      if (batch.zoneMinutes[i] !== noZone) zoned++;
    }
  };
  take(parser.push(source, bytes, 0));
  take(parser.flush(source, true));
  return times.length === 0 ? undefined : { firstMs: Math.min(...times), lastMs: Math.max(...times), isZoned: zoned > times.length / 2 };
}
