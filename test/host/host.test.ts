/** Shows that the test bed works, so that a failure of an end-to-end test is the extension's. Uses the smoke extension, not Logbrief. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { runToEnd } from './commands.ts';
import { runInsideHost } from './inside.ts';
import { ensureHost, type HostReady } from './install.ts';
import { EditorPage } from './page.ts';
import { poll } from './poll.ts';
import { EditorHost } from './server.ts';

const root = path.join(import.meta.dirname, '..', '..');
const smoke = path.join(import.meta.dirname, 'smoke');
const status = 'logbrief-test.smoke.state';
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-host-test-'));
const workspace = path.join(scratch, 'a folder');
const vsix = path.join(scratch, 'smoke.vsix');
let install: HostReady;

before(async () => {
  fs.mkdirSync(workspace);
  const found = await ensureHost((line) => process.stderr.write(`${line}\n`));
  assert.equal(found.kind, 'ready', 'reason' in found ? found.reason : undefined);
  install = found;
  const packed = await runToEnd(process.execPath, [path.join(root, 'node_modules/@vscode/vsce/vsce'), 'package', '--no-dependencies', '--skip-license', '-o', vsix], { cwd: smoke });
  assert.equal(packed.exitCode, 0, packed.output);
});

after(() => fs.rmSync(scratch, { recursive: true, force: true }));

test('the lock file names no registry', () => {
  assert.doesNotMatch(fs.readFileSync(path.join(import.meta.dirname, 'editor', 'package-lock.json'), 'utf8'), /"resolved"/);
});

test('a packed extension is installed, shows its status, answers commands and exchanges messages with its webview', async () => {
  await using host = await EditorHost.start({ install, workspace, vsix, theme: 'Light Modern' });
  await using editor = await EditorPage.open(host);
  await editor.statusBarText(status, /^Smoke: ready$/);
  await editor.runCommand('Smoke: Open the page');
  const view = await editor.webview('Smoke page');
  await view.getByRole('button').click();
  await editor.statusBarText(status, /^Smoke: 1 clicks$/);
  await editor.runCommand('Choose a colour');
  const pick = await editor.openQuickPick();
  assert.equal(await pick.question(), 'Which colour?');
  await pick.choose('green');
  await editor.statusBarText(status, /^Smoke: green$/);
  assert.equal(await editor.page.locator('.monaco-workbench.vs').count(), 1, 'the light theme');
  const picture = path.join(scratch, 'window.png');
  await editor.screenshot(picture);
  assert.ok(fs.statSync(picture).size > 10_000);
  assert.deepEqual(editor.consoleErrors, []);
  assert.equal(editor.policyBreaches.length, 1, 'the one script without a nonce');
});

test('a test inside the extension host has the real API, and its result, lines and error come out', async () => {
  const options = { extensionPath: smoke, testsPath: path.join(smoke, 'inside', 'index.js') };
  await using host = await EditorHost.start({ install, workspace, smokeDriver: true });
  assert.deepEqual(await runInsideHost({ host, ...options }), { exitCode: 0, log: ['inside: 1.139'] });
  await using failing = await EditorHost.start({ install, workspace, smokeDriver: true, userSettings: { 'smoke.fail': true } });
  const failed = await runInsideHost({ host: failing, ...options });
  assert.equal(failed.exitCode, 1);
  assert.match(failed.log.join('\n'), /^inside: 1\.139\n\[?Error: inside: failed as asked\n\s*at .*smoke\/inside/);
});

test('a disposed host answers no more and leaves no folder', async () => {
  const host = await EditorHost.start({ install, workspace });
  assert.equal((await fetch(host.url)).status, 200);
  await host.dispose();
  await assert.rejects(fetch(host.url));
  assert.equal(fs.existsSync(host.folders.base), false);
  await host.dispose();
});

test('a host goes when the process that started it is told to end', async () => {
  const script = `
    import { EditorHost } from ${JSON.stringify(path.join(import.meta.dirname, 'server.ts'))};
    const host = await EditorHost.start({ install: ${JSON.stringify(install)}, workspace: ${JSON.stringify(workspace)} });
    console.log(JSON.stringify({ folder: host.folders.base, url: host.url }));`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data') as [Buffer];
  const { folder, url } = JSON.parse(line.toString()) as { folder: string; url: string };
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [null, 'SIGTERM']);
  assert.equal(fs.existsSync(folder), false);
  await poll(() => fetch(url).then(() => false, () => true), 'the server to end');
});

test('a server that cannot start is told with its own words', async () => {
  const broken = { ...install, serverEntry: path.join(scratch, 'nowhere.js') };
  await assert.rejects(EditorHost.start({ install: broken, workspace }), /did not start[^]*Cannot find module[^]*nowhere\.js/);
});
