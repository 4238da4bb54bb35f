import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { scan } from '../../../src/engine/scan.ts';
import { assumedZones, spanOfLog } from '../../../src/engine/zones.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 2, 12);
const log = (path: string, logPath = path): { readonly path: string; readonly logPath: string } => ({ path, logPath });
const anchor = { ...log('access.log'), firstMs: start, lastMs: start + hour, isZoned: true };

test('a log hours beside the others is read in the zone in which its end meets theirs', () => {
  assert.deepEqual([...assumedZones([anchor, { ...log('app.log'), firstMs: start + 9 * hour, lastMs: start + 10 * hour - 1000, isZoned: false }], 0)], [['app.log', 540]]);
});

test('the older part of a rotated log has the zone of the part that met the others', () => {
  const zones = assumedZones([
    anchor, { ...log('app.log'), firstMs: start + 9.5 * hour, lastMs: start + 10 * hour, isZoned: false }, { ...log('app.log.1', 'app.log'), firstMs: start + 7 * hour, lastMs: start + 9.5 * hour, isZoned: false },
  ], 0);
  assert.equal(zones.get('app.log.1'), 540);
});

test('parts of a log are known as such however they are called', async (context) => {
  const folder = temporaryFolder(context);
  const write = (name: string, lines: readonly string[]): void => fs.writeFileSync(path.join(folder, name), lines.map((line) => `${line}\n`).join(''));
  write('access.log', ['2026-01-02T12:00:00Z INFO request served', '2026-01-02T12:59:00Z INFO request served']);
  write('app.log', ['2026-01-02 21:30:00 INFO job done', '2026-01-02 21:59:30 ERROR job failed']);
  write('app-2026-01-01.log', ['2026-01-01 20:00:00 INFO job done', '2026-01-02 21:29:30 ERROR job failed']);
  const { snapshot } = await scan({ paths: [folder], stdin: Readable.from([]), signal: new AbortController().signal, nowMs: undefined });
  const told = snapshot.notices.filter((notice) => notice.includes('are read as UTC+09:00'));
  assert.deepEqual(told.map((notice) => /app\S*\.log/.exec(notice)?.[0]).sort(), ['app-2026-01-01.log', 'app.log']);
});

test('a log that overlaps the others, or meets them in no zone, is left as it is', () => {
  assert.equal(assumedZones([anchor, { ...log('app.log'), firstMs: start + 0.5 * hour, lastMs: start + 3 * hour, isZoned: false }], 0).size, 0);
  assert.equal(assumedZones([anchor, { ...log('app.log'), firstMs: start - 90 * hour, lastMs: start - 80 * hour, isZoned: false }], 0).size, 0);
});

test('the ends of a log are read without reading all of it', (context) => {
  const file = path.join(temporaryFolder(context), 'app.log');
  fs.writeFileSync(file, Array.from({ length: 5000 }, (_, i) => `2026-01-02 ${String(10 + Math.floor(i / 3600)).padStart(2, '0')}:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} INFO request ${i} served`).join('\n'));
  const span = spanOfLog(file);
  assert.equal(span?.firstMs, Date.UTC(2026, 0, 2, 10));
  assert.equal(span.lastMs, Date.UTC(2026, 0, 2, 11, 23, 19));
  assert.equal(span.isZoned, false);
  assert.equal(spanOfLog(`${file}.missing`), undefined);
});
