/** The extension in a real VS Code: activation, and the host's event loop while 300 MB are read; and the size of the package. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runInsideHost } from '../host/inside.ts';
import { ensureHost } from '../host/install.ts';
import { EditorHost } from '../host/server.ts';
import { packExtension } from '../tools/package.ts';
import { makeLog } from './generate.ts';

const root = path.join(import.meta.dirname, '..', '..');

/** Prints what was measured. */
export async function benchEditor(say: (line: string) => void): Promise<void> {
  say(`package: ${((await packExtension()) / 1e6).toFixed(2)} MB`);
  const install = await ensureHost(() => undefined);
  if (install.kind !== 'ready') {
    say(`the editor is left out: ${install.reason}`);
    return;
  }
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-bench-'));
  try {
    const made = path.join(os.tmpdir(), 'logbrief-bench-300.log');
    makeLog(made, 300_000_000);
    fs.mkdirSync(path.join(workspace, 'logs'));
    fs.copyFileSync(made, path.join(workspace, 'big.source'));
    await using host = await EditorHost.start({ install, workspace, smokeDriver: true });
    const result = await runInsideHost({ host, extensionPath: root, testsPath: path.join(import.meta.dirname, 'inside.ts'), timeoutMs: 300_000 });
    for (const line of result.log) say(line);
  } finally {
    fs.rmSync(workspace, { recursive: true, force: true });
  }
}

if (import.meta.main) await benchEditor((line) => void process.stdout.write(`${line}\n`));
