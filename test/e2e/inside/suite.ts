/** Runs in the extension host, with the real API: what the extension registers and that its commands do what they say. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { poll } from '../../host/poll.ts';

/** The tests, one after the other; the first that fails ends the run. */
export async function run(log: (line: string) => void): Promise<void> {
  const extension = vscode.extensions.getExtension('logbrief.logbrief');
  assert.ok(extension, 'the extension is there');
  const startedMs = performance.now();
  await extension.activate();
  log(`active after ${Math.round(performance.now() - startedMs)} ms`);

  const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } };
  const registered = new Set(await vscode.commands.getCommands(true));
  for (const { command } of manifest.contributes.commands) assert.ok(registered.has(command), `${command} is registered`);

  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const briefing = path.join(workspace, '.logbrief', 'briefing.md');
  await poll(() => fs.existsSync(briefing) && fs.readFileSync(briefing, 'utf8').includes('KaputtError'), 'the briefing', 60_000);

  log('the briefing is there');

  await vscode.commands.executeCommand('logbrief.stopEngine');
  log('stopped');
  fs.appendFileSync(path.join(workspace, 'logs', 'app.log'), '2026-01-02 03:05:05,000 - shop - CRITICAL - WhileAwayError: it broke while nobody looked\n');
  await vscode.commands.executeCommand('logbrief.startEngine');
  await poll(() => fs.readFileSync(briefing, 'utf8').includes('WhileAwayError'), 'what was written while the engine was stopped', 60_000);

  log('caught up after a stop');

  const before = fs.statSync(briefing).mtimeMs;
  await vscode.commands.executeCommand('logbrief.writeBriefing');
  await poll(() => fs.statSync(briefing).mtimeMs > before, 'the briefing written anew');

  log('written on demand');

  await vscode.commands.executeCommand('logbrief.showBriefing');
  await vscode.commands.executeCommand('logbrief.showDashboard');
  const labels = (): string[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
  await poll(() => labels().includes('Logbrief briefing') && labels().includes('Logbrief dashboard'), 'both panels');
  await vscode.commands.executeCommand('logbrief.openConfiguration');
  await poll(() => vscode.window.activeTextEditor?.document.uri.fsPath.endsWith('config.yaml') === true, 'the configuration in an editor');
  log('all passed');
}
