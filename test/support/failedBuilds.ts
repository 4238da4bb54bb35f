/** Output of failed builds as their tools write it, each with what an engineer needs of it. */

/** One failed command. */
export interface FailedBuild {
  readonly name: string;
  readonly command: string;
  readonly output: string;
  /** What must survive. */
  readonly keeps: readonly string[];
  readonly exitCode?: number;
}

/** The builds. */
export const failedBuilds: readonly FailedBuild[] = [
  { name: 'go test', command: 'go test ./...', keeps: ['--- FAIL: TestTotal/two_items', 'cart_test.go:41: total = 7, want 8', 'FAIL\texample.com/shop/cart'], output: `ok  \texample.com/shop/errors\t0.012s
?   \texample.com/shop/cmd\t[no test files]
=== RUN   TestTotal
=== RUN   TestTotal/empty
=== RUN   TestTotal/two_items
    cart_test.go:41: total = 7, want 8
--- FAIL: TestTotal (0.00s)
    --- PASS: TestTotal/empty (0.00s)
    --- FAIL: TestTotal/two_items (0.00s)
FAIL
FAIL\texample.com/shop/cart\t0.034s
ok  \texample.com/shop/http\t1.201s
FAIL` },
  { name: 'go build', command: 'go build ./...', keeps: ['# example.com/shop/cart', './cart.go:17:9: undefined: taxRate', './cart.go:22:14: cannot use x'], output: `go: downloading github.com/stretchr/testify v1.8.4
go: downloading gopkg.in/yaml.v3 v3.0.1
# example.com/shop/cart
./cart.go:17:9: undefined: taxRate
./cart.go:22:14: cannot use x (variable of type string) as int value in argument to add` },
  { name: 'go panic', command: 'go test ./worker', keeps: ['panic: runtime error: index out of range [5] with length 3', 'worker/pool.go:88', 'FAIL\texample.com/shop/worker'], exitCode: 2, output: `--- FAIL: TestPool (0.00s)
panic: runtime error: index out of range [5] with length 3 [recovered]
\tpanic: runtime error: index out of range [5] with length 3

goroutine 21 [running]:
testing.tRunner.func1.2({0x5a1e20, 0xc0000b4018})
\t/usr/local/go/src/testing/testing.go:1545 +0x238
example.com/shop/worker.(*Pool).take(...)
\t/home/runner/work/shop/shop/worker/pool.go:88
example.com/shop/worker.TestPool(0xc000007860)
\t/home/runner/work/shop/shop/worker/pool_test.go:19 +0x1d
FAIL\texample.com/shop/worker\t0.009s
FAIL` },
  { name: 'golangci-lint', command: 'golangci-lint run', keeps: ['pkg/cart/cart.go:12:9: Error return value of `f.Close` is not checked (errcheck)', 'pkg/http/server.go:40:2: unreachable: unreachable code (govet)'], output: `level=info msg="[config_reader] Config search paths"
##[error]pkg/cart/cart.go:12:9: Error return value of \`f.Close\` is not checked (errcheck)
	f.Close()
	       ^
##[error]pkg/http/server.go:40:2: unreachable: unreachable code (govet)
	return nil
	^
2 issues:
* errcheck: 1
* govet: 1

##[error]issues found` },
  { name: 'gradle junit', command: './gradlew test', keeps: ['CartTest > totalIsRounded() FAILED', 'expected: <3.10> but was: <3.1>', 'CartTest.java:42', '24 tests completed, 1 failed', "Execution failed for task ':core:test'."], output: `> Task :core:compileJava UP-TO-DATE
> Task :core:compileTestJava
> Task :core:test

CartTest > totalIsRounded() FAILED
    org.opentest4j.AssertionFailedError: expected: <3.10> but was: <3.1>
        at app//org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:151)
        at app//org.junit.jupiter.api.Assertions.assertEquals(Assertions.java:1145)
        at app//com.shop.CartTest.totalIsRounded(CartTest.java:42)

24 tests completed, 1 failed

> Task :core:test FAILED

FAILURE: Build failed with an exception.

* What went wrong:
Execution failed for task ':core:test'.
> There were failing tests. See the report at: file:///home/runner/work/shop/shop/core/build/reports/tests/test/index.html

* Try:
> Run with --scan to get full insights.

BUILD FAILED in 1m 2s
12 actionable tasks: 9 executed, 3 up-to-date` },
  { name: 'kotlin compile', command: './gradlew assemble', keeps: ['Unresolved reference: CartState', 'Cart.kt:31:18', "Execution failed for task ':app:compileDebugKotlin'."], output: `> Task :app:preBuild UP-TO-DATE
w: file:///home/runner/work/shop/app/src/main/kotlin/Old.kt:3:5 'foo' is deprecated
e: file:///home/runner/work/shop/app/src/main/kotlin/Cart.kt:31:18 Unresolved reference: CartState
e: file:///home/runner/work/shop/app/src/main/kotlin/Cart.kt:40:22 Type mismatch: inferred type is String but Int was expected

> Task :app:compileDebugKotlin FAILED

FAILURE: Build failed with an exception.

* What went wrong:
Execution failed for task ':app:compileDebugKotlin'.
> A failure occurred while executing org.jetbrains.kotlin.compilerRunner.GradleCompilerRunnerWithWorkers$GradleKotlinCompilerWorkAction
   > Compilation error. See log for more details

BUILD FAILED in 45s` },
  { name: 'maven surefire', command: 'mvn -B verify', keeps: ['com.shop.CartTest.total', 'CartTest.total:31 expected: <3> but was: <4>', 'Tests run: 12, Failures: 1, Errors: 0, Skipped: 0', 'Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin', 'CartTest.java:31'], output: `[INFO] Scanning for projects...
[INFO] -------------------------------------------------------
[INFO]  T E S T S
[INFO] -------------------------------------------------------
[INFO] Running com.shop.ErrorHandlerTest
[INFO] Tests run: 11, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.2 s -- in com.shop.ErrorHandlerTest
[INFO] Running com.shop.CartTest
[ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.043 s <<< FAILURE! -- in com.shop.CartTest
[ERROR] com.shop.CartTest.total -- Time elapsed: 0.010 s <<< FAILURE!
org.opentest4j.AssertionFailedError: expected: <3> but was: <4>
	at org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:151)
	at com.shop.CartTest.total(CartTest.java:31)

[INFO] 
[INFO] Results:
[INFO] 
[ERROR] Failures: 
[ERROR]   CartTest.total:31 expected: <3> but was: <4>
[INFO] 
[ERROR] Tests run: 12, Failures: 1, Errors: 0, Skipped: 0
[INFO] 
[INFO] Reactor Summary for shop 1.0:
[INFO] shop-core .......................................... FAILURE [  3.210 s]
[INFO] shop-web ........................................... SKIPPED
[INFO] BUILD FAILURE
[INFO] Total time:  5.1 s
[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.2.2:test (default-test) on project shop-core: There are test failures.
[ERROR] 
[ERROR] Please refer to /w/target/surefire-reports for the individual test results.
[ERROR] -> [Help 1]
[ERROR] 
[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.` },
  { name: 'maven compile', command: 'mvn -B package', keeps: ['Cart.java:[31,9] cannot find symbol', 'symbol:   class TaxTable', 'maven-compiler-plugin'], output: `[INFO] Compiling 42 source files with javac [debug release 17] to target/classes
[INFO] -------------------------------------------------------------
[ERROR] COMPILATION ERROR : 
[INFO] -------------------------------------------------------------
[ERROR] /home/runner/work/shop/src/main/java/com/shop/Cart.java:[31,9] cannot find symbol
  symbol:   class TaxTable
  location: class com.shop.Cart
[INFO] 1 error
[INFO] BUILD FAILURE
[ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.11.0:compile (default-compile) on project shop: Compilation failure
[ERROR] /home/runner/work/shop/src/main/java/com/shop/Cart.java:[31,9] cannot find symbol
[ERROR]   symbol:   class TaxTable
[ERROR] -> [Help 1]` },
  { name: 'maven dependency', command: 'mvn -B compile', keeps: ['Could not resolve dependencies for project com.shop:shop:jar:1.0', 'Could not find artifact com.shop:core:jar:2.1-SNAPSHOT'], output: `[INFO] Downloading from central: https://repo.example.org/maven2/com/shop/core/2.1-SNAPSHOT/maven-metadata.xml
[WARNING] The POM for com.shop:core:jar:2.1-SNAPSHOT is missing, no dependency information available
[INFO] BUILD FAILURE
[ERROR] Failed to execute goal on project shop: Could not resolve dependencies for project com.shop:shop:jar:1.0: Could not find artifact com.shop:core:jar:2.1-SNAPSHOT -> [Help 1]` },
  { name: 'tsc', command: 'npm run typecheck', exitCode: 2, keeps: ["src/api/client.ts(12,7): error TS2322: Type 'string' is not assignable to type 'number'.", 'src/ui/table.tsx(88,21): error TS2339', 'Found 3 errors in 2 files.'], output: `> shop@1.0.0 typecheck
> tsc --noEmit

src/api/client.ts(12,7): error TS2322: Type 'string' is not assignable to type 'number'.
src/api/client.ts(30,7): error TS2322: Type 'string' is not assignable to type 'boolean'.
src/ui/table.tsx(88,21): error TS2339: Property 'rows' does not exist on type 'Props'.

Found 3 errors in 2 files.` },
  { name: 'eslint', command: 'npm run lint', keeps: ['/home/runner/work/shop/shop/src/cart.js', "'total' is assigned a value but never used", 'no-unused-vars', '✖ 3 problems (2 errors, 1 warning)'], output: `> shop@1.0.0 lint
> eslint .


/home/runner/work/shop/shop/src/cart.js
   3:7   error    'total' is assigned a value but never used  no-unused-vars
  12:10  warning  Unexpected console statement                no-console

/home/runner/work/shop/shop/src/pay.js
  40:1  error  Missing return value  consistent-return

✖ 3 problems (2 errors, 1 warning)

npm error Lifecycle script \`lint\` failed with error:
npm error code 1
npm error path /home/runner/work/shop/shop` },
  { name: 'prettier', command: 'npx prettier --check .', keeps: ['[warn] src/cart.ts', '[warn] docs/readme.md', 'Code style issues found in 2 files'], output: `Checking formatting...
[warn] src/cart.ts
[warn] docs/readme.md
[warn] Code style issues found in 2 files. Run Prettier with --write to fix.` },
  { name: 'vitest', command: 'pnpm test', keeps: ['src/cart.test.ts > cart > adds two', 'AssertionError: expected 3 to be 4', 'src/cart.test.ts:12:21', '- 4', '+ 3', 'Tests  1 failed | 12 passed (13)'], output: `> shop@1.0.0 test /home/runner/work/shop/shop
> vitest run


 RUN  v1.6.0 /home/runner/work/shop/shop

 ✓ src/errors.test.ts  (5 tests) 8ms
stderr | src/pay.test.ts > pay > logs an error
Error: declined
    at pay (src/pay.ts:3:9)

 ✓ src/pay.test.ts  (7 tests) 12ms
 ❯ src/cart.test.ts  (1 test | 1 failed) 9ms
   ❯ src/cart.test.ts > cart > adds two
     → expected 3 to be 4 // Object.is equality

⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯

 FAIL  src/cart.test.ts > cart > adds two
AssertionError: expected 3 to be 4 // Object.is equality

- Expected
+ Received

- 4
+ 3

 ❯ src/cart.test.ts:12:21
     10|   it('adds two', () => {
     11|     const cart = new Cart();
     12|     expect(cart.add(2)).toBe(4);
       |                         ^

⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯

 Test Files  1 failed | 2 passed (3)
      Tests  1 failed | 12 passed (13)
   Start at  10:00:00
   Duration  812ms

 ELIFECYCLE  Test failed. See above for more details.` },
  { name: 'mocha', command: 'npm test', keeps: ['Cart', 'adds two:', 'AssertionError: expected 3 to equal 4', 'test/cart.test.js:12:24', '1 failing'], output: `  Errors
    ✔ throws when the cart fails

  Cart
    1) adds two
    ✔ removes one


  2 passing (12ms)
  1 failing

  1) Cart
       adds two:

      AssertionError: expected 3 to equal 4
      + expected - actual

      -3
      +4
      
      at Context.<anonymous> (test/cart.test.js:12:24)
      at process.processImmediate (node:internal/timers:476:21)` },
  { name: 'playwright', command: 'npx playwright test', keeps: ['[chromium] › tests/cart.spec.ts:14:5 › cart › shows the total', "Locator: getByTestId('total')", 'Timed out 5000ms waiting for expect(locator).toHaveText(expected)', 'tests/cart.spec.ts:18:40', '1 failed'], output: `Running 12 tests using 2 workers

  ✓  1 [chromium] › tests/error.spec.ts:3:5 › error page › shows failed message (1.2s)
  ✘  2 [chromium] › tests/cart.spec.ts:14:5 › cart › shows the total (6.1s)

  1) [chromium] › tests/cart.spec.ts:14:5 › cart › shows the total ─────────────

    Error: Timed out 5000ms waiting for expect(locator).toHaveText(expected)

    Locator: getByTestId('total')
    Expected string: "12.00"
    Received string: "11.99"
    Call log:
      - expect.toHaveText with timeout 5000ms
      - waiting for getByTestId('total')

      16 |   await page.goto('/cart');
      17 |   await page.click('#add');
    > 18 |   await expect(page.getByTestId('total')).toHaveText('12.00');
         |                                           ^
      19 | });

        at /home/runner/work/shop/shop/tests/cart.spec.ts:18:40

  1 failed
    [chromium] › tests/cart.spec.ts:14:5 › cart › shows the total ──────────────
  11 passed (14.2s)` },
  { name: 'npm eresolve', command: 'npm ci', keeps: ['ERESOLVE', 'peer react@"^17.0.0" from react-table@7.8.0', 'Conflicting peer dependency'], output: `npm warn deprecated inflight@1.0.6: This module is not supported
npm error code ERESOLVE
npm error ERESOLVE could not resolve
npm error
npm error While resolving: react-table@7.8.0
npm error Found: react@18.2.0
npm error node_modules/react
npm error   react@"^18.2.0" from the root project
npm error
npm error Could not resolve dependency:
npm error peer react@"^17.0.0" from react-table@7.8.0
npm error node_modules/react-table
npm error   react-table@"^7.8.0" from the root project
npm error
npm error Conflicting peer dependency: react@17.0.2
npm error
npm error Fix the upstream dependency conflict, or retry
npm error A complete log of this run can be found in: /home/runner/.npm/_logs/2026-01-01T00_00_00_000Z-debug-0.log` },
  { name: 'npm lock', command: 'npm ci', keeps: ['`npm ci` can only install packages when your package.json and package-lock.json', 'Missing: left-pad@1.3.0 from lock file'], output: `npm error code EUSAGE
npm error
npm error \`npm ci\` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with \`npm install\` before continuing.
npm error
npm error Missing: left-pad@1.3.0 from lock file
npm error
npm error Clean install a project
npm error
npm error Usage:
npm error npm ci
npm error
npm error Options:
npm error [--install-strategy <hoisted|nested|shallow|linked>] [--legacy-bundling]
npm error A complete log of this run can be found in: /home/runner/.npm/_logs/x-debug-0.log` },
  { name: 'pnpm lockfile', command: 'pnpm install', keeps: ['ERR_PNPM_OUTDATED_LOCKFILE', 'specifiers in the lockfile'], output: `Lockfile is up to date, resolution step is skipped
 ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with <ROOT>/package.json

Note that in CI environments this setting is true by default. If you still need to run install in such cases, use "pnpm install --no-frozen-lockfile"

  Failure reason:
  specifiers in the lockfile ({"a":"1"}) don't match specs in package.json ({"a":"2"})` },
  { name: 'pip resolve', command: 'pip install -r requirements.txt', keeps: ['ERROR: Could not find a version that satisfies the requirement torch==2.9.9', 'ERROR: No matching distribution found for torch==2.9.9'], output: `Collecting requests==2.31.0 (from -r requirements.txt (line 1))
  Downloading requests-2.31.0-py3-none-any.whl (62 kB)
ERROR: Could not find a version that satisfies the requirement torch==2.9.9 (from versions: 2.0.0, 2.0.1, 2.1.0)
ERROR: No matching distribution found for torch==2.9.9` },
  { name: 'pip build', command: 'pip install .', keeps: ['fatal error: Python.h: No such file or directory', 'ERROR: Failed building wheel for fastcart', 'src/cart.c:1:10'], output: `Building wheels for collected packages: fastcart
  Building wheel for fastcart (pyproject.toml): started
  error: subprocess-exited-with-error
  
  × Building wheel for fastcart (pyproject.toml) did not run successfully.
  │ exit code: 1
  ╰─> [12 lines of output]
      running bdist_wheel
      building 'fastcart' extension
      gcc -pthread -fPIC -I/usr/include/python3.12 -c src/cart.c -o build/cart.o
      src/cart.c:1:10: fatal error: Python.h: No such file or directory
          1 | #include <Python.h>
            |          ^~~~~~~~~~
      compilation terminated.
      error: command '/usr/bin/gcc' failed with exit code 1
      [end of output]
  
  note: This error originates from a subprocess, and is likely not a problem with pip.
  ERROR: Failed building wheel for fastcart
Failed to build fastcart
ERROR: Could not build wheels for fastcart, which is required to install pyproject.toml-based projects` },
  { name: 'uv', command: 'uv sync --locked', keeps: ['No solution found when resolving dependencies', 'Because shop-core==2.0 depends on python>=3.13'], output: `Using CPython 3.12.3 interpreter at: /usr/bin/python3.12
  × No solution found when resolving dependencies:
  ╰─▶ Because shop-core==2.0 depends on python>=3.13 and your project requires
      shop-core==2.0, we can conclude that your project's requirements are unsatisfiable.` },
  { name: 'poetry', command: 'poetry install', keeps: ['pyproject.toml changed significantly since poetry.lock was last generated'], output: `Creating virtualenv shop-py3.12 in /home/runner/.cache
Installing dependencies from lock file

pyproject.toml changed significantly since poetry.lock was last generated. Run \`poetry lock\` to fix the lock file.` },
  { name: 'ruff', command: 'ruff check .', keeps: ['F401 [*] `os` imported but unused', 'src/shop/cart.py:1:8', 'Found 2 errors.'], output: `F401 [*] \`os\` imported but unused
 --> src/shop/cart.py:1:8
  |
1 | import os
  |        ^^
  |
help: Remove unused import: \`os\`

E711 Comparison to \`None\` should be \`cond is None\`
  --> src/shop/pay.py:40:12
   |
40 |     if x == None:
   |             ^^^^

Found 2 errors.
[*] 1 fixable with the \`--fix\` option.` },
  { name: 'black', command: 'black --check .', keeps: ['would reformat /home/runner/work/shop/shop/src/cart.py', '1 file would be reformatted, 30 files would be left unchanged.'], output: `would reformat /home/runner/work/shop/shop/src/cart.py

Oh no! 💥 💔 💥
1 file would be reformatted, 30 files would be left unchanged.` },
  { name: 'flake8', command: 'flake8', keeps: ['./shop/cart.py:12:80: E501 line too long', './shop/pay.py:3:1: F401'], output: `./shop/cart.py:12:80: E501 line too long (97 > 79 characters)
./shop/cart.py:19:80: E501 line too long (99 > 79 characters)
./shop/pay.py:3:1: F401 'os' imported but unused` },
  { name: 'pylint', command: 'pylint shop', exitCode: 20, keeps: ['shop/cart.py:12:0: C0301: Line too long (120/100) (line-too-long)', 'shop/pay.py:30:4: E1101', 'Your code has been rated at 8.12/10'], output: `************* Module shop.cart
shop/cart.py:12:0: C0301: Line too long (120/100) (line-too-long)
************* Module shop.pay
shop/pay.py:30:4: E1101: Instance of 'Cart' has no 'totl' member (no-member)

------------------------------------------------------------------
Your code has been rated at 8.12/10 (previous run: 8.30/10, -0.18)` },
  { name: 'django unittest', command: 'python manage.py test', keeps: ['FAIL: test_total (shop.tests.test_cart.CartTest', 'AssertionError: 3 != 4', 'tests/test_cart.py", line 22', 'FAILED (failures=1)', 'Ran 30 tests'], output: `Found 30 test(s).
Creating test database for alias 'default'...
System check identified no issues (0 silenced).
..............F...............
======================================================================
FAIL: test_total (shop.tests.test_cart.CartTest.test_total)
----------------------------------------------------------------------
Traceback (most recent call last):
  File "/home/runner/work/shop/shop/shop/tests/test_cart.py", line 22, in test_total
    self.assertEqual(cart.total(), 4)
AssertionError: 3 != 4

----------------------------------------------------------------------
Ran 30 tests in 1.234s

FAILED (failures=1)
Destroying test database for alias 'default'...` },
  { name: 'pytest import', command: 'pytest', exitCode: 2, keeps: ['ERROR collecting tests/test_cart.py', "ModuleNotFoundError: No module named 'shop.tax'", 'tests/test_cart.py:3: in <module>', '1 error in 0.31s', 'Interrupted: 1 error during collection'], output: `============================= test session starts ==============================
platform linux -- Python 3.12.3, pytest-8.0.0, pluggy-1.4.0
rootdir: /home/runner/work/shop/shop
collected 12 items / 1 error

==================================== ERRORS ====================================
_____________________ ERROR collecting tests/test_cart.py ______________________
ImportError while importing test module '/home/runner/work/shop/shop/tests/test_cart.py'.
Hint: make sure your test modules/packages have valid Python names.
Traceback:
/usr/lib/python3.12/importlib/__init__.py:90: in import_module
    return _bootstrap._gcd_import(name[level:], package, level)
tests/test_cart.py:3: in <module>
    from shop.tax import rate
E   ModuleNotFoundError: No module named 'shop.tax'
=========================== short test summary info ============================
ERROR tests/test_cart.py
!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
=============================== 1 error in 0.31s ===============================` },
  { name: 'rustc', command: 'cargo build --locked', exitCode: 101, keeps: ['error[E0425]: cannot find value `tax_rate` in this scope', 'src/cart.rs:31:18', 'error: could not compile `shop` (lib) due to 1 previous error'], output: `   Compiling thiserror v1.0.50
   Compiling shop v0.1.0 (/home/runner/work/shop/shop)
warning: unused variable: \`error\`
  --> src/errors.rs:3:9
   |
3  |     let error = 1;
   |         ^^^^^ help: if this is intentional, prefix it with an underscore: \`_error\`

error[E0425]: cannot find value \`tax_rate\` in this scope
  --> src/cart.rs:31:18
   |
31 |     self.total * tax_rate
   |                  ^^^^^^^^ not found in this scope

For more information about this error, try \`rustc --explain E0425\`.
warning: \`shop\` (lib) generated 1 warning
error: could not compile \`shop\` (lib) due to 1 previous error; 1 warning emitted` },
  { name: 'cargo test', command: 'cargo test', exitCode: 101, keeps: ['cart::tests::adds_two', "panicked at src/cart.rs:44:9", 'assertion `left == right` failed', 'left: 3', 'right: 4', 'test result: FAILED. 11 passed; 1 failed', 'error: test failed, to rerun pass `--lib`'], output: `    Finished \`test\` profile [unoptimized + debuginfo] target(s) in 12.01s
     Running unittests src/lib.rs (target/debug/deps/shop-0a1b2c3d)

running 12 tests
test errors::tests::fails_when_empty ... ok
test cart::tests::adds_two ... FAILED

failures:

---- cart::tests::adds_two stdout ----
thread 'cart::tests::adds_two' panicked at src/cart.rs:44:9:
assertion \`left == right\` failed
  left: 3
 right: 4
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace


failures:
    cart::tests::adds_two

test result: FAILED. 11 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s

error: test failed, to rerun pass \`--lib\`` },
  { name: 'clippy', command: 'cargo clippy -- -D warnings', exitCode: 101, keeps: ['error: this `if` statement can be collapsed', 'src/pay.rs:12:5', 'clippy::collapsible-if'], output: `    Checking shop v0.1.0 (/home/runner/work/shop/shop)
error: this \`if\` statement can be collapsed
  --> src/pay.rs:12:5
   |
12 | /     if a {
13 | |         if b {
   | |_____^
   |
   = note: \`-D clippy::collapsible-if\` implied by \`-D warnings\`

error: could not compile \`shop\` (lib) due to 1 previous error` },
  { name: 'rustfmt', command: 'cargo fmt --check', keeps: ['Diff in /home/runner/work/shop/shop/src/cart.rs:12'], output: `Diff in /home/runner/work/shop/shop/src/cart.rs:12:
 fn total(&self) -> u32 {
-    self.items.iter().map(|i|i.price).sum()
+    self.items.iter().map(|i| i.price).sum()
 }` },
  { name: 'gcc', command: 'make', exitCode: 2, keeps: ["src/cart.c:42:12: error: 'rate' undeclared", 'make: *** [Makefile:12: build/cart.o] Error 1'], output: `mkdir -p build
gcc -Wall -c src/errors.c -o build/errors.o
gcc -Wall -c src/cart.c -o build/cart.o
src/cart.c: In function 'total':
src/cart.c:42:12: error: 'rate' undeclared (first use in this function)
   42 |     return rate * n;
      |            ^~~~
src/cart.c:42:12: note: each undeclared identifier is reported only once for each function it appears in
make: *** [Makefile:12: build/cart.o] Error 1` },
  { name: 'linker', command: 'cmake --build build', keeps: ["undefined reference to `shop::tax_rate()'", 'collect2: error: ld returned 1 exit status', 'FAILED: bin/shop'], output: `[1/40] Building CXX object src/CMakeFiles/shop.dir/errors.cc.o
[39/40] Building CXX object src/CMakeFiles/shop.dir/cart.cc.o
[40/40] Linking CXX executable bin/shop
FAILED: bin/shop 
: && /usr/bin/c++ -O2 src/CMakeFiles/shop.dir/cart.cc.o -o bin/shop && :
/usr/bin/ld: src/CMakeFiles/shop.dir/cart.cc.o: in function \`shop::total()':
cart.cc:(.text+0x1f): undefined reference to \`shop::tax_rate()'
collect2: error: ld returned 1 exit status
ninja: build stopped: subcommand failed.` },
  { name: 'cmake', command: 'cmake -B build', keeps: ['CMake Error at CMakeLists.txt:18 (find_package)', 'Could not find a package configuration file provided by "Boost"', 'Configuring incomplete, errors occurred!'], output: `-- The CXX compiler identification is GNU 13.2.0
-- Detecting CXX compile features - done
CMake Error at CMakeLists.txt:18 (find_package):
  Could not find a package configuration file provided by "Boost" (requested
  version 1.80) with any of the following names:

    BoostConfig.cmake
    boost-config.cmake


-- Configuring incomplete, errors occurred!` },
  { name: 'ctest gtest', command: 'ctest --output-on-failure', exitCode: 8, keeps: ['CartTest.Total', 'cart_test.cc:31: Failure', 'Which is: 3', '67% tests passed, 1 tests failed out of 3', '2 - cart_test (Failed)'], output: `Test project /home/runner/work/shop/build
    Start 1: errors_test
1/3 Test #1: errors_test ......................   Passed    0.01 sec
    Start 2: cart_test
2/3 Test #2: cart_test ........................***Failed    0.02 sec
[==========] Running 2 tests from 1 test suite.
[ RUN      ] CartTest.Total
/home/runner/work/shop/test/cart_test.cc:31: Failure
Expected equality of these values:
  cart.total()
    Which is: 3
  4
[  FAILED  ] CartTest.Total (0 ms)
[  PASSED  ] 1 test.
[  FAILED  ] 1 test, listed below:
[  FAILED  ] CartTest.Total

67% tests passed, 1 tests failed out of 3

The following tests FAILED:
	  2 - cart_test (Failed)
Errors while running CTest` },
  { name: 'asan', command: './run_tests', keeps: ['AddressSanitizer: heap-use-after-free', 'src/cart.c:77:5', 'SUMMARY: AddressSanitizer'], output: `=================================================================
==2314==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010 at pc 0x55d bp 0x7ff sp 0x7ff
READ of size 4 at 0x602000000010 thread T0
    #0 0x55d4 in total /home/runner/work/shop/src/cart.c:77:5
    #1 0x55d5 in main /home/runner/work/shop/src/main.c:12:3
freed by thread T0 here:
    #0 0x7f in free
SUMMARY: AddressSanitizer: heap-use-after-free /home/runner/work/shop/src/cart.c:77:5 in total
==2314==ABORTING` },
  { name: 'dotnet test', command: 'dotnet test', keeps: ['Failed Shop.Tests.CartTests.Total_IsRounded', 'Assert.Equal() Failure', 'Expected: 4', 'CartTests.cs:line 31', 'Failed!  - Failed:     1, Passed:    11'], output: `  Determining projects to restore...
  Shop -> /home/runner/work/shop/bin/Debug/net8.0/Shop.dll
Starting test execution, please wait...
A total of 1 test files matched the specified pattern.
[xUnit.net 00:00:00.52]     Shop.Tests.CartTests.Total_IsRounded [FAIL]
  Failed Shop.Tests.CartTests.Total_IsRounded [3 ms]
  Error Message:
   Assert.Equal() Failure: Values differ
Expected: 4
Actual:   3
  Stack Trace:
     at Shop.Tests.CartTests.Total_IsRounded() in /home/runner/work/shop/tests/CartTests.cs:line 31
   at System.RuntimeMethodHandle.InvokeMethod(Object target)

Failed!  - Failed:     1, Passed:    11, Skipped:     0, Total:    12, Duration: 41 ms - Shop.Tests.dll (net8.0)` },
  { name: 'dotnet build', command: 'dotnet build', keeps: ["Cart.cs(31,18): error CS0103: The name 'TaxRate' does not exist in the current context", 'Build FAILED.', '1 Error(s)'], output: `  Determining projects to restore...
  All projects are up-to-date for restore.
/home/runner/work/shop/src/Old.cs(3,5): warning CS0168: The variable 'error' is declared but never used [/home/runner/work/shop/Shop.csproj]
/home/runner/work/shop/src/Cart.cs(31,18): error CS0103: The name 'TaxRate' does not exist in the current context [/home/runner/work/shop/Shop.csproj]

Build FAILED.

/home/runner/work/shop/src/Cart.cs(31,18): error CS0103: The name 'TaxRate' does not exist in the current context [/home/runner/work/shop/Shop.csproj]
    1 Warning(s)
    1 Error(s)

Time Elapsed 00:00:09.12` },
  { name: 'rspec', command: 'bundle exec rspec', keeps: ['Cart adds two', 'Failure/Error: expect(cart.total).to eq(4)', 'expected: 4', 'got: 3', './spec/cart_spec.rb:12', '25 examples, 1 failure', 'rspec ./spec/cart_spec.rb:10 # Cart adds two'], output: `Randomized with seed 1234
........F................

Failures:

  1) Cart adds two
     Failure/Error: expect(cart.total).to eq(4)

       expected: 4
            got: 3

       (compared using ==)
     # ./spec/cart_spec.rb:12:in \`block (2 levels) in <top (required)>'

Finished in 0.12 seconds (files took 0.5 seconds to load)
25 examples, 1 failure

Failed examples:

rspec ./spec/cart_spec.rb:10 # Cart adds two` },
  { name: 'minitest', command: 'bin/rails test', keeps: ['CartTest#test_total', 'test/models/cart_test.rb:12', 'Expected: 4', 'Actual: 3', '30 runs, 60 assertions, 1 failures, 0 errors, 0 skips'], output: `Running 30 tests in a single process
....F

Failure:
CartTest#test_total [test/models/cart_test.rb:12]:
Expected: 4
  Actual: 3

bin/rails test test/models/cart_test.rb:10

.........................

Finished in 1.2s, 25.0 runs/s, 50.0 assertions/s.
30 runs, 60 assertions, 1 failures, 0 errors, 0 skips` },
  { name: 'rubocop', command: 'bundle exec rubocop', keeps: ['app/models/cart.rb:12:5: C:', 'Style/StringLiterals', '40 files inspected, 2 offenses detected'], output: `Inspecting 40 files
..C.....................................

Offenses:

app/models/cart.rb:12:5: C: [Correctable] Style/StringLiterals: Prefer single-quoted strings.
    "total"
    ^^^^^^^
app/models/pay.rb:3:1: W: Lint/UselessAssignment: Useless assignment to variable - x.

40 files inspected, 2 offenses detected, 1 offense autocorrectable` },
  { name: 'phpunit', command: 'vendor/bin/phpunit', keeps: ['Tests\\CartTest::testTotal', 'Failed asserting that 3 matches expected 4.', '/home/runner/work/shop/tests/CartTest.php:31', 'Tests: 12, Assertions: 30, Failures: 1.'], output: `PHPUnit 10.5.2 by Sebastian Bergmann and contributors.

...........F                                                      12 / 12 (100%)

Time: 00:00.123, Memory: 10.00 MB

There was 1 failure:

1) Tests\\CartTest::testTotal
Failed asserting that 3 matches expected 4.

/home/runner/work/shop/tests/CartTest.php:31

FAILURES!
Tests: 12, Assertions: 30, Failures: 1.` },
  { name: 'phpstan', command: 'vendor/bin/phpstan', keeps: ['src/Cart.php', 'Method Shop\\Cart::total() should return int but returns string.', '[ERROR] Found 1 error'], output: ` 40/40 [▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓] 100%

 ------ --------------------------------------------------------------- 
  Line   src/Cart.php                                                   
 ------ --------------------------------------------------------------- 
  31     Method Shop\\Cart::total() should return int but returns string.  
 ------ --------------------------------------------------------------- 


 [ERROR] Found 1 error` },
  { name: 'xcodebuild', command: 'xcodebuild test', exitCode: 65, keeps: ['CartTests.swift:31: error: -[ShopTests.CartTests testTotal]', 'XCTAssertEqual failed: ("3") is not equal to ("4")', '** TEST FAILED **', 'Executed 12 tests, with 1 failure'], output: `Test Suite 'CartTests' started at 2026-01-01 10:00:00.000
Test Case '-[ShopTests.CartTests testTotal]' started.
/Users/runner/work/shop/ShopTests/CartTests.swift:31: error: -[ShopTests.CartTests testTotal] : XCTAssertEqual failed: ("3") is not equal to ("4")
Test Case '-[ShopTests.CartTests testTotal]' failed (0.012 seconds).
Test Suite 'CartTests' failed at 2026-01-01 10:00:00.100.
	 Executed 12 tests, with 1 failure (0 unexpected) in 0.100 (0.101) seconds
** TEST FAILED **` },
  { name: 'swift build', command: 'swift build', keeps: ["Cart.swift:31:18: error: cannot find 'taxRate' in scope"], output: `[1/12] Compiling Shop Errors.swift
[12/12] Compiling Shop Cart.swift
/home/runner/work/shop/Sources/Shop/Cart.swift:31:18: error: cannot find 'taxRate' in scope
        return total * taxRate
                       ^~~~~~~
error: fatalError` },
  { name: 'terraform', command: 'terraform plan', keeps: ['Error: Reference to undeclared resource', 'on main.tf line 31, in resource "aws_instance" "shop"', 'A managed resource "aws_subnet" "shop" has not been declared'], output: `Initializing the backend...
Initializing provider plugins...
╷
│ Error: Reference to undeclared resource
│ 
│   on main.tf line 31, in resource "aws_instance" "shop":
│   31:   subnet_id = aws_subnet.shop.id
│ 
│ A managed resource "aws_subnet" "shop" has not been declared in the root
│ module.
╵` },
  { name: 'helm', command: 'helm upgrade --install shop ./chart', keeps: ['Error: UPGRADE FAILED: context deadline exceeded'], output: `history.go:56: [debug] getting history for release shop
upgrade.go:155: [debug] preparing upgrade for shop
wait.go:48: [debug] beginning wait for 12 resources with timeout of 5m0s
ready.go:274: [debug] Deployment is not ready: default/shop. 0 out of 2 expected pods are ready
Error: UPGRADE FAILED: context deadline exceeded` },
  { name: 'kubectl', command: 'kubectl rollout status deploy/shop', keeps: ['error: deployment "shop" exceeded its progress deadline'], output: `Waiting for deployment "shop" rollout to finish: 0 of 2 updated replicas are available...
error: deployment "shop" exceeded its progress deadline` },
  { name: 'docker build', command: 'docker build .', keeps: ['[build 4/7] RUN npm ci', 'npm error code E404', 'Dockerfile:12', 'process "/bin/sh -c npm ci" did not complete successfully: exit code: 1'], output: `#1 [internal] load build definition from Dockerfile
#1 DONE 0.0s
#8 [build 4/7] RUN npm ci
#8 2.101 npm error code E404
#8 2.102 npm error 404 Not Found - GET https://registry.example.org/@shop%2fcore - Not found
#8 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
 > [build 4/7] RUN npm ci:
2.101 npm error code E404
2.102 npm error 404 Not Found - GET https://registry.example.org/@shop%2fcore - Not found
------
Dockerfile:12
--------------------
  10 |     WORKDIR /app
  11 |     COPY package*.json ./
  12 | >>> RUN npm ci
  13 |     COPY . .
--------------------
ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1` },
  { name: 'docker pull', command: 'docker compose up -d', keeps: ['pull access denied for shop/private'], exitCode: 18, output: ` db Pulling 
 web Pulling 
 web Error pull access denied for shop/private, repository does not exist or may require 'docker login': denied: requested access to the resource is denied
Error response from daemon: pull access denied for shop/private, repository does not exist or may require 'docker login': denied: requested access to the resource is denied` },
  { name: 'apt', command: 'sudo apt-get install -y libfoo-dev', exitCode: 100, keeps: ['E: Unable to locate package libfoo-dev'], output: `Reading package lists...
Building dependency tree...
Reading state information...
E: Unable to locate package libfoo-dev` },
  { name: 'disk full', command: 'npm run build', keeps: ['ENOSPC: no space left on device'], output: `> shop@1.0.0 build
> vite build
transforming...
✓ 1200 modules transformed.
error during build:
Error: ENOSPC: no space left on device, write
    at writeSync (node:fs:902:3)` },
  { name: 'oom kill', command: 'npm run build', exitCode: 137, keeps: ['Killed', 'Process completed with exit code 137'], output: `> shop@1.0.0 build
> webpack --mode production

/home/runner/work/_temp/5.sh: line 1:  2301 Killed                  npm run build` },
  { name: 'heap', command: 'npm run build', exitCode: 134, keeps: ['JavaScript heap out of memory'], output: `<--- Last few GCs --->

[2301:0x5f]    31012 ms: Mark-Compact 2046.1 (2083.2) -> 2045.0 (2083.4) MB

<--- JS stacktrace --->

FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

 1: 0xb8d0a3 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]
Aborted (core dumped)` },
  { name: 'git push', command: 'git push origin main', keeps: ['Permission to shop/shop.git denied to github-actions[bot]', 'The requested URL returned error: 403'], exitCode: 128, output: `[main 1a2b3c4] release 1.2.0
 1 file changed, 1 insertion(+)
remote: Permission to shop/shop.git denied to github-actions[bot].
fatal: unable to access 'https://github.com/shop/shop/': The requested URL returned error: 403` },
  { name: 'merge conflict', command: 'git merge origin/main', keeps: ['CONFLICT (content): Merge conflict in src/cart.ts', 'Automatic merge failed'], output: `Auto-merging src/cart.ts
CONFLICT (content): Merge conflict in src/cart.ts
Automatic merge failed; fix conflicts and then commit the result.` },
  { name: 'missing secret', command: './deploy.sh', keeps: ['DEPLOY_TOKEN: unbound variable', 'deploy.sh: line 14'], output: `Deploying to production
./deploy.sh: line 14: DEPLOY_TOKEN: unbound variable` },
  { name: 'aws', command: 'aws s3 sync dist s3://shop', keeps: ['An error occurred (AccessDenied) when calling the PutObject operation'], output: `upload failed: dist/index.html to s3://shop/index.html An error occurred (AccessDenied) when calling the PutObject operation: Access Denied` },
  { name: 'command missing', command: 'wasm-pack build', exitCode: 127, keeps: ['wasm-pack: command not found', 'exit code 127'], output: `/home/runner/work/_temp/9a.sh: line 1: wasm-pack: command not found` },
  { name: 'mypy', command: 'mypy src', keeps: ['src/shop/cart.py:12: error: Incompatible return value type (got "str", expected "int")  [return-value]', 'Found 2 errors in 2 files (checked 31 source files)'], output: `src/shop/cart.py:12: error: Incompatible return value type (got "str", expected "int")  [return-value]
src/shop/pay.py:3: error: Cannot find implementation or library stub for module named "stripe"  [import-not-found]
src/shop/pay.py:3: note: See https://mypy.readthedocs.io/en/stable/running_mypy.html#missing-imports
Found 2 errors in 2 files (checked 31 source files)` },
  { name: 'bazel', command: 'bazel test //...', exitCode: 3, keeps: ['//cart:total_test', 'FAILED', 'total_test.cc:12', 'Executed 2 out of 2 tests: 1 test passes and 1 fails locally.'], output: `INFO: Analyzed 12 targets (40 packages loaded, 900 targets configured).
FAIL: //cart:total_test (see /home/runner/.cache/bazel/testlogs/cart/total_test/test.log)
INFO: From Testing //cart:total_test:
==================== Test output for //cart:total_test:
cart/total_test.cc:12: Failure
Value of: total(2)
  Actual: 3
Expected: 4
================================================================================
//cart:errors_test                                              PASSED in 0.1s
//cart:total_test                                               FAILED in 0.2s
  /home/runner/.cache/bazel/testlogs/cart/total_test/test.log

Executed 2 out of 2 tests: 1 test passes and 1 fails locally.` },
  { name: 'webpack', command: 'npm run build', keeps: ["Module not found: Error: Can't resolve './tax' in '/home/runner/work/shop/src'", 'ERROR in ./src/cart.js 3:0-28', 'webpack 5.90.0 compiled with 1 error'], output: `asset main.js 120 KiB [emitted] (name: main)
ERROR in ./src/cart.js 3:0-28
Module not found: Error: Can't resolve './tax' in '/home/runner/work/shop/src'
resolve './tax' in '/home/runner/work/shop/src'
  using description file: /home/runner/work/shop/package.json (relative path: ./src)

webpack 5.90.0 compiled with 1 error in 1200 ms` },
  { name: 'next build', command: 'next build', keeps: ["Type error: Property 'rows' does not exist on type 'Props'.", './src/ui/table.tsx:88:21', 'Failed to compile.'], output: `   ▲ Next.js 14.1.0
   Creating an optimized production build ...
 ✓ Compiled successfully
   Linting and checking validity of types ...
Failed to compile.

./src/ui/table.tsx:88:21
Type error: Property 'rows' does not exist on type 'Props'.

  86 | 
  87 | export function Table(props: Props) {
> 88 |   return props.rows.map(row);
     |                ^` },
  { name: 'stylelint', command: 'npx stylelint "**/*.css"', exitCode: 2, keeps: ['src/shop.css', 'Unexpected duplicate selector', 'no-duplicate-selectors', '1 problem (1 error, 0 warnings)'], output: `src/shop.css
 12:1  ✖  Unexpected duplicate selector "a", first used at line 3  no-duplicate-selectors

✖ 1 problem (1 error, 0 warnings)` },
  { name: 'cancelled', command: 'npm run e2e', exitCode: 0, keeps: ['##[error]The operation was canceled.', 'waiting for server on port 3000'], output: `> shop@1.0.0 e2e
> start-server-and-test
waiting for server on port 3000
waiting for server on port 3000
##[error]The operation was canceled.` },
  { name: 'dart', command: 'flutter test', keeps: ['cart adds two [E]', 'Expected: <4>', 'Actual: <3>', 'Some tests failed.', 'test/cart_test.dart 12:5'], output: `00:02 +4: loading /home/runner/work/shop/test/cart_test.dart
00:03 +4 -1: cart adds two [E]
  Expected: <4>
    Actual: <3>
  
  package:matcher          expect
  test/cart_test.dart 12:5  main.<fn>
  
00:03 +4 -1: Some tests failed.` },
  { name: 'elixir', command: 'mix test', exitCode: 2, keeps: ['test adds two (Shop.CartTest)', 'test/cart_test.exs:12', 'Assertion with == failed', 'left:  3', 'right: 4', '5 tests, 1 failure'], output: `Compiling 3 files (.ex)
..

  1) test adds two (Shop.CartTest)
     test/cart_test.exs:12
     Assertion with == failed
     code:  assert Shop.Cart.total(2) == 4
     left:  3
     right: 4
     stacktrace:
       test/cart_test.exs:13: (test)

..
Finished in 0.03 seconds (0.00s async, 0.03s sync)
5 tests, 1 failure` },
];
