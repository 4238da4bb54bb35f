/** Folders, variables, arguments and settings of one host: fresh, quiet, and nothing of the user's. */
import path from 'node:path';

/** The folders of one host, all below `base`. */
export interface HostFolders {
  readonly base: string;
  readonly home: string;
  readonly userData: string;
  readonly extensions: string;
}

/** What the settings depend on. */
export interface SettingsOptions {
  readonly theme?: string;
  readonly trust?: boolean;
  readonly ai?: boolean;
  readonly userSettings?: Readonly<Record<string, unknown>>;
}

/** What the server's arguments depend on. */
export interface ArgumentOptions {
  readonly trust?: boolean;
  readonly smokeDriver?: boolean;
  readonly idleSeconds?: number;
}

/** Variables that would lead the server to the user's own editor, Node set-up or display; everything else of npm goes too. */
const foreign = /^(VSCODE_|ELECTRON_|CODE_SERVER_|npm_|NODE_|XDG_|PORT$|PASSWORD$|HASHED_PASSWORD$|DISPLAY$|WAYLAND_DISPLAY$|DBUS_|TERM_PROGRAM|INIT_CWD$)/i;
const noGallery = '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":"","controlUrl":"","recommendationsUrl":""}';

/** Names the folders below `base`. */
export function hostFolders(base: string): HostFolders {
  return { base, home: path.join(base, 'home'), userData: path.join(base, 'data'), extensions: path.join(base, 'extensions') };
}

/** Names the file with the user settings. */
export function settingsFile(folders: HostFolders): string {
  return path.join(folders.userData, 'User', 'settings.json');
}

/** Names the server's own configuration, which must be there, else it writes one into the user's home. */
export function configFile(folders: HostFolders): string {
  return path.join(folders.base, 'config.yaml');
}

/** Gives the variables of the server and of all it starts; `more` wins. */
export function hostEnvironment(folders: HostFolders, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const xdg = (name: string): string => path.join(folders.base, 'xdg', name);
  return {
    ...Object.fromEntries(kept),
    HOME: folders.home,
    XDG_CONFIG_HOME: xdg('config'),
    XDG_DATA_HOME: xdg('data'),
    XDG_STATE_HOME: xdg('state'),
    XDG_CACHE_HOME: xdg('cache'),
    XDG_RUNTIME_DIR: xdg('run'),
    EXTENSIONS_GALLERY: noGallery,
    ...more,
  };
}

/** Gives the arguments that every call of the server needs, installing extensions included. */
export function commonArguments(folders: HostFolders): string[] {
  return ['--config', configFile(folders), '--user-data-dir', folders.userData, '--extensions-dir', folders.extensions, '--disable-telemetry', '--disable-update-check'];
}

/** Gives the arguments that start the server on a free loopback port. */
export function serverArguments(folders: HostFolders, { trust = false, smokeDriver = false, idleSeconds = 300 }: ArgumentOptions): string[] {
  return [
    ...commonArguments(folders), '--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-getting-started-override', '--ignore-last-opened',
    ...trust ? [] : ['--disable-workspace-trust'],
    ...smokeDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : [],
    ...idleSeconds === 0 ? [] : ['--idle-timeout-seconds', String(idleSeconds)],
  ];
}

/** Gives user settings under which the editor shows and does nothing by itself. */
export function quietSettings({ theme = 'Dark Modern', trust = false, ai = false, userSettings = {} }: SettingsOptions): Record<string, unknown> {
  return {
    'workbench.colorTheme': theme,
    'window.autoDetectColorScheme': false,
    'workbench.startupEditor': 'none',
    // Settings, trust and extensions as ordinary editors: over a modal one, F1 does nothing.
    'workbench.editor.useModal': 'off',
    'workbench.tips.enabled': false,
    'workbench.welcomePage.walkthroughs.openOnInstall': false,
    'workbench.reduceMotion': 'on',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.enableExperiments': false,
    'security.workspace.trust.enabled': trust,
    'telemetry.telemetryLevel': 'off',
    'update.mode': 'none',
    'extensions.autoCheckUpdates': false,
    'extensions.autoUpdate': false,
    'extensions.ignoreRecommendations': true,
    'extensions.verifySignature': false,
    'git.openRepositoryInParentFolders': 'never',
    'chat.disableAIFeatures': !ai,
    ...userSettings,
  };
}
