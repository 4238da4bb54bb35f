/** What is measured of an engine at one moment, as its observers take it. */
import type { CacheTierState, Snapshot } from '../../model/snapshot.ts';

/** Records of one component by severity band (order of `MinuteCount.counts`). */
export interface EntryCount {
  /** Empty: records that name none. */
  readonly component: string;
  readonly counts: readonly number[];
}

/** The figures of one moment. */
export interface Figures {
  readonly snapshot: Snapshot;
  /** In the order in which components were first seen, which does not change over restarts. */
  readonly entries: readonly EntryCount[];
  readonly caches: readonly CacheTierState[];
  /** Bytes free for us on the disk of the state folder; undefined where the system does not say. */
  readonly freeDiskBytes: number | undefined;
}
