/** The columns of a batch: typed arrays that grow and are used again for every batch. */
import type { CutLine, RecordBatch } from '../../model/record.ts';
import type { Source } from '../../model/source.ts';
import type { LineDigest } from './lineDigest.ts';

const rowsAtStart = 4096;

/** A batch as the parser gives it out: also where the level stands in the text, for showing it as written. */
export interface ParsedBatch extends RecordBatch {
  /** Where the header's level stands in `bytes`, -1 when there is none. */
  readonly levelStart: Int32Array;
  readonly levelEnd: Int32Array;
  /** 1 where the body is the inside of a quoted string that may hold escapes. */
  readonly escaped: Uint8Array;
}

/** What is known of a record while it may still grow; positions count from the record's first byte. */
export interface OpenRow {
  bodyStart: number;
  bodyEnd: number;
  levelStart: number;
  levelEnd: number;
  timestampMs: number;
  zoneMinutes: number;
  severity: number;
  component: number;
  lines: number;
  flags: number;
  escaped: number;
  positionBytes: number;
  cuts: readonly OpenCut[];
}

/** A line that was cut, and what is known of it so far. */
export interface OpenCut {
  readonly row: number;
  readonly lineInRecord: number;
  readonly digest: LineDigest;
}

/** Growing columns; row `count` is the record that is being read. */
export class Columns {
  count = 0;
  start = new Int32Array(rowsAtStart);
  end = new Int32Array(rowsAtStart);
  bodyStart = new Int32Array(rowsAtStart);
  bodyEnd = new Int32Array(rowsAtStart);
  levelStart = new Int32Array(rowsAtStart);
  levelEnd = new Int32Array(rowsAtStart);
  timestampMs = new Float64Array(rowsAtStart);
  zoneMinutes = new Int16Array(rowsAtStart);
  severity = new Uint8Array(rowsAtStart);
  component = new Int32Array(rowsAtStart);
  template = new Int32Array(rowsAtStart);
  lines = new Int32Array(rowsAtStart);
  flags = new Uint8Array(rowsAtStart);
  escaped = new Uint8Array(rowsAtStart);
  positionBytes = new Float64Array(rowsAtStart);
  /** Cut lines of all rows. */
  cuts: OpenCut[] = [];

  /** Makes room for one more row. */
  reserve(): void {
    if (this.count + 1 < this.start.length) return;
    const rows = this.start.length * 2;
    this.start = grown(this.start, new Int32Array(rows));
    this.end = grown(this.end, new Int32Array(rows));
    this.bodyStart = grown(this.bodyStart, new Int32Array(rows));
    this.bodyEnd = grown(this.bodyEnd, new Int32Array(rows));
    this.levelStart = grown(this.levelStart, new Int32Array(rows));
    this.levelEnd = grown(this.levelEnd, new Int32Array(rows));
    this.timestampMs = grown(this.timestampMs, new Float64Array(rows));
    this.zoneMinutes = grown(this.zoneMinutes, new Int16Array(rows));
    this.severity = grown(this.severity, new Uint8Array(rows));
    this.component = grown(this.component, new Int32Array(rows));
    this.template = grown(this.template, new Int32Array(rows));
    this.lines = grown(this.lines, new Int32Array(rows));
    this.flags = grown(this.flags, new Uint8Array(rows));
    this.escaped = grown(this.escaped, new Uint8Array(rows));
    this.positionBytes = grown(this.positionBytes, new Float64Array(rows));
  }

  /** Takes the row that is being read out of the columns, so that other sources can use them. */
  save(origin: number): OpenRow {
    const i = this.count;
    return {
      bodyStart: (this.bodyStart[i] ?? 0) - origin, bodyEnd: (this.bodyEnd[i] ?? 0) - origin,
      levelStart: (this.levelStart[i] ?? 0) - origin, levelEnd: (this.levelEnd[i] ?? 0) - origin,
      timestampMs: this.timestampMs[i] ?? NaN, zoneMinutes: this.zoneMinutes[i] ?? 0, severity: this.severity[i] ?? 0, component: this.component[i] ?? 0,
      cuts: this.cuts.length === 0 ? this.cuts : this.cuts.filter(({ row }) => row === i), lines: this.lines[i] ?? 1, flags: this.flags[i] ?? 0, escaped: this.escaped[i] ?? 0, positionBytes: this.positionBytes[i] ?? 0,
    };
  }

  /** Puts a saved row back as the one that is being read, its record beginning at byte 0. */
  restore(row: OpenRow): void {
    const i = this.count;
    this.start[i] = 0;
    this.bodyStart[i] = row.bodyStart;
    this.bodyEnd[i] = row.bodyEnd;
    this.levelStart[i] = row.levelStart;
    this.levelEnd[i] = row.levelEnd;
    this.timestampMs[i] = row.timestampMs;
    this.zoneMinutes[i] = row.zoneMinutes;
    this.severity[i] = row.severity;
    this.component[i] = row.component;
    this.lines[i] = row.lines;
    this.flags[i] = row.flags;
    this.escaped[i] = row.escaped;
    this.positionBytes[i] = row.positionBytes;
    for (const cut of row.cuts) this.cuts.push({ ...cut, row: i });
  }

  /** Returns the finished rows as a batch. */
  batch(source: Source, bytes: Uint8Array, rest: BatchRest): ParsedBatch {
    this.template.fill(0, 0, this.count);
    return {
      source, bytes, count: this.count, start: this.start, end: this.end, bodyStart: this.bodyStart, bodyEnd: this.bodyEnd,
      levelStart: this.levelStart, levelEnd: this.levelEnd, timestampMs: this.timestampMs, zoneMinutes: this.zoneMinutes, severity: this.severity,
      component: this.component, template: this.template, lines: this.lines, flags: this.flags, escaped: this.escaped,
      positionBytes: this.positionBytes, cuts: this.#cutLines(), ...rest,
    };
  }

  #cutLines(): readonly CutLine[] {
    if (this.cuts.length === 0) return noCuts;
    return this.cuts.filter(({ row }) => row < this.count).map(({ row, lineInRecord, digest }) => ({ row, lineInRecord, lengthBytes: digest.lengthBytes, sha256: digest.sha256() }));
  }
}

const noCuts: readonly CutLine[] = [];

/** What a batch says about the whole of it. */
export interface BatchRest {
  readonly endPositionBytes: number;
  readonly firstLine: number;
  readonly droppedBytes: number;
  readonly encoding: number;
}

function grown<T extends Int32Array | Float64Array | Int16Array | Uint8Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}
