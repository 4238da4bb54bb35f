/** The briefing, rendered. */
import path from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../base/errors.ts';
import type { EngineClient } from './engineClient.ts';
import type { PanelKind } from './panels.ts';

/** Describes the briefing panel. */
export function briefingPanel(engine: EngineClient): PanelKind {
  return {
    viewType: 'logbrief.briefing',
    title: vscode.l10n.t('Logbrief briefing'),
    script: 'dist/webview/briefing.js',
    styles: ['media/panel.css', 'media/briefing.css'],
    state: async () => {
      const markdown = await readBriefing(engine);
      const { state, detail, isAllowed, role } = engine.view;
      return { kind: 'briefing', markdown, engine: { state, detail, isAllowed, role } };
    },
  };
}

/** Returns the briefing's markdown from the engine or, while there is none, as it was last written; empty when there is none yet. */
export async function readBriefing(engine: EngineClient): Promise<string> {
  if (engine.view.state === 'running' && engine.view.snapshot) {
    try {
      return await engine.call('briefing', undefined);
    } catch (error) {
      engine.log.warn(messageOf(error));
    }
  }
  return readBriefingFile(engine);
}

async function readBriefingFile(engine: EngineClient): Promise<string> {
  if (engine.stateFolder === undefined || !vscode.workspace.isTrusted) return '';
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.file(path.join(engine.stateFolder, 'briefing.md')));
    return new TextDecoder().decode(bytes);
  } catch {
    return '';
  }
}
