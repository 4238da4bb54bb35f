/** What the older system's settings are called here: its tuning maps, and its flat settings with their spellings over the versions. */

/** How a value becomes ours. */
export type Conversion = 'same' | 'level' | 'names' | 'bytesToMb' | 'logPath';

/** One of its settings. */
export interface MigrationRow {
  /** Its name in the section of its own, or alone at the top. */
  readonly names: readonly string[];
  readonly key: string;
  readonly conversion: Conversion;
}

/** Maps of the tuning guide: whatever is in them goes to `performance` under its own name. */
export const tuningMaps: readonly string[] = ['async_processor_config', 'memory_optimizer_config', 'cache_manager_config', 'async_processor', 'memory_optimizer', 'cache_manager'];

/** Sections whose keys are read by the table below; `''` is the top of a file that is all flat. */
export const flatSections: readonly string[] = ['', 'logging', 'enhanced_logging', 'logging_config', 'llm_logging'];

/** The rows. */
export const migrationTable: readonly MigrationRow[] = [
  { names: ['enabled', 'logging_enabled'], key: 'core.enabled', conversion: 'same' },
  { names: ['level', 'log_level'], key: 'core.log_level', conversion: 'level' },
  { names: ['file_max_size_mb', 'max_log_file_size_mb', 'max_file_size_mb'], key: 'core.max_log_file_size_mb', conversion: 'same' },
  { names: ['max_log_file_size', 'max_file_size'], key: 'core.max_log_file_size_mb', conversion: 'bytesToMb' },
  { names: ['file_backup_count', 'backup_count'], key: 'core.backup_count', conversion: 'same' },
  { names: ['component_focus'], key: 'issues.component_focus', conversion: 'names' },
  { names: ['llm_briefing_enabled', 'briefing_enabled'], key: 'briefing.enabled', conversion: 'same' },
  { names: ['briefing_update_interval'], key: 'briefing.update_interval', conversion: 'same' },
  { names: ['dashboard_enabled', 'auto_diagnosis', 'auto_diagnosis_enabled'], key: 'dashboard.enabled', conversion: 'same' },
  { names: ['dashboard_update_interval'], key: 'dashboard.update_interval', conversion: 'same' },
  { names: ['async_processing', 'async_logging'], key: 'performance.async_processing', conversion: 'same' },
  { names: ['batch_size'], key: 'performance.batch_size', conversion: 'same' },
  { names: ['queue_size'], key: 'performance.queue_size', conversion: 'same' },
  { names: ['worker_count', 'max_workers'], key: 'performance.worker_count', conversion: 'same' },
  { names: ['memory_threshold_mb', 'memory_threshold'], key: 'performance.memory_threshold_mb', conversion: 'same' },
  { names: ['performance_optimization', 'memory_optimization'], key: 'performance.memory_optimization', conversion: 'same' },
  { names: ['performance_monitoring'], key: 'performance.performance_monitoring', conversion: 'same' },
  { names: ['file_path', 'main_log_path', 'session_log_path', 'llm_log_path', 'llm_main_log_path', 'llm_session_log_path', 'terminal_capture_path'], key: 'watch.include', conversion: 'logPath' },
];
