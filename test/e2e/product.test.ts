/** The packed extension in a real VS Code: a workspace with a log, an error appended, everything that is to change changes. */
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureHost } from '../host/install.ts';
import { EditorPage } from '../host/page.ts';
import type { FrameLocator } from '../host/playwright.ts';
import { poll } from '../host/poll.ts';
import { EditorHost } from '../host/server.ts';
import { packExtension, vsixPath } from '../tools/package.ts';

const statusItem = 'logbrief.logbrief.health';
let workspace = '';
let host: EditorHost;
let editor: EditorPage;

before(async () => {
  workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-e2e-'));
  fs.mkdirSync(path.join(workspace, 'logs'));
  fs.mkdirSync(path.join(workspace, 'src'));
  fs.writeFileSync(path.join(workspace, 'src', 'pay.js'), 'export function pay() {\n  throw new Error("no money");\n}\n');
  append(Array.from({ length: 50 }, (_, i) => `${stamp(-60_000 + i * 1000)} - shop.orders - INFO - order ${i} placed`).join('\n'));
  if (!fs.existsSync(vsixPath)) await packExtension();
  const install = await ensureHost(() => undefined);
  if (install.kind !== 'ready') throw new Error(install.reason);
  host = await EditorHost.start({ install, workspace, vsix: vsixPath });
  editor = await EditorPage.open(host);
});

after(async () => {
  await editor[Symbol.asyncDispose]();
  await host[Symbol.asyncDispose]();
  fs.rmSync(workspace, { recursive: true, force: true });
});

test('a healthy log shows a healthy score in the status bar, and the briefing file is there', async () => {
  assert.match(await editor.statusBarText(statusItem, /100/), /100/);
  const briefing = path.join(workspace, '.logbrief', 'briefing.md');
  await poll(() => fs.existsSync(briefing) && fs.readFileSync(briefing, 'utf8').includes('50 records'), 'the briefing');
});

test('an appended error changes the status bar and both panels, and its place is a link that opens', async () => {
  await editor.runCommand('Logbrief: Show briefing');
  const briefing = await editor.webview('Logbrief briefing');
  await shows(briefing, 'Health: 100/100');
  append(`${stamp(0)} - shop.pay - ERROR - cannot pay\nError: no money\n    at pay (${path.join(workspace, 'src', 'pay.js')}:2:9)`);
  await shows(briefing, 'Error: no money');
  assert.doesNotMatch(await editor.statusBarText(statusItem, /^(?!.*100)/), /100/);
  await briefing.locator('a, button').filter({ hasText: 'logs/app.log:52' }).first().click();
  await editor.page.locator('.tab.active').filter({ hasText: 'app.log' }).first().waitFor();
  await editor.runCommand('Logbrief: Show dashboard');
  const dashboard = await editor.webview('Logbrief dashboard');
  await shows(dashboard, 'Error: no money');
  await shows(dashboard, 'shop.orders');
  append(`${stamp(0)} - shop.db - CRITICAL - DatabaseGoneError: the database is gone`);
  await shows(dashboard, 'DatabaseGoneError');
});

test('the panels allow no unsafe script or style', async () => {
  const dashboard = await editor.webview('Logbrief dashboard');
  const policy = await dashboard.locator('meta[http-equiv="Content-Security-Policy"]').first().getAttribute('content');
  assert.match(policy ?? '', /default-src 'none'/);
  assert.doesNotMatch(policy ?? '', /unsafe/);
});

test('a backup is made and restored from the palette: what it would replace is shown, the engine goes on afterwards', async () => {
  const stateFolder = path.join(workspace, '.logbrief');
  await editor.runCommand('Logbrief: Back up');
  const archive = await poll(() => fs.existsSync(path.join(stateFolder, 'backups')) && fs.readdirSync(path.join(stateFolder, 'backups')).find((name) => name.endsWith('.tar.gz')), 'the backup');
  fs.writeFileSync(path.join(stateFolder, 'watched.json'), 'overwritten');
  await editor.runCommand('Logbrief: Restore backup…');
  await (await editor.openQuickPick()).choose(archive);
  const dialog = editor.page.locator('.monaco-dialog-box');
  await poll(async () => (await dialog.innerText()).includes(path.join(stateFolder, 'store')), 'what would be replaced');
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await poll(async () => (await editor.notifications()).some((text) => text.includes('Restored:')), 'the report', 60_000);
  assert.notEqual(fs.readFileSync(path.join(stateFolder, 'watched.json'), 'utf8'), 'overwritten');
  append(`${stamp(0)} - shop.pay - ERROR - AfterRestoreError: it goes on`);
  await poll(() => fs.readFileSync(path.join(stateFolder, 'briefing.md'), 'utf8').includes('AfterRestoreError'), 'a line read after the restore', 60_000);
  await poll(() => !fs.existsSync(path.join(stateFolder, 'restore')), 'the confirmation by the good start');
});

test('the doctor is run from the palette, and its report opens', async () => {
  await editor.runCommand('Logbrief: Run doctor');
  await poll(async () => (await editor.notifications()).some((text) => /Nothing is wrong|Things that are wrong/.test(text)), 'the verdict', 60_000);
  await editor.page.locator('.notification-list-item').filter({ hasText: 'wrong' }).getByRole('button', { name: 'Show report' }).first().click();
  await poll(async () => (await editor.page.locator('.editor-instance .view-lines').first().innerText()).includes('permissions'), 'the report in an editor');
});

test('no error was written to the console and no content security policy was breached', () => {
  assert.deepEqual(editor.consoleErrors.map((problem) => problem.text), []);
  assert.deepEqual(editor.policyBreaches.map((problem) => problem.text), []);
});

function stamp(offsetMs: number): string {
  const at = new Date(Date.now() + offsetMs);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().replace('T', ' ').replace('.', ',').slice(0, 23);
}

function append(text: string): void {
  fs.appendFileSync(path.join(workspace, 'logs', 'app.log'), `${text}\n`);
}

async function shows(frame: FrameLocator, text: string): Promise<void> {
  await poll(async () => (await frame.locator('body').innerText()).includes(text), `${text} in the panel`);
}
