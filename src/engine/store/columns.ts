/** The columns of a block's records: collected in memory, written as one frame, read back. */
import { EngineError } from '../../base/errors.ts';
import { VarintReader } from './varints.ts';
import type { VarintWriter } from './varints.ts';

/** Records of one source in a row; row i of each column is record i. All integers have 32 bits, since loops over one kind of array are twice as fast. */
export interface Columns {
  readonly count: number;
  /** Milliseconds since the epoch by the source's clock; NaN when there is none. */
  readonly timestampMs: Float64Array;
  /** When it was read. */
  readonly observedMs: Float64Array;
  readonly zoneMinutes: Int32Array;
  readonly severity: Int32Array;
  readonly component: Int32Array;
  readonly template: Int32Array;
  /** Bytes of text, line end included. */
  readonly length: Int32Array;
  /** Physical lines. */
  readonly lines: Int32Array;
  readonly flags: Int32Array;
  /** Position of the first byte in the source. */
  readonly positionBytes: Float64Array;
  /** 1-based number of the first physical line. */
  readonly firstLine: Float64Array;
}

/** Bytes one record takes in `Columns`. */
export const columnBytesPerRecord = 68;
const formatVersion = 1;
/** Times are written as whole units of which so many make a millisecond; 0: with all bits. */
const timeScales = [1, 1000] as const;
/** Times below this stay exact as whole units, and steps below this as 32-bit zigzag numbers. */
const largestTime = 2 ** 51;
const largestStep = 2 ** 30;

/** Makes empty columns with room for `capacity` records. */
export function makeColumns(capacity: number): Columns {
  return {
    count: 0,
    timestampMs: new Float64Array(capacity),
    observedMs: new Float64Array(capacity),
    zoneMinutes: new Int32Array(capacity),
    severity: new Int32Array(capacity),
    component: new Int32Array(capacity),
    template: new Int32Array(capacity),
    length: new Int32Array(capacity),
    lines: new Int32Array(capacity),
    flags: new Int32Array(capacity),
    positionBytes: new Float64Array(capacity),
    firstLine: new Float64Array(capacity),
  };
}

/** Returns the time a record is sorted and counted by. */
export function sortMs(columns: Columns, row: number): number {
  const own = columns.timestampMs[row] ?? NaN;
  return own === own ? own : columns.observedMs[row] ?? 0;
}

/** Writes the first `columns.count` records into `writer`. */
export function encodeColumns(columns: Columns, writer: VarintWriter): void {
  const { count } = columns;
  writer.unsigned(formatVersion);
  writer.unsigned(count);
  writeTimes(writer, columns.timestampMs, count);
  writeTimes(writer, columns.observedMs, count);
  writeIntegers(writer, columns.zoneMinutes, count);
  writeIntegers(writer, columns.severity, count);
  writeIntegers(writer, columns.component, count);
  writeIntegers(writer, columns.template, count);
  writeIntegers(writer, columns.length, count);
  writeIntegers(writer, columns.lines, count);
  writeIntegers(writer, columns.flags, count);
  writeRunning(writer, columns.positionBytes, columns.length, count);
  writeRunning(writer, columns.firstLine, columns.lines, count);
}

/** Reads what `encodeColumns` wrote; throws `storeCorrupt` when it is not whole. */
export function decodeColumns(frame: Uint8Array): Columns {
  const reader = new VarintReader(frame);
  const version = reader.unsigned();
  if (version !== formatVersion) throw new EngineError('storeCorrupt', `a block's columns have the unknown version ${version}`);
  const count = reader.unsigned();
  if (count > frame.length * 4096) throw new EngineError('storeCorrupt', `a block claims ${count} records`);
  const columns = { ...makeColumns(count), count };
  readTimes(reader, columns.timestampMs);
  readTimes(reader, columns.observedMs);
  readIntegers(reader, columns.zoneMinutes);
  readIntegers(reader, columns.severity);
  readIntegers(reader, columns.component);
  readIntegers(reader, columns.template);
  readIntegers(reader, columns.length);
  readIntegers(reader, columns.lines);
  readIntegers(reader, columns.flags);
  readRunning(reader, columns.positionBytes, columns.length);
  readRunning(reader, columns.firstLine, columns.lines);
  if (!reader.isAtEnd) throw new EngineError('storeCorrupt', 'a frame of columns is longer than it says');
  return columns;
}

