import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newParser, readText, recordsOf, source } from './readText.ts';

const head = '2024-01-05 10:00:00 ERROR app.main: ';

/** Traces as their languages print them; each is one record, behind a header and without one. */
const traces: Readonly<Record<string, string>> = {
  python: 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\n    run()\nKeyError: 1\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "a.py", line 3, in <module>\n    stop()\nValueError: 2\n',
  java: 'com.example.AppException: outer\n\tat com.example.Main.run(Main.java:1)\n\tSuppressed: java.io.IOException: x\n\t\tat com.example.Main.close(Main.java:2)\nCaused by: java.lang.RuntimeException: inner\n\tat com.example.Db.get(Db.java:9)\n\t... 12 more\n',
  node: 'TypeError: x is not a function\n    at run (/app/a.js:1:2)\n    at async main (/app/b.js:3:4)\n',
  dotnet: 'System.InvalidOperationException: outer ---> System.Exception: inner\n   at App.Main.Run() in C:\\a.cs:line 3\n   --- End of inner exception stack trace ---\n   at App.Main.Start() in C:\\b.cs:line 4\n',
  go: 'panic: runtime error: index out of range\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:8 +0x1d\nexit status 2\n',
  rust: "thread 'main' panicked at src/main.rs:2:5:\nno luck\nstack backtrace:\n   0: std::panicking::begin_panic\n             at /rustc/lib.rs:5\nnote: run with `RUST_BACKTRACE=full`\n",
  ruby: "NoMethodError (undefined method 'x' for nil):\n  app/models/a.rb:3:in 'run'\n  app/models/b.rb:9:in 'call'\n",
  php: "PHP Fatal error:  Uncaught Exception: no in /app/a.php:3\nStack trace:\n#0 /app/a.php(9): run()\n#1 {main}\n  thrown in /app/a.php on line 3\n",
  dart: 'Unhandled exception:\nInstance of Foo\n#0      main (file:///a.dart:3:3)\n#1      _startIsolate (dart:isolate:1)\n',
};

for (const [language, trace] of Object.entries(traces)) {
  test(`a trace of ${language} without a header is one record between plain lines`, () => {
    const records = readText(`nothing special\n${trace}nothing special\n`);
    assert.deepEqual(records.map((record) => record.text), ['nothing special\n', trace, 'nothing special\n']);
    assert.ok(records[1]?.flags.includes('trace'));
  });
  test(`a trace of ${language} behind a header is one record with it`, () => {
    const records = readText(`${head}${trace}${head}next\n`);
    assert.deepEqual(records.map((record) => record.lines), [trace.split('\n').length - 1, 1]);
    assert.ok(records[0]?.flags.includes('trace'));
  });
}

test('a traceback right behind an error belongs to it, one behind an unrelated calm record does not', () => {
  const trace = traces['python'] ?? '';
  assert.deepEqual(readText(`${head}failed\n${trace}${head}next\n`).map((record) => record.lines), [12, 1]);
  assert.deepEqual(readText(`2024-01-05 10:00:00 INFO app: ready\n${trace}${head}next\n`).map((record) => record.lines), [1, 11, 1]);
});

test('lines without a header join the record in front of them where headers are usual', () => {
  assert.deepEqual(readText(`${head}first\nselect *\nfrom t\n${head}second\n`).map((record) => record.lines), [3, 1]);
});

test('a record that is given out early goes on in one that says so', () => {
  const { parser, components } = newParser();
  const bytes = new TextEncoder().encode(`${head}x\n`.repeat(3));
  parser.push(source, bytes, 0);
  const given = recordsOf(parser.flush(source, false), components);
  const more = new TextEncoder().encode('\tat com.example.Main.run(Main.java:1)\n');
  parser.push(source, more, bytes.length);
  const late = recordsOf(parser.end(source), components);
  assert.deepEqual([given.length, late.map((record) => [record.line, record.flags.includes('late')])], [3, [[4, true]]]);
});

