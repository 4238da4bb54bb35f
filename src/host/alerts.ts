/** Shows alerts as notifications that can be acknowledged and muted; how often one comes is the engine's affair. */
import * as vscode from 'vscode';
import type { Alert } from '../model/alert.ts';
import { alertWords } from './alertWords.ts';
import type { EngineClient } from './engineClient.ts';

const dayMs = 24 * 3_600_000;

/** Follows the engine's alerts. */
export function openAlerts(engine: EngineClient): vscode.Disposable {
  return engine.onDidAlert((alert) => {
    if (alert.isFiring) show(alert, engine);
    else engine.log.info(engine.words.t('Over: {0}', alertWords(alert, engine.words)));
  });
}

function show(alert: Alert, engine: EngineClient): void {
  const { t } = engine.words;
  const acknowledge = t('Acknowledge');
  const mute = t('Mute for a day');
  const dashboard = t('Show dashboard');
  const shown = vscode.window.showWarningMessage(`Logbrief: ${alertWords(alert, engine.words)}`, acknowledge, mute, dashboard);
  void shown.then(async (answer) => {
    const nowMs = Date.now();
    if (answer === acknowledge) await engine.call('markAlert', { kind: alert.kind, mark: { acknowledgedMs: nowMs } });
    else if (answer === mute) await engine.call('markAlert', { kind: alert.kind, mark: { mutedUntilMs: nowMs + dayMs } });
    else if (answer === dashboard) await vscode.commands.executeCommand('logbrief.showDashboard');
  }).then(undefined, (error: unknown) => void vscode.window.showErrorMessage(String(error)));
}
