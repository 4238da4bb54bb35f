import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineLook, lookOfLine } from '../../../src/engine/parse/trace.ts';
import { readText } from './readText.ts';

/** Traces as runtimes print them, written down from their documentation and by running them. */
const traces: Readonly<Record<string, readonly string[]>> = {
  'python group': [
    "  + Exception Group Traceback (most recent call last):",
    "  |   File \"a.py\", line 1, in <module>",
    "  |     main()",
    "  | ExceptionGroup: multiple (2 sub-exceptions)",
    "  +-+---------------- 1 ----------------",
    "    | ValueError: 1",
    "    +---------------- 2 ----------------",
    "    | TypeError: 2",
    "    +------------------------------------",
  ],
  'python multi msg': [
    "Traceback (most recent call last):",
    "  File \"a.py\", line 1, in <module>",
    "    main()",
    "    ~~~~^^",
    "sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection refused",
    "\tIs the server running on host \"db\"?",
    "[SQL: SELECT 1]",
    "(Background on this error at: https://sqlalche.me/e/14/e3q8)",
  ],
  'node missing module': [
    "Error: Cannot find module '@acme/cloud'",
    "Require stack:",
    "- C:\\acme\\next.config.js",
    "- /app/node_modules/next/dist/server/config.js",
    "    at Object.<anonymous> (/app/next.config.js:13:21) {",
    "  code: 'MODULE_NOT_FOUND',",
    "  requireStack: [Array]",
    "}",
  ],
  'node event without a listener': [
    "node:events:496",
    "      throw er; // Unhandled 'error' event",
    "      ^",
    "",
    "Error: listen EADDRINUSE: address already in use :::3000",
    "    at Server.setupListenHandle [as _listen2] (node:net:1940:16)",
    "    at Object.<anonymous> (/srv/shop/index.js:27:5)",
    "Emitted 'error' event on Server instance at:",
    "    at emitErrorNT (node:net:1919:8) {",
    "  code: 'EADDRINUSE',",
    "  port: 3000",
    "}",
    "",
    "Node.js v22.11.0",
  ],
  'node module by address': [
    "file:///srv/shop/index.mjs:3",
    "import { total } from './cart.mjs';",
    "         ^^^^^",
    "SyntaxError: The requested module './cart.mjs' does not provide an export named 'total'",
    "    at ModuleJob._instantiate (node:internal/modules/esm/module_job:180:21)",
    "",
    "Node.js v22.11.0",
  ],
  'rails': [
    "NoMethodError (undefined method `title' for nil:NilClass):",
    "  ",
    "app/models/event.rb:22:in `slug'",
    "app/controllers/events_controller.rb:18:in `create'",
  ],
  'python exception by any name': [
    "Traceback (most recent call last):",
    "  File \"/srv/shop/views.py\", line 79, in add",
    "    order = Order.objects.get(id=order_id)",
    "shop.models.Order.DoesNotExist: Order matching query does not exist.",
  ],
  'flask without a formatter': [
    "Exception on / [GET]",
    "Traceback (most recent call last):",
    "  File \"/srv/shop/app.py\", line 53, in show",
    "    total()",
    "TypeError: unsupported format string passed to list.__format__",
  ],
  'java thread': [
    "Exception in thread \"main\" java.lang.NullPointerException: Cannot invoke \"String.length()\" because \"<local1>\" is null",
    "\tat Main.main(Main.java:5)",
  ],
  'kotlin': [
    "kotlin.UninitializedPropertyAccessException: lateinit property x has not been initialized",
    "    at com.x.A.getX(A.kt:3)",
    "    at com.x.A.main(A.kt)",
  ],
  'node cause': [
    "Error: outer",
    "    at Object.<anonymous> (/app/a.js:3:9)",
    "    at node:internal/main/run_main_module:23:47 {",
    "  code: 'E1',",
    "  [cause]: Error: inner",
    "      at inner (/app/b.js:1:2)",
    "}",
  ],
  'node uncaught': [
    "/app/index.js:3",
    "throw new Error(\"x\");",
    "^",
    "",
    "Error: x",
    "    at Object.<anonymous> (/app/index.js:3:7)",
    "    at Module._compile (node:internal/modules/cjs/loader:1105:14)",
    "",
    "Node.js v18.0.0",
  ],
  'node assertion': [
    "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:",
    "",
    "1 !== 2",
    "",
    "    at Object.<anonymous> (/app/a.js:3:8) {",
    "  generatedMessage: true,",
    "  code: 'ERR_ASSERTION'",
    "}",
  ],
  'dotnet inner': [
    "System.AggregateException: One or more errors occurred. (boom)",
    " ---> System.InvalidOperationException: boom",
    "   at App.Foo.Bar() in /src/Foo.cs:line 10",
    "   --- End of inner exception stack trace ---",
    "   at System.Threading.Tasks.Task.Wait()",
    "   at App.Program.Main(String[] args) in /src/Program.cs:line 5",
  ],
  'dotnet unhandled': [
    "Unhandled exception. System.NullReferenceException: Object reference not set",
    "   at App.Program.Main(String[] args) in /src/Program.cs:line 5",
  ],
  'go panic': [
    "panic: runtime error: invalid memory address or nil pointer dereference",
    "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]",
    "",
    "goroutine 18 [running]:",
    "main.(*Server).handle(0x0, {0x1, 0x2})",
    "\t/app/server.go:33 +0x1d",
    "created by main.main in goroutine 1",
    "\t/app/main.go:12 +0x3f",
    "exit status 2",
  ],
  'rust panic': [
    "thread 'tokio-runtime-worker' panicked at src/main.rs:10:5:",
    "called `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound }",
    "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
  ],
  'anyhow': [
    "Error: failed to load config",
    "",
    "Caused by:",
    "    0: could not read file",
    "    1: No such file or directory (os error 2)",
    "",
    "Stack backtrace:",
    "   0: anyhow::error::from",
    "   1: main",
  ],
  'ruby': [
    "app/models/user.rb:10:in `find': undefined method `x' for nil:NilClass (NoMethodError)",
    "\tfrom app/controllers/a.rb:3:in `show'",
    "\tfrom bin/rails:4:in `<main>'",
  ],
  'php': [
    "PHP Fatal error:  Uncaught TypeError: f(): Argument #1 must be int in /a.php:3",
    "Stack trace:",
    "#0 /a.php(9): f('x')",
    "#1 {main}",
    "",
    "Next RuntimeException: outer in /b.php:4",
    "Stack trace:",
    "#0 {main}",
    "  thrown in /b.php on line 4",
  ],
  'elixir': [
    "** (RuntimeError) boom",
    "    (app 0.1.0) lib/app.ex:3: App.run/0",
    "    (stdlib 4.0) erl_eval.erl:1: :erl_eval.expr/5",
  ],
  'swift': [
    "Fatal error: Index out of range: file Swift/Array.swift, line 3",
    "Current stack trace:",
    "0    libswiftCore.so    0x00007f _swift_stdlib_reportFatalError + 69",
    "1    app                0x00007f main + 33",
  ],
};

