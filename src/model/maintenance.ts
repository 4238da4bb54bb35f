/** Plans and reports of what changes files on the user's behalf. */

/** One file that a cleanup would delete. */
export interface CleanupCandidate {
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Why it may go, e.g. `older than 168 hours`. */
  readonly reason: string;
}

/** What a cleanup would do; nothing has been touched. */
export interface CleanupPlan {
  readonly roots: readonly string[];
  readonly candidates: readonly CleanupCandidate[];
  readonly totalBytes: number;
}

/** What a cleanup did. */
export interface CleanupReport {
  readonly deleted: readonly string[];
  readonly freedBytes: number;
  /** One sentence per file that could not be deleted or was no longer as planned. */
  readonly problems: readonly string[];
}

/** A finished and verified backup. */
export interface BackupReport {
  /** Absolute path of the archive. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly files: number;
}
