/** The dashboard panel as a tree: health, what limits it, issues, records over time, components, sources, the engine itself. */
import type { HealthReason, Snapshot, SystemHealth } from '../model/snapshot.ts';
import type { EngineView } from '../rpc/contract.ts';
import { assertNever } from '../base/assertNever.ts';
import { chartSection } from './chartView.ts';
import { bytesText, numberText, percentText, millisecondsText, type Formats } from './format.ts';
import { timeElement } from './timeElement.ts';
import type { Look } from './look.ts';
import { engineBanner } from './statusView.ts';
import { fill, type PanelStrings } from './strings.ts';
import { componentsSection, issuesSection, sourcesSection } from './tableViews.ts';
import { commandButton, element, type TreeElement, type TreeNode } from './tree.ts';

/** Returns the panel's content. */
export function dashboardView(view: EngineView, look: Look): readonly TreeNode[] {
  const { strings } = look;
  const { snapshot } = view;
  const canWrite = view.state === 'running' && view.role?.kind !== 'reader';
  return [
    element('div', { 'class': 'toolbar', 'role': 'toolbar', 'aria-label': strings.actions, 'data-key': 'toolbar' },
      commandButton('showBriefing', strings.showBriefing, true),
      canWrite ? commandButton('writeBriefing', strings.writeNow) : undefined),
    element('div', { 'data-key': 'banner', 'aria-live': 'polite' }, engineBanner(view, strings)),
    ...(snapshot ? sections(snapshot, look) : [element('p', { 'class': 'muted', 'data-key': 'empty' }, strings.noData)]),
  ];
}

function sections(snapshot: Snapshot, look: Look): readonly TreeElement[] {
  return [
    healthSection(snapshot, look),
    ...noticesSection(snapshot, look),
    issuesSection(snapshot, look),
    chartSection(snapshot, look),
    componentsSection(snapshot, look),
    sourcesSection(snapshot, look),
    figuresSection(snapshot, look),
    coverageLine(snapshot, look),
  ];
}

function healthSection(snapshot: Snapshot, look: Look): TreeElement {
  const { strings, formats } = look;
  const { score, word, reasons } = snapshot.health;
  const shown = score === undefined ? '–' : numberText(score, formats);
  return element('section', { 'class': `health ${word.toLowerCase()}`, 'aria-labelledby': 'health', 'data-key': 'health' },
    element('h2', { id: 'health' }, strings.health),
    element('div', { class: 'score' },
      element('p', { class: 'figure' }, element('strong', { class: 'number' }, shown), ' ', element('span', { class: 'muted' }, score === undefined ? '' : strings.ofHundred)),
      element('p', { class: 'word' }, healthWord(word, strings)),
      score === undefined ? undefined : element('meter', {
        'min': '0', 'max': '100', 'low': '50', 'high': '80', 'optimum': '100', 'value': String(score), 'aria-label': `${strings.health}: ${shown} ${strings.ofHundred}`,
      }),
      element('p', { class: 'muted' }, ...timeParts(strings.asOf, snapshot.generatedMs, formats))),
    reasonList(reasons, snapshot, look));
}

/** The text with its `{0}` replaced by a `time` element. */
function timeParts(text: string, epochMs: number, formats: Formats): readonly TreeNode[] {
  const [before = '', after = ''] = text.split('{0}');
  return [before, timeElement(epochMs, formats), after];
}

function reasonList(reasons: readonly HealthReason[], snapshot: Snapshot, { strings, formats }: Look): TreeElement {
  if (snapshot.health.score === undefined && reasons.length === 0) return element('p', { class: 'muted reasons' }, strings.noData);
  if (reasons.length === 0) return element('p', { class: 'muted reasons' }, strings.noReasons);
  return element('ul', { class: 'reasons' }, ...reasons.map(({ points, reason }) => element('li', {},
    element('span', { class: 'points', title: fill(strings.pointsLost, numberText(points, formats, 1)) }, `−${numberText(points, formats, 1)}`), ' ', reason)));
}

function healthWord(word: SystemHealth, strings: PanelStrings): string {
  switch (word) {
    case 'HEALTHY':
      return strings.healthy;
    case 'ATTENTION':
      return strings.attention;
    case 'WARNING':
      return strings.warning;
    case 'CRITICAL':
      return strings.critical;
    case 'UNKNOWN':
      return strings.unknown;
    default:
      return assertNever(word);
  }
}

function noticesSection({ notices }: Snapshot, { strings }: Look): readonly TreeElement[] {
  if (notices.length === 0) return [];
  return [element('section', { 'class': 'notices', 'aria-labelledby': 'notices', 'data-key': 'notices' },
    element('h2', { id: 'notices' }, strings.notices),
    element('ul', {}, ...notices.map((notice) => element('li', {}, notice))))];
}

function figuresSection({ performance }: Snapshot, { strings, formats }: Look): TreeElement {
  const section = (...children: readonly TreeNode[]): TreeElement =>
    element('section', { 'aria-labelledby': 'figures', 'data-key': 'figures' }, element('h2', { id: 'figures' }, strings.figures), ...children);
  if (!performance) return section(element('p', { class: 'muted' }, strings.noFigures));
  const figures: readonly (readonly [string, string])[] = [
    [strings.recordsPerSecond, numberText(performance.recordsPerSecond, formats, 1)],
    [strings.bytesPerSecond, bytesText(performance.bytesPerSecond, formats)],
    [strings.lag, bytesText(performance.lagBytes, formats)],
    [strings.memory, bytesText(performance.memoryMb * 1_000_000, formats)],
    [strings.cpu, percentText(performance.cpuRatio, formats)],
    [strings.commit, millisecondsText(performance.commitMs, formats)],
    [strings.storeSize, bytesText(performance.storeBytes, formats)],
  ];
  return section(element('dl', { class: 'figures' }, ...figures.map(([name, figure]) => element('div', {}, element('dt', {}, name), element('dd', {}, figure)))));
}

function coverageLine({ coverage }: Snapshot, { strings, formats }: Look): TreeElement {
  const counts = [coverage.lines, coverage.records].map((count) => numberText(count, formats));
  return element('p', { 'class': 'muted coverage', 'data-key': 'coverage' }, fill(strings.coverage, ...counts, bytesText(coverage.bytes, formats),
    numberText(coverage.unparsed, formats), bytesText(coverage.droppedBytes, formats), numberText(coverage.truncated, formats), numberText(coverage.rotations, formats)));
}
