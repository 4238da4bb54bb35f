/** dashboard.json: the snapshot in the words and the snake_case of the public contract (DESIGN). */
import type { Issue } from '../../model/issue.ts';
import { severityNames } from '../../model/severity.ts';
import { shownSources } from '../../model/shownSources.ts';
import type { RunView } from '../../model/run.ts';
import type { CacheTierState, ComponentState, QueueState, Snapshot, SourceState } from '../../model/snapshot.ts';

/** Goes up when a field changes its meaning or goes. */
export const dashboardSchemaVersion = 1;

/** Renders the JSON text; same snapshot, same bytes. Log text is escaped as JSON does, control and format characters included. */
export function renderDashboard(snapshot: Snapshot): string {
  const text = JSON.stringify(dashboardOf(snapshot), undefined, 1);
  return `${text.replace(/[\p{Cf}\u007f-\u009f\u2028\u2029]/gu, (character) => [...Array(character.length).keys()].map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''))}\n`;
}

function dashboardOf(snapshot: Snapshot): object {
  // What is over and still takes points off the health is told with its state among the active ones, since the reasons name it.
  const counted = new Set(snapshot.health.reasons.map(({ issueId }) => issueId));
  const open = snapshot.issues.filter((issue) => issue.state === 'open' || issue.state === 'reopened');
  const active = snapshot.issues.filter((issue) => open.includes(issue) || (issue.state === 'resolved' && counted.has(issue.id)));
  // Ten thousand would make a file of megabytes, written anew with every change.
  const sources = shownSources(snapshot.sources);
  return {
    schema_version: dashboardSchemaVersion,
    timestamp: iso(snapshot.generatedMs),
    stale_after: iso(snapshot.staleAfterMs),
    workspace: snapshot.workspace,
    system_health: snapshot.health.word,
    health_score: snapshot.health.score ?? null,
    health_reasons: snapshot.health.reasons.map(({ points, reason, issueId }) => ({ points, reason, ...(issueId === undefined ? {} : { issue_id: issueId }) })),
    components_summary: summaryOf(snapshot.components),
    components: snapshot.components.map((component) => ({
      name: component.name, status: component.status, records: component.records, errors: component.errors, warnings: component.warnings, last_seen: iso(component.lastSeenMs),
    })),
    active_issues: active.map(issueOf),
    past_issues: snapshot.issues.filter((issue) => !active.includes(issue)).map(issueOf),
    performance_metrics: performanceOf(snapshot),
    sources: sources.map(sourceOf),
    ...(snapshot.sources.length > sources.length ? { sources_total: snapshot.sources.length } : {}),
    runs: snapshot.runs.map(runOf),
    coverage: coverageOf(snapshot.coverage),
    recommendations: open.flatMap((issue) => issue.suggestedActions.map((action) => ({ issue_id: issue.id, action, minutes: issue.estimatedMinutes ?? null }))),
    quick_actions: open.slice(0, 3).map((issue) => ({ issue_id: issue.id, title: issue.title, open: issue.evidence[0] ? `${issue.evidence[0].path}:${issue.evidence[0].line}` : null })),
    notices: snapshot.isUnattended ? ['no engine is running in this workspace: this is what was known when the last one stopped', ...snapshot.notices] : snapshot.notices,
  };
}

function issueOf(issue: Issue): object {
  const minutes = Math.max(1, (issue.lastSeenMs - issue.firstSeenMs) / 60_000);
  return {
    id: issue.id,
    type: issue.type,
    category: issue.category,
    severity: issue.severity,
    title: issue.title,
    message: issue.message,
    component: issue.component ?? null,
    state: issue.state,
    count: issue.count,
    first_seen: iso(issue.firstSeenMs),
    last_seen: iso(issue.lastSeenMs),
    rate_per_minute: Math.round((issue.count / minutes) * 100) / 100,
    sources: issue.sources,
    evidence: issue.evidence,
    ...codeOf(issue),
    suggested_actions: issue.suggestedActions,
    estimated_fix_time: issue.estimatedMinutes ?? null,
    log_excerpt: issue.evidence[0]?.excerpt ?? '',
  };
}

