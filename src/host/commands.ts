/** What each command of the table does, and the one border at which a command's errors are caught. */
import * as vscode from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import { messageOf } from '../base/errors.ts';
import { readBriefing } from './briefingPanel.ts';
import { commandPrefix, commandTable, type CommandId, type CommandNeed } from './commandTable.ts';
import type { EngineClient } from './engineClient.ts';
import { hindranceText } from './engineWords.ts';
import { runDoctor } from './doctor.ts';
import { backUp, cleanUp } from './maintenance.ts';
import { offer } from './offer.ts';
import { openConfiguration } from './openConfiguration.ts';
import type { Panels } from './panels.ts';
import { restoreBackup } from './restore.ts';
import type { Tool } from './tool.ts';
import { countText } from './words.ts';

type Runs = Readonly<Record<CommandId, () => Promise<void> | void>>;

/** Registers all commands of the table. */
export function registerCommands(engine: EngineClient, panels: Panels, tool: Tool): vscode.Disposable {
  const runs = runsOf(engine, panels, tool);
  return vscode.Disposable.from(...commandTable.map(({ id, needs }) =>
    vscode.commands.registerCommand(commandPrefix + id, () => runCommand(engine, needs, runs[id]))));
}

function runsOf(engine: EngineClient, panels: Panels, tool: Tool): Runs {
  return {
    showBriefing: () => panels.showBriefing(),
    showDashboard: () => panels.showDashboard(),
    writeBriefing: () => writeBriefing(engine, panels),
    copyBriefing: () => copyBriefing(engine),
    startEngine: () => startEngine(engine),
    stopEngine: () => stopEngine(engine),
    restartEngine: () => engine.restart(),
    openConfiguration: () => openConfiguration(engine),
    cleanUp: () => cleanUp(engine),
    backUp: () => backUp(engine),
    restoreBackup: () => restoreBackup(engine, tool),
    runDoctor: () => runDoctor(engine, tool),
    showLog: () => engine.log.show(),
  };
}

async function runCommand(engine: EngineClient, needs: CommandNeed, run: () => Promise<void> | void): Promise<void> {
  const missing = missingFor(needs, engine);
  if (missing !== undefined) {
    void vscode.window.showWarningMessage(missing);
    return;
  }
  try {
    await run();
  } catch (error) {
    engine.log.error(error instanceof Error ? error : String(error));
    const showLog = vscode.l10n.t('Show log');
    offer(vscode.window.showErrorMessage(messageOf(error), showLog), showLog, () => engine.log.show());
  }
}

/** Says why a command cannot run now; undefined when it can. */
function missingFor(needs: CommandNeed, engine: EngineClient): string | undefined {
  const { hindrance, words, view } = engine;
  switch (needs) {
    case 'nothing':
      return undefined;
    case 'folder':
      return hindrance === 'noFolder' ? hindranceText(hindrance, words) : undefined;
    case 'trustedFolder':
      return hindrance === 'noFolder' || hindrance === 'untrusted' ? hindranceText(hindrance, words) : undefined;
    case 'engine':
      if (hindrance !== undefined) return hindranceText(hindrance, words);
      return view.state === 'running' ? undefined : view.detail;
    default:
      return assertNever(needs);
  }
}

async function writeBriefing(engine: EngineClient, panels: Panels): Promise<void> {
  const { briefingPath } = await engine.call('writeReports', undefined);
  const show = vscode.l10n.t('Show briefing');
  offer(vscode.window.showInformationMessage(vscode.l10n.t('Briefing written: {0}', briefingPath), show), show, () => panels.showBriefing());
}

async function copyBriefing(engine: EngineClient): Promise<void> {
  const markdown = await readBriefing(engine);
  if (markdown === '') {
    void vscode.window.showWarningMessage(vscode.l10n.t('There is no briefing yet. Start the engine; it is written as soon as a log has been read.'));
    return;
  }
  await vscode.env.clipboard.writeText(markdown);
  void vscode.window.showInformationMessage(vscode.l10n.t('Briefing copied: {0} bytes.', countText(Buffer.byteLength(markdown), engine.words.locale)));
}

async function startEngine(engine: EngineClient): Promise<void> {
  if (engine.view.state === 'running' || engine.view.state === 'starting') {
    void vscode.window.showInformationMessage(vscode.l10n.t('The engine is already running.'));
    return;
  }
  await engine.start();
}

async function stopEngine(engine: EngineClient): Promise<void> {
  const wasStopped = engine.view.state === 'stopped';
  await engine.stop();
  void vscode.window.showInformationMessage(wasStopped ? vscode.l10n.t('The engine is not running.') : vscode.l10n.t('The engine is stopped. What was read is stored.'));
}
