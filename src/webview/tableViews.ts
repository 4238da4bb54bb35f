/** The dashboard's tables. */
import { assertNever } from '../base/assertNever.ts';
import type { Issue, IssueSeverity, IssueState } from '../model/issue.ts';
import type { ComponentStatus, Snapshot } from '../model/snapshot.ts';
import type { Look } from './look.ts';
import { bytesText, numberText, type Formats } from './format.ts';
import { timeElement } from './timeElement.ts';
import { fill, type PanelStrings } from './strings.ts';
import { element, placeButton, type TreeElement, type TreeNode } from './tree.ts';

/** Rows at most; what is left out is counted below the table (ours). */
const maxRows = 200;

interface Column {
  readonly name: string;
  readonly isNumber?: boolean;
}

interface Row {
  readonly key: string;
  readonly cells: readonly (TreeNode | undefined)[];
}

interface Table {
  readonly id: string;
  readonly title: string;
  readonly empty: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** Returns the issues, in the engine's order: worst first, open before resolved. */
export function issuesSection({ issues }: Snapshot, look: Look): TreeElement {
  const { strings, formats } = look;
  return tableSection({
    id: 'issues',
    title: strings.issues,
    empty: strings.noIssues,
    columns: [
      { name: strings.severity }, { name: strings.title }, { name: strings.component }, { name: strings.count, isNumber: true }, { name: strings.firstSeen },
      { name: strings.lastSeen }, { name: strings.evidence },
    ],
    rows: issues.map((issue) => ({ key: issue.id, cells: issueCells(issue, strings, formats) })),
  }, look);
}

function issueCells(issue: Issue, strings: PanelStrings, formats: Formats): readonly (TreeNode | undefined)[] {
  const latest = issue.evidence.at(-1);
  const place = (path: string, line: number): TreeElement => placeButton(path, line, `${path}:${line}`, fill(strings.openPlace, path, line));
  return [
    badge(severityTone(issue.severity), issue.severity),
    element('div', {}, element('span', {}, issue.title), issue.state === 'open' ? undefined : element('span', { class: 'muted' }, ` · ${stateWord(issue.state, strings)}`)),
    issue.component ?? '–',
    numberText(issue.count, formats),
    time(issue.firstSeenMs, formats),
    time(issue.lastSeenMs, formats),
    element('div', { class: 'places' }, latest ? place(latest.path, latest.line) : '–', issue.frame ? place(issue.frame.path, issue.frame.line) : undefined),
  ];
}

/** Returns the components. */
export function componentsSection({ components }: Snapshot, look: Look): TreeElement {
  const { strings, formats } = look;
  return tableSection({
    id: 'components',
    title: strings.components,
    empty: strings.noComponents,
    columns: [
      { name: strings.component }, { name: strings.state }, { name: strings.records, isNumber: true }, { name: strings.errors, isNumber: true },
      { name: strings.warnings, isNumber: true }, { name: strings.lastSeen },
    ],
    rows: components.map((component) => ({
      key: component.name,
      cells: [
        component.name,
        badge(component.status.toLowerCase(), statusWord(component.status, strings)),
        numberText(component.records, formats),
        numberText(component.errors, formats),
        numberText(component.warnings, formats),
        time(component.lastSeenMs, formats),
      ],
    })),
  }, look);
}

/** Returns the followed logs. */
export function sourcesSection({ sources }: Snapshot, look: Look): TreeElement {
  const { strings, formats } = look;
  return tableSection({
    id: 'sources',
    title: strings.sources,
    empty: strings.noSources,
    columns: [
      { name: strings.name }, { name: strings.format }, { name: strings.lines, isNumber: true }, { name: strings.records, isNumber: true },
      { name: strings.lag, isNumber: true }, { name: strings.lastSeen }, { name: strings.state },
    ],
    rows: sources.map((source) => ({
      key: String(source.id),
      cells: [
        source.name,
        source.format,
        numberText(source.coverage.lines, formats),
        numberText(source.coverage.records, formats),
        bytesText(source.lagBytes, formats),
        time(source.lastRecordMs, formats),
        source.state === 'live' ? strings.live : source.state === 'gone' ? strings.gone : source.state,
      ],
    })),
  }, look);
}

function tableSection(table: Table, { strings, formats }: Look): TreeElement {
  const rest = table.rows.length - maxRows;
  return element('section', { 'data-key': table.id },
    element('h2', { id: table.id }, table.title),
    table.rows.length === 0
      ? element('p', { 'class': 'muted', 'data-key': 'empty' }, table.empty)
      : element('div', { 'class': 'scroll', 'tabindex': '0', 'role': 'region', 'aria-labelledby': table.id, 'data-key': 'table' }, tableElement(table)),
    rest > 0 ? element('p', { 'class': 'muted', 'data-key': 'rest' }, fill(strings.more, numberText(rest, formats))) : undefined);
}

function tableElement({ id, columns, rows }: Table): TreeElement {
  const look = (column: Column | undefined): { readonly class?: string } => (column?.isNumber === true ? { class: 'number' } : {});
  return element('table', { 'aria-labelledby': id },
    element('thead', {}, element('tr', {}, ...columns.map((column) => element('th', { scope: 'col', ...look(column) }, column.name)))),
    element('tbody', {}, ...rows.slice(0, maxRows).map((row) => element('tr', { 'data-key': row.key },
      ...row.cells.map((cell, index) => element('td', look(columns[index]), cell))))));
}

function badge(tone: string, text: string): TreeElement {
  return element('span', { class: `badge ${tone}` }, text);
}

function time(epochMs: number | undefined, formats: Formats): TreeNode {
  return epochMs === undefined ? '–' : timeElement(epochMs, formats);
}

function severityTone(severity: IssueSeverity): string {
  return { CRITICAL: 'critical', HIGH: 'error', MEDIUM: 'warning', LOW: 'unknown' }[severity];
}

function stateWord(state: IssueState, strings: PanelStrings): string {
  switch (state) {
    case 'open':
      return strings.stateOpen;
    case 'resolved':
      return strings.stateResolved;
    case 'reopened':
      return strings.stateReopened;
    case 'muted':
      return strings.stateMuted;
    default:
      return assertNever(state);
  }
}

function statusWord(status: ComponentStatus, strings: PanelStrings): string {
  switch (status) {
    case 'OK':
      return strings.statusOk;
    case 'WARNING':
      return strings.warning;
    case 'ERROR':
      return strings.statusError;
    case 'CRITICAL':
      return strings.critical;
    case 'UNKNOWN':
      return strings.unknown;
    default:
      return assertNever(status);
  }
}