function codeOf({ code, frame, caller }: Issue): object {
  const written = frame ?? caller;
  if (!code) return written ? { code: { path: written.path, line: written.line } } : {};
  const { path, line, functionName, how, isLikely, change } = code;
  const { kind, commit, subject, atMs, isIssueAfter } = change ?? {};
  return {
    code: {
      path, line, ...(functionName === undefined ? {} : { function: functionName }), how, likely: isLikely,
      ...(change ? { change: { kind, ...(commit === undefined ? {} : { commit, subject: subject ?? '' }), at: iso(atMs), issue_began: isIssueAfter === true ? 'after' : 'before' } } : {}),
    },
  };
}

function summaryOf(components: readonly ComponentState[]): Record<string, number> {
  const summary: Record<string, number> = { OK: 0, WARNING: 0, ERROR: 0, CRITICAL: 0, UNKNOWN: 0 };
  for (const { status } of components) summary[status] = (summary[status] ?? 0) + 1;
  return summary;
}

function sourceOf(source: SourceState): object {
  return { id: source.id, name: source.name, kind: source.kind, format: source.format, state: source.state, lag_bytes: source.lagBytes, last_record: iso(source.lastRecordMs), coverage: coverageOf(source.coverage) };
}

function runOf({ log, number, startedMs, startedBy, endedMs, pid, records, issues, against }: RunView): object {
  return {
    log, number, started: iso(startedMs), started_by: startedBy, ended: iso(endedMs), pid: pid ?? null, records, issues,
    ...(against ? { against: { run: against.run, good: against.isGood, new: against.newIssues, gone: against.goneIssues, unchanged: against.unchangedIssues, not_seen_yet: against.openIssues } } : {}),
  };
}

function coverageOf({ bytes, lines, records, unparsed, droppedBytes, truncated, rotations }: Snapshot['coverage']): object {
  return { bytes, lines, records, unparsed, dropped: droppedBytes, truncated, rotations };
}

function performanceOf({ performance, perMinute }: Snapshot): object {
  return {
    records_per_second: performance ? round(performance.recordsPerSecond) : null,
    bytes_per_second: performance ? round(performance.bytesPerSecond) : null,
    memory_mb: performance ? round(performance.memoryMb) : null,
    cpu_ratio: performance ? round(performance.cpuRatio) : null,
    lag_bytes: performance?.lagBytes ?? null,
    commit_ms: performance ? round(performance.commitMs) : null,
    store_bytes: performance?.storeBytes ?? null,
    queue: performance?.queue ? queueOf(performance.queue) : null,
    ...(performance?.caches ? { caches: performance.caches.map(cacheOf) } : {}),
    records_per_minute: perMinute.slice(-60).map(({ minuteMs, counts }) => ({
      minute: iso(minuteMs), unspecified: counts[0] ?? 0, ...Object.fromEntries(severityNames.map((name, band) => [name.toLowerCase(), counts[band + 1] ?? 0])),
    })),
  };
}

function queueOf({ threads, waitingRecords, highWaterRecords, capacityRecords, waits, waitMs, droppedRecords }: QueueState): object {
  return { threads, waiting: waitingRecords, high_water: highWaterRecords, capacity: capacityRecords, waits, wait_ms: round(waitMs), dropped: droppedRecords };
}

function cacheOf({ name, hits, misses, entries, bytes }: CacheTierState): object {
  return { name, hit_ratio: hits + misses === 0 ? null : round(hits / (hits + misses)), hits, misses, entries, bytes };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function iso(epochMs: number | undefined): string | null {
  return epochMs !== undefined && Number.isFinite(epochMs) ? new Date(epochMs).toISOString() : null;
}
