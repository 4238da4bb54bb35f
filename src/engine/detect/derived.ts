/** Findings that are no line of their own: statuses of requests, things that stopped, numbers that drift. */
import { createHash } from 'node:crypto';
import { severity } from '../../model/severity.ts';
import type { Category, Issue, IssueId } from '../../model/issue.ts';
import { factorOf, type Drift } from './drift.ts';
import { durationWords, findingOf, rateWords, type Finding } from './finding.ts';
import { knownFailureOf } from './known.ts';
import type { Outcome } from './requests.ts';
import { countBetween, rhythmOf, type Rhythm, type Span } from './rhythm.ts';
import type { Silence } from './silence.ts';
import { BucketCounts } from './bucketCounts.ts';
import type { TimeGrid } from './timeGrid.ts';

const serverError = 500;
/** Refusals count as a fault when they begin, are so many and such a share of the requests since (ours). */
const refusalCount = 10;
const refusalShare = 0.2;
const noticedShare = 0.03;
/** Statuses of failure that are told of one log, the most frequent ones. */
const statusLimit = 3;

/** What such an issue is made from. */
export interface Parts {
  readonly type: string;
  readonly key: string;
  readonly category: Category;
  readonly severityNumber: number;
  readonly title: string;
  readonly message: string;
  readonly source: string;
  readonly component?: string;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly places: readonly { readonly line: number; readonly text: string }[];
  readonly action: string;
  readonly minutes: number;
}

/** The findings of one log's requests. */
export function requestFindings(outcomes: readonly Outcome[], span: Span, grid: TimeGrid): Finding[] {
  const failures = outcomes.filter(({ status }) => status >= serverError).sort((a, b) => b.count - a.count).slice(0, statusLimit);
  return outcomes.flatMap((outcome): Finding[] => {
    if (outcome.status >= serverError && !failures.includes(outcome)) return [];
    if (!isTold(outcome.status)) return [];
    const rhythm = rhythmOf(outcome, span, grid);
    // Records whose time lies far from all others are in no bucket.
    const total = Math.max(rhythm.since, outcomes.reduce((sum, other) => sum + (rhythm.kind === 'undated' ? other.count : countBetween(other.buckets, grid, rhythm.onsetMs, span.endMs + 1)), 0));
    const share = rhythm.since / Math.max(1, total);
    if (outcome.status < serverError && (rhythm.kind === 'noise' || rhythm.kind === 'undated' || rhythm.since < refusalCount || share < refusalShare)) return [];
    // A steady share of failed requests that users notice is no noise, only an old fault.
    const kind = rhythm.kind === 'noise' && share >= noticedShare ? 'new' : rhythm.kind;
    const lost = lostEndpoint(outcome, outcomes, rhythm.onsetMs);
    // Redirects are answers like others, unless pages that were served are not any more.
    if (outcome.status < 400 && lost === undefined) return [];
    return [requestFinding(outcome, span, { ...rhythm, kind }, { total, share, lost })];
  });
}

/** Statuses that may tell of a fault: errors but for callers that went away, and redirects to another place. */
function isTold(status: number): boolean {
  return (status >= 400 && status !== 499) || [301, 302, 303, 307, 308].includes(status);
}

function requestFinding(outcome: Outcome, span: Span, rhythm: Rhythm, of: { readonly total: number; readonly share: number; readonly lost: string | undefined }): Finding {
  const endpoints = [...outcome.endpoints].sort(([, a], [, b]) => b - a);
  const first = endpoints[0]?.[0];
  const more = endpoints.length > 1 ? ` and ${endpoints.length - 1} more` : '';
  const known = knownFailureOf(`HTTP ${outcome.status}`);
  const issue = issueOf({
    type: 'requests',
    key: String(outcome.status),
    category: outcome.status === 401 || outcome.status === 403 ? 'AUTH' : outcome.status >= 502 ? 'NETWORK' : 'OTHER',
    severityNumber: outcome.status >= serverError ? severity.error : severity.warn,
    title: `HTTP ${outcome.status}${first === undefined ? '' : ` for ${first}${more}`}`,
    message: endpoints.slice(0, 5).map(([endpoint, count]) => `${count} x ${outcome.status} ${endpoint}`).join('\n'),
    source: outcome.source.name,
    count: outcome.count,
    firstMs: outcome.firstMs,
    lastMs: outcome.lastMs,
    // Before a surge the same status had other reasons: only the newest shows the one that matters.
    places: [...(rhythm.kind === 'surge' ? [] : [{ line: outcome.firstLine, text: outcome.firstText }]), ...(outcome.count > 1 && outcome.lastText !== '' ? [{ line: outcome.lastLine, text: outcome.lastText }] : [])],
    action: known?.check ?? `Look at what the service behind ${first ?? 'these requests'} logs at the same time.`,
    minutes: known?.minutes ?? 20,
  });
  const finding = findingOf(issue, outcome, span, { rhythm, known });
  finding.why = `${rhythm.since} of ${of.total} requests (${Math.round(of.share * 100)} %) ended with ${outcome.status}${rhythm.kind === 'noise' ? ', at a steady rate since the log begins' : ' since then'}${of.lost === undefined ? '' : `; no request to ${of.lost} was seen to succeed since`}`;
  return finding;
}

