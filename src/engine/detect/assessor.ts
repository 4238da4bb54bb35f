/** Puts the findings of one moment together: tracked issues, and what the counts show; has them judged, and remembers what is over. */
import { isDerived, type Issue } from '../../model/issue.ts';
import type { SystemChange } from '../../model/snapshot.ts';
import { severity } from '../../model/severity.ts';
import type { Assessment } from './assessment.ts';
import { driftFinding, requestFindings, silenceFinding } from './derived.ts';
import { driftsOf } from './drift.ts';
import { closesWith } from './closing.ts';
import type { BucketCounts } from './bucketCounts.ts';
import { durationWords, findingOf, isFault, onsetOf, type Finding } from './finding.ts';
import { shiftsOf } from './figures.ts';
import { judge, judgementOf } from './judge.ts';
import { streamKind, type RecordReader } from './recordReader.ts';
import { restartFindings } from './restarts.ts';
import { replacedFinding, replacementsOf, type Replacement } from './replaced.ts';
import { rhythmOf, type Rhythm, type Span } from './rhythm.ts';
import { silentLogs, silentMembers, silentStreams } from './silence.ts';
import { LogNames, Spans } from './spans.ts';
import type { SourceActivity, Stream } from './streams.ts';
import type { TimeGrid } from './timeGrid.ts';
import { viewOf, type TrackedIssue } from './tracker.ts';
import { isWork } from './workGroups.ts';

const driftLimit = 4;
const workRecords = 5;
/** A record that nobody saw before, at most so often, so shortly before a fault, may tell of its cause (ours). */
const novelBeforeMs = 120_000;
const novelAfterMs = 2000;
const novelCount = 3;

/** What derived findings are made from. */
interface Parts {
  readonly activities: readonly SourceActivity[];
  readonly spans: Spans;
  readonly replacements: readonly Replacement[];
  readonly work: readonly Stream[];
}

/** Assesses; keeps the issues that are no lines of their own over time. */
export class Assessor {
  readonly #reader: RecordReader;
  readonly #grid: TimeGrid;
  readonly #derived = new Map<string, Issue>();
  readonly #changedDerived = new Set<string>();
  readonly #restored = new Set<string>();
  readonly #names = new LogNames();

  constructor(reader: RecordReader, grid: TimeGrid, earlier: readonly Issue[]) {
    this.#reader = reader;
    this.#grid = grid;
    for (const issue of earlier) {
      this.#restored.add(issue.id);
      if (isDerived(issue)) this.#derived.set(issue.id, issue);
    }
  }

