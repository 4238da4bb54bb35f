/** What the status bar shows for a view of the engine: text, colour, tooltip. No editor in here, so that tests can read it. */
import { assertNever } from '../base/assertNever.ts';
import type { Issue } from '../model/issue.ts';
import type { Snapshot, SystemHealth } from '../model/snapshot.ts';
import type { EngineView } from '../rpc/contract.ts';
import { commandPrefix, type CommandId } from './commandTable.ts';
import type { Hindrance } from './engineWords.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { countText, sizeText, timeText, type Words } from './words.ts';

/** The status bar item, as values. */
export interface HealthItem {
  readonly text: string;
  readonly tone: 'none' | 'warning' | 'error';
  /** Markdown; what comes from logs is escaped. */
  readonly tooltip: string;
  /** For screen readers. */
  readonly spoken: string;
}

/** What the item is made from. */
export interface HealthInput {
  readonly view: EngineView;
  readonly isStale: boolean;
  readonly nowMs: number;
  /** Why the engine may not run, if it may not. */
  readonly hindrance: Hindrance | undefined;
  /** The folder's name when the workspace has several. */
  readonly folderOfSeveral: string | undefined;
}

/** What the editor offers where the engine may not run. */
const manageTrust = 'workbench.trust.manage';
const openSettings = 'workbench.action.openSettings';

/** Commands that the tooltip may run, and no others. */
export const tooltipCommands: readonly string[] = [
  ...(['showBriefing', 'showDashboard', 'writeBriefing', 'startEngine', 'restartEngine', 'showLog'] as const satisfies readonly CommandId[]).map((id) => commandPrefix + id),
  manageTrust, openSettings,
];

/** Issues in the tooltip; more belong in the dashboard. */
const topIssues = 5;

/** Returns the item for a view. */
export function healthItem(input: HealthInput, words: Words): HealthItem {
  const { view, isStale } = input;
  const score = view.snapshot?.health.score;
  const word = healthWord(view.snapshot?.health.word ?? 'UNKNOWN', words);
  const figure = score === undefined ? '–' : String(Math.round(score));
  const look = lookOf(view, isStale);
  const suffix = view.state === 'crashed' ? ` ${words.t('crashed')}` : isStale && view.snapshot ? ` ${words.t('stale')}` : '';
  return {
    text: `$(${look.icon}) ${figure}${suffix}`,
    tone: look.tone,
    tooltip: tooltip(input, words),
    spoken: [words.t('Logbrief health: {0}, {1}', figure, word), view.detail].filter(Boolean).join('. '),
  };
}

/** The icon is never one of the editor's own counters of errors and warnings beside it. */
function lookOf(view: EngineView, isStale: boolean): { readonly icon: string; readonly tone: HealthItem['tone'] } {
  if (view.state === 'crashed') return { icon: 'debug-disconnect', tone: 'error' };
  if (view.state === 'stopped') return { icon: 'circle-slash', tone: 'none' };
  if (isStale && view.snapshot) return { icon: 'history', tone: 'none' };
  return { icon: 'pulse', tone: toneOf(view.snapshot?.health.word ?? 'UNKNOWN') };
}

function toneOf(word: SystemHealth): HealthItem['tone'] {
  if (word === 'CRITICAL') return 'error';
  return word === 'WARNING' ? 'warning' : 'none';
}

/** Returns the health in the user's language. */
export function healthWord(word: SystemHealth, { t }: Words): string {
  switch (word) {
    case 'HEALTHY':
      return t('Healthy');
    case 'ATTENTION':
      return t('Attention');
    case 'WARNING':
      return t('Warning');
    case 'CRITICAL':
      return t('Critical');
    case 'UNKNOWN':
      return t('Unknown');
    default:
      return assertNever(word);
  }
}

function tooltip(input: HealthInput, words: Words): string {
  const { view, folderOfSeveral } = input;
  const { t } = words;
  const parts = [headline(view.snapshot, words)];
  if (view.detail !== '') parts.push(escapeMarkdown(view.detail, 400));
  if (folderOfSeveral !== undefined) parts.push(t('Watching folder: {0}', escapeMarkdown(folderOfSeveral)));
  if (view.role?.kind === 'reader') parts.push(escapeMarkdown(t('Another process writes; this window only reads. {0}', view.role.reason), 300));
  if (view.snapshot) parts.push(...snapshotParts(view.snapshot, input.nowMs, words));
  parts.push(links(view, input.hindrance, words));
  return parts.join('\n\n');
}

function headline(snapshot: Snapshot | undefined, words: Words): string {
  if (snapshot?.health.score === undefined) return `**${words.t('Logbrief: health unknown')}**`;
  return `**${words.t('Logbrief: health {0} of 100', Math.round(snapshot.health.score))}** · ${healthWord(snapshot.health.word, words)}`;
}

function snapshotParts(snapshot: Snapshot, nowMs: number, words: Words): string[] {
  const { t, locale } = words;
  const open = snapshot.issues.filter((issue) => issue.state === 'open' || issue.state === 'reopened');
  const { coverage } = snapshot;
  const parts: string[] = [];
  if (open.length > 0) parts.push(open.slice(0, topIssues).map((issue) => issueLine(issue, nowMs, words)).join('\n'));
  if (open.length > topIssues) parts.push(t('And {0} more in the dashboard.', countText(open.length - topIssues, locale)));
  if (open.length === 0 && snapshot.health.word !== 'UNKNOWN') parts.push(t('No open issue.'));
  parts.push(escapeMarkdown(t(
    'Read: {0} lines, {1} records, {2}, {3} sources; without a recognised header: {4}.',
    countText(coverage.lines, locale), countText(coverage.records, locale), sizeText(coverage.bytes, locale), countText(snapshot.sourceTotal ?? snapshot.sources.length, locale), countText(coverage.unparsed, locale),
  ), 300));
  parts.push(escapeMarkdown(t('As of {0}.', timeText(snapshot.generatedMs, nowMs, locale))));
  return parts;
}

function issueLine(issue: Issue, nowMs: number, { t, locale }: Words): string {
  const count = t('{0} ×, since {1}', countText(issue.count, locale), timeText(issue.firstSeenMs, nowMs, locale));
  return `- ${issue.severity}: ${escapeMarkdown(issue.title, 90)} (${escapeMarkdown(count)})`;
}

function links(view: EngineView, hindrance: Hindrance | undefined, { t }: Words): string {
  const link = (id: CommandId, label: string): string => `[${label}](command:${commandPrefix}${id})`;
  const shown = [link('showBriefing', t('Briefing')), link('showDashboard', t('Dashboard'))];
  if (hindrance === 'untrusted') shown.push(`[${t('Manage workspace trust')}](command:${manageTrust})`);
  else if (hindrance === 'switchedOff') shown.push(`[${t('Open setting')}](command:${openSettings}?${encodeURIComponent('["logbrief.enabled"]')})`);
  else if (view.state === 'stopped') shown.push(link('startEngine', t('Start engine')));
  else if (view.state === 'crashed') shown.push(link('restartEngine', t('Restart engine')));
  else if (view.state === 'running' && view.role?.kind !== 'reader') shown.push(link('writeBriefing', t('Write briefing now')));
  shown.push(link('showLog', t('Show log')));
  return shown.join(' · ');
}
