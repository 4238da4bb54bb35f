/** The dashboard, live. */
import * as vscode from 'vscode';
import type { Snapshot } from '../model/snapshot.ts';
import { dueSnapshot } from './dueSnapshot.ts';
import type { EngineClient } from './engineClient.ts';
import type { PanelKind } from './panels.ts';

/** Describes the dashboard panel. */
export function dashboardPanel(engine: EngineClient): PanelKind {
  let shown: Snapshot | undefined;
  return {
    viewType: 'logbrief.dashboard',
    title: vscode.l10n.t('Logbrief dashboard'),
    script: 'dist/webview/dashboard.js',
    styles: ['media/panel.css', 'media/dashboard.css', 'dist/webview/dashboard.css'],
    state: () => {
      shown = dueSnapshot(shown, engine.view.snapshot);
      return Promise.resolve({ kind: 'dashboard', view: { ...engine.view, snapshot: shown } });
    },
  };
}
