/** Questions about stored records and what comes back. */
import type { LogRecord } from './record.ts';
import type { SeverityNumber } from './severity.ts';

/** Which records are wanted; every field narrows. */
export interface RecordFilter {
  /** From this moment on, ms since the epoch, inclusive. */
  readonly fromMs?: number;
  /** Up to this moment, exclusive. */
  readonly toMs?: number;
  readonly minSeverity?: SeverityNumber;
  /** Names of sources as answers show them. */
  readonly sources?: readonly string[];
  readonly component?: string;
  readonly templateId?: number;
  /** A literal that must be in the text, letter case as given. */
  readonly text?: string;
}

/** One page of a search, newest first. */
export interface RecordQuery {
  readonly filter: RecordFilter;
  /** Records at most. */
  readonly limit: number;
  /** Where an earlier page ended; as it was given. */
  readonly cursor?: string;
}

/** The answer to a `RecordQuery`. */
export interface RecordPage {
  /** Newest first. */
  readonly records: readonly LogRecord[];
  /** Present when there may be more. */
  readonly cursor?: string;
}

/** What `verify` found. */
export interface StoreCheck {
  readonly blocks: number;
  readonly records: number;
  readonly bytes: number;
  /** One sentence per fault: which block or table, and what is wrong with it. */
  readonly problems: readonly string[];
}