  /** What is known now. */
  assess(): Assessment {
    const activities = this.#reader.streams.activities();
    const startMs = least(activities.map(({ firstMs }) => firstMs));
    const endMs = -least(activities.map(({ lastMs }) => -lastMs));
    const spans = new Spans({ logs: activities, byName: this.#names.of(activities), startMs, endMs });
    const { sightings } = this.#reader;
    const tracked = new Map(sightings.counting().map((issue) => [this.#findingOf(issue, spans), issue]));
    const replacements = this.#replacements();
    const work = this.#work(replacements);
    const derived = Number.isFinite(endMs) ? this.#derivedFindings({ activities, spans, replacements, work }, { startMs, endMs }) : [];
    const findings = [...tracked.keys(), ...derived];
    const { outage } = judge(findings, { outcomes: this.#reader.requests.all(), work, activities, componentText: (id) => this.#reader.componentText(id), changes: this.#reader.changes.all(), history: this.#reader.history, grid: this.#grid, endMs }, startMs);
    for (const [finding, issue] of tracked) issue.judge(judgementOf(finding));
    this.#keepDerived(derived);
    const issues = [...[...tracked.values(), ...sightings.ignored()].map((issue) => issue.view()), ...this.#derived.values()];
    return { issues, outage, changes: this.#changesBefore(leadOnset(findings)), notices: activities.flatMap(clockNotice) };
  }

  /** Issues that are new or changed since the last call. */
  takeChanged(): Issue[] {
    const changed = this.#reader.sightings.all().filter((tracked) => tracked.changed);
    for (const tracked of changed) tracked.changed = false;
    const derived = [...this.#changedDerived].flatMap((id) => this.#derived.get(id) ?? []);
    this.#changedDerived.clear();
    return [...changed.map((tracked) => tracked.view()), ...derived];
  }

  #findingOf(tracked: TrackedIssue, spans: Spans): Finding {
    const span = spans.of(tracked.sources);
    const issue = tracked.view();
    const counts = { count: tracked.count, firstMs: tracked.firstSeenMs, lastMs: tracked.lastSeenMs, buckets: tracked.buckets };
    const rhythm = this.#restored.has(issue.id) ? continued(tracked.birth, counts, span, this.#grid) : rhythmOf(counts, span, this.#grid);
    return findingOf(issue, counts, span, { rhythm, known: tracked.known });
  }

  #derivedFindings({ activities, spans, replacements, work }: Parts, whole: { readonly startMs: number; readonly endMs: number }): Finding[] {
    const { requests, streams, numbers } = this.#reader;
    const spanFor = (name: string): Span => spans.of([name]);
    const ended = requests.all().flatMap((outcomes) => requestFindings(outcomes, spanFor(outcomes[0]?.source.name ?? ''), this.#grid));
    const logOf = (stream: Stream): SourceActivity => streams.ofSource(stream.source).activity;
    // A kind of record that is written all the time says nothing of an end, whatever its words.
    const hasEnded = (log: SourceActivity): boolean => closesWith(log, streams.ofSource(log.source).byTemplate, (id) => this.#reader.textOf(id));
    const silences = [...silentLogs({ logs: activities, hasEnded }, this.#grid), ...silentStreams(work, logOf, this.#grid), ...silentMembers(this.#reader.members.pools(), ({ source }) => streams.ofSource(source).activity, this.#grid)];
    const changed = this.#reader.changes.all().flatMap(({ kind, atMs }) => (kind === 'change' ? [atMs] : []));
    const drifts = [...driftsOf(numbers.all(), this.#grid), ...shiftsOf(numbers.all(), { changed, streams: streams.streams, grid: this.#grid })];
    // Numbers of one log that drift together are one fault, told by the one that matters most to users.
    const logs = new Set(drifts.map(({ series }) => series.source.logName));
    const drifted = [...logs].flatMap((log) => {
      const inLog = drifts.filter(({ series }) => series.source.logName === log);
      const lead = inLog.find(({ series }) => series.kind === 'time' && series.endpoint !== undefined) ?? inLog.find(({ series }) => series.kind === 'time') ?? inLog[0];
      return lead ? [driftFinding(lead, inLog.filter((drift) => drift !== lead).slice(0, driftLimit), spanFor(lead.series.source.name))] : [];
    });
    return [...ended, ...silences.map((silence) => silenceFinding(silence, this.#reader, { startMs: whole.startMs, endMs: whole.endMs, alive: [], hasJumps: false })), ...drifted, ...replacements.map((replacement) => replacedFinding(replacement, this.#reader, spanFor(replacement.stream.source.name))), ...restartFindings({ history: this.#reader.history, changes: this.#reader.changes.all(), activities, streamsOf: (source) => streams.ofSource(source), spanOf: spanFor, grid: this.#grid })];
  }

  #replacements(): Replacement[] {
    const { streams } = this.#reader;
    return replacementsOf(streams.streams, { logOf: (stream) => streams.ofSource(stream.source).activity, textOf: (id) => this.#reader.textOf(id), grid: this.#grid });
  }

  /** Streams that tell of work done, without those that came in its place. */
  #work(replacements: readonly Replacement[]): Stream[] {
    const instead = new Set(replacements.map(({ stream }) => stream));
    return this.#reader.streams.streams.filter((stream) => !instead.has(stream) && this.#isWorkStream(stream));
  }

  #isWorkStream(stream: Stream): boolean {
    const isQuiet = stream.severity === 0 || (stream.severity >= severity.info && stream.severity < severity.warn);
    return stream.count >= workRecords && stream.failing * 2 < stream.count && (stream.kind === streamKind.plain || stream.kind === streamKind.tally) && isQuiet && (stream.isWork ??= isWork(this.#reader.textOf(stream.templateId)));
  }

  /** Announcements, and records that were never seen before and hardly since, shortly before the first fault. */
  #changesBefore(onsetMs: number): SystemChange[] {
    const announced = this.#reader.changes.all();
    if (!Number.isFinite(onsetMs)) return announced;
    const novel = this.#reader.streams.streams.filter((stream) => {
      const isNear = stream.firstMs > onsetMs - novelBeforeMs && stream.firstMs <= onsetMs + novelAfterMs;
      const isNovel = isNear && stream.kind === streamKind.plain && !stream.announces && stream.count <= novelCount && stream.severity < severity.warn;
      return isNovel && stream.firstMs - this.#reader.streams.ofSource(stream.source).activity.firstMs > novelBeforeMs / 6;
    });
    const shown = novel.map((stream): SystemChange => ({ kind: 'new', atMs: stream.firstMs, path: stream.source.name, line: stream.firstLine, text: stream.firstText }));
    return [...announced, ...shown].sort((a, b) => a.atMs - b.atMs || a.line - b.line);
  }

  /** What is not found any more is over. */
  #keepDerived(found: readonly Finding[]): void {
    const present = new Set<string>();
    for (const finding of found) {
      const before = this.#derived.get(finding.issue.id);
      present.add(finding.issue.id);
      const state = before?.state === 'muted' ? 'muted' : before?.state === 'resolved' && finding.state === 'open' ? 'reopened' : finding.state;
      const issue = { ...finding.issue, severity: finding.grade, state, firstSeenMs: Math.min(before?.firstSeenMs ?? Infinity, finding.issue.firstSeenMs), ...viewOf(judgementOf(finding)) };
      if (before?.state !== issue.state || before.count !== issue.count || before.severity !== issue.severity) this.#changedDerived.add(issue.id);
      this.#derived.set(issue.id, issue);
    }
    for (const [id, issue] of this.#derived) {
      if (present.has(id) || issue.state === 'resolved' || issue.state === 'muted' || this.#restored.has(id)) continue;
      this.#derived.set(id, { ...issue, state: 'resolved' });
      this.#changedDerived.add(id);
    }
  }
}

/** An issue from before a restart: what was known of it stays, since the counts over time begin anew. */
function continued(birth: Issue, counts: { readonly count: number; readonly firstMs: number; readonly lastMs: number; readonly buckets: BucketCounts }, span: Span, grid: TimeGrid): Rhythm {
  const now = rhythmOf({ ...counts, firstMs: Math.max(counts.firstMs, Number.isFinite(span.startMs) ? span.startMs : counts.firstMs) }, span, grid);
  if (now.kind === 'surge') return now;
  const quietMs = span.endMs - counts.lastMs;
  const isOver = Number.isFinite(quietMs) ? quietMs > 600_000 || now.isOver : birth.state === 'resolved';
  return { kind: birth.isNoise === true ? 'noise' : 'new', onsetMs: birth.onsetMs ?? birth.firstSeenMs, since: (birth.sinceOnset ?? birth.count) + counts.count - birth.count, isOver, perMinuteBefore: 0, perMinute: now.perMinute };
}

/** As `Math.min`, however many there are. */
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function clockNotice({ source, jumps, late, jumpBackMs }: SourceActivity): string[] {
  if (jumps > 0) return [`the clock of ${source.name} was set back by ${durationWords(jumpBackMs)}: its dates are as written, what came after what is taken from the order of its lines`];
  return late > 0 ? [`${late} records of ${source.name} stand up to ${durationWords(jumpBackMs)} after later ones: their dates are as written`] : [];
}

/** When the first open fault began; NaN when there is none. */
function leadOnset(findings: readonly Finding[]): number {
  const onsets = findings.filter((finding) => isFault(finding) && finding.causedBy === undefined).map(onsetOf).filter(Number.isFinite);
  return onsets.length === 0 ? NaN : Math.min(...onsets);
}
