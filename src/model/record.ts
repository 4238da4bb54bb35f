/** Records, in columns on the way in (no object and no string per line) and as objects on the way out. */
import type { SeverityNumber } from './severity.ts';
import type { Source } from './source.ts';

/** Bits of `RecordBatch.flags`. */
export const recordFlag = {
  /** No header was recognised: the whole line is the body. */
  unparsed: 1,
  /** The record holds a stack trace. */
  trace: 2,
  /** A line of it was longer than the limit and is stored cut. */
  truncated: 4,
  /** It continues an earlier record that had been stored already (late lines of a trace, rest of a line). */
  late: 8,
  /** The year or the zone of its timestamp was assumed. */
  assumed: 16,
  /** Its text was turned into UTF-8 from the encoding of the batch, in a way that can be undone. */
  decoded: 32,
  /** A byte order mark stood in front of it. */
  marked: 64,
} as const;

/** A line that is stored cut: what it was. */
export interface CutLine {
  /** Row of its record, and which line of it, from 0. */
  readonly row: number;
  readonly lineInRecord: number;
  /** Bytes it has in the source, without its line end and a byte order mark. */
  readonly lengthBytes: number;
  /** SHA-256 of them, hexadecimal. */
  readonly sha256: string;
}

/** Value in `zoneMinutes` for a timestamp written without a zone. */
export const noZone = 0x7fff;

/** Two hashes of each record's bytes with all digits taken for one: records with the same are alike but for their digits. */
export interface RecordLikeness {
  readonly low: Int32Array;
  /** 0 where a record has none: it has several lines or is very short or long. */
  readonly high: Int32Array;
}

/**
 * Complete records of one source in columns; row i of each column is record i. Records are contiguous: record i+1 starts where i ends.
 * Everything is borrowed: bytes and columns are valid until the parser is called again, so whoever keeps something copies it.
 */
export interface RecordBatch {
  readonly source: Source;
  /** The text the columns point into: UTF-8 as far as the source is, never re-encoded. */
  readonly bytes: Uint8Array;
  readonly count: number;
  /** First byte of the record, header included. */
  readonly start: Int32Array;
  /** Behind its last byte, line end included. */
  readonly end: Int32Array;
  /** The body's first line: behind the header, before the line end. */
  readonly bodyStart: Int32Array;
  readonly bodyEnd: Int32Array;
  /** Milliseconds since the Unix epoch by the source's clock; NaN when the header has none. */
  readonly timestampMs: Float64Array;
  /** Minutes east of UTC as written in the record, `noZone` when none was written. */
  readonly zoneMinutes: Int16Array;
  /** What the header says, 0 when it says nothing. */
  readonly severity: Uint8Array;
  /** Id in the engine's component table, 0 when there is none. */
  readonly component: Int32Array;
  /** Template id; 0 until `mine` has filled it. */
  readonly template: Int32Array;
  /** Physical lines of the record, at least 1. */
  readonly lines: Int32Array;
  readonly flags: Uint8Array;
  /** Position in the source of each record's first byte; differs from `start` where bytes were dropped or redacted. */
  readonly positionBytes: Float64Array;
  /** Position behind the last record: the next checkpoint. */
  readonly endPositionBytes: number;
  /** 1-based physical line number of record 0. */
  readonly firstLine: number;
  /** Bytes of the source that are in no record, on purpose (NUL runs, the rest of cut lines). */
  readonly droppedBytes: number;
  /** Number of the encoding that records with the flag `decoded` came from, see `base/encodings.ts`. */
  readonly encoding?: number;
  /** The lines of it that were cut. */
  readonly cuts?: readonly CutLine[];
  /** Rows that read like instructions to an agent, in order; none when missing. */
  readonly hostile?: readonly number[];
  /** Filled by `protect` where nothing was redacted and it helps. */
  readonly likeness?: RecordLikeness;
}

/** A stored record as a reader sees it. */
export interface LogRecord {
  readonly sourceId: number;
  /** Where the source is now, as answers name it. */
  readonly path: string;
  /** 1-based physical line of its first line. */
  readonly line: number;
  readonly positionBytes: number;
  /** Missing when the record has no timestamp of its own; then `observedTimestampMs` sorts it. */
  readonly timestampMs?: number;
  readonly observedTimestampMs: number;
  readonly severityNumber: SeverityNumber;
  readonly component?: string;
  readonly templateId: number;
  /** The whole text, header included, lines joined by `\n`, without the last line end. */
  readonly text: string;
  readonly truncated: boolean;
  /** The lines of it that were cut, where that is known. */
  readonly cutLines?: readonly StoredCutLine[];
}

/** A line that is stored cut. */
export interface StoredCutLine {
  /** 1-based physical line. */
  readonly line: number;
  /** Bytes it has in the source, without its line end and a byte order mark. */
  readonly lengthBytes: number;
  /** SHA-256 of them, hexadecimal. */
  readonly sha256: string;
}