/** A column of equal values is one value. */
function writeIntegers(writer: VarintWriter, column: Int32Array, count: number): void {
  const first = column[0] ?? 0;
  let row = 1;
  while (row < count && column[row] === first) row++;
  const isConstant = row >= count;
  writer.unsigned(isConstant ? 0 : 1);
  if (isConstant) writer.signed(first);
  else writer.integers(column, count);
}

function readIntegers(reader: VarintReader, column: Int32Array): void {
  if (reader.unsigned() === 0) column.fill(reader.signed());
  else reader.integersInto(column);
}

/** Missing times are marked row by row, the others are differences from one to the next; what does not fit 32 bits is written with all its bits. */
function writeTimes(writer: VarintWriter, column: Float64Array, count: number): void {
  const { scale, missing, steps } = planTimes(column, count);
  writer.unsigned(scale);
  writer.unsigned(missing);
  if (missing === count) return;
  if (missing > 0) writeIntegers(writer, Int32Array.from(column.subarray(0, count), (value) => (Number.isNaN(value) ? 1 : 0)), count);
  if (scale === 0) {
    for (let i = 0; i < count; i++) writer.float(column[i] ?? 0);
    return;
  }
  const first = column.find((value) => !Number.isNaN(value)) ?? 0;
  writer.signed(Math.round(first * scale));
  writeIntegers(writer, steps, count);
}

interface TimePlan {
  readonly scale: number;
  readonly missing: number;
  /** Zigzag differences to the time before, 0 where a time is missing. */
  readonly steps: Int32Array;
}

function planTimes(column: Float64Array, count: number): TimePlan {
  const steps = new Int32Array(count);
  const scale = timeScales.find((candidate) => stepsFit(column.subarray(0, count), candidate, steps)) ?? 0;
  return { scale, missing: missingIn(column, count), steps };
}

/** A function of its own: a loop in the middle of another makes V8 throw its code away at the loop's end, block after block. */
function missingIn(column: Float64Array, count: number): number {
  let missing = 0;
  for (let i = 0; i < count; i++) if (Number.isNaN(column[i])) missing++;
  return missing;
}

/** Fills `steps`; false when a time is no whole unit or a step needs more than 32 bits. */
function stepsFit(column: Float64Array, scale: number, steps: Int32Array): boolean {
  let last = NaN;
  for (let i = 0; i < column.length; i++) {
    const value = column[i] ?? NaN;
    steps[i] = 0;
    if (value !== value) continue;
    const units = Math.round(value * scale);
    const step = last === last ? units - last : 0;
    // -0 is one of the values that only all bits can tell.
    if (units / scale !== value || !(Math.abs(units) < largestTime) || Math.abs(step) >= largestStep || Object.is(value, -0)) return false;
    steps[i] = (step << 1) ^ (step >> 31);
    last = units;
  }
  return true;
}

function readTimes(reader: VarintReader, column: Float64Array): void {
  const scale = reader.unsigned();
  const missing = reader.unsigned();
  if (missing === column.length) return void column.fill(NaN);
  const isMissing = new Int32Array(column.length);
  if (missing > 0) readIntegers(reader, isMissing);
  if (scale === 0) {
    for (let i = 0; i < column.length; i++) column[i] = reader.float();
    return;
  }
  let units = reader.signed();
  const steps = new Int32Array(column.length);
  readIntegers(reader, steps);
  for (let i = 0; i < column.length; i++) {
    const step = steps[i] ?? 0;
    units += (step >>> 1) ^ -(step & 1);
    column[i] = isMissing[i] === 1 ? NaN : units / scale;
  }
}

/** A column that is the running sum of `steps` is its first value; rows that leave the sum are listed with the difference. */
function writeRunning(writer: VarintWriter, column: Float64Array, steps: Int32Array, count: number): void {
  writer.unsigned(column[0] ?? 0);
  let expected = column[0] ?? 0;
  let lastRow = 0;
  for (let i = 0; i < count; i++) {
    const value = column[i] ?? 0;
    if (value !== expected) {
      writer.unsigned(i - lastRow);
      writer.signed(value - expected);
      lastRow = i;
    }
    expected = value + (steps[i] ?? 0);
  }
  writer.unsigned(count - lastRow);
}

function readRunning(reader: VarintReader, column: Float64Array, steps: Int32Array): void {
  const count = column.length;
  let value = reader.unsigned();
  let nextRow = reader.unsigned();
  for (let i = 0; i < count; i++) {
    if (i === nextRow) {
      value += reader.signed();
      nextRow = i + Math.max(1, reader.unsigned());
    }
    column[i] = value;
    value += steps[i] ?? 0;
  }
}
