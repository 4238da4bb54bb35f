/** How much of the work still gets done: requests that succeed, and records that tell of work, before a fault and since. */
import { severity } from '../../model/severity.ts';
import { runLogOf } from '../../model/run.ts';
import type { Outage } from '../../model/snapshot.ts';
import type { History } from './history.ts';
import { durationWords, onsetOf, type Finding } from './finding.ts';
import { OpenFaults } from './openFaults.ts';
import type { Outcome } from './requests.ts';
import { isEdge } from './roles.ts';
import { countBetween } from './rhythm.ts';
import type { SourceActivity } from './streams.ts';
import type { TimeGrid } from './timeGrid.ts';
import { groupsOf, type GroupInput, type WorkGroup } from './workGroups.ts';

/** What the outage is judged by. */
export interface WorkInput extends GroupInput {
  readonly outcomes: readonly (readonly Outcome[])[];
  readonly activities: readonly SourceActivity[];
  readonly grid: TimeGrid;
  readonly endMs: number;
  readonly history: Pick<History, 'runsOf'>;
}

/** Endpoints that only watchers ask. */
const probe = /^(?:[A-Z]+ )?\/(?:[\w-]+\/)?(?:health\w*|live\w*|ready\w*|ping|status|metrics|up|heartbeat)\/?$/i;
/** An error that ended a request, in the words of web frameworks. */
const inRequest = /internal server error|unhandled (?:exception|error).{0,40}request|exception on \/|uncaught (?:php )?exception|exception in ASGI|completed 500|executing the request|servlet\.service|\bdispatcher ?servlet\b/i;
/** Records of a kind that are enough to count as work. */
const minWork = 8;
/** Less than this is no measure of anything. */
const fewest = 5;
const halfLost = 0.5;
/** A log that wrote so much of everything was the main one; when it is silent, so is the work (ours). */
const mainShare = 0.35;
/** With what programs die, as runtimes and kernels write it; and so many lines may stand behind it (ours). */
const dying = /^(?:panic: |fatal error: |Exception in thread "main"|thread 'main' (?:\(\d+\) )?panicked|Unhandled exception|Uncaught |terminate called|Segmentation fault|.*core dumped)/;
const deaths: ReadonlySet<string> = new Set(['kernelOutOfMemory', 'segmentationFault']);
const lastRecords = 4;
/** So many starts that fail alike are no chance (ours). */
const fewestTries = 3;
/** Work that stopped must have been missing for so long. */
const minDeadMs = 20_000;

interface Share {
  readonly lost: number;
  readonly total: number;
  readonly perMinute: number;
  /** Asked of the worst alone. */
  readonly words: () => string;
  readonly sinceMs: number;
  readonly isRequests: boolean;
  readonly isEdge: boolean;
}

/** Returns the outage, if more than half of the work is lost since the first open fault began. */
export function outageOf(input: WorkInput): Outage | undefined {
  const shares = sharesOf(input);
  const requests = shares.filter((share) => share.isRequests);
  // What users meet decides where there is such a log; else all logs by how much they tell of.
  const edge = requests.filter((share) => share.isEdge);
  const judged = edge.length > 0 ? edge : requests.length > 0 ? requests : shares;
  const total = judged.reduce((sum, share) => sum + share.perMinute, 0);
  if (total <= 0) return mainLogSilent(input) ?? neverUp(input) ?? brokeOff(input);
  const lostRatio = judged.reduce((sum, share) => sum + (share.lost / share.total) * share.perMinute, 0) / total;
  const worst = judged.reduce((a, b) => (b.lost / b.total > a.lost / a.total ? b : a));
  return lostRatio <= halfLost ? mainLogSilent(input) ?? brokeOff(input) : { reason: worst.words(), sinceMs: worst.sinceMs };
}

/** How much was written in all logs, and those in which most of it stands. */
function mainLogs(activities: readonly SourceActivity[]): { readonly total: number; readonly logs: readonly SourceActivity[] } {
  const total = activities.reduce((sum, { count }) => sum + count, 0);
  return { total, logs: activities.filter(({ count }) => count > mainShare * total) };
}

