/** The one truth that briefing, dashboard, status bar and answers are made from. */
import type { Issue, IssueId } from './issue.ts';
import type { RunView } from './run.ts';
import type { Coverage, SourceKind } from './source.ts';

/** The health in one word (FEATURES B6); UNKNOWN without data. */
export type SystemHealth = 'HEALTHY' | 'ATTENTION' | 'WARNING' | 'CRITICAL' | 'UNKNOWN';

/** Why points were lost. */
export interface HealthReason {
  /** Points taken from 100, positive. */
  readonly points: number;
  readonly reason: string;
  readonly issueId?: IssueId;
}

/** Score 0-100 with its reasons; undefined when there is nothing to judge by. */
export interface Health {
  readonly score: number | undefined;
  readonly word: SystemHealth;
  readonly reasons: readonly HealthReason[];
}

/** More than half of the work fails, or what was done before is not done any more. */
export interface Outage {
  /** One sentence with the figures; names of logs and statuses are in it, no other log text. */
  readonly reason: string;
  readonly sinceMs: number;
  /** The issue that leads to it, if one is known. */
  readonly issueId?: IssueId;
}

/** Something that was done to the system, as a log tells it: a deploy, a start, a changed configuration. */
export interface SystemChange {
  /** `new`: a record never seen before, shortly before a fault began. */
  readonly kind: 'start' | 'stop' | 'change' | 'new';
  readonly atMs: number;
  readonly path: string;
  readonly line: number;
  /** Log text; every exit encodes it. */
  readonly text: string;
}

/** Lines that read like instructions to an agent: how many, and where the first ones are. */
export interface HostileText {
  readonly count: number;
  readonly places: readonly { readonly path: string; readonly line: number }[];
}

/** What a component's logs say about it. */
export type ComponentStatus = 'OK' | 'WARNING' | 'ERROR' | 'CRITICAL' | 'UNKNOWN';

/** One logger, tag or class and how it is. */
export interface ComponentState {
  readonly name: string;
  readonly status: ComponentStatus;
  readonly records: number;
  readonly errors: number;
  readonly warnings: number;
  readonly lastSeenMs: number | undefined;
}

/** One followed log and how far it has been read. */
export interface SourceState {
  readonly id: number;
  readonly name: string;
  readonly kind: SourceKind;
  /** The detected header, in words, e.g. `timestamp - component - level - body`. */
  readonly format: string;
  readonly coverage: Coverage;
  /** Bytes on disk that are not stored yet. */
  readonly lagBytes: number;
  readonly lastRecordMs: number | undefined;
  /** `live`, `gone` (rotated away and read to its end, or deleted), or what is wrong in a sentence. */
  readonly state: string;
}

/** Records per minute by severity band. */
export interface MinuteCount {
  /** Start of the minute, ms since the epoch. */
  readonly minuteMs: number;
  /** In the order missing, TRACE, DEBUG, INFO, WARN, ERROR, FATAL. */
  readonly counts: readonly number[];
}

/** How one cache tier of the read side does, since the engine's start. */
export interface CacheTierState {
  /** `l1`, `l2`, `l3`, or `names`. */
  readonly name: string;
  /** Questions that it answered, and that it could not. */
  readonly hits: number;
  readonly misses: number;
  readonly entries: number;
  readonly bytes: number;
}

/** Records between reading and storing. */
export interface QueueState {
  /** Threads that parse. */
  readonly threads: number;
  /** Read and not stored yet, those in other threads estimated. */
  readonly waitingRecords: number;
  readonly highWaterRecords: number;
  readonly capacityRecords: number;
  /** How often and for how long in all reading waited because the queue was full. */
  readonly waits: number;
  readonly waitMs: number;
  readonly droppedRecords: number;
}

/** What Logbrief itself uses and how it keeps up. */
export interface Performance {
  readonly recordsPerSecond: number;
  readonly bytesPerSecond: number;
  /** Resident memory of the engine's process, MB. */
  readonly memoryMb: number;
  /** CPU of the engine's process since the last measurement, 1 = one core. */
  readonly cpuRatio: number;
  readonly lagBytes: number;
  /** Milliseconds the last commit took. */
  readonly commitMs: number;
  readonly storeBytes: number;
  /** Missing where nothing is read. */
  readonly queue?: QueueState;
  readonly caches?: readonly CacheTierState[];
}

/** Everything known at one moment. */
export interface Snapshot {
  readonly generatedMs: number;
  /** After this moment a reader is to ask whether the engine still lives. */
  readonly staleAfterMs: number;
  readonly workspace: string;
  readonly health: Health;
  /** By rank, worst first; open and reopened before resolved and muted. */
  readonly issues: readonly Issue[];
  readonly components: readonly ComponentState[];
  readonly sources: readonly SourceState[];
  /** How many sources there are, where `sources` holds some of them. */
  readonly sourceTotal?: number;
  /** The newest run of each log, the last begun first. */
  readonly runs: readonly RunView[];
  readonly coverage: Coverage;
  readonly perMinute: readonly MinuteCount[];
  /** First and last timestamp seen in the logs. */
  readonly firstRecordMs: number | undefined;
  readonly lastRecordMs: number | undefined;
  readonly performance: Performance | undefined;
  /** Why nothing new can be stored: then what is said is what was known before, and health is UNKNOWN. */
  readonly blind?: string;
  /** No engine reads the logs, so that all this was true when the last one stopped. */
  readonly isUnattended?: true;
  /** Undefined while most of the work gets done. */
  readonly outage?: Outage;
  /** Newest last; those shortly before the first open issue began are what to look at. */
  readonly changes?: readonly SystemChange[];
  readonly hostile?: HostileText;
  /** Sentences about what limits the answer: files that cannot be read, assumptions, a bad configuration. */
  readonly notices: readonly string[];
  /** False when a panel that shows it is to wait for the next one (`dashboard.realtime_updates`). */
  readonly isDashboardDue?: false;
}
