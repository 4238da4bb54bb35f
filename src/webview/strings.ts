/** The names of all texts that the panels show; the host fills them in the user's language. */

/** All texts of both panels. `{0}` and so on are filled in by `fill`. */
export interface PanelStrings {
  readonly starting: string;
  readonly stopped: string;
  readonly crashed: string;
  readonly stale: string;
  readonly readerRole: string;
  readonly startEngine: string;
  readonly restartEngine: string;
  readonly showLog: string;
  readonly actions: string;
  readonly briefing: string;
  readonly noBriefing: string;
  readonly writeNow: string;
  readonly copy: string;
  readonly showDashboard: string;
  readonly showBriefing: string;
  readonly openPlace: string;
  readonly dashboard: string;
  readonly health: string;
  readonly healthy: string;
  readonly attention: string;
  readonly warning: string;
  readonly critical: string;
  readonly unknown: string;
  readonly ofHundred: string;
  readonly noReasons: string;
  readonly noData: string;
  readonly pointsLost: string;
  readonly notices: string;
  readonly asOf: string;
  readonly coverage: string;
  readonly issues: string;
  readonly noIssues: string;
  readonly severity: string;
  readonly title: string;
  readonly component: string;
  readonly count: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly evidence: string;
  readonly state: string;
  readonly stateOpen: string;
  readonly stateResolved: string;
  readonly stateReopened: string;
  readonly stateMuted: string;
  readonly components: string;
  readonly noComponents: string;
  readonly statusOk: string;
  readonly statusError: string;
  readonly records: string;
  readonly errors: string;
  readonly warnings: string;
  readonly sources: string;
  readonly noSources: string;
  readonly name: string;
  readonly format: string;
  readonly lines: string;
  readonly lag: string;
  readonly live: string;
  readonly gone: string;
  readonly more: string;
  readonly recordsOverTime: string;
  readonly perBucket: string;
  readonly oneMinute: string;
  readonly severalMinutes: string;
  readonly oneHour: string;
  readonly severalHours: string;
  readonly oneDay: string;
  readonly severalDays: string;
  readonly noRecords: string;
  readonly showAsTable: string;
  readonly from: string;
  readonly noSeverity: string;
  readonly total: string;
  readonly chartLabel: string;
  readonly figures: string;
  readonly recordsPerSecond: string;
  readonly bytesPerSecond: string;
  readonly memory: string;
  readonly cpu: string;
  readonly commit: string;
  readonly storeSize: string;
  readonly noFigures: string;
}

/** Puts `values` where `{0}`, `{1}` … stand. */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (placeholder, index: string) => String(values[Number(index)] ?? placeholder));
}