/** The log that most was written to is silent. */
function mainLogSilent({ findings, activities }: WorkInput): Outage | undefined {
  const { total, logs } = mainLogs(activities);
  for (const { issue, state, rhythm } of findings) {
    const log = logs.find(({ source }) => isWholeLog(issue) && source.name === issue.sources[0]);
    if (log && state === 'open') return { reason: `${log.source.name}, in which ${Math.round((100 * log.count) / total)} % of all records stood, is silent`, sinceMs: rhythm.onsetMs };
  }
  return undefined;
}

/** The log that most was written to ends with the words with which a program dies: nobody is there any more who would do the work. */
function brokeOff({ findings, activities, endMs }: WorkInput): Outage | undefined {
  const total = activities.reduce((sum, { count }) => sum + count, 0);
  for (const { issue, state, rhythm, known } of findings) {
    const log = activities.find(({ source }) => source.name === issue.sources[0]);
    if (!log || state !== 'open' || log.count <= mainShare * total || (issue.evidence.at(-1)?.line ?? 0) < log.lastLine - lastRecords) continue;
    if (dying.test(issue.title) || dying.test(issue.message) || (known !== undefined && deaths.has(known.id))) return { reason: `${log.source.name} ends with: ${issue.title.slice(0, 120)}`, sinceMs: Number.isNaN(rhythm.onsetMs) ? endMs : rhythm.onsetMs };
  }
  return undefined;
}

/** A program that is started again and again, and each time says the same error, never does its work. */
function neverUp({ findings, history, activities, grid, endMs }: WorkInput): Outage | undefined {
  const { logs } = mainLogs(activities);
  for (const { issue, state, counts } of findings) {
    const log = logs.find(({ source }) => source.name === issue.sources[0]);
    if (!log || state !== 'open' || issue.severityNumber < severity.error) continue;
    const kept = history.runsOf(runLogOf(log.source.logName));
    const tries = kept.map(({ startedMs }) => startedMs);
    // Older runs are not kept, so that only what was seen since the first kept one is compared.
    const seen = countBetween(counts.buckets, grid, tries[0] ?? NaN, endMs + 1);
    const isEach = tries.every((ms, index) => countBetween(counts.buckets, grid, ms, tries[index + 1] ?? endMs + 1) > 0);
    if (tries.length >= fewestTries && isEach && seen < 2 * tries.length) return { reason: `${log.source.name} tells of ${kept.at(-1)?.number ?? tries.length} starts, and of the same error after each`, sinceMs: tries[0] ?? NaN };
  }
  return undefined;
}

function sharesOf(input: WorkInput): Share[] {
  const open = new OpenFaults(input.findings);
  if (!Number.isFinite(open.sinceMs) || input.endMs - open.sinceMs < 1000) return [];
  const outcomes = input.outcomes.filter((all) => !isProbed(all));
  const ofRequests = outcomes.flatMap((all) => requestShare(all, open, input) ?? []);
  const requestLogs = new Set(outcomes.filter((all) => all.reduce((sum, { count }) => sum + count, 0) >= 20).map((all) => all[0]?.source.logName));
  const ofRecords = groupsOf(input).filter(({ log }) => !requestLogs.has(log)).flatMap((group) => recordShare(group, open, input) ?? []);
  return [...ofRequests, ...ofRecords];
}

/** Health checks alone are no work, whatever their number. */
function isProbed(outcomes: readonly Outcome[]): boolean {
  const endpoints = outcomes.flatMap((outcome) => [...outcome.endpoints.keys()]);
  return endpoints.length > 0 && endpoints.every((endpoint) => probe.test(endpoint));
}

