/** A decoded block as a file that is read without decoding: columns as they lie in memory, then the text. Only this machine reads it. */
import zlib from 'node:zlib';
import { columnBytesPerRecord, type Columns } from '../columns.ts';

/** What of a block is costly to decode. */
export interface Decoded {
  readonly columns: Columns;
  readonly text: Buffer;
}

const headerBytes = 32;
/** Goes up when the layout changes; files of another one are not read. */
const magic = 0x4c42_4331;
const wide = ['timestampMs', 'observedMs', 'positionBytes', 'firstLine'] as const;
const narrow = ['zoneMinutes', 'severity', 'component', 'template', 'length', 'lines', 'flags'] as const;

/** Lays it out; the checksum finds a file that was torn or rotted. */
export function encodeDecoded({ columns, text }: Decoded): Buffer {
  const { count } = columns;
  const file = Buffer.alloc(headerBytes + count * columnBytesPerRecord + text.length);
  let at = headerBytes;
  for (const name of [...wide, ...narrow]) {
    const column = columns[name].subarray(0, count);
    file.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  file.set(text, at);
  file.writeUInt32LE(magic, 0);
  file.writeUInt32LE(count, 4);
  file.writeDoubleLE(text.length, 8);
  file.writeUInt32LE(zlib.crc32(file.subarray(headerBytes)), 16);
  return file;
}

/** Reads it; undefined when it is not whole. `file` begins on a border of 8 bytes and stays in use. */
export function decodeDecoded(file: Buffer): Decoded | undefined {
  if (file.length < headerBytes || file.byteOffset % 8 !== 0 || file.readUInt32LE(0) !== magic) return undefined;
  const count = file.readUInt32LE(4);
  const textBytes = file.readDoubleLE(8);
  if (file.length !== headerBytes + count * columnBytesPerRecord + textBytes || zlib.crc32(file.subarray(headerBytes)) !== file.readUInt32LE(16)) return undefined;
  let at = file.byteOffset + headerBytes;
  const wideColumn = (): Float64Array => new Float64Array(file.buffer, (at += 8 * count) - 8 * count, count);
  const narrowColumn = (): Int32Array => new Int32Array(file.buffer, (at += 4 * count) - 4 * count, count);
  const columns: Columns = {
    count, timestampMs: wideColumn(), observedMs: wideColumn(), positionBytes: wideColumn(), firstLine: wideColumn(),
    zoneMinutes: narrowColumn(), severity: narrowColumn(), component: narrowColumn(), template: narrowColumn(), length: narrowColumn(), lines: narrowColumn(), flags: narrowColumn(),
  };
  return { columns, text: file.subarray(at - file.byteOffset) };
}
