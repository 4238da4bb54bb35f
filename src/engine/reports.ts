/** The reports of a snapshot for those who keep no state: as texts, and as two files in a folder. */
import fs from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../base/wholeFile.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { renderBriefing, renderDashboard, reportPaths, visible } from './report/report.ts';

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
  writeWhole({ fs, path }, paths.briefing, briefing);
  writeWhole({ fs, path }, paths.dashboard, dashboard);
}

/** Log text for a terminal: nothing in it can move the cursor, colour the screen or hide. */
export function shownText(text: string): string {
  return visible(text);
}
