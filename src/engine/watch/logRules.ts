/** Where logs lie when nobody says where: folders, names, and what is never one (FEATURES A1). Data; `selection.ts` reads it. */

/** What a file must look like inside, beside its name. */
export type Look = 'text' | 'jsonLines';

/** A kind of log by its name. */
export interface LogRule {
  readonly rule: string;
  /** Matches the lower-cased file name. */
  readonly name: RegExp;
  readonly look: Look;
  /** Only below a folder that is named like one for logs. */
  readonly inLogFolder: boolean;
  /** A name the rule must match; a test replays it. */
  readonly sample: string;
}

/** Lower-cased names of folders that hold logs. */
export const logFolderNames: ReadonlySet<string> = new Set(['logs', 'log', '.logs', '.log', '_log', 'logfiles', 'log_files', 'log-files', 'syslog']);

/** The kinds of files that are logs, first match wins. */
export const logRules: readonly LogRule[] = [
  { rule: '*.log', name: /\.log$/, look: 'text', inLogFolder: false, sample: 'app.log' },
  { rule: 'a well-known log name', name: /^(?:nohup\.out|catalina\.out|error_log|access_log|log\.txt|logs\.txt|logfile|.+\.log\.(?:txt|jsonl?|ndjson))$/, look: 'text', inLogFolder: false, sample: 'nohup.out' },
  { rule: '*.out, *.err in a log folder', name: /\.(?:out|err|stdout|stderr)$/, look: 'text', inLogFolder: true, sample: 'worker.err' },
  { rule: '*.txt in a log folder', name: /\.txt$/, look: 'text', inLogFolder: true, sample: 'trace.txt' },
  { rule: 'JSON lines in a log folder', name: /\.(?:jsonl|ndjson|json)$/, look: 'jsonLines', inLogFolder: true, sample: 'app.ndjson' },
  { rule: 'a text file without ending in a log folder', name: /^[^.]+$/, look: 'text', inLogFolder: true, sample: 'messages' },
];

/** Lower-cased names of folders nobody's own logs lie in. */
export const skippedFolders: ReadonlySet<string> = new Set([
  'node_modules', 'bower_components', 'jspm_packages', '.git', '.hg', '.svn', '.jj', '.logbrief', 'vendor', 'site-packages', '.venv', 'venv', 'virtualenv',
  '__pycache__', '.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.cache', '.npm', '.yarn', '.pnpm-store', '.pnp', '.gradle', '.m2', '.cargo',
  '.rustup', '.bundle', '.idea', '.vs', '.vscode-test', '.terraform', '.dart_tool', 'pods', 'deriveddata', 'elm-stuff', '.stack-work', '.angular', '.parcel-cache',
]);

/** Lower-cased names of folders with sample data of tests: their logs tell nothing about this system. */
export const sampleFolders: ReadonlySet<string> = new Set(['fixtures', '__fixtures__', '__snapshots__', 'testdata', 'test-data', 'test_data', 'goldens']);

/** Files that mark a folder as a cache or as somebody else's installation. */
export const skipMarkers: ReadonlySet<string> = new Set(['CACHEDIR.TAG', 'pyvenv.cfg']);

/** What package managers leave behind when they fail; no log of the application. */
export const packageManagerLog = /^(?:\.?(?:npm|yarn|pnpm|lerna|rush|bower|firebase)-(?:debug|error)(?:-\d+)?\.log.*)$/;

/** Endings that are no log whatever the folder is called; a folder named by the user takes the rest if it is text. */
export const neverLogs = /\.(?:md|html?|css|[cm]?[jt]sx?|py|rb|go|rs|java|class|jar|c|cc|cpp|h|hpp|cs|php|sh|ps1|sql|ya?ml|toml|ini|cfg|conf|lock|map|svg|png|jpe?g|gif|ico|pdf|woff2?|db|sqlite3?|pid|sock|csv|tsv|xml|properties|swp|tmp|part)$|~$/;
