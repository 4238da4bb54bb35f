/** Restoring a backup from the editor: choose, see what will change, confirm; the engine is stopped meanwhile and started again whatever comes of it. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { EngineClient } from './engineClient.ts';
import { oneLine } from './escapeMarkdown.ts';
import { fieldsOf, jsonLines, type Tool } from './tool.ts';
import { countText, sizeText, timeText, type Words } from './words.ts';

interface BackupItem extends vscode.QuickPickItem {
  readonly archive: string;
}

/** Asks for one of the backups, shows what it would replace, and restores it when that is confirmed. */
export async function restoreBackup(engine: EngineClient, tool: Tool): Promise<void> {
  const { words } = engine;
  const place = placeWords(engine);
  const items = jsonLines((await tool.run(['backup', 'list', '--json', ...place])).stdout).map((entry) => itemOf(entry, words));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(words.t('There is no backup yet. The command Back up makes one.'));
    return;
  }
  const chosen = await vscode.window.showQuickPick(items, { title: words.t('Restore backup'), placeHolder: words.t('Choose a backup; what it would replace is shown before anything is changed') });
  if (!chosen) return;
  const [plan] = jsonLines((await tool.run(['restore', chosen.archive, '--dry-run', '--json', ...place])).stdout);
  const confirm = words.t('Restore');
  const answer = await vscode.window.showWarningMessage(words.t('Restore {0}?', chosen.label), { modal: true, detail: planDetail(plan, words) }, confirm);
  if (answer !== confirm) return;
  await carryOut(engine, tool, ['restore', chosen.archive, '--yes', ...place]);
  void vscode.window.showInformationMessage(words.t('Restored: {0}. What was there before is kept until the engine has started well.', chosen.label));
}

/** The engine of this window stops; one of another process makes the restore fail, with its name. */
async function carryOut(engine: EngineClient, tool: Tool, restore: readonly string[]): Promise<void> {
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: engine.words.t('Logbrief: restoring') }, async () => {
    const wasAlive = engine.view.state === 'running' || engine.view.state === 'starting';
    await engine.stop();
    try {
      await tool.run(restore);
    } finally {
      if (wasAlive || engine.view.state === 'crashed') await engine.start();
    }
  });
}

function placeWords(engine: EngineClient): readonly string[] {
  return ['--workspace', engine.folder?.uri.fsPath ?? ''];
}

function itemOf(entry: unknown, { t, locale }: Words): BackupItem {
  const { path: archive, created, size_bytes: sizeBytes, files, verified } = fieldsOf(entry);
  const createdMs = typeof created === 'string' ? Date.parse(created) : NaN;
  return {
    archive: String(archive),
    label: path.basename(String(archive)),
    description: Number.isNaN(createdMs) ? '' : timeText(createdMs, Date.now(), locale),
    detail: `${sizeText(Number(sizeBytes), locale)} · ${t('Files: {0}', countText(Number(files), locale))} · ${typeof verified === 'string' ? t('verified') : t('not verified')}`,
  };
}

function planDetail(plan: unknown, { t, locale }: Words): string {
  const { changes } = fieldsOf(plan);
  const lines = (Array.isArray(changes) ? changes : []).map((change) => {
    const { path: file, change: kind, size_bytes: sizeBytes } = fieldsOf(change);
    return `${kind === 'new' ? t('New:') : t('Replaced:')} ${oneLine(String(file), 500)} · ${sizeText(Number(sizeBytes), locale)}`;
  });
  return lines.join('\n');
}