test('a line given out before its end keeps its number', () => {
  const { parser, components } = newParser();
  parser.push(source, new TextEncoder().encode('one\ntw'), 0);
  const first = recordsOf(parser.flush(source, true), components);
  const rest = recordsOf(parser.push(source, new TextEncoder().encode('o\nthree\n'), 6), components);
  rest.push(...recordsOf(parser.end(source), components));
  assert.deepEqual([...first, ...rest].map((record) => [record.line, record.text]), [[1, 'one\n'], [2, 'tw'], [2, 'o\n'], [3, 'three\n']]);
  assert.deepEqual(rest[0]?.flags, ['unparsed', 'late']);
});

test('too many lines make two records', () => {
  const records = readText(head + 'x\n' + '  more\n'.repeat(9), { maxRecordLines: 4 });
  assert.deepEqual(records.map((record) => [record.lines, record.flags.includes('late')]), [[4, false], [4, true], [2, true]]);
});

test('a line over the limit is cut, said to be, and its neighbours are whole', () => {
  const { parser, components } = newParser({ maxLineBytes: 1000 });
  const records = [];
  let position = 0;
  for (const part of [`${head}a\n${head}`, ...new Array<string>(50).fill('x'.repeat(5000)), `\n${head}b\n`]) {
    const bytes = new TextEncoder().encode(part);
    records.push(...recordsOf(parser.push(source, bytes, position), components));
    position += bytes.length;
    assert.ok(parser.heldBytes(source) < 5000);
  }
  parser.flush(source, true);
  const coverage = parser.coverageOf(source);
  assert.deepEqual([coverage.bytes, coverage.lines, coverage.records, coverage.truncated], [position, 3, 3, 1]);
  assert.equal(coverage.droppedBytes, 250_000 + head.length - 1000);
  records.push(...recordsOf(parser.end(source), components));
});

test('a sparse hole is dropped and counted', () => {
  const { parser, components } = newParser();
  const bytes = Buffer.concat([Buffer.alloc(5000), Buffer.from(`${head}x\n`)]);
  const { droppedBytes } = parser.push(source, bytes, 0);
  const batch = parser.flush(source, false);
  const [record] = recordsOf(batch, components);
  assert.deepEqual([record?.level, record?.positionBytes, droppedBytes + batch.droppedBytes, batch.endPositionBytes], ['ERROR', 5000, 5000, bytes.length]);
});

test('UTF-16, EUC-KR and Shift_JIS are turned into UTF-8, positions stay those of the file', () => {
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${head}첫째\r\n${head}둘째\r\n`, 'utf16le')]);
  assert.deepEqual(readText(wide).map((record) => [record.level, record.body, record.positionBytes]), [['ERROR', '첫째', 2], ['ERROR', '둘째', 2 + (head.length + 4) * 2]]);
  const korean = Buffer.concat([Buffer.from(head), Buffer.from([0xc7, 0xd1, 0xb1, 0xdb, 0x0a])]);
  assert.equal(readText(korean)[0]?.body, '한글');
  const japanese = Buffer.concat([Buffer.from(head), Buffer.from([0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x0a])]);
  assert.equal(readText(japanese)[0]?.body, 'テスト');
});

test('invalid UTF-8 stays as it is', () => {
  const bytes = Buffer.concat([Buffer.from(head), Buffer.from([0xff, 0x41, 0xfe, 0x0a])]);
  const { parser } = newParser();
  parser.push(source, bytes, 0);
  const batch = parser.flush(source, false);
  assert.deepEqual([...batch.bytes.subarray(batch.start[0], batch.end[0])], [...bytes]);
});

test('an idle source costs a few hundred bytes and its line is not withheld', () => {
  const { parser } = newParser();
  parser.push(source, new TextEncoder().encode(`${head}x\n`), 0);
  assert.equal(parser.flush(source, false).count, 1);
  assert.equal(parser.heldBytes(source), 0);
  assert.equal(parser.heldSinceMs(source), undefined);
});
