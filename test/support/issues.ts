/** Issues and snapshots for tests of what is made from them. */
import type { Issue, IssueId } from '../../src/model/issue.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { makeSnapshot } from '../../src/engine/snapshot.ts';

/** 2026-01-02T03:04:05Z. */
export const someMs = Date.UTC(2026, 0, 2, 3, 4, 5);

/** An open issue; fields given replace the usual ones. */
export function madeIssue(given: Partial<Omit<Issue, 'id'>> & { readonly id?: string } = {}): Issue {
  return {
    type: 'error', category: 'DB', severity: 'HIGH', severityNumber: 17, title: 'connect ECONNREFUSED 127.0.0.1:5432', message: 'connect ECONNREFUSED 127.0.0.1:5432',
    component: 'shop.db', state: 'open', count: 3, firstSeenMs: someMs, lastSeenMs: someMs + 60_000, sources: ['logs/app.log'],
    evidence: [{ path: 'logs/app.log', line: 7, excerpt: 'connect ECONNREFUSED 127.0.0.1:5432' }], frame: { path: 'src/db.js', line: 12 },
    suggestedActions: ['Check that it runs.'], estimatedMinutes: 10, ...given, id: (given.id ?? 'LB-00000001') as IssueId,
  };
}

/** A snapshot with these issues and one source. */
export function madeSnapshot(issues: readonly Issue[], given: Partial<Snapshot> = {}): Snapshot {
  const coverage = { bytes: 1000, lines: 20, records: 10, unparsed: 1, droppedBytes: 0, truncated: 0, rotations: 0, holeBytes: 0, cutBytes: 0, assumed: 0, disordered: 0, backwardMs: 0 };
  return {
    ...makeSnapshot({
      generatedMs: someMs + 120_000, staleAfterMs: someMs + 720_000, workspace: '/work', issues,
      components: [{ name: 'shop.db', status: 'ERROR', records: 10, errors: 3, warnings: 0, lastSeenMs: someMs }],
      sources: [{ id: 1, name: 'logs/app.log', kind: 'file', format: 'timestamp - component - level - body', coverage, lagBytes: 0, lastRecordMs: someMs, state: 'live' }],
      perMinute: [{ minuteMs: someMs - (someMs % 60_000), counts: [0, 0, 0, 7, 0, 3, 0] }], firstRecordMs: someMs, lastRecordMs: someMs + 60_000, performance: undefined, notices: [],
    }),
    ...given,
  };
}
