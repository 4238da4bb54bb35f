/** Tests inside the extension host, with the real `vscode` API: what @vscode/test-electron does where Electron can be had. */
import path from 'node:path';
import { EditorPage } from './page.ts';
import type { Page } from './playwright.ts';
import { poll } from './poll.ts';
import type { EditorHost } from './server.ts';

/** What to run; the host must have been started with `smokeDriver: true`. */
export interface InsideOptions {
  readonly host: EditorHost;
  /** The folder of the extension under development. */
  readonly extensionPath: string;
  /** A module the extension host can load, with `run(): Promise<void>`; it fails by throwing. */
  readonly testsPath: string;
  readonly timeoutMs?: number;
}

/** How the run ended. */
export interface InsideResult {
  /** 0 when `run()` resolved. */
  readonly exitCode: number;
  /** What the tests wrote to their console, and the error that made them fail. */
  readonly log: readonly string[];
}

interface Line {
  readonly type: string;
  readonly text: string;
}

/** Opens the workspace with the extension under development, runs the tests and closes it again. */
export async function runInsideHost({ host, extensionPath, testsPath, timeoutMs = 120_000 }: InsideOptions): Promise<InsideResult> {
  const lines: Line[] = [];
  let result: InsideResult | undefined;
  const uri = (file: string): string => `vscode-remote://127.0.0.1:${host.port}${path.resolve(file)}`;
  const payload = JSON.stringify([['extensionDevelopmentPath', uri(extensionPath)], ['extensionTestsPath', uri(testsPath)]]);
  const prepare = async (page: Page): Promise<void> => {
    await page.exposeFunction('codeAutomationLog', (type, args) => void lines.push({ type: String(type), text: textOf(args) }));
    await page.exposeFunction('codeAutomationExit', (code, logs) => {
      result = { exitCode: typeof code === 'number' ? code : 1, log: withoutEditorsOwn(lines, JSON.stringify(logs) ?? '') };
    });
  };
  await using page = await EditorPage.open(host, { url: `${host.url}&payload=${encodeURIComponent(payload)}`, prepare });
  return await poll(() => result, 'the tests inside the extension host', timeoutMs).catch((cause: unknown) => {
    const said = [...lines, ...page.consoleErrors].map((line) => line.text);
    throw new Error(`The tests did not end within ${timeoutMs} ms.\n${[...said, host.output].join('\n')}`, { cause });
  });
}

/** The window's own log comes the same way as the tests' console, but it is also in the log files that come at the end. */
function withoutEditorsOwn(lines: readonly Line[], logFiles: string): string[] {
  const isOwn = (line: Line): boolean => logFiles.includes(`[${line.type}] ${JSON.stringify(line.text).slice(1, -1)}`);
  return lines.filter((line) => !isOwn(line)).map((line) => line.text);
}

function textOf(args: unknown): string {
  const parts: readonly unknown[] = Array.isArray(args) ? args : [args];
  return parts.map((part) => typeof part === 'string' ? part : JSON.stringify(part)).join(' ');
}