const head = '2024-01-05 10:00:00,000 ERROR app.main: ';
const next = '2024-01-05 10:00:01,000 INFO app.main: next';

for (const [name, lines] of Object.entries(traces)) {
  test(`${name}: the lines behind the record that failed belong to it`, () => {
    assert.deepEqual(readText([`${head}failed`, ...lines, next, ''].join('\n')).map((record) => record.lines), [lines.length + 1, 1]);
  });
  test(`${name}: between plain lines of other threads it is one record`, () => {
    assert.deepEqual(readText(['plain one', ...lines, 'plain two', ''].join('\n')).map((record) => record.lines), [1, lines.length, 1]);
  });
}

/** What containers, collectors and syslog put in front of each line, those of a trace included. */
const prefixes: Readonly<Record<string, string>> = {
  'Kubernetes CRI': '2024-01-05T10:00:00.123456789Z stderr F ',
  'docker compose': 'web-1  | ',
  'kubectl --prefix': '[pod/web-7d9/web] ',
  syslog: 'Jan  5 10:00:00 box web[812]: ',
  'journalctl -o short-iso': '2024-01-05T10:00:00+0100 box web[812]: ',
};

/** Traces that are not told apart from what is around them there: by a first line that is indented, looks like no error, or like a header of its own. */
const apart: Readonly<Record<string, readonly string[]>> = {
  'Kubernetes CRI': ['node missing module', 'node cause', 'node assertion', 'anyhow'],
  'docker compose': ['node assertion'],
  'kubectl --prefix': ['node assertion'],
  syslog: ['python group', 'elixir'],
  'journalctl -o short-iso': ['python group', 'elixir'],
};

for (const [collector, prefix] of Object.entries(prefixes)) {
  for (const [name, lines] of Object.entries(traces)) {
    if (apart[collector]?.includes(name) === true) continue;
    test(`${name}: with what ${collector} puts in front of each line it is one record`, () => {
      const written = ['plain one', 'plain two', ...lines, 'plain three', 'plain four'].map((line) => `${prefix}${line}`);
      assert.deepEqual(readText(`${written.join('\n')}\n`).map((record) => record.lines), [1, 1, lines.length, 1, 1]);
    });
  }
}

test('columns that are padded are no indentation, and lines of another writer or level no part of a trace', () => {
  const padded = ['2024-01-05 10:00:00, Info                  CBS    Warning: Unrecognized attribute', '2024-01-05 10:00:01, Info                  CBS    Expecting attribute name'];
  assert.deepEqual(readText(`${padded.join('\n')}\n`).map((record) => record.lines), [1, 1]);
  const two = ['Jan  5 10:00:00 box web[812]: Traceback (most recent call last):', 'Jan  5 10:00:00 box cron[9]:   File "a.py", line 1, in run'];
  assert.deepEqual(readText(`${two.join('\n')}\n`).map((record) => record.lines), [1, 1]);
});

