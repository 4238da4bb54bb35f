/** The doctor in the editor: its report as a document, and a button for what can be put right without harm. */
import * as vscode from 'vscode';
import type { EngineClient } from './engineClient.ts';
import { offer } from './offer.ts';
import { fieldsOf, jsonLines, type Tool } from './tool.ts';
import { countText } from './words.ts';

/** Exit codes of a doctor that came to an end. */
const answered = [0, 3] as const;

/** Runs all checks, says how many are wrong, and offers the report and the remedy. */
export async function runDoctor(engine: EngineClient, tool: Tool, fix = false): Promise<void> {
  const { t, locale } = engine.words;
  const words = ['doctor', '--workspace', engine.folder?.uri.fsPath ?? ''];
  const done = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: fix ? t('Logbrief: putting right what does no harm') : t('Logbrief: checking') },
    () => tool.run([...words, '--json', ...(fix ? ['--fix'] : [])], answered),
  );
  const { checks, wrong } = fieldsOf(jsonLines(done.stdout)[0]);
  const report = (await tool.run(words, answered)).stdout;
  for (const line of report.trimEnd().split('\n')) engine.log.info(line);
  const show = t('Show report');
  const remedy = t('Put right');
  const isFixable = (Array.isArray(checks) ? checks : []).some((check) => fieldsOf(check)['fix'] !== undefined);
  const count = Number(wrong);
  const shown = count === 0
    ? vscode.window.showInformationMessage(t('Nothing is wrong.'), show)
    : vscode.window.showWarningMessage(t('Things that are wrong: {0}. The report says why and what to do.', countText(count, locale)), show, ...(isFixable ? [remedy] : []));
  offer(shown, show, () => showReport(report));
  offer(shown, remedy, () => runDoctor(engine, tool, true));
}

async function showReport(report: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: report, language: 'plaintext' }));
}
