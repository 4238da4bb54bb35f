/** Tests inside the extension host, with the real `vscode` API: what @vscode/test-electron does where Electron can be had. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { EditorPage } from './page.ts';
import type { Page } from './playwright.ts';
import { poll } from './poll.ts';
import type { EditorHost } from './server.ts';

/** What to run; the host must have been started with `smokeDriver: true`. */
export interface InsideOptions {
  readonly host: EditorHost;
  /** The folder of the extension under development. */
  readonly extensionPath: string;
  /** A module that exports `run` as `RunTests` says: CommonJS, ES module or TypeScript as Node runs it, with the real `vscode` to import. */
  readonly testsPath: string;
  readonly timeoutMs?: number;
}

/** How the run ended. */
export interface InsideResult {
  /** 0 when `run()` resolved. */
  readonly exitCode: number;
  /** What the tests gave to `log`, and the error that made them fail. */
  readonly log: readonly string[];
}

/** Opens the workspace with the extension under development, runs the tests and closes it again. */
export async function runInsideHost({ host, extensionPath, testsPath, timeoutMs = 120_000 }: InsideOptions): Promise<InsideResult> {
  const entry = writeEntry(host, path.resolve(testsPath));
  let exitCode: number | undefined;
  const uri = (file: string): string => `vscode-remote://127.0.0.1:${host.port}${path.resolve(file)}`;
  const payload = JSON.stringify([['extensionDevelopmentPath', uri(extensionPath)], ['extensionTestsPath', uri(entry.script)]]);
  const prepare = async (page: Page): Promise<void> => {
    // The tests' console comes this way, but so does all that the editor logs, and nothing tells them apart.
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.exposeFunction('codeAutomationExit', (code) => {
      exitCode = typeof code === 'number' ? code : 1;
    });
  };
  await using page = await EditorPage.open(host, { url: `${host.url}&payload=${encodeURIComponent(payload)}`, prepare });
  try {
    await poll(() => exitCode !== undefined, 'the tests inside the extension host', timeoutMs);
  } catch (cause) {
    const said = [...linesIn(entry.log), ...page.consoleErrors.map((problem) => problem.text), host.output];
    throw new Error(`The tests did not end within ${timeoutMs} ms.\n${said.join('\n')}`, { cause });
  }
  return { exitCode: exitCode ?? 1, log: linesIn(entry.log) };
}

/** Writes the module that the editor loads; it hands over to ours, which hands over to the tests. */
function writeEntry(host: EditorHost, testsPath: string): { readonly script: string; readonly log: string } {
  const folder = mkdtempSync(path.join(host.folders.base, 'inside-'));
  const script = path.join(folder, 'index.js');
  const log = path.join(folder, 'log.ndjson');
  const runner = pathToFileURL(path.join(import.meta.dirname, 'insideRunner.ts')).href;
  writeFileSync(log, '');
  writeFileSync(script, `exports.run = async () => (await import(${JSON.stringify(runner)})).runTests(${JSON.stringify(testsPath)}, ${JSON.stringify(log)});\n`);
  return { script, log };
}

function linesIn(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => String(JSON.parse(line)));
}