/** Reports of build and test tools, and at which lines their records begin. */
const reports: Readonly<Record<string, readonly [text: readonly string[], starts: readonly number[]]>> = {
  pytest: [[
    '________________________________ test_total ________________________________', '', '    def test_total():', '>       assert total([1, 2]) == 4', 'E       assert 3 == 4', '',
    'tests/test_a.py:5: AssertionError', '=========================== short test summary info ============================', 'FAILED tests/test_a.py::test_total - assert 3 == 4',
  ], [1, 7, 8, 9]],
  jest: [['FAIL src/a.test.js', '  ● adds › two numbers', '', '    expect(received).toBe(expected) // Object.is equality', '', '    Expected: 4', '', '      at Object.<anonymous> (src/a.test.js:4:21)', '', 'Test Suites: 1 failed, 1 total'], [1, 10]],
  'go test': [['--- FAIL: TestTotal (0.00s)', '    a_test.go:9: got 3, want 4', 'FAIL', 'FAIL\texample.com/a\t0.003s'], [1]],
  cargo: [['error[E0308]: mismatched types', ' --> src/main.rs:2:18', '  |', '2 |     let x: i32 = "a";', '  |            ---   ^^^ expected `i32`, found `&str`', '', 'error: aborting due to previous error'], [1, 7]],
  maven: [['[ERROR] /app/src/A.java:[3,5] cannot find symbol', '  symbol:   class Foo', '  location: class A', '[INFO] 1 error'], [1, 4]],
  gradle: [['/app/src/A.java:3: error: cannot find symbol', '        Foo x;', '        ^', '  symbol:   class Foo', '1 error'], [1, 5]],
  tsc: [["src/a.ts(3,5): error TS2322: Type 'string' is not assignable to type 'number'.", "  Types of property 'x' are incompatible.", "src/b.ts:3:5 - error TS2304: Cannot find name 'foo'.", '', '3     foo();', '      ~~~'], [1, 3]],
  eslint: [['/app/src/a.js', "  3:5  error  'x' is not defined  no-undef", '  4:1  warning  Unexpected console statement  no-console', '', '✖ 2 problems (1 error, 1 warning)'], [1, 5]],
};

for (const [tool, [lines, starts]] of Object.entries(reports)) {
  test(`a report of ${tool} is cut where its findings begin`, () => {
    assert.deepEqual(readText([...lines, ''].join('\n')).map((record) => record.line), starts);
  });
}

test('what a Java VM prints without a header is no part of the calm record in front of it', () => {
  const log = ['2024-01-05 10:00:00 INFO tile 7 served', '2024-01-05 10:00:01 INFO tile 8 served', '', 'Exception: java.lang.OutOfMemoryError thrown from the UncaughtExceptionHandler in thread "http-1"', '2024-01-05 10:00:02 INFO tile 9 served'].join('\n');
  const bodies = readText(`${log}\n`).map(({ body }) => body);
  assert.ok(bodies.some((body) => body.startsWith('Exception: java.lang.OutOfMemoryError')), bodies.join(' | '));
});

test('traces that a runtime prints one behind the other without headers are records of their own', () => {
  const trace = ['SyntaxError: Expected double-quoted property name in JSON at position 86', '    at JSON.parse (<anonymous>)', '    at Object.<anonymous> (/srv/feed.js:3:16)'];
  const records = readText(['2024-01-05T10:00:00.000Z WARN no such market', ...trace, ...trace, ...trace, 'Caused by: Error: truncated', '    at read (/srv/feed.js:9:1)', ''].join('\n'));
  assert.deepEqual(records.map(({ lines }) => lines), [4, 3, 5]);
});

test('the last words of a Perl program are a record of their own, whatever stands before them', () => {
  const death = ["Can't locate Shop/Cart.pm in @INC (you may need to install Shop::Cart) at /srv/shop.pl line 5.", 'BEGIN failed--compilation aborted at /srv/shop.pl line 5.'];
  const starts = Array.from({ length: 8 }, (_, i) => [`Wed Nov 25 01:42:0${i} 2026 [${2900 + i}] shop: starting, config /etc/shop.conf`, ...death]).flat();
  const records = readText(`${starts.join('\n')}\n`);
  assert.deepEqual(records.map(({ lines }) => lines), Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? 1 : 2)));
  for (const plain of ['we met at noon, see line 5.', 'read it at line 12.', 'cut at /srv/a line five.']) assert.equal(lookOfLine(Buffer.from(plain), 0, plain.length), lineLook.plain, plain);
});
