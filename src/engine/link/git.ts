/** Asks git about the workspace: as a child process with a time limit, without a shell, and so that nothing of the repository is run. */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** How a line was last changed as git sees it. */
export type LineChange =
  | { readonly kind: 'commit'; readonly commit: string; readonly subject: string; readonly atMs: number }
  | { readonly kind: 'uncommitted' };

/** Nobody waits longer for one answer of git's. */
const timeLimitMs = 2000;
const mostBytes = 32 << 20;
/** A repository's own configuration can name programs for these; where it does, its lines are not asked for. `filter.lfs` is git-lfs' usual entry. */
const programs = '^(filter\\.(?!lfs\\.)|diff\\..*\\.(textconv|command)$)';
/** No hooks, no file-system monitor, no pager, no lock files, no network, no prompt. */
const safeOptions = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.pager=cat', '-c', 'core.quotePath=false', '--no-pager', '--literal-pathspecs'];
const safeEnvironment = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_ATTR_NOSYSTEM: '1', LC_ALL: 'C', NoDefaultCurrentDirectoryInExePath: '1' };

/** What a git hook, which may have started us, sets to name another repository than the folder's. */
const redirecting = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_EXTERNAL_DIFF', 'GIT_PREFIX', 'GIT_NAMESPACE']);

/** One work tree. */
export class Git {
  readonly #workspace: string;
  readonly #reflog: string;
  readonly #shallow: ReadonlySet<string>;
  readonly #runsPrograms: boolean;

  private constructor(workspace: string, found: { readonly reflog: string; readonly shallow: ReadonlySet<string>; readonly runsPrograms: boolean }) {
    this.#workspace = workspace;
    this.#reflog = found.reflog;
    this.#shallow = found.shallow;
    this.#runsPrograms = found.runsPrograms;
  }

  /** Opens; undefined when the folder is in no repository, git is not there, or git refuses it. */
  static async open(workspace: string, signal: AbortSignal): Promise<Git | undefined> {
    const answer = await git(workspace, ['rev-parse', '--is-inside-work-tree', '--git-path', 'logs/HEAD', '--git-path', 'shallow'], signal);
    const [isInside, reflog, shallow] = answer?.split('\n') ?? [];
    if (isInside !== 'true' || reflog === undefined || shallow === undefined) return undefined;
    const names = await git(workspace, ['config', '--local', '--includes', '--name-only', '--list'], signal);
    return new Git(workspace, {
      reflog: path.resolve(workspace, reflog),
      shallow: new Set(linesIfThere(path.resolve(workspace, shallow))),
      runsPrograms: (names ?? '').split('\n').some((name) => new RegExp(programs).test(name)),
    });
  }

  /** Tracked and untracked files, ignored ones left out, relative to the workspace; undefined when git cannot say. */
  async files(signal: AbortSignal): Promise<string[] | undefined> {
    const answer = await git(this.#workspace, ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], signal);
    return answer?.split('\0').filter((name) => name !== '');
  }

  /** Files that differ from the last commit, new ones included, relative to the workspace. */
  async changedFiles(signal: AbortSignal): Promise<string[]> {
    const answer = await git(this.#workspace, ['ls-files', '-z', '--modified', '--others', '--exclude-standard', '--deduplicate'], signal);
    return answer?.split('\0').filter((name) => name !== '') ?? [];
  }

  /** Changes whenever a commit is made or another one is checked out. */
  headStamp(): string {
    const stat = fs.statSync(this.#reflog, { throwIfNoEntry: false });
    return stat ? `${stat.size}:${stat.mtimeMs}` : '';
  }

  /** Says how a line was last changed; undefined when git does not know, as for files it does not follow. */
  async lineChange(inner: string, line: number, signal: AbortSignal): Promise<LineChange | undefined> {
    if (this.#runsPrograms) return undefined;
    const answer = await git(this.#workspace, ['blame', '--porcelain', '--root', '-w', '-L', `${line},${line}`, '--', inner], signal);
    return answer === undefined ? undefined : this.#changeOf(answer);
  }

  /** Whether git sees the file and does not follow it yet. */
  async isUntracked(inner: string, signal: AbortSignal): Promise<boolean> {
    return (await git(this.#workspace, ['ls-files', '-z', '--others', '--exclude-standard', '--', inner], signal)) === `${inner}\0`;
  }

  #changeOf(porcelain: string): LineChange | undefined {
    const lines = porcelain.split('\n');
    const commit = /^[0-9a-f]{40,64}/.exec(lines[0] ?? '')?.[0];
    const valueOf = (key: string): string | undefined => lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1);
    const seconds = Number(valueOf('author-time') ?? NaN);
    if (commit === undefined || Number.isNaN(seconds)) return undefined;
    if (/^0+$/.test(commit)) return { kind: 'uncommitted' };
    // At the edge of a shallow clone every line seems to be that commit's.
    return this.#shallow.has(commit) ? undefined : { kind: 'commit', commit: commit.slice(0, 7), subject: valueOf('summary') ?? '', atMs: seconds * 1000 };
  }
}

function git(workspace: string, words: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !redirecting.has(name)));
  return new Promise((resolve) => {
    execFile('git', [...safeOptions, '-C', workspace, ...words], { env: { ...environment, ...safeEnvironment }, timeout: timeLimitMs, killSignal: 'SIGKILL', maxBuffer: mostBytes, windowsHide: true, signal },
      (error, stdout) => resolve(error ? undefined : stdout));
  });
}

function linesIfThere(file: string): string[] {
  try {
    return fs.readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
  } catch {
    return []; // Only a shallow clone has this file.
  }
}
