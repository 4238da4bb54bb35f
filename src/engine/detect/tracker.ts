/** One issue while it is tracked: counts, dates, places; `view()` is what others see. */
import { severity } from '../../model/severity.ts';
import type { CodePlace, Evidence, Issue, IssueId, IssueSeverity, IssueState } from '../../model/issue.ts';
import type { ExceptionReading } from './exception.ts';
import { knownFailureOf } from './known.ts';

/** Evidence kept: the first place and the latest ones. */
const evidenceLimit = 5;
const sourceLimit = 20;

/** One sighting of a fault. */
export interface Sighting {
  readonly atMs: number;
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
}

/** A tracked issue; `resolve` and `reopen` are decided by the detector, which knows what its sources still write. */
export class TrackedIssue {
  readonly #birth: Issue;
  readonly #sources: string[];
  readonly #evidence: Evidence[];
  #state: IssueState;
  #severityNumber: number;
  #count: number;
  #firstSeenMs: number;
  #lastSeenMs: number;
  /** Whether it changed since it was last taken for saving. */
  changed = true;

  private constructor(issue: Issue) {
    this.#birth = issue;
    this.#sources = [...issue.sources];
    this.#evidence = [...issue.evidence];
    this.#state = issue.state;
    this.#severityNumber = issue.severityNumber;
    this.#count = issue.count;
    this.#firstSeenMs = issue.firstSeenMs;
    this.#lastSeenMs = issue.lastSeenMs;
  }

  /** Goes on with a saved issue. */
  static restore(issue: Issue): TrackedIssue {
    const tracked = new TrackedIssue(issue);
    tracked.changed = false;
    return tracked;
  }

  /** Begins an issue with its first sighting. */
  static begin(birth: Birth, first: Sighting): TrackedIssue {
    const known = knownFailureOf(`${birth.reading.type ?? ''} ${birth.message}`);
    return new TrackedIssue({
      id: birth.id,
      type: birth.type,
      category: known?.category ?? 'OTHER',
      severity: gradeOf(first.severityNumber),
      severityNumber: first.severityNumber,
      title: birth.reading.telling === '' ? 'empty error record' : birth.reading.telling.slice(0, 300),
      message: birth.message,
      component: birth.component,
      state: 'open',
      count: 1,
      firstSeenMs: first.atMs,
      lastSeenMs: first.atMs,
      sources: [first.source],
      evidence: [first.evidence],
      frame: placeOf(birth.reading),
      suggestedActions: known ? [known.check] : [],
      estimatedMinutes: known?.minutes,
    });
  }

  /** Counts one more sighting. */
  see(sighting: Sighting): void {
    this.#count++;
    this.#severityNumber = Math.max(this.#severityNumber, sighting.severityNumber);
    // A sighting without any time (NaN) changes no date.
    if (!(this.#firstSeenMs <= sighting.atMs) && !Number.isNaN(sighting.atMs)) this.#firstSeenMs = sighting.atMs;
    if (!(this.#lastSeenMs >= sighting.atMs) && !Number.isNaN(sighting.atMs)) this.#lastSeenMs = sighting.atMs;
    if (this.#state === 'resolved') this.#state = 'reopened';
    if (this.#sources.length < sourceLimit && !this.#sources.includes(sighting.source)) this.#sources.push(sighting.source);
    if (this.#evidence.length >= evidenceLimit) this.#evidence.splice(1, 1);
    this.#evidence.push(sighting.evidence);
    this.changed = true;
  }

  /** Moves to another state; nothing happens when it is there already. */
  moveTo(state: IssueState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.changed = true;
  }

  /** State and newest sighting, without making the whole view. */
  get state(): IssueState {
    return this.#state;
  }

  /** See `state`. */
  get lastSeenMs(): number {
    return this.#lastSeenMs;
  }

  /** Names of its sources. */
  get sources(): readonly string[] {
    return this.#sources;
  }

  /** The issue as it stands. */
  view(): Issue {
    return {
      ...this.#birth,
      severity: gradeOf(this.#severityNumber),
      severityNumber: this.#severityNumber,
      state: this.#state,
      count: this.#count,
      firstSeenMs: this.#firstSeenMs,
      lastSeenMs: this.#lastSeenMs,
      sources: [...this.#sources],
      evidence: [...this.#evidence],
    };
  }
}

function gradeOf(severityNumber: number): IssueSeverity {
  if (severityNumber >= severity.fatal) return 'CRITICAL';
  if (severityNumber >= severity.error) return 'HIGH';
  return severityNumber >= severity.warn ? 'MEDIUM' : 'LOW';
}

function placeOf(reading: ExceptionReading): CodePlace | undefined {
  if (!reading.frame) return undefined;
  const { path, line, functionName } = reading.frame;
  return { path, line, ...(functionName === undefined ? {} : { functionName }) };
}
