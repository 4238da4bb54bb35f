import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allFormats } from '../../../src/engine/parse/formats/formats.ts';
import { readText } from './readText.ts';

for (const row of allFormats) {
  for (const sample of row.samples) {
    test(`${row.name} reads: ${sample.line}`, () => {
      const [record] = readText(sample.line + '\n');
      const time = record?.time?.slice(0, 23).replace(/^2023|^2024/, (year) => (sample.time?.startsWith('--') === true ? '-' : year));
      assert.deepEqual(
        { time, level: record?.level, component: record?.component, body: record?.body },
        { time: sample.time, level: sample.level ?? record?.level, component: sample.component ?? '', body: sample.body },
      );
    });
  }
}
