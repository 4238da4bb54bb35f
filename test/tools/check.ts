/** `npm run check`: the compiler for sources, tests and panels, the linter, and the architecture test. */
import { requireNode24, run, runPackage } from './run.ts';

/** Runs all checks; returns whether every one passed. */
export function checkAll(): boolean {
  const passed = [
    runPackage('typescript/bin/tsc', ['-p', '.']),
    runPackage('typescript/bin/tsc', ['-p', 'src/webview']),
    runPackage('eslint/bin/eslint.js', ['src', 'test']),
    run(process.execPath, ['--test', 'test/architecture.test.ts']),
  ];
  return passed.every(Boolean);
}

if (import.meta.main) {
  requireNode24();
  process.exitCode = checkAll() ? 0 : 1;
}
