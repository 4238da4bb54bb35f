/** The reports of a snapshot for those who keep no state: as texts, and as two files in a folder. */
import type { Snapshot } from '../model/snapshot.ts';
import { renderBriefing, renderDashboard, reportPaths, visible, writeWhole } from './report/report.ts';

/** Both texts. */
export interface ReportTexts {
  readonly briefing: string;
  readonly dashboard: string;
}

/** Renders both. */
export function renderReports(snapshot: Snapshot, budgetBytes: number): ReportTexts {
  return { briefing: renderBriefing(snapshot, budgetBytes), dashboard: renderDashboard(snapshot) };
}

/** Writes both, each whole. */
export function writeReports(folder: string, { briefing, dashboard }: ReportTexts): void {
  const paths = reportPaths(folder);
  writeWhole(paths.briefing, briefing);
  writeWhole(paths.dashboard, dashboard);
}

/** Writes a text of any kind whole: what was there before, or all of it. */
export function writeWholeFile(file: string, text: string): void {
  writeWhole(file, text);
}

/** Log text for a terminal: nothing in it can move the cursor, colour the screen or hide. */
export function shownText(text: string): string {
  return visible(text);
}
