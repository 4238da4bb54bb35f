/** Shows in the Problems panel what is wrong in the configuration files, at its line and column, for as long as it is. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { ConfigProblem, ConfigReport } from '../model/configReport.ts';
import type { EngineClient } from './engineClient.ts';

/** Follows the engine's readings of its configuration. */
export function openConfigProblems(engine: EngineClient): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('logbrief configuration');
  let refused = '';
  const subscription = engine.onDidReadConfig((report) => {
    show(collection, report, engine);
    const text = report.isTaken ? '' : summaryOf(report);
    if (text !== '' && text !== refused) void vscode.window.showWarningMessage(vscode.l10n.t('The configuration is faulty, the last good one stays: {0}', text));
    if (report.isTaken) engine.log.info(vscode.l10n.t('The configuration was read again.'));
    refused = text;
  });
  return vscode.Disposable.from(collection, subscription);
}

function show(collection: vscode.DiagnosticCollection, { problems }: ConfigReport, { folder }: EngineClient): void {
  collection.clear();
  if (!folder) return;
  const byFile = new Map<string, vscode.Diagnostic[]>();
  for (const problem of problems) {
    if (!problem.file.endsWith('.yaml')) continue;
    const file = path.resolve(folder.uri.fsPath, problem.file);
    byFile.set(file, [...(byFile.get(file) ?? []), diagnosticOf(problem)]);
  }
  for (const [file, diagnostics] of byFile) collection.set(vscode.Uri.file(file), diagnostics);
}

function diagnosticOf({ line, column, message }: ConfigProblem): vscode.Diagnostic {
  const start = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  // An empty range is widened to the word by the editor.
  const diagnostic = new vscode.Diagnostic(new vscode.Range(start, start), message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'logbrief';
  return diagnostic;
}

function summaryOf({ problems }: ConfigReport): string {
  return problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`).join('; ');
}