/** The endpoint that fails most, when it succeeded before and was not seen to since. */
function lostEndpoint(outcome: Outcome, outcomes: readonly Outcome[], onsetMs: number): string | undefined {
  const [first] = [...outcome.endpoints].sort(([, a], [, b]) => b - a);
  if (!first || first[1] < refusalCount) return undefined;
  const successes = outcomes.filter(({ status }) => status < Math.min(outcome.status, 400)).flatMap(({ lastAt }) => lastAt.get(first[0]) ?? []);
  return successes.length > 0 && successes.every((ms) => ms <= onsetMs + 1000) ? first[0] : undefined;
}

/** The finding of something that stopped. */
export function silenceFinding(silence: Silence, names: { textOf(templateId: number): string; componentText(componentId: number): string }, span: Span): Finding {
  const { source, streams, lastMs, silentMs, perMinute, count } = silence;
  const words = silenceWords(silence, (templateId) => names.textOf(templateId));
  const issue = issueOf({
    type: 'silence',
    key: words.key,
    category: 'PROCESS',
    severityNumber: severity.warn,
    title: words.title,
    message: words.kinds.join('\n'),
    source: source.name,
    component: streams[0] ? names.componentText(streams[0].component) : '',
    count: 1,
    firstMs: lastMs,
    lastMs: span.endMs,
    places: [{ line: silence.lastLine, text: words.text }],
    action: words.action,
    minutes: 15,
  });
  const onset: Rhythm = { kind: 'new', onsetMs: lastMs, since: 1, isOver: false, perMinuteBefore: perMinute, perMinute: 0 };
  const finding = findingOf(issue, { count: 1, firstMs: lastMs, lastMs: span.endMs, buckets: new BucketCounts() }, span, { rhythm: onset, known: undefined, pauseMs: silence.pauseMs });
  finding.why = `silent for ${durationWords(silentMs)} after ${count} records at ${rateWords(perMinute)}, while ${words.goesOn} on`;
  return finding;
}

function silenceWords({ source, streams, member, others = 0, lastText = '' }: Silence, textOf: (templateId: number) => string): { readonly key: string; readonly title: string; readonly kinds: readonly string[]; readonly text: string; readonly action: string; readonly goesOn: string } {
  if (member) {
    const { name } = member;
    return {
      key: name, title: `${name} is silent: it writes no line any more, while ${others} other${others === 1 ? '' : 's'} of its kind go on`, kinds: [], text: member.lastText, goesOn: `${others} of its kind go`,
      action: `Look at the last lines of ${name}, and whether that part still runs or waits for something.`,
    };
  }
  const kinds = streams.slice(0, 3).map((stream) => textOf(stream.templateId).slice(0, 100));
  if (streams.length > 0) {
    return {
      key: kinds[0] ?? '', title: `stopped: ${kinds[0] ?? ''}${streams.length > 1 ? ` and ${streams.length - 1} more kinds of record` : ''}`, kinds, text: kinds[0] ?? '', goesOn: 'the log goes',
      action: 'Look at what came instead of these records: the work behind them is not done any more, or hangs.',
    };
  }
  return {
    key: '', title: `${source.name} is silent: no new line, its writer has stopped or hangs`, kinds, text: `the last line of this log: ${lastText}`, goesOn: 'other logs go',
    action: 'Check whether the process that writes this log still runs, and how it ended (exit status, system log).',
  };
}

