import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openExporter, renderGrafanaDashboard } from '../../../src/engine/observe/observe.ts';
import { figuresOf } from './figuresOf.ts';

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource: { readonly uid: string };
  readonly targets: readonly { readonly expr: string; readonly refId: string; readonly datasource: { readonly uid: string } }[];
  readonly fieldConfig: { readonly defaults: { readonly unit: string; readonly thresholds: { readonly steps: readonly { readonly color: string; readonly value: number | null }[] } } };
}

const dashboard = JSON.parse(renderGrafanaDashboard()) as { readonly uid: string; readonly schemaVersion: number; readonly panels: readonly Panel[]; readonly templating: { readonly list: readonly { readonly type: string; readonly name: string; readonly query: unknown }[] } };
const panelOf = (title: string): Panel => dashboard.panels.find((panel) => panel.title === title) ?? assert.fail(title);

test('the four panels of the guide are there, of current types, over a chosen data source, with units', () => {
  for (const [title, type, name] of [['Log Entries per Second', 'timeseries', 'logging_entries_total'], ['System Health Score', 'gauge', 'system_health_score'], ['Memory Usage', 'timeseries', 'memory_usage_mb'], ['Cache Hit Rate', 'timeseries', 'cache_hit_rate']] as const) {
    assert.equal(panelOf(title).type, type);
    assert.ok(panelOf(title).targets[0]?.expr.includes(name));
  }
  assert.ok(dashboard.templating.list.some(({ type, name, query }) => type === 'datasource' && name === 'datasource' && query === 'prometheus'));
  for (const { type, datasource, targets, fieldConfig } of dashboard.panels) {
    assert.ok(['timeseries', 'stat', 'gauge'].includes(type), type);
    assert.notEqual(fieldConfig.defaults.unit, '');
    for (const uid of [datasource.uid, ...targets.map((target) => target.datasource.uid)]) assert.equal(uid, '${datasource}');
  }
  assert.ok(dashboard.schemaVersion >= 36 && dashboard.uid.length <= 40);
});

test('health is red below 50, amber to 80, green above', () => {
  assert.deepEqual(panelOf('System Health Score').fieldConfig.defaults.thresholds.steps, [{ color: 'red', value: null }, { color: 'orange', value: 50 }, { color: 'green', value: 80 }]);
});

test('panels have ids of their own, lie within the grid and do not overlap', () => {
  assert.equal(new Set(dashboard.panels.map(({ id }) => id)).size, dashboard.panels.length);
  const cells = new Set<string>();
  for (const { gridPos: { x, y, w, h } } of dashboard.panels) {
    assert.ok(x >= 0 && x + w <= 24);
    for (let column = x; column < x + w; column++) for (let row = y; row < y + h; row++) {
      assert.ok(!cells.has(`${column} ${row}`));
      cells.add(`${column} ${row}`);
    }
  }
});

test('every metric that the dashboard asks for is one that is served', async () => {
  const text = await (await openExporter(2000)).render(figuresOf({ entries: [{ component: 'a', counts: [0, 0, 0, 1, 0, 0, 0] }], caches: [{ name: 'l1', hits: 1, misses: 1, entries: 1, bytes: 1 }] }));
  const served = new Set([...text.matchAll(/^([a-z_]+)(?:\{| )/gm)].map(([, name]) => name));
  for (const { targets } of dashboard.panels) for (const { expr } of targets) for (const [name] of expr.matchAll(/(?:logbrief|logging|system|memory|cache)_[a-z_]+/g)) assert.ok(served.has(name), `${name} of ${expr}`);
});
