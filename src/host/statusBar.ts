/** The health score at a glance. */
import * as vscode from 'vscode';
import { systemClock } from '../base/clock.ts';
import { commandPrefix } from './commandTable.ts';
import type { EngineClient } from './engineClient.ts';
import { healthItem, tooltipCommands, type HealthItem } from './healthView.ts';

const backgrounds: Readonly<Record<HealthItem['tone'], string | undefined>> = {
  none: undefined,
  warning: 'statusBarItem.warningBackground',
  error: 'statusBarItem.errorBackground',
};

/** Shows the item as long as a folder is open. */
export function openStatusBar(engine: EngineClient): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('health', vscode.StatusBarAlignment.Left, 50);
  item.name = vscode.l10n.t('Logbrief health');
  item.command = `${commandPrefix}showDashboard`;
  const update = (): void => show(item, engine);
  const subscription = engine.onDidChange(update);
  update();
  return vscode.Disposable.from(item, subscription);
}

function show(item: vscode.StatusBarItem, engine: EngineClient): void {
  if (!engine.folder) {
    item.hide();
    return;
  }
  const hasSeveral = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  const shown = healthItem({
    view: engine.view,
    isStale: engine.isStale,
    nowMs: systemClock.nowMs(),
    hindrance: engine.hindrance,
    folderOfSeveral: hasSeveral ? engine.folder.name : undefined,
  }, engine.words);
  const background = backgrounds[shown.tone];
  item.text = shown.text;
  item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
  item.tooltip = trusted(shown.tooltip);
  item.accessibilityInformation = { label: shown.spoken };
  item.show();
}

/** Theme icons stay off: the editor draws them after unescaping, so log text could forge one. */
function trusted(markdown: string): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString(markdown);
  tooltip.isTrusted = { enabledCommands: tooltipCommands };
  return tooltip;
}