/** The share of failed requests since they began to fail. */
function requestShare(outcomes: readonly Outcome[], open: OpenFaults, { grid, endMs }: WorkInput): Share | undefined {
  const log = outcomes[0]?.source;
  const failing = open.in(log?.name ?? '').filter(({ issue }) => issue.type === 'requests');
  const all = outcomes.reduce((sum, { count }) => sum + count, 0);
  if (all < minWork || !log) return undefined;
  const sinceMs = Math.min(endMs, ...failing.map(onsetOf));
  const statuses = new Set(failing.map(({ issue }) => Number(/^HTTP (\d+)/.exec(issue.title)?.[1] ?? 0)));
  const since = (outcome: Outcome): number => countBetween(outcome.buckets, grid, sinceMs, endMs + 1);
  const total = outcomes.reduce((sum, outcome) => sum + since(outcome), 0);
  const lost = outcomes.filter(({ status }) => statuses.has(status)).reduce((sum, outcome) => sum + since(outcome), 0);
  const perMinute = (all * 60_000) / Math.max(1000, Math.max(...outcomes.map(({ lastMs }) => lastMs)) - Math.min(...outcomes.map(({ firstMs }) => firstMs)));
  const kind = { isRequests: true, isEdge: isEdge(log.name), perMinute, sinceMs } as const;
  const instead = failing.length === 0 ? failuresInstead(log.name, open, { grid, endMs }) : undefined;
  if (instead) return { ...kind, ...instead(outcomes) };
  const isSilent = open.in(log.name).some(({ issue }) => isWholeLog(issue));
  if (isSilent) return { ...kind, lost: 1, total: 1, words: () => `${log.name} had ${Math.round(perMinute)} requests per minute and has none any more` };
  if (total < fewest) return failing.length > 0 ? undefined : { ...kind, lost: 0, total: 1, words: () => '' };
  return { ...kind, lost, total, words: () => `${lost} of ${total} requests in ${log.name} fail (${Math.round((100 * lost) / total)} %) since ${isoOf(sinceMs)}` };
}

/** Where no failed request has a line with its status, errors of the same log that began stand for them: frameworks write one or the other. */
function failuresInstead(log: string, open: OpenFaults, { grid, endMs }: Pick<WorkInput, 'grid' | 'endMs'>): ((outcomes: readonly Outcome[]) => Pick<Share, 'lost' | 'total' | 'words' | 'sinceMs'>) | undefined {
  const errors = open.in(log).filter(({ issue, rhythm }) => issue.severityNumber >= severity.error && issue.sources.length === 1 && rhythm.kind === 'new' && inRequest.test(`${issue.title}\n${issue.message}`));
  const lost = unitsOf(errors);
  if (lost < 2 * fewest) return undefined;
  const sinceMs = Math.min(...errors.map(onsetOf));
  return (outcomes) => {
    const done = outcomes.filter(({ status }) => status < 500).reduce((sum, outcome) => sum + countBetween(outcome.buckets, grid, sinceMs, endMs + 1), 0);
    return { lost, total: lost + done, sinceMs, words: () => `${lost} requests in ${log} ended in an error, ${done} did not since ${isoOf(sinceMs)}` };
  };
}

