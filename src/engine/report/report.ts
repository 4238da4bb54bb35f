/** Report: briefing.md, dashboard.json and events.ndjson from a snapshot, written whole. */
import fs from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../../base/wholeFile.ts';
import type { Issue } from '../../model/issue.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { renderBriefing } from './briefing.ts';
import { renderDashboard } from './dashboard.ts';
import { EventLog } from './events.ts';

export { renderBriefing } from './briefing.ts';
export { renderDashboard } from './dashboard.ts';
export { visible } from './encode.ts';

/** How much a briefing may say, and what of it. */
export interface BriefingOptions {
  /** Bytes of UTF-8. */
  readonly budgetBytes: number;
  /** Whether to say how Logbrief itself does. */
  readonly includePerformanceMetrics: boolean;
}

/** Which files to write, and how. */
export interface ReportOptions {
  readonly folder: string;
  readonly briefing: BriefingOptions & { readonly enabled: boolean };
  readonly dashboard: { readonly enabled: boolean };
}

/** A file that is rewritten. */
export type ReportName = 'briefing' | 'dashboard';

/** Where the files lie. */
export function reportPaths(folder: string): { readonly briefing: string; readonly dashboard: string; readonly events: string } {
  return { briefing: path.join(folder, 'briefing.md'), dashboard: path.join(folder, 'dashboard.json'), events: path.join(folder, 'events.ndjson') };
}

/** Renders the briefing as the settings want it. */
export function briefingOf(snapshot: Snapshot, { budgetBytes, includePerformanceMetrics }: BriefingOptions): string {
  return renderBriefing(includePerformanceMetrics ? snapshot : { ...snapshot, performance: undefined }, budgetBytes);
}

/** Writes the reports of one folder. */
export class Reporter {
  #options: ReportOptions;
  readonly #events: EventLog;

  constructor(options: ReportOptions, knownIssues: readonly Issue[]) {
    this.#options = options;
    this.#events = new EventLog(reportPaths(options.folder).events, knownIssues);
  }

  /** Writes by other options from now on, in the same folder. */
  apply(options: Omit<ReportOptions, 'folder'>): void {
    this.#options = { ...this.#options, ...options };
  }

  /** Writes what is wanted and switched on; throws `EngineError` when a file cannot be written, the old one staying. */
  write(snapshot: Snapshot, which: readonly ReportName[]): void {
    const { folder, briefing, dashboard } = this.#options;
    const paths = reportPaths(folder);
    if (briefing.enabled && which.includes('briefing')) writeWhole({ fs, path }, paths.briefing, briefingOf(snapshot, briefing));
    if (dashboard.enabled && which.includes('dashboard')) writeWhole({ fs, path }, paths.dashboard, renderDashboard(snapshot));
    this.#events.append(snapshot.issues, snapshot.generatedMs);
  }
}
