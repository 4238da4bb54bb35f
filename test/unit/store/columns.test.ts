import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeColumns, encodeColumns, makeColumns } from '../../../src/engine/store/columns.ts';
import type { Columns } from '../../../src/engine/store/columns.ts';
import { encodeIds, idsInclude, VarintReader, VarintWriter } from '../../../src/engine/store/varints.ts';

const position = fc.maxSafeInteger().map(Math.abs);
const time = fc.oneof(
  fc.constant(NaN),
  fc.integer({ min: -1e13, max: 2e12 }),
  fc.integer({ min: 0, max: 2e12 }).map((ms) => ms + 0.125),
  fc.integer({ min: 1_700_000_000_000_000, max: 1_700_000_000_999_999 }).map((us) => us / 1000),
  fc.double({ noNaN: true }),
);
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const record = fc.record({
  time, observed: fc.integer({ min: 0, max: 2e12 }), zone: fc.integer({ min: -32_768, max: 32_767 }), severity: fc.integer({ min: 0, max: 255 }),
  component: int32, template: int32, length: fc.nat(5000), lines: fc.nat(300), flags: fc.integer({ min: 0, max: 255 }), jump: fc.option(position),
});

test('columns read back as they were written, whatever their values', () => {
  fc.assert(fc.property(fc.array(record, { maxLength: 60 }), (records) => {
    const columns = { ...makeColumns(records.length + 3), count: records.length };
    let at = 7;
    for (const [row, { time: ms, observed, zone, severity, component, template, length, lines, flags, jump }] of records.entries()) {
      columns.timestampMs[row] = ms;
      columns.observedMs[row] = observed;
      columns.zoneMinutes[row] = zone;
      columns.severity[row] = severity;
      columns.component[row] = component;
      columns.template[row] = template;
      columns.length[row] = length;
      columns.lines[row] = lines;
      columns.flags[row] = flags;
      columns.positionBytes[row] = jump === null ? at : Math.min(jump, 2 ** 51);
      columns.firstLine[row] = 1 + row * 3;
      at = (columns.positionBytes[row] ?? 0) + length;
    }
    const writer = new VarintWriter();
    encodeColumns(columns, writer);
    assert.deepEqual(decodeColumns(writer.written), cut(columns));
  }));
});

function cut(columns: Columns): Columns {
  const { count } = columns;
  return Object.fromEntries(Object.entries(columns).map(([name, column]: [string, number | Float64Array | Int32Array]) => [name, typeof column === 'number' ? column : column.slice(0, count)])) as unknown as Columns;
}

test('columns of ordinary records take a few bytes each before they are compressed', () => {
  const columns = { ...makeColumns(4096), count: 4096 };
  for (let row = 0; row < 4096; row++) {
    columns.timestampMs[row] = 1_750_000_000_000 + row * 15;
    columns.template[row] = row % 90;
    columns.length[row] = 100 + row % 50;
    columns.lines[row] = 1;
    columns.positionBytes[row] = row === 0 ? 0 : (columns.positionBytes[row - 1] ?? 0) + 100 + (row - 1) % 50;
    columns.firstLine[row] = row + 1;
  }
  const writer = new VarintWriter();
  encodeColumns(columns, writer);
  assert.ok(writer.length < 4096 * 5, `${writer.length} bytes`);
});

test('columns cut short or with another version are refused', () => {
  const writer = new VarintWriter();
  encodeColumns({ ...makeColumns(9), count: 9 }, writer);
  const frame = writer.written.slice();
  for (let length = 0; length < frame.length; length++) assert.throws(() => decodeColumns(frame.subarray(0, length)), { code: 'storeCorrupt' });
  frame[0] = 99;
  assert.throws(() => decodeColumns(frame), { code: 'storeCorrupt' });
});

test('numbers of every size read back as they were written', () => {
  fc.assert(fc.property(fc.array(fc.tuple(position, fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), fc.double())), (numbers) => {
    const writer = new VarintWriter();
    for (const [unsigned, signed, float] of numbers) {
      writer.unsigned(unsigned);
      writer.signed(signed);
      writer.float(float);
    }
    const reader = new VarintReader(writer.written);
    for (const [unsigned, signed, float] of numbers) {
      assert.equal(reader.unsigned(), unsigned);
      assert.equal(reader.signed(), signed);
      assert.equal(reader.float(), float);
    }
    assert.ok(reader.isAtEnd);
  }));
});

test('an encoded set holds what was put in and nothing else', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat(300)), (ids) => {
    const encoded = encodeIds(ids);
    for (let id = 0; id <= 301; id++) assert.equal(idsInclude(encoded, id), ids.includes(id));
  }));
});
