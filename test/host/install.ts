/** Installs the headless VS Code (code-server) and what drives it (playwright-core), once per version, outside the extension's packages. */
import { createHash, randomUUID } from 'node:crypto';
import { access, copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { findChromium } from './chromium.ts';
import { runToEnd } from './commands.ts';
import { hasCode, withLock } from './lock.ts';

/** The test bed, whole and usable. */
export interface HostReady {
  readonly kind: 'ready';
  /** The folder with everything in it. */
  readonly folder: string;
  /** The server's JavaScript, for Node 24. */
  readonly serverEntry: string;
  /** The ES module of playwright-core. */
  readonly playwrightEntry: string;
  /** The browser; missing only when it was not asked for and there is none. */
  readonly chromiumPath?: string;
}

/** Why there is no test bed, and what to do about it. */
export interface HostUnavailable {
  readonly kind: 'unavailable';
  readonly reason: string;
}

/** What `ensureHost` answers. */
export type HostInstall = HostReady | HostUnavailable;

/** What the caller needs of the test bed. */
export interface EnsureOptions {
  /** False for a server that the user opens in a browser of their own. */
  readonly browser?: boolean;
}

type Log = (line: string) => void;

const editorSources = path.join(import.meta.dirname, 'editor');
const manifests = ['package.json', 'package-lock.json'] as const;
/** Native parts that would need a compiler, and what is put in their place. */
const standIns = [['spdlog.js', '@vscode/spdlog/index.js'], ['nativeWatchdog.js', '@vscode/native-watchdog/index.js']] as const;
/** Changes when the steps below change, so that an install by older steps is not used. */
const recipe = 'recipe 1';

/**
 * Makes the test bed, or finds it made. The folder is `.host/` of the repository or `LOGBRIEF_HOST_DIR`; in it lies one folder per
 * version, which gets its name only when everything in it succeeded. Safe when several processes call it at once.
 */
export async function ensureHost(log: Log, { browser = true }: EnsureOptions = {}): Promise<HostInstall> {
  if (process.platform === 'win32') return unavailable('The headless VS Code does not run on Windows. Use the `code` command, or WSL.');
  if (!process.versions.node.startsWith('24.')) return unavailable(`The headless VS Code needs Node 24, this is ${process.versions.node}. Run it through npm, which brings Node 24 on Linux x64, or install Node 24.`);
  const base = path.resolve(process.env['LOGBRIEF_HOST_DIR'] ?? path.join(import.meta.dirname, '..', '..', '.host'));
  const folder = path.join(base, await versionName());
  await mkdir(base, { recursive: true });
  const whole = async (): Promise<boolean> => await missing(Object.values(entriesOf(folder))) === undefined;
  const underLock = <T>(work: () => Promise<T>): Promise<T> => withLock(path.join(base, 'lock'), () => log(`Waiting for another process that works in ${base} …`), work);
  if (!await whole()) {
    const failure = await underLock(async () => await whole() ? undefined : install(base, folder, log));
    if (failure !== undefined) return unavailable(failure);
  }
  let found = await findChromium(false, log);
  if (found.kind === 'missing' && browser) found = await underLock(() => findChromium(true, log));
  if (found.kind === 'missing' && browser) return unavailable(found.reason);
  return { kind: 'ready', folder, ...entriesOf(folder), ...found.kind === 'found' && { chromiumPath: found.path } };
}

/** Names the install after everything that decides what is in it. */
async function versionName(): Promise<string> {
  const hash = createHash('sha256').update(`${recipe} ${process.platform} ${process.arch}`);
  for (const name of [...manifests, ...standIns.map(([ours]) => ours)]) hash.update(await readFile(path.join(editorSources, name)));
  return `editor-${hash.digest('hex').slice(0, 12)}`;
}

/** Installs beside `folder` and renames at the end; returns what went wrong, if anything. */
async function install(base: string, folder: string, log: Log): Promise<string | undefined> {
  const leftOvers = (await readdir(base)).filter((name) => name.endsWith('.partial'));
  // An npm that outlived its parent may still be writing there for a while.
  await Promise.all(leftOvers.map((name) => rm(path.join(base, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })));
  const partial = path.join(base, `${randomUUID()}.partial`);
  await mkdir(partial);
  for (const name of manifests) await copyFile(path.join(editorSources, name), path.join(partial, name));
  log('Installing a headless VS Code for the tests (610 MB, once) …');
  const vscode = path.join(partial, 'node_modules', 'code-server', 'lib', 'vscode');
  const failure = await npm(partial, ['ci', '--ignore-scripts'])
    // `npm ci` fails in there; what `npm install` takes is fixed by the shrinkwrap that code-server brings.
    ?? await npm(vscode, ['install', '--omit=dev', '--ignore-scripts'])
    ?? await missing(standIns.map(([, theirs]) => path.join(vscode, 'node_modules', theirs)))
    ?? await missing(Object.values(entriesOf(partial)));
  if (failure === undefined) {
    for (const [ours, theirs] of standIns) await copyFile(path.join(editorSources, ours), path.join(vscode, 'node_modules', theirs));
    // What is there under the name is not whole, else nobody would install: someone removed a part of it.
    await rm(folder, { recursive: true, force: true });
    await settle(partial, folder);
  }
  await rm(partial, { recursive: true, force: true });
  return failure;
}

/** Gives a whole install its name; one that another process finished first is just as good. */
async function settle(partial: string, folder: string): Promise<void> {
  try {
    await rename(partial, folder);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY') && !hasCode(error, 'EEXIST')) throw error;
  }
}

async function npm(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const nodeFolder = path.dirname(path.dirname(process.execPath));
  const environment = {
    ...process.env,
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_nodedir: nodeFolder,
    npm_config_update_notifier: 'false',
  };
  const cli = process.env['npm_execpath'];
  const [command, ...first] = cli !== undefined && path.basename(cli) === 'npm-cli.js' ? [process.execPath, cli] : ['npm'];
  const done = await runToEnd(command, [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, environment });
  return done.exitCode === 0 ? undefined : `\`npm ${args.join(' ')}\` in ${cwd} ended with ${done.exitCode}: ${done.output}`;
}

async function missing(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    if (!await access(file).then(() => true, () => false)) return `npm succeeded but there is no ${file}.`;
  }
  return undefined;
}

function entriesOf(folder: string): Pick<HostReady, 'serverEntry' | 'playwrightEntry'> {
  const modules = path.join(folder, 'node_modules');
  return { serverEntry: path.join(modules, 'code-server', 'out', 'node', 'entry.js'), playwrightEntry: path.join(modules, 'playwright-core', 'index.mjs') };
}

function unavailable(reason: string): HostUnavailable {
  return { kind: 'unavailable', reason };
}
