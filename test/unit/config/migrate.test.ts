/** The three shapes in which the older system kept its settings. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { migrateConfig, type Migration } from '../../../src/engine/config/config.ts';
import { parseConfig } from '../../../src/engine/config/configFile.ts';
import { checkValue } from '../../../src/engine/config/checkValue.ts';
import { seed } from '../../support/seed.ts';

function migrated(...texts: readonly string[]): Migration {
  const result = migrateConfig(texts.map((text, index) => ({ name: `old${index + 1}.yaml`, text })));
  return result.ok ? result.value : assert.fail(result.error.message);
}

/** What our own reader makes of the migrated file; there must be nothing wrong with it. */
function values({ text }: Migration): Record<string, unknown> {
  const { entries, faults } = parseConfig(text);
  assert.deepEqual(faults, []);
  for (const { row, value } of entries) assert.equal(checkValue(row, value).ok, true, row.key);
  return Object.fromEntries(entries.map(({ row, value }) => [row.key, value]));
}

test('the production file of the guide comes over whole', () => {
  const text = fs.readFileSync(path.join(import.meta.dirname, '..', '..', 'fixtures', 'guide', 'enhanced_logging.production.yaml'), 'utf8');
  const migration = migrated(text);
  assert.deepEqual(values(migration), Object.fromEntries(parseConfig(text).entries.map(({ row, value }) => [row.key, value])));
  assert.deepEqual([migration.taken.length, migration.left], [26, []]);
});

const tuning = `# high load
async_processor_config = {
    "queue_size": 100000,      # large
    "worker_count": 8,
    "batch_size": 1000,
    "priority_queue_enabled": True,
    "compression_enabled": True
}

memory_optimizer_config = {
    "memory_threshold_mb": 4000,
    "gc_threshold_factor": 1.5,
    "monitoring_interval": 30,
    "aggressive_cleanup": True
}

cache_manager_config = {
    "l1_cache_size": 1000, "l2_cache_size": 50000, "l3_cache_size": 500000,
    "intelligent_eviction": True,
    "compression_enabled": True
}
`;

test('the tuning maps of the guide come over, as Python writes them and as YAML', () => {
  const expected = {
    'performance.queue_size': 100_000, 'performance.worker_count': 8, 'performance.batch_size': 1000, 'performance.priority_queue_enabled': true, 'performance.compression_enabled': true,
    'performance.memory_threshold_mb': 4000, 'performance.gc_threshold_factor': 1.5, 'performance.monitoring_interval': 30, 'performance.aggressive_cleanup': true,
    'performance.l1_cache_size': 1000, 'performance.l2_cache_size': 50_000, 'performance.l3_cache_size': 500_000, 'performance.intelligent_eviction': true,
  };
  assert.deepEqual(values(migrated(tuning)), expected);
  assert.deepEqual(values(migrated(tuning.replaceAll(' = {', ': {'))), expected);
});

test('flat settings and those below `logging:` come over; what does not fit or has no counterpart is a comment with its place', () => {
  const migration = migrated(`logging:
  level: warn
  file_path: logs/app.log
  llm_session_log_path: "logs/app_LLM_{timestamp}_PID{pid}.log"
  max_log_file_size: 10485760
  file_backup_count: 5
  component_focus: "Orders, Payments"
  briefing_update_interval: 2
  performance_monitoring: "yes"
  context: development
  api_token: hunter2
database:
  password: hunter2
`);
  assert.deepEqual(values(migration), {
    'core.log_level': 'WARNING', 'core.max_log_file_size_mb': 11, 'core.backup_count': 5, 'watch.include': ['logs/app.log', 'logs/app_LLM_*_PID*.log'],
    'issues.component_focus': ['Orders', 'Payments'], 'briefing.update_interval': 5,
  });
  assert.deepEqual(migration.left, [
    'old1.yaml:9 logging.performance_monitoring: "yes"  (`performance.performance_monitoring` must be true or false, and this is text.)',
    'old1.yaml:10 logging.context: "development"  (nothing corresponds to it)',
    'old1.yaml:11 logging.api_token  (about something else, so its value stays in its file)',
    'old1.yaml:13 database.password  (about something else, so its value stays in its file)',
  ]);
  assert.match(migration.text, /update_interval: 5 {2}# old1\.yaml:8 logging\.briefing_update_interval, was 2/);
  assert.equal(migration.text.includes('hunter2'), false);
  assert.deepEqual(values(migrated('briefing_enabled: false\nmemory_threshold_mb: 200\n')), { 'briefing.enabled': false, 'performance.memory_threshold_mb': 200 });
});

test('of several files a later one wins', () => {
  assert.deepEqual(values(migrated('logging: { level: DEBUG, backup_count: 3 }', 'core: { log_level: ERROR }')), { 'core.log_level': 'ERROR', 'core.backup_count': 3 });
});

test('a file that is no YAML is told with its place, and nothing comes of it', () => {
  const result = migrateConfig([{ name: 'a.yaml', text: 'level: INFO' }, { name: 'b.yaml', text: 'logging:\n\tlevel: INFO\n' }]);
  assert.deepEqual(result.ok ? undefined : [result.error.file, result.error.line], ['b.yaml', 2]);
});

test('whatever the old files say, the migrated one is sound, and no setting gets lost', () => {
  const word = fc.oneof(fc.constantFrom('core', 'logging', 'level', 'queue_size', 'cache_manager_config', 'watch', 'include', '# x', 'a\nb', '__proto__'), fc.string({ maxLength: 8, unit: 'binary' }));
  const value = fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.string({ maxLength: 12, unit: 'binary' }), fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }), fc.constant(null));
  fc.assert(fc.property(fc.dictionary(word, fc.oneof(value, fc.dictionary(word, value, { maxKeys: 4 })), { maxKeys: 5 }), (old) => {
    const result = migrateConfig([{ name: 'old.yaml', text: JSON.stringify(old) }]);
    if (!result.ok) return;
    values(result.value);
    const leaves = Object.values(old).reduce<number>((sum, entry) => sum + (typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? Math.max(1, Object.keys(entry).length) : 1), 0);
    assert.ok(result.value.left.length <= leaves && result.value.left.length + result.value.taken.length >= (leaves > 0 ? 1 : 0));
  }), { seed, numRuns: 1000 });
});
