/** Opens a folder with the extension in an editor for a person: their own VS Code, else the headless one in their browser. */
import { access, constants } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runToEnd } from '../host/commands.ts';
import { ensureHost } from '../host/install.ts';
import { EditorHost } from '../host/server.ts';

/** What to open. */
export interface OpenOptions {
  readonly workspace: string;
  /** The packed extension; it is installed first. */
  readonly vsix: string;
  /** Gets one line per step that takes a while or goes another way. */
  readonly log: (line: string) => void;
  /** Where `code` is looked for; the `PATH` of this process if missing. */
  readonly searchPath?: string;
}

/** An editor with the folder open: on the desktop, where disposing changes nothing, or at an address, which disposing ends. */
export type OpenEditor = AsyncDisposable & ({ readonly kind: 'desktop' } | { readonly kind: 'browser'; readonly url: string });

/** Opens `workspace`; throws with both reasons when neither editor can be had. */
export async function openInEditor(options: OpenOptions): Promise<OpenEditor> {
  const command = await findCode(options.searchPath ?? process.env['PATH'] ?? '');
  const desktopFailure = command === undefined ? 'There is no `code` command on the path (in VS Code: "Shell Command: Install \'code\' command in PATH").' : await openOnDesktop(command, options);
  if (desktopFailure === undefined) return { kind: 'desktop', [Symbol.asyncDispose]: () => Promise.resolve() };
  options.log(`${desktopFailure} Using a VS Code in the browser instead.`);
  const install = await ensureHost(options.log, { browser: false });
  if (install.kind === 'unavailable') throw new Error(`No editor to open ${options.workspace} in. ${desktopFailure} ${install.reason}`);
  // The user's own home, so that a terminal in there is theirs; chat and MCP on, so that everything can be tried.
  const environment = { HOME: os.homedir() };
  const host = await EditorHost.start({ install, workspace: options.workspace, vsix: options.vsix, ai: true, idleSeconds: 0, environment });
  return { kind: 'browser', url: host.url, [Symbol.asyncDispose]: () => host.dispose() };
}

/** Returns what went wrong, if anything. */
async function openOnDesktop(command: string, { workspace, vsix, log }: OpenOptions): Promise<string | undefined> {
  log(`Installing ${path.basename(vsix)} into your VS Code (${command}) …`);
  for (const args of [['--install-extension', path.resolve(vsix), '--force'], ['--new-window', path.resolve(workspace)]]) {
    // A .cmd file is run by cmd.exe only.
    const done = command.endsWith('.cmd') ? await runToEnd('cmd.exe', ['/d', '/c', command, ...args]) : await runToEnd(command, args);
    if (done.exitCode !== 0) return `\`code ${args.join(' ')}\` ended with ${done.exitCode}: ${done.output}`;
  }
  return undefined;
}

async function findCode(searchPath: string): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  for (const folder of searchPath.split(path.delimiter).filter((entry) => entry !== '')) {
    const file = path.join(folder, name);
    if (await access(file, constants.X_OK).then(() => true, () => false)) return file;
  }
  return undefined;
}