/** The finding of a number that drifts, with what else moves in the same log. */
export function driftFinding(drift: Drift, others: readonly Drift[], span: Span): Finding {
  const { series, shape, sinceMs } = drift;
  const falls = drift.now < drift.before;
  const about = `${series.name}${series.endpoint === undefined ? '' : ` of ${series.endpoint}`}`;
  const verb = falls ? 'falls' : shape === 'rises' ? 'rises' : 'jumped';
  const move = (one: Drift): string => `${one.series.name}${one.series.endpoint === undefined ? '' : ` of ${one.series.endpoint}`} from ${shown(one.before, one.series.unit)} to ${shown(one.now, one.series.unit)}`;
  const quality = series.kind === 'time' ? 'slow: latency ' : '';
  // What fills up or grows is nearer to the cause than the time it takes.
  const along = others.filter((one) => one.series.kind !== 'time');
  const issue = issueOf({
    type: 'drift',
    key: about,
    category: series.kind === 'size' ? 'MEMORY' : series.kind === 'figure' ? 'OTHER' : 'PERF',
    severityNumber: severity.warn,
    title: `${quality}${about} ${verb}`,
    message: [drift, ...others].slice(0, 5).map((one) => `${move(one)}${factorWords(one)}`).join('\n'),
    source: series.source.name,
    count: 1,
    firstMs: sinceMs,
    lastMs: span.endMs,
    places: [{ line: series.peakLine, text: series.peakText }],
    action: series.kind === 'time' && along.length > 0 ? `Look first at what moves with it: ${along.slice(0, 3).map((one) => `${one.series.name}${factorWords(one)}`).join(', ')}.` : series.kind === 'time' ? `Look at what ${series.endpoint ?? 'this step'} does more of with time: a list that grows, a missing index, a lock, a dependency.` : series.kind === 'figure' ? 'Compare with what was changed at that moment: the result is not what it was, though nothing failed.' : 'Find what grows without a limit: a list, a cache, a queue that nobody empties, a handle that nobody closes.',
    minutes: 40,
  });
  const rhythm: Rhythm = { kind: 'new', onsetMs: sinceMs, since: 1, isOver: drift.isOver, perMinuteBefore: 0, perMinute: 0 };
  const finding = findingOf(issue, { count: 1, firstMs: sinceMs, lastMs: span.endMs, buckets: new BucketCounts() }, span, { rhythm, known: undefined });
  finding.why = `${move(drift)}${factorOf(drift) > tellable ? '' : `, ${Math.round(factorOf(drift) * 10) / 10} times as ${falls ? 'low' : series.kind === 'time' ? 'slow' : 'high'}`}${shape === 'rises' ? ', increasing steadily' : ''}`;
  return finding;
}

/** Nothing is no fraction of anything. */
const tellable = 10_000;

function factorWords(drift: Drift): string {
  return factorOf(drift) > tellable ? '' : ` (${drift.now < drift.before ? '÷' : 'x'}${Math.round(factorOf(drift) * 10) / 10})`;
}

function shown(value: number, unit: string): string {
  const number = Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
  return unit === '' ? String(number) : `${number} ${unit}`;
}

/** Makes the issue of a finding that is no line of its own. */
export function issueOf(parts: Parts): Issue {
  const digest = createHash('sha256').update(JSON.stringify([1, parts.type, parts.source, parts.key])).digest('hex');
  const evidence = parts.places.map(({ line, text }) => ({ path: parts.source, line, excerpt: text.trimEnd().slice(0, 300) }));
  return {
    // The brand is given here: a digest of what names the finding.
    id: `LB-${digest.slice(0, 8)}` as IssueId,
    type: parts.type, category: parts.category, severity: parts.severityNumber >= severity.error ? 'HIGH' : 'MEDIUM', severityNumber: parts.severityNumber,
    title: parts.title, message: parts.message, component: parts.component === undefined || parts.component === '' ? undefined : parts.component, state: 'open', count: parts.count, firstSeenMs: parts.firstMs, lastSeenMs: parts.lastMs,
    sources: [parts.source], evidence, frame: undefined, suggestedActions: [parts.action], estimatedMinutes: parts.minutes, template: '',
  };
}
