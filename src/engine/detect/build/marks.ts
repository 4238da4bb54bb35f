/** What makes a log a build log: lines that hardly anything but a build, a test run or a build server writes. */
import { Gate } from './gate.ts';

/** One mark; marks of weight 2 are enough alone, others must come together with another. */
export interface BuildMark {
  readonly name: string;
  readonly expression: RegExp;
  readonly weight: 1 | 2;
  readonly sample: string;
}

/** The marks. */
export const buildMarks: readonly BuildMark[] = [
  { name: 'github', weight: 2, expression: /^##\[(?:group|error|endgroup|section)\]/, sample: '##[group]Run yarn test' },
  { name: 'workflow command', weight: 2, expression: /^::(?:error|group|warning|endgroup)(?: [^:]*)?::/, sample: '::error file=a.ts::x' },
  { name: 'gitlab', weight: 2, expression: /^section_(?:start|end):\d+:|^Running with gitlab-runner/, sample: 'section_start:1700000000:build_script' },
  { name: 'jenkins', weight: 2, expression: /^\[Pipeline\] |^Finished: (?:FAILURE|SUCCESS|ABORTED|UNSTABLE)$|^Started by (?:user|an SCM|timer|upstream)/, sample: '[Pipeline] stage' },
  { name: 'buildkite', weight: 2, expression: /^(?:~{3}|-{3}|\+{3}) :[\w-]+: \S|^🚨 Error: The command exited with status/, sample: '--- :hammer: Build' },
  { name: 'circleci', weight: 2, expression: /^#!\/bin\/(?:ba)?sh -eo pipefail$|^Exited with code exit status [1-9]|^Too long with no output \(exceeded /, sample: 'Exited with code exit status 1' },
  { name: 'travis', weight: 2, expression: /^travis_(?:fold|time):/, sample: 'travis_fold:start:install' },
  { name: 'pytest', weight: 2, expression: /^=+ (?:test session starts|FAILURES|ERRORS|short test summary info) =+$/, sample: '======== test session starts ========' },
  { name: 'unittest', weight: 1, expression: /^Ran \d+ tests? in [\d.]+s$/, sample: 'Ran 12 tests in 0.3s' },
  { name: 'unittest verdict', weight: 1, expression: /^FAILED \((?:failures|errors)=\d|^OK$/, sample: 'FAILED (failures=1)' },
  { name: 'jest', weight: 2, expression: /^\s*(?:Test Suites|Test Files|Tests):?\s+(?:\d+ \w+[,|]? ?)+(?:\(\d+\)|\d* ?total)/, sample: 'Tests:       1 failed, 475 passed, 485 total' },
  { name: 'jest file', weight: 1, expression: /^\s*(?:PASS|FAIL)\s+\S+\.[cm]?[jt]sx?\b/, sample: ' PASS  test/checkout.test.js' },
  { name: 'mocha', weight: 1, expression: /^\s*\d+ (?:passing|failing)\b/, sample: '  5 passing (10ms)' },
  { name: 'playwright', weight: 2, expression: /^Running \d+ tests? using \d+ workers?/, sample: 'Running 12 tests using 4 workers' },
  { name: 'tap', weight: 1, expression: /^TAP version 1\d|^1\.\.\d+$/, sample: 'TAP version 13' },
  { name: 'npm script', weight: 1, expression: /^> \S+@\S+ \S+|^\$ (?:npm|yarn|pnpm|make|cargo|go|tsc|jest|vitest|pytest)\b|^yarn run v/, sample: '> storefront@3.2.0 test' },
  { name: 'npm error', weight: 1, expression: /^npm (?:ERR!|error) code \S+/, sample: 'npm ERR! code ELIFECYCLE' },
  { name: 'npm install', weight: 2, expression: /^npm (?:ERR!|error) code (?:ERESOLVE|E40\d|E50\d|EUSAGE|ETARGET|EINTEGRITY|EBADENGINE|EACCES|EJSONPARSE|ENOTEMPTY)|^\s*\[?ERR_PNPM_|^➤ YN0000: ┌|^added \d+ packages?,? (?:and audited|in)/, sample: 'npm error code ERESOLVE' },
  { name: 'pip install', weight: 1, expression: /^(?:Collecting \S|Installing collected packages|Building wheels for|Successfully installed|Using cached \S+\.whl|Creating virtualenv|Using CPython)/, sample: 'Collecting requests==2.31.0' },
  { name: 'pip failure', weight: 1, expression: /^\s*(?:ERROR: (?:No matching distribution|Could not (?:find a version|build wheels)|Failed building wheel|Cannot install \S|ResolutionImpossible)|[×] (?:No solution found|Building wheel))|version solving failed|poetry\.lock was last generated/, sample: 'ERROR: No matching distribution found for torch==2.9.9' },
  { name: 'apt', weight: 1, expression: /^Reading package lists|^Building dependency tree/, sample: 'Reading package lists...' },
  { name: 'apt failure', weight: 1, expression: /^E: (?:Unable to|Failed to|Package|Version|Some)/, sample: 'E: Unable to locate package libfoo-dev' },
  { name: 'next', weight: 2, expression: /^\s*Creating an optimized production build/, sample: '   Creating an optimized production build ...' },
  { name: 'next banner', weight: 1, expression: /^\s*▲ Next\.js/, sample: '   ▲ Next.js 14.1.0' },
  { name: 'next compiles', weight: 1, expression: /^\s*[○✓] Compil(?:ing|ed)\b/, sample: ' ○ Compiling / ...' },
  { name: 'sanitizer', weight: 2, expression: /^SUMMARY: \w+Sanitizer/, sample: 'SUMMARY: AddressSanitizer: heap-use-after-free' },
  { name: 'pylint', weight: 2, expression: /^\*{13} Module \S|^Your code has been rated at/, sample: '************* Module shop.cart' },
  { name: 'phpstan', weight: 2, expression: /^\s+Line {3}\S+\.php\s*$/, sample: '  Line   src/Cart.php' },
  { name: 'rustfmt', weight: 2, expression: /^Diff in \S+\.rs(?::\d+:| at line)/, sample: 'Diff in /work/src/a.rs:3:' },
  { name: 'tsc', weight: 2, expression: /\berror TS\d{4,5}: |Starting compilation in watch mode|Found \d+ errors?\. Watching for file changes/, sample: 'src/a.ts(3,5): error TS2322: x' },
  { name: 'eslint', weight: 2, expression: /^\s*[✖×] \d+ problems? \(\d+ errors?/, sample: '✖ 12 problems (10 errors, 2 warnings)' },
  { name: 'bundler', weight: 1, expression: /^webpack [\d.]+ compiled|^vite v[\d.]+ building|^rollup v|ERROR in \.\/|^Failed to compile\./, sample: 'webpack 5.9 compiled with 1 error in 300 ms' },
  { name: 'bundler verdict', weight: 1, expression: /^webpack [\d.]+ compiled with [1-9]\d* error|^error during build:$|^x Build failed in /, sample: 'webpack 5.91.0 compiled with 2 errors and 3 warnings in 18211 ms' },
  { name: 'cargo', weight: 2, expression: /^\s*(?:Compiling|Checking) \S+ v\d+\.\d+|^error: could not compile `|^\s*test result: (?:ok|FAILED)\./, sample: '   Compiling shop v0.1.0 (/work)' },
  { name: 'rustc', weight: 1, expression: /^error\[E\d{4}\]: /, sample: 'error[E0308]: mismatched types' },
  { name: 'go test', weight: 2, expression: /^\s*--- (?:FAIL|PASS|SKIP): \S+ \(|^=== RUN {3}|^(?:ok {2}|FAIL)\t\S+\t/, sample: '--- FAIL: TestTotal (0.00s)' },
  { name: 'maven', weight: 2, expression: /^\[INFO\] (?:BUILD (?:FAILURE|SUCCESS)|Scanning for projects|-+< .+ >-+|T E S T S)/, sample: '[INFO] BUILD FAILURE' },
  { name: 'gradle', weight: 2, expression: /^> Task :\S+|^BUILD (?:FAILED|SUCCESSFUL)(?: in .*)?$|^FAILURE: Build failed|^\* What went wrong:/, sample: '> Task :compileJava FAILED' },
  { name: 'make', weight: 1, expression: /^(?:g|mingw32-)?make(?:\[\d+\])?: (?:\*\*\* |Entering directory|Leaving directory)/, sample: 'make: *** [Makefile:12: all] Error 2' },
  { name: 'cc', weight: 1, expression: /^[^\s:]+\.(?:c|cc|cpp|cxx|h|hpp|m|mm|swift|java|kt):\d+:(?:\d+:)? (?:fatal )?error: /, sample: 'src/a.c:3:5: error: x' },
  { name: 'compiler run', weight: 1, expression: /^(?:\S+-)?(?:gcc|g\+\+|clang|clang\+\+|cc|c\+\+) (?:-\S+ ){1,30}.*-o \S+/, sample: 'gcc -O0 -Wall -I. -c -o ring.o ring.c' },
  { name: 'compiler warning', weight: 1, expression: /^[^\s:]+\.(?:c|cc|cpp|cxx|h|hpp|m|mm):\d+:(?:\d+:)? warning: .*\[-W[\w=+-]+\]$/, sample: 'ring.c:4:28: warning: unused variable ‘a’ [-Wunused-variable]' },
  { name: 'ninja', weight: 1, expression: /^\[\d+\/\d+\] (?:Building|Linking|Compiling|Generating)|^ninja: |^-- (?:Configuring|Generating) (?:done|incomplete)|^CMake Error/, sample: '[3/20] Building CXX object a.o' },
  { name: 'ctest', weight: 2, expression: /^\d+% tests passed, \d+ tests? failed|^Test project \S|^\[={10}\] Running \d+ tests?/, sample: '67% tests passed, 1 tests failed out of 3' },
  { name: 'dotnet', weight: 2, expression: /^Build (?:FAILED|succeeded)\.$|^(?:Failed|Passed)! +- Failed: +\d+|: error (?:CS|MSB|NU|C|LNK)\d{3,4}: /, sample: 'Build FAILED.' },
  { name: 'rspec', weight: 2, expression: /^\d+ examples?, \d+ failures?|^\d+ (?:runs|tests), \d+ assertions, \d+ failures/, sample: '5 examples, 1 failure' },
  { name: 'phpunit', weight: 2, expression: /^PHPUnit \d+\.\d+|^Tests: \d+, Assertions: \d+/, sample: 'PHPUnit 10.5 by Sebastian Bergmann and contributors.' },
  { name: 'xcode', weight: 2, expression: /^\*\* (?:BUILD|TEST|ARCHIVE) (?:FAILED|SUCCEEDED) \*\*|^Test Case '-\[/, sample: '** TEST FAILED **' },
  { name: 'docker build', weight: 2, expression: /^#\d+ \[(?:internal\] load|[\w -]+ +\d+\/\d+\] (?:FROM|RUN|COPY))|^Step \d+\/\d+ : (?:FROM|RUN|COPY)|^ERROR: failed to solve/, sample: '#5 [internal] load build definition from Dockerfile' },
  { name: 'bazel', weight: 2, expression: /^(?:INFO|ERROR): Build (?:completed|did NOT complete)|^INFO: Analyzed \d+ targets?/, sample: 'ERROR: Build did NOT complete successfully' },
  { name: 'mypy', weight: 1, expression: /^Found \d+ errors? in \d+ files? \(|^Success: no issues found in|^\d+ errors?, \d+ warnings?, \d+ informations/, sample: 'Found 3 errors in 2 files (checked 10 source files)' },
  { name: 'python check', weight: 1, expression: /^[^\s:]+\.py:\d+(?::\d+)?: (?:error: |[A-Z]{1,3}\d{3,4} )/, sample: 'a.py:3:5: error: x' },
  { name: 'pre-commit', weight: 2, expression: /^\S.*?\.{6,}(?:\(.*\))?(?:Passed|Failed|Skipped)$/, sample: 'check yaml..............................Passed' },
  { name: 'sbt', weight: 1, expression: /^\[(?:info|error)\] (?:compiling \d+|Total time|\(.+\) |Run completed)/, sample: '[info] compiling 3 Scala sources' },
  { name: 'terraform', weight: 2, expression: /^(?:Plan: \d+ to add|Terraform used the selected providers|Initializing the backend)/, sample: 'Initializing the backend...' },
  { name: 'watch', weight: 1, expression: /^\[nodemon\] |^\[Running '.+'\]|change detected|File change detected/, sample: '[nodemon] restarting due to changes...' },
  { name: 'vite', weight: 1, expression: /^\s*VITE v\d/, sample: '  VITE v5.0.0  ready in 300 ms' },
  { name: 'vite round', weight: 1, expression: /\[vite\] (?:\(client\) )?(?:hmr update|page reload|Internal server error)/, sample: '10:00:01 AM [vite] hmr update /src/cart.ts' },
  { name: 'elixir', weight: 2, expression: /^\d+ tests?, \d+ failures?|^Finished in [\d.]+ seconds/, sample: '5 tests, 1 failure' },
  { name: 'bun', weight: 1, expression: /^bun (?:test|run) v|^ \d+ (?:pass|fail)$/, sample: 'bun test v1.1' },
  { name: 'shell trace', weight: 1, expression: /^\+ (?:npm|yarn|pnpm|make|cmake|cargo|go|mvn|gradle|\.\/gradlew|pip|poetry|uv|docker|pytest|python -m pytest|tox|nox)\b/, sample: '+ npm ci' },
];

let gate: Gate | undefined;

/** The marks that a line bears. */
export function marksIn(text: string): BuildMark[] {
  gate ??= new Gate(buildMarks);
  const open = gate.openText(text);
  return buildMarks.filter(({ expression }, i) => ((open[i >>> 5] ?? 0) & (1 << (i & 31))) !== 0 && expression.test(text));
}
