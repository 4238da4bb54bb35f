/** The settings after all their sources are merged; every field is read by something. */
import type { Category, IssueSeverity } from './issue.ts';

/** The engine as a whole and its own log, `.logbrief/logs/logbrief.log`. */
export interface CoreSettings {
  /** When false nothing is watched and nothing is written. */
  readonly enabled: boolean;
  /** The least severe of Logbrief's own notices that are kept. */
  readonly logLevel: LogLevel;
  /** Megabytes (10^6 bytes) after which its own log is rotated. */
  readonly maxLogFileSizeMb: number;
  /** Old parts of its own log that stay. */
  readonly backupCount: number;
}

/** What to watch and how. Paths are globs relative to the workspace or absolute. */
export interface WatchSettings {
  /** Empty: find the logs of the workspace by itself (FEATURES A1). */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Milliseconds between sweeps that find what file events missed; 2,000 at most by DESIGN decision 4. */
  readonly sweepIntervalMs: number;
  /** Read rotated parts that are there at the first start too, compressed ones included. */
  readonly includeRotated: boolean;
  /** The first whose globs fit a file says how it is decoded; else that is found out. */
  readonly encodings: readonly FileEncoding[];
}

/** Files that are not UTF-8. */
export interface FileEncoding {
  readonly files: readonly string[];
  /** A name of `base/encodings.ts`. */
  readonly encoding: string;
}

/** Formats that the user describes. */
export interface FormatSettings {
  readonly own: readonly OwnFormat[];
}

/**
 * A line format by an expression with named groups: timestamp, level, component, message; a group named like a level (`error`, `info`, …) says
 * that level when it takes part.
 */
export interface OwnFormat {
  readonly name: string;
  readonly pattern: string;
  /** Globs; missing: it is looked for in every file. */
  readonly files?: readonly string[];
  /** How the timestamp is written, in the letters of strptime(3); missing: any spelling that is known. */
  readonly timestamp?: string;
}

/** The briefing file. */
export interface BriefingSettings {
  readonly enabled: boolean;
  /** Seconds between rewrites when nothing changes. */
  readonly updateIntervalSeconds: number;
  /** When false it is written on request only. */
  readonly autoGenerate: boolean;
  /** Whether it says how Logbrief itself does. */
  readonly includePerformanceMetrics: boolean;
  /** Bytes of UTF-8 the briefing may have. */
  readonly budgetBytes: number;
}

/** The dashboard file and its history. */
export interface DashboardSettings {
  readonly enabled: boolean;
  /** When false file and panel change on the timer only. */
  readonly realtimeUpdates: boolean;
  readonly updateIntervalSeconds: number;
  /** Files kept in `history/`, oldest go first. */
  readonly maxDashboardHistory: number;
}

/** Queue, threads, caches, memory and their measuring: sections 2 and 7 of the operations guide. */
export interface PerformanceSettings {
  readonly asyncProcessing: boolean;
  /** Records that may wait between reading and storing. */
  readonly queueSize: number;
  /** Threads that parse. */
  readonly workerCount: number;
  /** Records handed on at once. */
  readonly batchSize: number;
  readonly priorityQueueEnabled: boolean;
  readonly compressionEnabled: boolean;
  readonly memoryOptimization: boolean;
  readonly memoryThresholdMb: number;
  readonly gcThresholdFactor: number;
  readonly aggressiveCleanup: boolean;
  /** Seconds between two looks at memory. */
  readonly monitoringIntervalSeconds: number;
  readonly cachingEnabled: boolean;
  readonly defaultCacheSize: number;
  readonly defaultCacheTtlSeconds: number;
  readonly l1CacheSize: number;
  readonly l2CacheSize: number;
  readonly l3CacheSize: number;
  readonly intelligentEviction: boolean;
  readonly performanceMonitoring: boolean;
  readonly metricCollectionIntervalSeconds: number;
  readonly historyRetentionHours: number;
}

/** How issues are ranked. */
export interface IssueSettings {
  /** Issues of these components come first. */
  readonly componentFocus: readonly string[];
}

/** Known failures. */
export interface RuleSettings {
  readonly own: readonly OwnRule[];
  /** Ids of rules, built-in ones too, that do not count. */
  readonly disabled: readonly string[];
}

/** A failure the user knows. */
export interface OwnRule {
  readonly id: string;
  /** In RE2's syntax; at least one of this and `words` is there. */
  readonly pattern?: string;
  /** In any letter case. */
  readonly words?: string;
  readonly severity?: IssueSeverity;
  readonly category?: Category;
  readonly title?: string;
  readonly action?: string;
  readonly minutes?: number;
  /** Records that match are no fault. */
  readonly ignore?: boolean;
}

/** When somebody is told, and how. */
export interface AlertSettings {
  readonly enabled: boolean;
  readonly minHealthScore: number;
  readonly maxMemoryMb: number;
  readonly maxQueueRatio: number;
  readonly maxErrorsPerMinute: number;
  readonly minFreeDiskMb: number;
  /** Seconds between two alerts of one kind. */
  readonly repeatIntervalSeconds: number;
  /** Run with the alert as JSON on its standard input; empty: none. */
  readonly command: string;
  /** The alert is posted there as JSON; empty: none. */
  readonly webhook: string;
}

/** Backups on a schedule. */
export interface BackupSettings {
  readonly enabled: boolean;
  /** Hour and minute of the day in the zone of this machine, `02:00`. */
  readonly time: string;
  readonly keepDays: number;
  readonly keepAtLeast: number;
}

/** What a cleanup deletes; without `enabled` only when somebody asks. */
export interface CleanupSettings {
  readonly enabled: boolean;
  readonly historyHours: number;
  readonly metricsDays: number;
  /** Folders with other programs' logs whose rotated parts may go; empty: none. */
  readonly logFolders: readonly string[];
  readonly logDays: number;
  readonly logKeepAtLeast: number;
  /** Megabytes that the rotated parts in one such folder may have; 0: no limit. */
  readonly logMaxMb: number;
  /** Days after which a whole month of stored records goes; 0: never. */
  readonly storeDays: number;
}

/** The endpoint for Prometheus. */
export interface MetricsSettings {
  readonly enabled: boolean;
  readonly host: string;
  readonly port: number;
  readonly maxSeries: number;
}

/** Redaction beyond what is always done. */
export interface ProtectSettings {
  /** Expressions; what they match is redacted too. */
  readonly patterns: readonly string[];
}

/** Levels of Logbrief's own log, least severe first: those of Python's logging, as in the operations guide. */
export const logLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
/** One of them. */
export type LogLevel = (typeof logLevels)[number];

/** All settings. */
export interface Settings {
  readonly core: CoreSettings;
  readonly watch: WatchSettings;
  readonly formats: FormatSettings;
  readonly issues: IssueSettings;
  readonly rules: RuleSettings;
  readonly briefing: BriefingSettings;
  readonly dashboard: DashboardSettings;
  readonly performance: PerformanceSettings;
  readonly metrics: MetricsSettings;
  readonly alerts: AlertSettings;
  readonly backup: BackupSettings;
  readonly cleanup: CleanupSettings;
  readonly protect: ProtectSettings;
}
