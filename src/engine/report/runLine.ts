/** The briefing's line about the present run and what changed against an earlier one. */
import type { RunComparison, RunView } from '../../model/run.ts';
import { inlineCode } from './encode.ts';

/** Renders `Run: …` for the run that began last among those that had one before; empty when no log has run twice. */
export function runLine(runs: readonly RunView[]): string {
  const run = runs.find(({ against }) => against !== undefined);
  if (!run?.against) return '';
  const { log, number, startedMs, endedMs, pid, against } = run;
  const process = pid === undefined ? '' : ` (pid ${pid})`;
  const end = endedMs === undefined ? '' : `, ended ${iso(endedMs)}`;
  return `\nRun: ${number} of ${inlineCode(log, 80)} since ${iso(startedMs)}${process}${end}; against ${against.isGood ? 'the last good run' : 'the run before'} (${against.run}): ${changesOf(against)}\n`;
}

function changesOf({ newIssues, goneIssues, unchangedIssues, openIssues }: RunComparison): string {
  const counts = [[newIssues.length, 'new'], [goneIssues.length, 'gone'], [unchangedIssues.length, 'unchanged'], [openIssues.length, 'not seen yet']] as const;
  const shown = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const names = newIssues.slice(0, 3).join(', ');
  return shown.length === 0 ? 'no issue in either' : `${shown.join(', ')}${names === '' ? '' : ` (new: ${names}${newIssues.length > 3 ? ', …' : ''})`}`;
}

function iso(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z') : 'unknown';
}
