/** Section 2 of the operations guide: its production file, as it stands there. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { effectiveSettings, loadConfig, type LoadedConfig } from '../../../src/engine/config/config.ts';

const guideFile = path.join(import.meta.dirname, '..', '..', 'fixtures', 'guide', 'enhanced_logging.production.yaml');

function loadAs(name: string, profile?: string): LoadedConfig {
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'logbrief-guide-'));
  try {
    fs.mkdirSync(path.join(workspace, path.dirname(name)), { recursive: true });
    fs.copyFileSync(guideFile, path.join(workspace, name));
    return loadConfig({ workspace, stateFolder: path.join(workspace, '.logbrief'), overrides: {}, environment: {}, ...(profile === undefined ? {} : { profile }) });
  } finally {
    fs.rmSync(workspace, { recursive: true });
  }
}

test('the production file of the operations guide loads word for word without a warning, whatever its place', () => {
  for (const [name, profile] of [['.logbrief/config.yaml'], ['config/enhanced_logging.yaml'], ['config/enhanced_logging.production.yaml', 'production']] as const) {
    const loaded = loadAs(name, profile);
    assert.deepEqual(loaded.problems, [], name);
    const given = effectiveSettings(loaded).filter(({ origin }) => origin.startsWith(`file ${name}:`)).map(({ key, value }) => [key, value] as const);
    assert.deepEqual(Object.fromEntries(given), {
      'core.enabled': true, 'core.log_level': 'INFO', 'core.max_log_file_size_mb': 100, 'core.backup_count': 10,
      'briefing.enabled': true, 'briefing.update_interval': 300, 'briefing.auto_generate': true, 'briefing.include_performance_metrics': true,
      'dashboard.enabled': true, 'dashboard.realtime_updates': true, 'dashboard.update_interval': 60, 'dashboard.max_dashboard_history': 1000,
      'performance.async_processing': true, 'performance.queue_size': 50_000, 'performance.worker_count': 6, 'performance.batch_size': 500,
      'performance.memory_optimization': true, 'performance.memory_threshold_mb': 2000, 'performance.gc_threshold_factor': 2, 'performance.monitoring_interval': 60,
      'performance.caching_enabled': true, 'performance.default_cache_size': 10_000, 'performance.default_cache_ttl': 3600,
      'performance.performance_monitoring': true, 'performance.metric_collection_interval': 30, 'performance.history_retention_hours': 24,
    });
  }
});
