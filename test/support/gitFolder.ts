/** A temporary folder with a real git repository in it. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { temporaryFolder } from './temporary.ts';

/** Runs git in a folder with the moment of its commits given. */
export function git(folder: string, words: readonly string[], atMs = Date.UTC(2026, 0, 2, 3, 0, 0)): string {
  const moment = new Date(atMs).toISOString();
  return execFileSync('git', ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-C', folder, ...words], {
    encoding: 'utf8', env: { ...process.env, GIT_AUTHOR_DATE: moment, GIT_COMMITTER_DATE: moment, GIT_CONFIG_GLOBAL: '/dev/null' }, stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Writes files (path → text) below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

/** Makes a repository with these files in one commit. */
export function gitFolder(context: TestContext, files: Readonly<Record<string, string>>, subject = 'first', atMs?: number): string {
  const folder = fs.realpathSync(temporaryFolder(context));
  writeFiles(folder, files);
  git(folder, ['init', '-q']);
  git(folder, ['add', '-A']);
  git(folder, ['commit', '-q', '-m', subject], atMs);
  return folder;
}
