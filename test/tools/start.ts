/** `npm start [-- FOLDER]`: the product at its main job. Opens a workspace whose application logs and fails, and prints its briefing live. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openInEditor } from './openEditor.ts';
import { packExtension, vsixPath } from './package.ts';
import { requireNode24, root } from './run.ts';

/** A terminal that is a file or a pipe gets the briefing at most so often; a person's screen at every change. */
const printGapMs = 10_000;

requireNode24();
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
const children: ChildProcess[] = [];

const given = process.argv[2];
const workspace = given === undefined ? sampleWorkspace() : path.resolve(given);
if (fs.statSync(workspace, { throwIfNoEntry: false })?.isDirectory() !== true) {
  say(`${workspace} is not a folder. Name an existing one: npm start -- FOLDER`);
  process.exit(1);
}
say('building and packing the extension …');
await packExtension();
if (given === undefined) start('the sample application', [path.join(workspace, 'src', 'main.js')]);
start('the engine', [path.join(root, 'dist', 'cli.js'), 'serve', '--workspace', workspace]);
try {
  await using editor = await openInEditor({ workspace, vsix: vsixPath, log: say });
  const where = editor.kind === 'browser' ? `open ${editor.url} to see the workspace in VS Code` : 'the workspace is open in your VS Code';
  say(`${where}; Ctrl-C stops everything`);
  await showBriefing(where);
} finally {
  await stopChildren();
}

/** Copies the sample application beside the sources, fresh, so that its logs begin with this run. */
function sampleWorkspace(): string {
  const folder = path.join(root, '.sample', 'shop');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'test', 'fixtures', 'shop'), folder, { recursive: true });
  return folder;
}

function start(what: string, args: readonly string[]): void {
  const child = spawn(process.execPath, args, { cwd: workspace, stdio: ['ignore', 'ignore', 'inherit'] });
  child.once('exit', (code) => {
    if (!stop.signal.aborted) say(`${what} ended with ${code ?? 'a signal'}`);
  });
  children.push(child);
}

async function stopChildren(): Promise<void> {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(children.filter((child) => child.exitCode === null && child.signalCode === null).map((child) => once(child, 'exit')));
}

async function showBriefing(headline: string): Promise<void> {
  const file = path.join(workspace, '.logbrief', 'briefing.md');
  let shown = '';
  let shownMs = -Infinity;
  while (!stop.signal.aborted) {
    const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    const isDue = process.stdout.isTTY || performance.now() - shownMs >= printGapMs;
    if (text !== shown && isDue) {
      if (process.stdout.isTTY) process.stdout.write('\u001b[2J\u001b[H');
      process.stdout.write(`${process.stdout.isTTY ? `${headline}\n\n` : ''}${text}\n`);
      shown = text;
      shownMs = performance.now();
    }
    await wait(500, undefined, { signal: stop.signal }).catch(() => undefined);
  }
}
