/** Layouts of sources at rest: alike ones are one, and reading on changes nobody else's. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { fixedClock } from '../../../src/base/clock.ts';
import { ByteInterner } from '../../../src/base/byteInterner.ts';
import { found, Layout } from '../../../src/engine/parse/layout.ts';
import { LogParser } from '../../../src/engine/parse/parse.ts';
import { RestingLayouts } from '../../../src/engine/parse/restingLayouts.ts';
import { jsonFormat, logfmtFormat } from '../../../src/engine/parse/formatTable.ts';
import { madeSource } from '../../support/batches.ts';

test('layouts that hold the same rest as one, others apart', () => {
  const resting = new RestingLayouts();
  const layouts = [jsonFormat, jsonFormat, logfmtFormat].map((format) => {
    const layout = new Layout([]);
    layout.count(format, found.certain);
    return resting.rest(layout);
  });
  assert.equal(layouts[0], layouts[1]);
  assert.notEqual(layouts[0], layouts[2]);
});

test('a layout that wakes holds what it held, and what it learns stays its own', () => {
  const resting = new RestingLayouts();
  const layout = new Layout([]);
  layout.count(jsonFormat, found.certain);
  layout.seen = 3;
  layout.yearLast = true;
  const shared = resting.rest(layout);
  const woken = resting.wake(shared);
  assert.deepEqual(woken.contents(), shared.contents());
  woken.count(jsonFormat, found.certain);
  woken.dayFirst = true;
  assert.notDeepEqual(woken.contents(), shared.contents());
  assert.equal(resting.wake(shared).dayFirst, false);
  assert.equal(resting.wake(woken), woken);
});

test('sources that rest between their lines are read as if each had a parser of its own', () => {
  const formats = [
    (n: number) => `2026-01-02 10:00:0${n % 10} [main] ERROR app.Service - it broke ${n}\n`,
    (n: number) => `${JSON.stringify({ level: 'warn', time: 1767348000000 + n, msg: `slow ${n}` })}\n`,
    (n: number) => `0${1 + (n % 9)}/02/2026 10:00:00 INFO started ${n}\n`,
  ];
  const parserOf = (): LogParser => new LogParser({ components: new ByteInterner(), clock: fixedClock(Date.UTC(2026, 0, 3)), assumedZoneMinutes: () => 0 });
  const shared = parserOf();
  const sources = Array.from({ length: 12 }, (_, i) => ({ source: madeSource(`${i}.log`, i + 1), parser: parserOf(), position: 0 }));
  for (let n = 0; n < 40; n++) {
    for (const [i, entry] of sources.entries()) {
      const bytes = Buffer.from((formats[i % 3] ?? formats[0])?.(n) ?? '');
      const outcomes = [shared, entry.parser].map((parser) => [parser.push(entry.source, bytes, entry.position), parser.flush(entry.source, false)].map(({ count, severity, timestampMs, bodyStart }) => [count, [...severity.slice(0, count)], [...timestampMs.slice(0, count)], [...bodyStart.slice(0, count)]]));
      assert.deepEqual(outcomes[0], outcomes[1], `line ${n} of log ${i}`);
      entry.position += bytes.length;
    }
  }
  for (const { source, parser } of sources) assert.equal(shared.formatOf(source), parser.formatOf(source));
});
