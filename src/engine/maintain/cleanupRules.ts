/** What a cleanup may touch: the groups of files, their ages, and how their names look. Everything else is not ours to delete. */

/** Ages and minima; the defaults are those of the operations guide. */
export interface CleanupLimits {
  /** Hours that dashboards of the history are kept: 168. */
  readonly historyHours?: number;
  /** Days that metrics are kept: 7. */
  readonly metricsDays?: number;
  /** Days that backups are kept: 30. */
  readonly backupDays?: number;
  /** Verified backups that stay whatever their age: 3. */
  readonly backupKeepAtLeast?: number;
  /** Days that captured output and rotated parts are kept, Logbrief's own and, in folders that the user named, those of other programs: 30. */
  readonly logDays?: number;
  /** The newest so many of these parts stay in each such folder, whatever their age: 0. */
  readonly logKeepAtLeast?: number;
  /** When the rotated parts of such a folder have more bytes than this, the oldest go even if they are not old enough. */
  readonly logMaxBytes?: number;
}

/** One group of files that are judged alike. */
export interface CleanupRule {
  /** Below the root, as parts. */
  readonly folder: readonly string[];
  /** Also folders below it. */
  readonly isDeep: boolean;
  readonly pattern: RegExp;
  readonly maxAgeMs: number;
  readonly reason: string;
  /** The newest so many stay. */
  readonly keepAtLeast: number;
  readonly maxBytes: number;
  /** Only verified archives count for `keepAtLeast`. */
  readonly isBackup: boolean;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const plain = { folder: [], isDeep: false, keepAtLeast: 0, maxBytes: Infinity, isBackup: false } as const;

/** Rotated parts as logrotate, log4j, Python's handlers and their like name them; never the file that is being written. */
const logPart = /(?:\.log\.\d{1,9}|\.log[.-]\d{4}-?\d{2}-?\d{2}[\d_T:-]*|[-_.]\d{4}-?\d{2}-?\d{2}[\d_T:.-]*\.log|\.log(?=\.(?:gz|bz2|xz|zst|old|bak)$))(?:\.\d{1,6})?(?:\.(?:gz|bz2|xz|zst|old|bak))?$/;

/** Why a half-written file may go. */
export const interruptedReason = 'left behind by a write that was interrupted';

/** Returns the rules for Logbrief's own folder. Parts of the audit file are not among them: only `core.backup_count` limits those. */
export function ownRules({ historyHours = 168, metricsDays = 7, backupDays = 30, backupKeepAtLeast = 3, logDays = 30 }: CleanupLimits): readonly CleanupRule[] {
  return [
    { ...plain, folder: ['history'], pattern: /^dashboard_\d{8}_\d{6}\.json$/, maxAgeMs: historyHours * hourMs, reason: `older than ${historyHours} hours` },
    { ...plain, folder: ['metrics'], pattern: /^metrics_[\w-]+\.json$/, maxAgeMs: metricsDays * dayMs, reason: `older than ${metricsDays} days` },
    { ...plain, folder: ['captures'], pattern: /^.+\.log$/, maxAgeMs: logDays * dayMs, reason: `older than ${logDays} days` },
    { ...plain, folder: ['logs'], pattern: /^logbrief\.log\.\d{1,6}(?:\.gz)?$/, maxAgeMs: logDays * dayMs, reason: `older than ${logDays} days` },
    { ...plain, folder: [], pattern: /^events\.ndjson\.\d{1,6}(?:\.gz)?$/, maxAgeMs: logDays * dayMs, reason: `older than ${logDays} days` },
    { ...plain, folder: ['backups'], pattern: /^backup_\d{8}_\d{6}\.tar\.gz$/, maxAgeMs: backupDays * dayMs, reason: `older than ${backupDays} days`, keepAtLeast: backupKeepAtLeast, isBackup: true },
    ...[[], ['history'], ['metrics'], ['backups'], ['backups', '.staging']].map((folder) => ({ ...plain, folder, pattern: /^.+\.partial$/, maxAgeMs: hourMs, reason: interruptedReason })),
  ];
}

/** Returns the rule for a folder that the user named. */
export function logRule({ logDays = 30, logKeepAtLeast = 0, logMaxBytes = Infinity }: CleanupLimits): CleanupRule {
  return { ...plain, isDeep: true, pattern: logPart, maxAgeMs: logDays * dayMs, reason: `older than ${logDays} days`, keepAtLeast: logKeepAtLeast, maxBytes: logMaxBytes };
}
