/** Shows in the Problems panel what is wrong in the configuration files, at its line and column, for as long as it is. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { ConfigProblem, ConfigReport } from '../model/configReport.ts';
import type { EngineClient } from './engineClient.ts';
import { problemWords } from './problemWords.ts';

/** Follows the engine's readings of its configuration. */
export function openConfigProblems(engine: EngineClient): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('logbrief configuration');
  let refused = '';
  const subscription = engine.onDidReadConfig((report) => {
    show(collection, report, engine);
    const text = report.isTaken ? '' : JSON.stringify(report.problems);
    if (text !== '' && text !== refused) void warn(report);
    if (report.isTaken) engine.log.info(vscode.l10n.t('The configuration was read again.'));
    refused = text;
  });
  return vscode.Disposable.from(collection, subscription);
}

function show(collection: vscode.DiagnosticCollection, { problems }: ConfigReport, engine: EngineClient): void {
  const { folder } = engine;
  collection.clear();
  if (!folder) return;
  const byFile = new Map<string, vscode.Diagnostic[]>();
  for (const problem of problems) {
    if (!problem.file.endsWith('.yaml')) continue;
    const file = path.resolve(folder.uri.fsPath, problem.file);
    byFile.set(file, [...(byFile.get(file) ?? []), diagnosticOf(problem, engine)]);
  }
  for (const [file, diagnostics] of byFile) collection.set(vscode.Uri.file(file), diagnostics);
}

/** Once per fault; whoever wants to see it is led to the Problems panel. */
async function warn({ problems }: ConfigReport): Promise<void> {
  const files = [...new Set(problems.map(({ file }) => file))].join(', ');
  const toProblems = vscode.l10n.t('Show problems');
  const chosen = await vscode.window.showWarningMessage(vscode.l10n.t('Nothing of {0} is used until it is corrected; what was in force stays.', files), toProblems);
  if (chosen === toProblems) await vscode.commands.executeCommand('workbench.actions.view.problems');
}

function diagnosticOf(problem: ConfigProblem, { words }: EngineClient): vscode.Diagnostic {
  const { line, column } = problem;
  const start = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  // An empty range is widened to the word by the editor.
  const diagnostic = new vscode.Diagnostic(new vscode.Range(start, start), problemWords(problem, words), vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'logbrief';
  return diagnostic;
}
