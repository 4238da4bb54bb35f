/** The panels' texts in the user's language; the panels themselves know no language. */
import * as vscode from 'vscode';
import type { PanelStrings } from '../webview/strings.ts';

/** Returns all texts of both panels. */
export function panelStrings(): PanelStrings {
  return { ...engineStrings(), ...briefingStrings(), ...healthStrings(), ...tableStrings(), ...chartStrings(), ...figureStrings() };
}

function engineStrings() {
  const { t } = vscode.l10n;
  return {
    starting: t('The engine is starting.'),
    stopped: t('Stopped'),
    crashed: t('Crashed'),
    stale: t('Stale'),
    readerRole: t('Another process writes; this window only reads. {0}'),
    startEngine: t('Start engine'),
    restartEngine: t('Restart engine'),
    showLog: t('Show log'),
    actions: t('Actions'),
  };
}

function briefingStrings() {
  const { t } = vscode.l10n;
  return {
    briefing: t('Briefing'),
    noBriefing: t('There is no briefing yet. It appears here as soon as a log has been read.'),
    writeNow: t('Write now'),
    copy: t('Copy'),
    showDashboard: t('Show dashboard'),
    showBriefing: t('Show briefing'),
    openPlace: t('Open {0} at line {1}'),
  };
}

function healthStrings() {
  const { t } = vscode.l10n;
  return {
    dashboard: t('Dashboard'),
    health: t('Health'),
    healthy: t('Healthy'),
    attention: t('Attention'),
    warning: t('Warning'),
    critical: t('Critical'),
    unknown: t('Unknown'),
    ofHundred: t('of 100'),
    noReasons: t('No point was lost.'),
    noData: t('Nothing has been read yet, so there is nothing to judge by.'),
    pointsLost: t('Points lost: {0}'),
    notices: t('Notices'),
    asOf: t('As of {0}'),
    coverage: t('Read: {0} lines, {1} records, {2}. Without a recognised header: {3}. Left out: {4}. Cut lines: {5}. Rotations crossed: {6}.'),
  };
}

function tableStrings() {
  const { t } = vscode.l10n;
  return {
    issues: t('Issues'),
    noIssues: t('No open issue.'),
    severity: t('Severity'),
    title: t('Title'),
    component: t('Component'),
    count: t('Count'),
    firstSeen: t('First seen'),
    lastSeen: t('Last seen'),
    evidence: t('Evidence'),
    state: t('State'),
    stateOpen: t('Open'),
    stateResolved: t('Resolved'),
    stateReopened: t('Reopened'),
    stateMuted: t('Muted'),
    components: t('Components'),
    noComponents: t('No component has been named in the logs.'),
    statusOk: t('OK'),
    statusError: t('Error'),
    records: t('Records'),
    errors: t('Errors'),
    warnings: t('Warnings'),
    sources: t('Sources'),
    noSources: t('No log is being watched.'),
    name: t('Name'),
    format: t('Format'),
    lines: t('Lines'),
    lag: t('Not yet stored'),
    live: t('Live'),
    gone: t('Gone'),
    more: t('And {0} more.'),
  };
}

function chartStrings() {
  const { t } = vscode.l10n;
  return {
    recordsOverTime: t('Records over time'),
    perBucket: t('Records per {0}, by severity'),
    oneMinute: t('minute'),
    severalMinutes: t('{0} minutes'),
    oneHour: t('hour'),
    severalHours: t('{0} hours'),
    oneDay: t('day'),
    severalDays: t('{0} days'),
    noRecords: t('No record has been counted yet.'),
    showAsTable: t('Show as a table'),
    from: t('From'),
    noSeverity: t('No severity'),
    total: t('Total'),
    chartLabel: t('Stacked bars: {0} from {1} to {2}. The same figures are in the table below.'),
  };
}

function figureStrings() {
  const { t } = vscode.l10n;
  return {
    figures: t('The engine itself'),
    recordsPerSecond: t('Records per second'),
    bytesPerSecond: t('Read per second'),
    memory: t('Memory'),
    cpu: t('CPU (one core)'),
    commit: t('Last commit'),
    storeSize: t('Store'),
    noFigures: t('Not measured yet.'),
  };
}