/** The share of records that tell of a failure instead of work, or of work that is missing. */
function recordShare({ name, component, isOnly, streams }: WorkGroup, open: OpenFaults, { grid, endMs }: WorkInput): Share | undefined {
  const inLog = open.in(name);
  const faults = inLog.length === 0 ? inLog : inLog.filter(({ issue }) => issue.type !== 'drift' && (isOnly || (issue.component ?? '') === component || isWholeLog(issue)));
  const ownMs = Math.min(...faults.map(onsetOf));
  // Who wrote until shortly before the first fault anywhere and then fell silent has lost its work too, though nothing of its own says so.
  const anyMs = open.sinceMs;
  const wroteTill = streams.reduce((ms, stream) => Math.max(ms, stream.lastMs), -Infinity);
  const wroteFrom = streams.reduce((ms, stream) => Math.min(ms, stream.firstMs), Infinity);
  const hasStopped = wroteTill < anyMs + (endMs - anyMs) / 2 && wroteTill > anyMs - (anyMs - wroteFrom) / 4;
  const sinceMs = Number.isFinite(ownMs) ? ownMs : hasStopped ? anyMs : NaN;
  const before = streams.reduce((sum, stream) => sum + stream.count, 0);
  const firstMs = Math.min(Number.isNaN(sinceMs) ? Infinity : sinceMs, wroteFrom);
  // Of a log without times nobody can say how much it tells of.
  if (!Number.isFinite(firstMs)) return undefined;
  // Whose own lines tell of nothing lost it when they stopped.
  const kind = { isRequests: false, isEdge: false, sinceMs: Number.isFinite(ownMs) ? sinceMs : Math.max(sinceMs, wroteTill) } as const;
  if (!Number.isFinite(sinceMs)) return before < minWork ? undefined : { ...kind, lost: 0, total: 1, perMinute: (before * 60_000) / Math.max(1000, endMs - firstMs), words: () => '' };
  const done = streams.reduce((sum, stream) => sum + countBetween(stream.buckets, grid, sinceMs, endMs + 1), 0);
  const earlier = streams.reduce((sum, stream) => sum + countBetween(stream.buckets, grid, firstMs, sinceMs), 0);
  const failed = unitsOf(faults.filter(({ issue }) => issue.type !== 'silence' && issue.severityNumber >= severity.warn));
  const deadMs = endMs - sinceMs;
  const goesOn = sinceMs - firstMs > 5000 ? deadMs / (sinceMs - firstMs) : 0;
  const total = Math.max(done + failed, deadMs > minDeadMs ? earlier * goesOn : 0);
  const replaced = replacedBy(failed, streams.map((stream) => ({ done: countBetween(stream.buckets, grid, sinceMs, endMs + 1), expected: countBetween(stream.buckets, grid, firstMs, sinceMs) * goesOn })));
  if (total < fewest || (streams.length === 0 && failed < 4 * fewest)) return undefined;
  const who = isOnly || component === '' ? name : `${component} (${name})`;
  // What was lost counts as much as it did while it went well.
  const usual = sinceMs - firstMs > minDeadMs ? earlier / (sinceMs - firstMs) : 0;
  const rate = { perMinute: Math.max(usual, Math.max(before, failed) / Math.max(1000, endMs - firstMs)) * 60_000 };
  if (replaced && failed <= done) return { ...kind, ...rate, ...replaced, words: () => `${failed} failures in ${who} since ${isoOf(sinceMs)}, where ${Math.round(replaced.expected)} pieces of work were to be expected and ${replaced.done} were done` };
  const words = (): string => failed > done && failed > 2
    ? `${failed} failures against ${done} records of work done by ${who} since ${isoOf(sinceMs)}`
    : `${who} told of ${Math.round(total)} pieces of work in ${durationWords(deadMs)} before and tells of ${done} since ${isoOf(sinceMs)}`;
  return { ...kind, ...rate, lost: Math.max(failed, total - done), total, words };
}

/** What was done of one kind of record, and what would have been had it gone on. */
interface Yield {
  readonly done: number;
  readonly expected: number;
}

/**
 * The main kind of work when failures came in its place: hardly any of it is done any more, and about as many failures are told as were
 * to be expected of it. What else is written (work that comes in, steps on the way) does not make up for it.
 */
function replacedBy(failed: number, kinds: readonly Yield[]): (Yield & { readonly lost: number; readonly total: number }) | undefined {
  const main = Math.max(...kinds.map(({ expected }) => expected));
  const gone = kinds.filter(({ done, expected }) => expected >= 2 * fewest && expected >= main / 2 && done < expected / 5 && failed > expected * 0.4);
  const most = gone.sort((a, b) => b.expected - a.expected)[0];
  return most && { ...most, lost: Math.max(failed, most.expected - most.done), total: Math.max(most.expected, failed + most.done) };
}

/** A silence of the log itself, not of one kind of record. */
function isWholeLog({ type, title, sources }: Finding['issue']): boolean {
  return type === 'silence' && title.startsWith(sources[0] ?? '');
}

/** Failures, where several records that tell of one failure (as often as each other) count once. */
function unitsOf(faults: readonly Finding[]): number {
  const counts: number[] = [];
  for (const since of faults.map(({ rhythm }) => rhythm.since).sort((a, b) => b - a)) {
    if (!counts.some((count) => since > count * 0.8)) counts.push(since);
  }
  return counts.reduce((sum, count) => sum + count, 0);
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
