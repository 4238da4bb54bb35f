/** Puts one snapshot together: ranks, scores and adds up what the stages know. */
import { addCoverage, noCoverage } from '../model/source.ts';
import type { CodeLink, Issue } from '../model/issue.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { rankIssues, scoreHealth } from './score/score.ts';

/** Everything but what follows from it. */
export type SnapshotParts = Omit<Snapshot, 'health' | 'coverage' | 'issues'> & {
  readonly issues: readonly Issue[];
  /** Where an issue leads to in the workspace, as far as that is known. */
  readonly linkOf?: (issue: Issue) => CodeLink | undefined;
};

/** Makes the snapshot; same parts, same snapshot. */
export function makeSnapshot({ linkOf, ...parts }: SnapshotParts): Snapshot {
  const coverage = parts.sources.map((source) => source.coverage).reduce(addCoverage, noCoverage);
  const health = scoreHealth({ issues: parts.issues, outage: parts.outage, records: coverage.records, nowMs: parts.generatedMs });
  const issues = rankIssues(parts.issues).map((issue) => withCode(withinWorkspace(issue, parts.workspace), linkOf?.(issue)));
  return { ...parts, issues, coverage, health };
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
