/** Runs a command of the tool chain with its output shown, and fails loudly. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** The repository's folder. */
export const root = path.join(import.meta.dirname, '..', '..');

/** Runs `command` in the repository; returns whether it ended with 0. */
export function run(command: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): boolean {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  if (done.error) process.stderr.write(`${command}: ${done.error.message}\n`);
  return done.status === 0;
}

/** Runs the JavaScript of an installed package with this Node. */
export function runPackage(script: string, args: readonly string[]): boolean {
  return run(process.execPath, [path.join(root, 'node_modules', script), ...args]);
}

/** Ends with a clear message when this Node cannot run the sources. */
export function requireNode24(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  process.stderr.write(`Node ${process.versions.node} is too old for the sources (22.18 or newer runs them as they are). Run this through npm, which brings its own on Linux x64, or install Node 24.\n`);
  process.exit(1);
}
