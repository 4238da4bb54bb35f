/** Rows of the section `performance`: sections 2 and 7 of the operations guide. */
import { defaultSettings } from '../../model/defaultSettings.ts';
import type { SettingRow } from './settingRow.ts';

const { performance } = defaultSettings;

/** The rows. */
export const performanceRows: readonly SettingRow[] = [
  {
    key: 'performance.async_processing', field: 'performance.asyncProcessing', kind: 'boolean', default: performance.asyncProcessing, formerVariables: ['UPBIT_ASYNC_LOGGING'],
    description: 'Whether what is read waits in a queue and is stored in batches beside the reading.',
    effect: 'When false, each piece is parsed and stored before the next is read: slower, and nothing is ever waiting.',
  },
  {
    key: 'performance.queue_size', field: 'performance.queueSize', kind: 'integer', default: performance.queueSize, minimum: 100, maximum: 10_000_000, unit: 'records',
    description: 'Records that may wait between reading and storing.',
    effect: 'When the queue is full, reading waits; nothing is dropped. More evens out bursts and takes memory.',
  },
  {
    key: 'performance.worker_count', field: 'performance.workerCount', kind: 'integer', default: performance.workerCount, minimum: 1, maximum: 64, unit: 'threads',
    description: 'Threads that parse; the sources are shared out among them.',
    effect: 'More reads many large logs faster where there are free cores; one thread stores.',
  },
  {
    key: 'performance.batch_size', field: 'performance.batchSize', kind: 'integer', default: performance.batchSize, minimum: 1, maximum: 100_000, unit: 'records', formerVariables: ['UPBIT_BATCH_SIZE'],
    description: 'Records that are handed on at once.',
    effect: 'More is faster in total; fewer brings each record to the briefing sooner under load.',
  },
  {
    key: 'performance.priority_queue_enabled', field: 'performance.priorityQueueEnabled', kind: 'boolean', default: performance.priorityQueueEnabled,
    description: 'Whether severe records overtake others on their way into issues and briefing.',
    effect: 'When false, everything is judged in the order in which it was read.',
  },
  {
    key: 'performance.compression_enabled', field: 'performance.compressionEnabled', kind: 'boolean', default: performance.compressionEnabled,
    description: 'Whether blocks of records are compressed in memory and in the store.',
    effect: 'When false, new blocks take about five times the room and less CPU.',
  },
  {
    key: 'performance.memory_optimization', field: 'performance.memoryOptimization', isLive: true, kind: 'boolean', default: performance.memoryOptimization, formerVariables: ['UPBIT_PERFORMANCE_OPTIMIZATION'],
    description: 'Whether memory is given back when it grows over the threshold.',
    effect: 'When false, caches and buffers keep their size whatever the memory.',
  },
  {
    key: 'performance.memory_threshold_mb', field: 'performance.memoryThresholdMb', isLive: true, kind: 'integer', default: performance.memoryThresholdMb, minimum: 64, maximum: 1_048_576, unit: 'megabytes', formerVariables: ['UPBIT_MEMORY_THRESHOLD'],
    description: 'Memory of the engine that should not be exceeded.',
    effect: 'Lower makes caches, buffers and batches shrink earlier.',
  },
  {
    key: 'performance.gc_threshold_factor', field: 'performance.gcThresholdFactor', isLive: true, kind: 'number', default: performance.gcThresholdFactor, minimum: 1, maximum: 10, unit: 'times',
    description: 'How early and how much is given back. JavaScript cannot be told to collect garbage, so this governs caches, buffers and batches.',
    effect: 'Smaller begins earlier below the threshold and shrinks more at once.',
  },
  {
    key: 'performance.aggressive_cleanup', field: 'performance.aggressiveCleanup', isLive: true, kind: 'boolean', default: performance.aggressiveCleanup,
    description: 'Whether relief empties caches instead of shrinking them.',
    effect: 'When true, memory falls at once and the next answers are slower.',
  },
  {
    key: 'performance.monitoring_interval', field: 'performance.monitoringIntervalSeconds', isLive: true, kind: 'integer', default: performance.monitoringIntervalSeconds, minimum: 1, maximum: 3600, unit: 'seconds',
    description: 'How often memory is looked at.',
    effect: 'Shorter notices growth sooner.',
  },
  {
    key: 'performance.caching_enabled', field: 'performance.cachingEnabled', isLive: true, kind: 'boolean', default: performance.cachingEnabled,
    description: 'Whether blocks of the store are kept ready for the next question.',
    effect: 'When false, each question reads from the disk.',
  },
  {
    key: 'performance.default_cache_size', field: 'performance.defaultCacheSize', isLive: true, kind: 'integer', default: performance.defaultCacheSize, minimum: 0, maximum: 10_000_000, unit: 'entries',
    description: 'Entries of a cache that has no size of its own: the names of sources and components while a question is answered.',
    effect: 'More answers repeated questions without work, and takes memory.',
  },
  {
    key: 'performance.default_cache_ttl', field: 'performance.defaultCacheTtlSeconds', isLive: true, kind: 'integer', default: performance.defaultCacheTtlSeconds, minimum: 1, maximum: 604_800, unit: 'seconds',
    description: 'How long an entry of a cache lives that nobody asks for.',
    effect: 'Shorter gives memory back sooner.',
  },
  {
    key: 'performance.l1_cache_size', field: 'performance.l1CacheSize', isLive: true, kind: 'integer', default: performance.l1CacheSize, minimum: 0, maximum: 10_000_000, unit: 'blocks',
    description: 'Decoded blocks in memory, each up to 1 MiB.',
    effect: 'More makes paging through recent records faster; 0 turns this tier off.',
  },
  {
    key: 'performance.l2_cache_size', field: 'performance.l2CacheSize', isLive: true, kind: 'integer', default: performance.l2CacheSize, minimum: 0, maximum: 10_000_000, unit: 'blocks',
    description: 'Compressed blocks in memory, each about a fifth of 1 MiB.',
    effect: 'More spares reading from the disk; 0 turns this tier off.',
  },
  {
    key: 'performance.l3_cache_size', field: 'performance.l3CacheSize', isLive: true, kind: 'integer', default: performance.l3CacheSize, minimum: 0, maximum: 10_000_000, unit: 'blocks',
    description: 'Blocks kept ready on disk.',
    effect: 'More keeps answers about old records ready; 0 turns this tier off.',
  },
  {
    key: 'performance.intelligent_eviction', field: 'performance.intelligentEviction', isLive: true, kind: 'boolean', default: performance.intelligentEviction,
    description: 'Whether blocks with errors stay longer in the caches than others.',
    effect: 'When false, what was asked for longest ago goes first.',
  },
  {
    key: 'performance.performance_monitoring', field: 'performance.performanceMonitoring', isLive: true, kind: 'boolean', default: performance.performanceMonitoring, formerVariables: ['UPBIT_PERFORMANCE_MONITORING'],
    description: 'Whether rates, memory, CPU, queue and caches are measured and kept in .logbrief/metrics/.',
    effect: 'When false, no metrics are kept and the charts of them stay empty.',
  },
  {
    key: 'performance.metric_collection_interval', field: 'performance.metricCollectionIntervalSeconds', isLive: true, kind: 'integer', default: performance.metricCollectionIntervalSeconds, minimum: 1, maximum: 3600, unit: 'seconds',
    description: 'How often a measurement is kept.',
    effect: 'Shorter makes finer charts and larger files.',
  },
  {
    key: 'performance.history_retention_hours', field: 'performance.historyRetentionHours', isLive: true, kind: 'integer', default: performance.historyRetentionHours, minimum: 1, maximum: 8760, unit: 'hours',
    description: 'How long each measurement is kept.',
    effect: 'Of what is older only the worst of each ten minutes stays, until cleanup.metrics_days.',
  },
];
