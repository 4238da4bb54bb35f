/** What goes into the store at a commit and what comes out of it. */
import type { CodeChange, CodeLink, Issue } from '../../model/issue.ts';
import type { Run } from '../../model/run.ts';
import type { StoreCheck } from '../../model/query.ts';
import type { SeverityNumber } from '../../model/severity.ts';
import type { Coverage, SavedSource } from '../../model/source.ts';
import type { Template } from '../../model/template.ts';

/** How a store is kept. */
export interface StoreOptions {
  /** Days a month of blocks is kept after the last of it was read; missing: for ever. */
  readonly retentionDays?: number;
  /** False: new blocks are written as they are, five times as large and with less work. */
  readonly isCompressed?: boolean;
  /** False while the wall clock has just jumped: nothing is dropped then. Missing: it is always believed. */
  readonly isClockSteady?: () => boolean;
}

/** One component of the engine's table. */
export interface StoredComponent {
  readonly id: number;
  readonly name: string;
}

/** What became of one source up to its checkpoint. */
export interface StoredCoverage {
  readonly sourceId: number;
  readonly coverage: Coverage;
  /** The detected header in words. */
  readonly format: string;
  /** Latest timestamp of its records, ms since the epoch. */
  readonly lastRecordMs: number | undefined;
}

/** Where an issue leads to in the workspace's code; `link` is undefined where it was looked for and not found. */
export interface StoredLink {
  readonly issueId: string;
  readonly link: Omit<CodeLink, 'change'> | undefined;
  readonly change: Omit<CodeChange, 'isIssueAfter'> | undefined;
}

/** Sightings of one issue within one span of time, to be added to what is stored of it. */
export interface StoredSightings {
  readonly issueId: string;
  readonly startMs: number;
  readonly widthMs: number;
  readonly count: number;
}

/** All that one commit makes durable beside the records that were appended; after a failed commit it has to be given again. */
export interface StoreCommit {
  /** New or changed since the last commit. */
  readonly templates: readonly Template[];
  /** New ones. */
  readonly components: readonly StoredComponent[];
  /** Every source with appended records, its checkpoint at their end or behind it; others when they are new or have changed. */
  readonly sources: readonly SavedSource[];
  readonly coverage: readonly StoredCoverage[];
  /** New or changed. */
  readonly issues: readonly Issue[];
  /** New or changed. */
  readonly links?: readonly StoredLink[];
  /** Since the last commit. */
  readonly sightings?: readonly StoredSightings[];
  /** New or changed. */
  readonly runs?: readonly Run[];
  /** Saved state of the detectors, opaque here; undefined leaves what is there. */
  readonly detector: Uint8Array | undefined;
  readonly nowMs: number;
}

/** What a commit wrote. */
export interface CommitReport {
  readonly blocks: number;
  readonly records: number;
  /** Bytes of text before and all bytes of the blocks after compression. */
  readonly textBytes: number;
  readonly storedBytes: number;
}

/** A source as the store knows it. */
export interface StoredSource extends SavedSource {
  readonly coverage: Coverage;
  readonly format: string;
  readonly lastRecordMs: number | undefined;
}

/** Everything a restarted engine goes on from. */
export interface SavedState {
  readonly templates: readonly Template[];
  readonly components: readonly StoredComponent[];
  readonly sources: readonly StoredSource[];
  readonly issues: readonly Issue[];
  readonly links: readonly StoredLink[];
  /** The newest ones of each log, oldest first. */
  readonly runs: readonly Run[];
  readonly detector: Uint8Array | undefined;
}

/** What a round of maintenance did. */
export interface MaintenanceReport {
  /** Small blocks that were merged, and blocks that came of them. */
  readonly mergedBlocks: number;
  readonly writtenBlocks: number;
  /** Blocks that were older than the retention allows. */
  readonly droppedBlocks: number;
  /** One sentence per block that was found damaged and put aside. */
  readonly problems: readonly string[];
}

/** Narrows `errorRows`. */
export interface ErrorRowFilter {
  readonly fromMs?: number;
  readonly templateId?: number;
  readonly sourceId?: number;
  readonly limit: number;
}

/** A record of ERROR or above: where it is and how it begins. */
export interface ErrorRow {
  readonly sourceId: number;
  /** Where the source is now, as answers name it. */
  readonly path: string;
  readonly line: number;
  readonly positionBytes: number;
  /** By the source's clock, by ours where it has none. */
  readonly timeMs: number;
  readonly severityNumber: SeverityNumber;
  readonly component?: string;
  readonly templateId: number;
  /** The first 300 characters from the body on. */
  readonly excerpt: string;
}

/** One physical line as it was in the file. */
export interface RawLine {
  readonly sourceId: number;
  /** Where the source is now, as answers name it. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** Of its first byte; inside a record of several lines it is counted from the record's start, so a redacted span before it shifts it. */
  readonly positionBytes: number;
  /** Without the line end (`\n` or `\r\n`). */
  readonly bytes: Uint8Array;
  /** The line was longer than the limit and is stored cut. */
  readonly truncated: boolean;
  /** What a cut line was: bytes in the source without its line end, and their SHA-256; missing where that was not known. */
  readonly lengthBytes?: number;
  readonly sha256?: string;
}

/** Bytes of a source that were stored and cannot be had any more. */
export interface MissingRange {
  readonly sourceId: number;
  readonly path: string;
  readonly fromBytes: number;
  readonly toBytes: number;
  readonly records: number;
  readonly reason: string;
  /** Present for a damaged block: what `Store.quarantine` takes. */
  readonly blockId?: number;
}

/** What a check of the whole store found, with the ranges that are to be read again. */
export interface StoreVerification extends StoreCheck {
  readonly missing: readonly MissingRange[];
}
