/** Puts one snapshot together: ranks, scores and adds up what the stages know. */
import { addCoverage, noCoverage } from '../model/source.ts';
import type { CodeLink, Issue } from '../model/issue.ts';
import type { Run } from '../model/run.ts';
import type { Health, Snapshot } from '../model/snapshot.ts';
import { runViews } from './detect/detect.ts';
import { disorderNotices } from './disorder.ts';
import { judgedComponents } from './componentStatus.ts';
import { rankIssues, scoreHealth } from './score/score.ts';

/** Everything but what follows from it. */
export type SnapshotParts = Omit<Snapshot, 'health' | 'coverage' | 'issues' | 'runs'> & {
  /** The newest ones of each log, oldest first. */
  readonly runs?: readonly Run[];
  readonly issues: readonly Issue[];
  /** Issues of these components come first. */
  readonly componentFocus?: readonly string[];
  /** Where an issue leads to in the workspace, as far as that is known. */
  readonly linkOf?: (issue: Issue) => CodeLink | undefined;
};

const unknownHealth: Health = { score: undefined, word: 'UNKNOWN', reasons: [] };

/** Makes the snapshot; same parts, same snapshot. */
export function makeSnapshot({ linkOf, componentFocus = [], runs = [], ...parts }: SnapshotParts): Snapshot {
  const coverage = parts.sources.map((source) => source.coverage).reduce(addCoverage, noCoverage);
  const health = parts.blind !== undefined ? unknownHealth : scoreHealth({ issues: parts.issues, outage: parts.outage, records: coverage.records, nowMs: parts.generatedMs });
  const issues = focusFirst(rankIssues(parts.issues), componentFocus).map((issue) => withCode(withinWorkspace(issue, parts.workspace), linkOf?.(issue)));
  return { ...parts, components: judgedComponents(parts.components, issues), notices: [...parts.notices, ...disorderNotices(parts.sources)], issues, runs: runViews(runs, issues), coverage, health };
}

function withCode(issue: Issue, code: CodeLink | undefined): Issue {
  return code ? { ...issue, code } : issue;
}

/** A frame inside the workspace is named relative to it, as every other place is. */
function withinWorkspace(issue: Issue, workspace: string): Issue {
  const prefix = workspace.endsWith('/') ? workspace : `${workspace}/`;
  if (issue.frame?.path.startsWith(prefix) !== true) return issue;
  return { ...issue, frame: { ...issue.frame, path: issue.frame.path.slice(prefix.length) } };
}

/** Within the active issues and within the others, those of the components in focus come first; else the order stays. */
export function focusFirst(ranked: readonly Issue[], focus: readonly string[]): Issue[] {
  if (focus.length === 0) return [...ranked];
  const wanted = focus.map(partsOf);
  const standing = (issue: Issue): number => (issue.state === 'open' || issue.state === 'reopened' ? 0 : 2) + (wanted.some((parts) => holds(partsOf(issue.component ?? ''), parts)) ? 0 : 1);
  return [...ranked].sort((a, b) => standing(a) - standing(b));
}

/** `shop.db` in focus means `shop.db.pool` and `app.shop.db` too, but not `shop.dbx`. */
function holds(component: readonly string[], focus: readonly string[]): boolean {
  return component.some((_, start) => focus.every((part, index) => component[start + index] === part));
}

function partsOf(name: string): string[] {
  return name.toLowerCase().split(/[.:/\\]+/).filter((part) => part !== '');
}
