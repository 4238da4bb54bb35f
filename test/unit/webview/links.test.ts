import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findPlaces, wholePlace } from '../../../src/webview/links.ts';

function placesIn(text: string): readonly string[] {
  return findPlaces(text).flatMap((piece) => (piece.kind === 'place' ? [`${piece.path}|${piece.line}|${piece.text}`] : []));
}

const found: readonly (readonly [string, string])[] = [
  ['see logs/app.log:12 now', 'logs/app.log|12|logs/app.log:12'],
  ['at load (src/app/orders.ts:42:7)', 'src/app/orders.ts|42|src/app/orders.ts:42:7'],
  ['  File "src/my app/orders.py", line 12, in load', 'src/my app/orders.py|12|File "src/my app/orders.py", line 12'],
  ['main.py:3', 'main.py|3|main.py:3'],
  ['/var/log/app/error.log:100,', '/var/log/app/error.log|100|/var/log/app/error.log:100'],
  ['C:\\app\\Program.cs:12 failed', 'C:\\app\\Program.cs|12|C:\\app\\Program.cs:12'],
  ["lib/a.rb:12:in `run'", 'lib/a.rb|12|lib/a.rb:12'],
  ['file=src/a.go:5', 'src/a.go|5|src/a.go:5'],
  ['logs/app.log.1:33', 'logs/app.log.1|33|logs/app.log.1:33'],
  ['app.log.1:33', 'app.log.1|33|app.log.1:33'],
  ['build/Dockerfile:7', 'build/Dockerfile|7|build/Dockerfile:7'],
  ['로그/앱.log:3', '로그/앱.log|3|로그/앱.log:3'],
];

for (const [text, expected] of found) {
  test(`a place is found in: ${text}`, () => {
    assert.deepEqual(placesIn(text), [expected]);
  });
}

const none = [
  'https://example.org:8080/a.js:3', 'http://localhost:3000', 'localhost:5432', '10.0.0.1:5432', '127.0.0.1:80', 'redis.internal:6379', 'db.example.com:5432', 'at 12:30:45', '2025-01-02T03:04:05',
  '[10/Oct/2000:13:55:36 -0700]', 'ratio 3:4', 'key:value', 'a.ts:0', 'a.ts:', 'v1.2:3', 'either/or:3', 'File "<stdin>", line 1, in <module>',
];

for (const text of none) {
  test(`no place is found in: ${text}`, () => {
    assert.deepEqual(placesIn(text), []);
  });
}

test('several places in one text keep the text between them', () => {
  const pieces = findPlaces('a.ts:1 and b.ts:2.');
  assert.deepEqual(pieces.map((piece) => piece.text), ['a.ts:1', ' and ', 'b.ts:2', '.']);
});

test('a code span that is a place may have spaces in its path', () => {
  assert.deepEqual(wholePlace('my logs/app 1.log:12'), { kind: 'place', text: 'my logs/app 1.log:12', path: 'my logs/app 1.log', line: 12 });
});

test('a code span that is a log without an extension is a place', () => {
  assert.deepEqual(wholePlace('/var/log/kern:12'), { kind: 'place', text: '/var/log/kern:12', path: '/var/log/kern', line: 12 });
});

test('a code span that only ends like a place is none', () => {
  assert.equal(wholePlace('GET http://x/a.js:12'), undefined);
});

test('the pieces are always the whole text, in order', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab:./\\ (1"\n')), maxLength: 60 }), (text) => {
    assert.equal(findPlaces(text).map((piece) => piece.text).join(''), text);
  }));
});

test('a hostile word costs no more than its length allows', () => {
  assert.deepEqual(placesIn(`${'a/'.repeat(50_000)}x.ts:1 ${':1'.repeat(50_000)}`), []);
});
