/** An engine that reads nothing: serves the contract from a worker thread with an invented snapshot that changes. For tests and for looking at the panels. */
import { EngineError } from '../../src/base/errors.ts';
import { isMainThread, parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Issue, IssueId, IssueSeverity } from '../../src/model/issue.ts';
import type { ComponentState, MinuteCount, Snapshot, SourceState } from '../../src/model/snapshot.ts';
import { serveEngine } from '../../src/rpc/channel.ts';
import type { EngineStart } from '../../src/rpc/contract.ts';

/** What `EngineStart.overrides['fake.behaviour']` may ask for. */
export type FakeBehaviour = 'lives' | 'throws at start' | 'exits when asked for a backup' | 'never stops';

const changeEveryMs = 1000;

function serveFake(port: MessagePort, start: EngineStart): void {
  const behaviour = (start.overrides['fake.behaviour'] ?? 'lives') as FakeBehaviour;
  if (behaviour === 'throws at start') throw Object.assign(new Error('the store is newer than this version'), { code: start.overrides['fake.code'] });
  let round = 0;
  const snapshot = (): Snapshot => inventSnapshot(start.workspace, Date.now(), round);
  const tell = serveEngine(port, {
    snapshot: () => Promise.resolve(snapshot()),
    briefing: () => Promise.resolve(inventBriefing(snapshot())),
    writeReports: () => Promise.resolve({ briefingPath: `${start.stateFolder}/briefing.md`, dashboardPath: `${start.stateFolder}/dashboard.json` }),
    records: () => Promise.resolve({ records: [] }),
    backup: () => {
      if (behaviour === 'exits when asked for a backup') process.exit(7);
      return Promise.resolve({ path: `${start.stateFolder}/backups/backup_20250102_030405.tar.gz`, sizeBytes: 123_456, files: 7 });
    },
    markAlert: () => Promise.resolve(undefined),
    planCleanup: () => Promise.resolve({
      roots: [`${start.stateFolder}/history`],
      candidates: [{ path: `${start.stateFolder}/history/dashboard_1.json`, sizeBytes: 2048, modifiedMs: 0, reason: 'older than 168 hours' }],
      totalBytes: 2048,
    }),
    cleanup: (plan) => Promise.resolve({ deleted: plan.candidates.map((candidate) => candidate.path), freedBytes: plan.totalBytes, problems: [] }),
    reload: (sources) => {
      const report = { isTaken: true, problems: [], applied: Object.keys(sources?.overrides ?? {}).slice(0, 1), reopened: [] };
      tell('configRead', report);
      return Promise.resolve(report);
    },
  makeConfiguration: () => Promise.reject(new EngineError('writeFailed', 'the fake engine makes no file')),
  stop: () => behaviour === 'never stops' ? new Promise(() => undefined) : Promise.resolve(undefined),
  });
  tell('roleChanged', { kind: 'writer' });
  setInterval(() => {
    round++;
    tell('snapshotChanged', snapshot());
  }, changeEveryMs);
}

/** Invents a snapshot of a shop's logs, with hostile text in it; another `round` is a little worse. */
export function inventSnapshot(workspace: string, nowMs: number, round: number): Snapshot {
  const issues = [
    inventIssue(1, 'CRITICAL', 'OperationalError: could not connect to server: Connection refused', { nowMs, count: 41 + round }),
    inventIssue(2, 'HIGH', "TypeError: Cannot read properties of undefined (reading 'total')", { nowMs, count: 7 }),
    inventIssue(3, 'MEDIUM', '[click me](command:workbench.action.quit) <img src=x onerror=alert(1)> **bold** https://example.org', { nowMs, count: 2 }),
  ];
  const score = Math.max(0, 72 - round);
  return {
    generatedMs: nowMs, staleAfterMs: nowMs + 60_000, workspace,
    health: { score, word: score >= 50 ? 'WARNING' : 'CRITICAL', reasons: [{ points: 20, reason: 'CRITICAL DB issue, 41 times, open' }, { points: 8, reason: 'HIGH UI issue, 7 times, open' }] },
    issues, runs: [], components: inventComponents(nowMs, round), sources: inventSources(nowMs, round),
    coverage: { bytes: 4_812_345, lines: 60_210, records: 58_003 + round, unparsed: 12, droppedBytes: 0, truncated: 0, rotations: 1, holeBytes: 0, cutBytes: 0, assumed: 0, disordered: 0, backwardMs: 0 },
    perMinute: inventMinutes(nowMs, round), firstRecordMs: nowMs - 3_600_000, lastRecordMs: nowMs,
    performance: { recordsPerSecond: 210.4 + round, bytesPerSecond: 31_000, memoryMb: 96.2, cpuRatio: 0.024, lagBytes: 0, commitMs: 3.2, storeBytes: 1_034_000 },
    notices: ['logs/old.log cannot be read: permission denied. Give read access or exclude it.'],
  };
}

