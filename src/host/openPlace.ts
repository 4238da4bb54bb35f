/** Opens a place that a panel names. */
import * as vscode from 'vscode';
import type { EngineClient } from './engineClient.ts';
import { resolvePlace } from './resolvePlace.ts';

/** A place as shown. */
export interface ShownPlace {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** Opens the file at the line beside the panel, or says why it cannot. */
export async function openPlace(place: ShownPlace, engine: EngineClient, panelColumn: vscode.ViewColumn | undefined): Promise<void> {
  if (!engine.folder) return;
  const sources = engine.view.snapshot?.sources.map((source) => source.name) ?? [];
  const resolved = resolvePlace(place.path, { workspace: engine.folder.uri.fsPath, sources });
  if (!resolved.ok) {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} lies outside the workspace and is none of the followed logs, so it is not opened from here.', place.path));
    return;
  }
  const uri = vscode.Uri.file(resolved.value);
  if (!(await isFile(uri))) {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} is not there (any more). It may have been rotated, renamed or deleted.', place.path));
    return;
  }
  const start = new vscode.Position(place.line - 1, 0);
  // The command opens files of any size; a document opened by the extension may not exceed 50 MB.
  await vscode.commands.executeCommand('vscode.open', uri, {
    selection: new vscode.Range(start, start),
    viewColumn: panelColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One,
  } satisfies vscode.TextDocumentShowOptions);
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
