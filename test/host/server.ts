/** A real VS Code server on a loopback port, in folders of its own, gone without a trace when disposed. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runToEnd } from './commands.ts';
import type { HostReady } from './install.ts';
import { commonArguments, configFile, hostEnvironment, hostFolders, quietSettings, serverArguments, settingsFile, type HostFolders } from './profile.ts';
import { ServerProcess } from './serverProcess.ts';

/** What the editor opens and how it is set up. */
export interface HostOptions {
  readonly install: HostReady;
  /** The folder that is opened. */
  readonly workspace: string;
  /** A packed extension, installed first. */
  readonly vsix?: string;
  /** A colour theme's name; `Dark Modern` if missing. */
  readonly theme?: string;
  /** True leaves Workspace Trust on: the folder is untrusted until someone trusts it. */
  readonly trust?: boolean;
  /** True leaves chat, language-model tools and MCP on. */
  readonly ai?: boolean;
  /** User settings, over the quiet ones. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Variables for the server and all it starts; `HOME` is a fresh folder unless given here. */
  readonly environment?: Readonly<Record<string, string>>;
  /** True makes tests inside the extension host possible; it may change modal dialogs. */
  readonly smokeDriver?: boolean;
  /** The server ends by itself after so long without a browser, so that no orphan outlives a killed test; 300 if missing, 0 for never. */
  readonly idleSeconds?: number;
}

/** A running server. */
export class EditorHost implements AsyncDisposable {
  readonly install: HostReady;
  readonly workspace: string;
  readonly port: number;
  readonly folders: HostFolders;
  readonly #server: ServerProcess;

  private constructor(options: HostOptions, folders: HostFolders, server: ServerProcess, port: number) {
    this.install = options.install;
    this.workspace = path.resolve(options.workspace);
    this.folders = folders;
    this.port = port;
    this.#server = server;
  }

  /** Starts the server and waits until it answers; throws with the server's own words when it does not. */
  static async start(options: HostOptions): Promise<EditorHost> {
    // Sockets lie in there, and macOS's own folder for temporary files is too long a path for a socket.
    const scratch = process.platform === 'darwin' ? '/tmp' : os.tmpdir();
    const folders = hostFolders(mkdtempSync(path.join(scratch, 'logbrief-host-')));
    const server = new ServerProcess(folders.base);
    try {
      writeProfile(folders, options);
      const environment = hostEnvironment(folders, options.environment);
      if (options.vsix !== undefined) await installExtension(options, folders, environment);
      server.start([options.install.serverEntry, ...serverArguments(folders, options)], environment);
      return new EditorHost(options, folders, server, await server.whenListening());
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The server's address. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The address that opens the workspace. */
  get url(): string {
    return `${this.origin}/?folder=${encodeURIComponent(this.workspace)}`;
  }

  /** The last of what the server, the extension host and the extensions wrote to their consoles. */
  get output(): string {
    return this.#server.output;
  }

  /** Stops the server with all it started and removes its folders. May be called twice. */
  async dispose(): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }

  /** Lets `await using` call `dispose`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }
}

function writeProfile(folders: HostFolders, options: HostOptions): void {
  for (const folder of [folders.home, folders.extensions, path.dirname(settingsFile(folders))]) mkdirSync(folder, { recursive: true });
  writeFileSync(settingsFile(folders), JSON.stringify(quietSettings(options), undefined, 2));
  writeFileSync(configFile(folders), '{}\n');
}

async function installExtension({ install, vsix = '' }: HostOptions, folders: HostFolders, environment: NodeJS.ProcessEnv): Promise<void> {
  const done = await runToEnd(process.execPath, [install.serverEntry, ...commonArguments(folders), '--install-extension', path.resolve(vsix)], { environment });
  if (done.exitCode !== 0) throw new Error(`Cannot install ${vsix}: ${done.output}`);
}
