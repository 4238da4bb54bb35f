/** Runs in the extension host, between the editor and the tests: what the tests say must not be mixed with all that the editor logs. */
import { appendFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';

/** What a module of tests exports; it fails by throwing, and what it gives to `log` is in the result. */
export type RunTests = (log: (line: string) => void) => Promise<void>;

interface TestModule {
  readonly run?: RunTests;
  readonly default?: { readonly run?: RunTests };
}

/** Imports `testsPath` (CommonJS, ES module or TypeScript) and runs its `run()`; its lines and its failure go to `logFile` as JSON. */
export async function runTests(testsPath: string, logFile: string): Promise<void> {
  const log = (line: string): void => appendFileSync(logFile, `${JSON.stringify(line)}\n`);
  try {
    const tests = await import(pathToFileURL(testsPath).href) as TestModule;
    const run = tests.run ?? tests.default?.run;
    if (run === undefined) throw new Error(`${testsPath} exports no run().`);
    await run(log);
  } catch (error) {
    log(inspect(error));
    throw error;
  }
}