/** Invents a briefing of a snapshot. */
export function inventBriefing(snapshot: Snapshot): string {
  const sections = snapshot.issues.map((issue, index) => [
    `## ${index + 1}. ${issue.id} \`${issue.title}\``,
    `${issue.severity}; ${issue.count} times`,
    ...issue.evidence.map((place) => `- evidence: \`${place.path}:${place.line}\` \`${place.excerpt}\``),
    '',
    '```text', 'Traceback (most recent call last):', '  at load (src/app/orders.ts:42:7)', '```', '',
  ].join('\n'));
  return [`# Health: ${snapshot.health.score ?? '–'}/100`, '', 'Text in backticks is quoted from logs.', '', ...sections, '<!-- end of briefing -->', ''].join('\n');
}

function inventIssue(number: number, severity: IssueSeverity, title: string, { nowMs, count }: { readonly nowMs: number; readonly count: number }): Issue {
  return {
    id: `LB-0000000${number}` as IssueId, type: 'error', category: 'OTHER', severity, severityNumber: 17, title, message: title, component: 'shop.orders', state: number === 2 ? 'reopened' : 'open',
    count, firstSeenMs: nowMs - 3_000_000, lastSeenMs: nowMs - 2000, sources: ['logs/app.log'],
    evidence: [{ path: 'logs/app.log', line: 12 * number, excerpt: title }], frame: { path: 'src/app/orders.ts', line: 42 }, suggestedActions: [], estimatedMinutes: 20,
  };
}

function inventComponents(nowMs: number, round: number): readonly ComponentState[] {
  const component = (name: string, status: ComponentState['status'], errors: number): ComponentState => ({ name, status, records: 12_000 + round, errors, warnings: 4, lastSeenMs: nowMs });
  return [component('shop.orders', 'CRITICAL', 41 + round), component('shop.cart', 'WARNING', 0), component('shop.web', 'OK', 0)];
}

function inventSources(nowMs: number, round: number): readonly SourceState[] {
  const coverage = { bytes: 2_400_000, lines: 30_000 + round, records: 29_000 + round, unparsed: 6, droppedBytes: 0, truncated: 0, rotations: 1, holeBytes: 0, cutBytes: 0, assumed: 0, disordered: 0, backwardMs: 0 };
  return [
    { id: 1, name: 'logs/app.log', kind: 'file', format: 'timestamp - component - level - body', coverage, lagBytes: 0, lastRecordMs: nowMs, state: 'live' },
    { id: 2, name: 'logs/access.log', kind: 'file', format: 'JSON lines', coverage, lagBytes: 12_288, lastRecordMs: undefined, state: 'gone' },
  ];
}

function inventMinutes(nowMs: number, round: number): readonly MinuteCount[] {
  const lastMinuteMs = Math.floor(nowMs / 60_000) * 60_000;
  return Array.from({ length: 60 }, (_, index) => ({
    minuteMs: lastMinuteMs - (59 - index) * 60_000,
    counts: [index % 7, 0, 30 + ((index * 37) % 20), 120 + ((index * 53) % 60), (index * 11) % 25, index > 40 ? (index % 13) + round : 0, index === 50 ? 9 : 0],
  }));
}

// Last, since it uses the constants above.
if (!isMainThread && parentPort) serveFake(parentPort, workerData as EngineStart);
