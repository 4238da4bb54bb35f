/** events.ndjson: one line per new, escalated, resolved or reopened issue, safe for an agent to follow (FEATURES C3). */
import fs from 'node:fs';
import { issueSeverities, type Issue } from '../../model/issue.ts';
import { clip, visible } from './encode.ts';

/** What happened to an issue. */
export type IssueEventKind = 'new' | 'escalated' | 'resolved' | 'reopened';

/** At most so many lines per report; the rest is one line that counts them (ours). */
const linesPerReport = 20;

/** Remembers how issues stood and writes down what changed. */
export class EventLog {
  readonly #file: string;
  readonly #known = new Map<string, Pick<Issue, 'state' | 'severity'>>();

  /** `known`: the issues as they stood when the file was last written to. */
  constructor(file: string, known: readonly Issue[]) {
    this.#file = file;
    for (const issue of known) this.#known.set(issue.id, issue);
  }

  /** Appends what changed since the last call; returns how many lines. */
  append(issues: readonly Issue[], nowMs: number): number {
    const lines: string[] = [];
    for (const issue of issues) {
      const kind = this.#changeOf(issue);
      if (kind !== undefined) lines.push(lineOf(kind, issue, nowMs));
      this.#known.set(issue.id, { state: issue.state, severity: issue.severity });
    }
    if (lines.length === 0) return 0;
    const shown = lines.slice(0, linesPerReport);
    if (lines.length > linesPerReport) shown.push(JSON.stringify({ time: new Date(nowMs).toISOString(), event: 'more', count: lines.length - linesPerReport }));
    fs.appendFileSync(this.#file, `${shown.join('\n')}\n`, { mode: 0o600 });
    return shown.length;
  }

  #changeOf(issue: Issue): IssueEventKind | undefined {
    const before = this.#known.get(issue.id);
    if (!before) return issue.state === 'resolved' || issue.state === 'muted' ? undefined : 'new';
    if (before.state !== 'resolved' && issue.state === 'resolved') return 'resolved';
    if (before.state === 'resolved' && issue.state === 'reopened') return 'reopened';
    return issueSeverities.indexOf(issue.severity) < issueSeverities.indexOf(before.severity) ? 'escalated' : undefined;
  }
}

function lineOf(event: IssueEventKind, issue: Issue, nowMs: number): string {
  const place = issue.evidence.at(-1);
  return JSON.stringify({
    time: new Date(nowMs).toISOString(),
    event,
    id: issue.id,
    severity: issue.severity,
    category: issue.category,
    title: clip(visible(issue.title), 200),
    count: issue.count,
    first_seen: new Date(issue.firstSeenMs).toISOString(),
    last_seen: new Date(issue.lastSeenMs).toISOString(),
    ...(place ? { evidence: `${place.path}:${place.line}` } : {}),
  });
}
