/** The two commands that change files on the user's behalf: each says beforehand what it will do, and afterwards what it did. */
import * as vscode from 'vscode';
import type { CleanupCandidate, CleanupPlan, CleanupReport } from '../model/maintenance.ts';
import type { EngineClient } from './engineClient.ts';
import { oneLine } from './escapeMarkdown.ts';
import { offer } from './offer.ts';
import { countText, sizeText, type Words } from './words.ts';

/** Files named in the dialog; the log names all of them. */
const shownFiles = 15;
const shownNotices = 3;

/** Shows what would be deleted, asks, deletes exactly that, reports. */
export async function cleanUp(engine: EngineClient): Promise<void> {
  const { words } = engine;
  const plan = await engine.call('planCleanup', undefined);
  const notices = plan.notices ?? [];
  for (const notice of notices) engine.log.warn(notice);
  if (plan.candidates.length === 0) {
    void vscode.window.showInformationMessage([words.t('There is nothing to clean up.'), ...notices.slice(0, shownNotices)].join(' '));
    return;
  }
  for (const candidate of plan.candidates) engine.log.info(`${words.t('Clean-up would delete:')} ${candidateLine(candidate, words)}`);
  const confirm = words.t('Delete');
  const answer = await vscode.window.showWarningMessage(planTitle(plan, words), { modal: true, detail: planDetail(plan, words) }, confirm);
  if (answer !== confirm) return;
  report(await engine.call('cleanup', plan), engine);
}

/** Makes a backup and says where it is. */
export async function backUp(engine: EngineClient): Promise<void> {
  const { t, locale } = engine.words;
  const made = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t('Logbrief: backing up') },
    () => engine.call('backup', undefined),
  );
  const show = t('Show in explorer');
  const shown = vscode.window.showInformationMessage(
    t('Backup written and verified: {0} ({1}; files: {2}).', made.path, sizeText(made.sizeBytes, locale), countText(made.files, locale)),
    show,
  );
  offer(shown, show, () => vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(made.path)));
}

function planTitle(plan: CleanupPlan, { t, locale }: Words): string {
  return t('Delete old files of Logbrief? Files: {0}, together {1}.', countText(plan.candidates.length, locale), sizeText(plan.totalBytes, locale));
}

function planDetail(plan: CleanupPlan, words: Words): string {
  const lines = plan.candidates.slice(0, shownFiles).map((candidate) => candidateLine(candidate, words));
  const rest = plan.candidates.length - lines.length;
  if (rest > 0) lines.push(words.t('And {0} more; the log names all of them.', countText(rest, words.locale)));
  lines.push('', words.t('Only files inside: {0}', plan.roots.join(', ')), ...(plan.notices ?? []).slice(0, shownNotices));
  return lines.join('\n');
}

function candidateLine({ path, sizeBytes, reason }: CleanupCandidate, { locale }: Words): string {
  return `${oneLine(path, 500)} · ${sizeText(sizeBytes, locale)} · ${reason}`;
}

function report(done: CleanupReport, engine: EngineClient): void {
  const { t, locale } = engine.words;
  const summary = t('Files deleted: {0}. Freed: {1}.', countText(done.deleted.length, locale), sizeText(done.freedBytes, locale));
  for (const file of done.deleted) engine.log.info(`${t('Deleted:')} ${file}`);
  if (done.problems.length === 0) {
    void vscode.window.showInformationMessage(summary);
    return;
  }
  for (const problem of done.problems) engine.log.warn(problem);
  const showLog = t('Show log');
  const first = done.problems[0] ?? '';
  offer(vscode.window.showWarningMessage(t('{0} Not deleted: {1} ({2})', summary, countText(done.problems.length, locale), first), showLog), showLog, () => engine.log.show());
}
