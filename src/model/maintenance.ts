/** Plans and reports of what changes files on the user's behalf. */

/** One file that a cleanup would delete. */
export interface CleanupCandidate {
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Why it may go, e.g. `older than 168 hours`. */
  readonly reason: string;
  /** Device and inode, `dev:ino`: a file that was put in its place since is another one. */
  readonly identity?: string;
}

/** What a cleanup would do; nothing has been touched. */
export interface CleanupPlan {
  readonly roots: readonly string[];
  readonly candidates: readonly CleanupCandidate[];
  readonly totalBytes: number;
  /** Sentences about what was left alone and why: open files, a clock that is not to be trusted, folders that cannot be read. */
  readonly notices?: readonly string[];
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

/** One file or folder that a restore would replace as a whole. */
export interface RestoreChange {
  /** Absolute path of what is replaced. */
  readonly path: string;
  readonly change: 'new' | 'replaced';
  /** What the backup has for it. */
  readonly files: number;
  readonly sizeBytes: number;
}

/** What a restore would do; nothing has been touched. */
export interface RestorePlan {
  readonly archive: string;
  /** When the backup was made, ISO 8601, UTC. */
  readonly created: string;
  readonly changes: readonly RestoreChange[];
  /** SHA-256 (hex) of the backup's list of contents: a restore takes exactly what was shown. */
  readonly manifestSha256: string;
}

/** A restore that is in place; what was there before is kept until the first good start. */
export interface RestoreReport {
  readonly restored: readonly string[];
  /** Folder with what was there before. */
  readonly keptIn: string;
}
