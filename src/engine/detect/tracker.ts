/** One issue while it is tracked: counts, dates, places, and its rhythm; `view()` is what others see. */
import { severity } from '../../model/severity.ts';
import type { CodePlace, Evidence, Issue, IssueId, IssueSeverity, IssueState } from '../../model/issue.ts';
import type { ExceptionReading } from './exception.ts';
import type { KnownFailure } from './known/scale.ts';
import { wordsOf } from './spelling.ts';
import { BucketCounts } from './bucketCounts.ts';

/** Evidence kept: the first place and the latest ones. */
const evidenceLimit = 5;
const sourceLimit = 20;

/** One sighting of a fault. */
export interface Sighting {
  readonly atMs: number;
  /** On the detector's grid; -1 where there is no time. */
  readonly bucket: number;
  readonly severityNumber: number;
  readonly source: string;
  readonly evidence: Evidence;
}

/** What an issue is made from at first sight. */
export interface Birth {
  readonly id: IssueId;
  readonly type: string;
  readonly reading: ExceptionReading;
  readonly component: string | undefined;
  readonly message: string;
  readonly template: string;
  /** Where its logger says that it was called. */
  readonly caller: CodePlace | undefined;
}

/** What the judge makes of an issue; everything else is counted. */
export interface Judgement {
  readonly grade: IssueSeverity;
  readonly state: IssueState;
  readonly why: string;
  readonly onsetMs: number;
  readonly sinceOnset: number;
  readonly isNoise: boolean;
  readonly causedBy: IssueId | undefined;
}

/** A tracked issue. */
export class TrackedIssue {
  readonly #birth: Issue;
  readonly #sources: string[];
  readonly #evidence: Evidence[];
  readonly known: KnownFailure | undefined;
  readonly words: readonly string[];
  #severityNumber: number;
  #count: number;
  #firstSeenMs: number;
  #lastSeenMs: number;
  #state: IssueState;
  #judgement: Judgement | undefined;
  /** Sightings on the detector's grid. */
  readonly buckets = new BucketCounts();
  /** Whether it changed since it was last taken for saving. */
  changed = true;

  private constructor(issue: Issue, known: KnownFailure | undefined) {
    this.#birth = issue;
    this.#sources = [...issue.sources];
    this.#evidence = [...issue.evidence];
    this.#severityNumber = issue.severityNumber;
    this.#count = issue.count;
    this.#firstSeenMs = issue.firstSeenMs;
    this.#lastSeenMs = issue.lastSeenMs;
    this.#state = issue.state;
    this.known = known;
    this.words = wordsOf(issue.template ?? issue.title);
  }

  /** Goes on with a saved issue. */
  static restore(issue: Issue, known: KnownFailure | undefined): TrackedIssue {
    const tracked = new TrackedIssue(issue, known);
    tracked.changed = false;
    return tracked;
  }

  /** Begins an issue with its first sighting; `known` is what it is known as. */
  static begin(birth: Birth, first: Sighting, known: KnownFailure | undefined): TrackedIssue {
    const tracked = new TrackedIssue({
      id: birth.id,
      type: birth.type,
      category: known?.category ?? 'OTHER',
      severity: known?.own?.severity ?? gradeOf(first.severityNumber),
      severityNumber: first.severityNumber,
      title: known?.own?.title ?? (birth.reading.title === '' ? 'empty error record' : birth.reading.title.slice(0, 500)),
      message: birth.message,
      component: birth.component,
      state: 'open',
      count: 1,
      firstSeenMs: first.atMs,
      lastSeenMs: first.atMs,
      sources: [first.source],
      evidence: [first.evidence],
      frame: placeOf(birth.reading),
      ...(birth.caller ? { caller: birth.caller } : {}),
      suggestedActions: known && known.check !== '' ? [known.check] : [],
      estimatedMinutes: known && known.minutes > 0 ? known.minutes : undefined,
      template: birth.template,
    }, known);
    tracked.#mark(first.bucket);
    return tracked;
  }

  /** Counts one more sighting. */
  see(sighting: Omit<Sighting, 'evidence'>): void {
    this.#count++;
    this.#mark(sighting.bucket);
    this.#severityNumber = Math.max(this.#severityNumber, sighting.severityNumber);
    // A sighting without any time (NaN) changes no date.
    if (!(this.#firstSeenMs <= sighting.atMs) && !Number.isNaN(sighting.atMs)) this.#firstSeenMs = sighting.atMs;
    if (!(this.#lastSeenMs >= sighting.atMs) && !Number.isNaN(sighting.atMs)) this.#lastSeenMs = sighting.atMs;
    if (this.#state === 'resolved') this.#state = 'reopened';
    if (this.#sources.length < sourceLimit && !this.#sources.includes(sighting.source)) this.#sources.push(sighting.source);
    this.changed = true;
  }

  /** Keeps one more place, the first one and the newest ones staying. */
  show(evidence: Evidence): void {
    if (this.#evidence.length >= evidenceLimit) this.#evidence.splice(1, 1);
    this.#evidence.push(evidence);
  }

  /** Takes over what the judge found; `changed` is set when it is news. */
  judge(judgement: Judgement): void {
    const before = this.#judgement;
    const state = judgement.state === 'open' && this.#state === 'reopened' ? 'reopened' : judgement.state;
    if (this.#state === 'muted') return;
    if (before?.grade !== judgement.grade || before.causedBy !== judgement.causedBy || before.isNoise !== judgement.isNoise || this.#state !== state) this.changed = true;
    this.#state = state;
    this.#judgement = judgement;
  }

  /** Ms since the epoch; NaN when no sighting had a time. */
  get firstSeenMs(): number {
    return this.#firstSeenMs;
  }

  /** See `firstSeenMs`. */
  get lastSeenMs(): number {
    return this.#lastSeenMs;
  }

  /** Sightings. */
  get count(): number {
    return this.#count;
  }

  /** The highest seen. */
  get severityNumber(): number {
    return this.#severityNumber;
  }

  /** What it was made from, with the state of its first sight. */
  get birth(): Issue {
    return this.#birth;
  }

  /** Names of its sources. */
  get sources(): readonly string[] {
    return this.#sources;
  }

  /** The issue as it stands. */
  view(): Issue {
    const judged = this.#judgement;
    return {
      ...this.#birth,
      severity: judged?.grade ?? gradeOf(this.#severityNumber),
      severityNumber: this.#severityNumber,
      state: this.#state,
      count: this.#count,
      firstSeenMs: this.#firstSeenMs,
      lastSeenMs: this.#lastSeenMs,
      sources: [...this.#sources],
      evidence: [...this.#evidence],
      ...(judged ? viewOf(judged) : {}),
      // What the user says of it counts more than its rhythm.
      ...(this.known?.own?.severity === undefined ? {} : { severity: this.known.own.severity, isNoise: false }),
    };
  }

  #mark(bucket: number): void {
    if (bucket >= 0) this.buckets.add(bucket);
  }
}

/** The fields of an issue that come from its judgement. */
export function viewOf({ why, onsetMs, sinceOnset, isNoise, causedBy }: Judgement): Partial<Issue> {
  return { why, onsetMs, sinceOnset, isNoise, causedBy };
}

function gradeOf(severityNumber: number): IssueSeverity {
  if (severityNumber >= severity.error) return 'HIGH';
  return severityNumber >= severity.warn ? 'MEDIUM' : 'LOW';
}

function placeOf(reading: ExceptionReading): CodePlace | undefined {
  if (!reading.frame) return undefined;
  const { path, line, functionName } = reading.frame;
  return { path, line, ...(functionName === undefined ? {} : { functionName }) };
}
