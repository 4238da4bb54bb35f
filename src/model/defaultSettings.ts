/** What holds where nobody said anything: the operations guide's figure where it suits one developer's editor, else ours with its reason. */
import type { Settings } from './settings.ts';

/** The defaults. */
export const defaultSettings: Settings = {
  // The guide rotates at 100 MB; Logbrief's own log has a few lines an hour, and lies in somebody's workspace.
  core: { enabled: true, logLevel: 'INFO', maxLogFileSizeMb: 10, backupCount: 10 },
  watch: { include: [], exclude: [], sweepIntervalMs: 1000, includeRotated: false, encodings: [] },
  formats: { own: [] },
  issues: { componentFocus: [] },
  rules: { own: [], disabled: [] },
  briefing: { enabled: true, updateIntervalSeconds: 300, autoGenerate: true, includePerformanceMetrics: true, budgetBytes: 4096 },
  dashboard: { enabled: true, realtimeUpdates: true, updateIntervalSeconds: 60, maxDashboardHistory: 1000 },
  performance: {
    // One thread: the guide's 6 are for a server, and an editor's machine has other work to do. A batch fills a block; the guide's 500 cost a tenth more CPU (measured).
    asyncProcessing: true, queueSize: 50_000, workerCount: 1, batchSize: 4096, priorityQueueEnabled: true, compressionEnabled: true,
    // The guide allows 2,000 MB to a server; DESIGN promises 400. A log of 1 GB is read within a minute, the guide's interval, so memory is looked at more often.
    memoryOptimization: true, memoryThresholdMb: 400, gcThresholdFactor: 2, aggressiveCleanup: false, monitoringIntervalSeconds: 10,
    // A block has up to 1 MiB decoded: the guide's 1,000, 50,000 and 500,000 would not fit.
    cachingEnabled: true, defaultCacheSize: 10_000, defaultCacheTtlSeconds: 3600, l1CacheSize: 32, l2CacheSize: 256, l3CacheSize: 4096, intelligentEviction: true,
    performanceMonitoring: true, metricCollectionIntervalSeconds: 30, historyRetentionHours: 24,
  },
  // The guide's 8000 is the port of many development servers; 9464 is that of OpenTelemetry's exporter for Prometheus.
  metrics: { enabled: false, host: '127.0.0.1', port: 9464, maxSeries: 2000 },
  alerts: {
    enabled: false, minHealthScore: 50, maxMemoryMb: 400, maxQueueRatio: 0.9, maxErrorsPerMinute: 60, minFreeDiskMb: 500, repeatIntervalSeconds: 900, command: '', webhook: '',
  },
  backup: { enabled: false, time: '02:00', keepDays: 30, keepAtLeast: 3 },
  cleanup: { enabled: false, historyHours: 168, metricsDays: 7, logFolders: [], logDays: 30, logKeepAtLeast: 0, logMaxMb: 0, storeDays: 0 },
  protect: { patterns: [] },
};
