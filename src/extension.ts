/** The extension: its parts, put together when the editor activates it and ended when it goes. */
import * as vscode from 'vscode';
import { openAlerts } from './host/alerts.ts';
import { registerCommands } from './host/commands.ts';
import { openConfigProblems } from './host/configProblems.ts';
import { EngineClient } from './host/engineClient.ts';
import { openPanels } from './host/panels.ts';
import { openStatusBar } from './host/statusBar.ts';
import { Tool } from './host/tool.ts';

let running: EngineClient | undefined;

/** Puts the parts together; cheap, since everything heavy lives in the worker and in the panels. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Logbrief', { log: true });
  const engine = EngineClient.open(log, context.asAbsolutePath('dist/worker.js'));
  const problems = openConfigProblems(engine);
  const panels = openPanels(engine, context.extensionUri);
  context.subscriptions.push(log, engine, problems, openAlerts(engine), panels, openStatusBar(engine), registerCommands(engine, panels, new Tool(context.asAbsolutePath('dist/cli.js'), vscode.version)));
  running = engine;
}

/** Ends the engine cleanly; the editor waits for it. */
export async function deactivate(): Promise<void> {
  await running?.stop();
  running = undefined;
}
