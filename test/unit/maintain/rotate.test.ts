import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { rotateFile } from '../../../src/engine/maintain/maintain.ts';
import { StateFixture } from './fixture.ts';

/** All parts of a rotated file, oldest first, as one text. */
function linesOf(file: string): string {
  const prefix = `${path.basename(file)}.`;
  const old = fs.readdirSync(path.dirname(file)).filter((name) => name.startsWith(prefix)).sort((a, b) => Number.parseInt(b.slice(prefix.length), 10) - Number.parseInt(a.slice(prefix.length), 10));
  const texts = old.map((name) => {
    const bytes = fs.readFileSync(path.join(path.dirname(file), name));
    return (name.endsWith('.gz') ? zlib.gunzipSync(bytes) : bytes).toString();
  });
  return texts.join('') + (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
}

function partsOf(state: StateFixture): string[] {
  return state.names().filter((name) => name.startsWith('events.ndjson'));
}

test('a file below its size stays as it is', () => {
  using state = new StateFixture();
  const file = state.write('.logbrief/events.ndjson', 'one\n');
  assert.equal(rotateFile({ path: file, maxBytes: 5, keep: 3 }), false);
  assert.deepEqual(partsOf(state), ['events.ndjson']);
});

test('the newest part is plain, older ones are compressed, the oldest goes', () => {
  using state = new StateFixture();
  for (let round = 1; round <= 5; round++) rotateFile({ path: state.write('.logbrief/events.ndjson', `line ${round}\n`), maxBytes: 5, keep: 3 });
  const file = state.write('.logbrief/events.ndjson', 'line 6\n');
  assert.deepEqual(partsOf(state), ['events.ndjson', 'events.ndjson.1', 'events.ndjson.2.gz', 'events.ndjson.3.gz']);
  assert.equal(linesOf(file), 'line 3\nline 4\nline 5\nline 6\n');
});

test('compression that was interrupted is finished by the next call', () => {
  using state = new StateFixture();
  state.write('.logbrief/events.ndjson.2', 'line 1\n');
  state.write('.logbrief/events.ndjson.2.gz', zlib.gzipSync('line 1\n'));
  state.write('.logbrief/events.ndjson.1', 'line 2\n');
  const file = state.write('.logbrief/events.ndjson', 'line 3\n');
  rotateFile({ path: file, maxBytes: 5, keep: 5 });
  assert.equal(linesOf(file), 'line 1\nline 2\nline 3\n');
});

test('without parts to keep the file is simply emptied, with one only the plain part stays', () => {
  using state = new StateFixture();
  rotateFile({ path: state.write('.logbrief/events.ndjson', 'line 1\n'), maxBytes: 1, keep: 0 });
  assert.deepEqual(partsOf(state), []);
  for (let round = 2; round <= 4; round++) rotateFile({ path: state.write('.logbrief/events.ndjson', `line ${round}\n`), maxBytes: 1, keep: 1 });
  assert.deepEqual(partsOf(state), ['events.ndjson.1']);
});

test('a link and a missing file are left alone', { skip: process.platform === 'win32' }, () => {
  using state = new StateFixture();
  const target = state.write('elsewhere.txt', 'x'.repeat(100));
  const link = path.join(state.stateFolder, 'events.ndjson');
  fs.symlinkSync(target, link);
  assert.equal(rotateFile({ path: link, maxBytes: 10, keep: 3 }), false);
  assert.equal(rotateFile({ path: path.join(state.stateFolder, 'none'), maxBytes: 10, keep: 3 }), false);
});
