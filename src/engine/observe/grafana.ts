/** A dashboard for Grafana: the four panels of the operations guide and our own, over any Prometheus data source. */

interface Panel {
  readonly title: string;
  readonly type: 'timeseries' | 'stat' | 'gauge';
  readonly unit: string;
  readonly targets: readonly (readonly [expression: string, legend: string])[];
  readonly width: number;
  readonly description?: string;
  readonly min?: number;
  readonly max?: number;
  readonly thresholds?: readonly (readonly [from: number | null, colour: string])[];
}

/** Of Grafana 10 and later; older ones migrate it or say that they cannot. */
const schemaVersion = 39;
const rowHeight = 8;
const gridWidth = 24;
/** Red below 50, amber to 80, green above: the borders of the health score. */
const healthColours = [[null, 'red'], [50, 'orange'], [80, 'green']] as const;
const datasource = { type: 'prometheus', uid: '${datasource}' };
const chosen = '{instance=~"$instance"}';

const panels: readonly Panel[] = [
  { title: 'Log Entries per Second', type: 'timeseries', unit: 'cps', width: 12, min: 0, targets: [[`sum by (level, component) (rate(logging_entries_total${chosen}[5m]))`, '{{level}} - {{component}}']] },
  { title: 'System Health Score', type: 'gauge', unit: 'none', width: 6, min: 0, max: 100, thresholds: healthColours, targets: [[`min(system_health_score${chosen})`, 'Health Score']], description: 'From 100; the briefing has the reason for every point lost.' },
  { title: 'Open issues', type: 'stat', unit: 'none', width: 6, thresholds: [[null, 'green'], [1, 'orange'], [5, 'red']], targets: [[`sum by (severity) (logbrief_issues${chosen})`, '{{severity}}']] },
  { title: 'Memory Usage', type: 'timeseries', unit: 'decmbytes', width: 12, min: 0, targets: [[`memory_usage_mb${chosen}`, 'Memory (MB) {{instance}}']] },
  { title: 'Cache Hit Rate', type: 'timeseries', unit: 'percent', width: 12, min: 0, max: 100, targets: [[`cache_hit_rate${chosen}`, '{{cache_name}}']] },
  { title: 'Health over time', type: 'timeseries', unit: 'none', width: 12, min: 0, max: 100, thresholds: healthColours, targets: [[`system_health_score${chosen}`, '{{instance}}']] },
  { title: 'Errors per minute', type: 'timeseries', unit: 'cpm', width: 12, min: 0, targets: [[`60 * sum by (component) (rate(logging_entries_total{level=~"ERROR|FATAL",instance=~"$instance"}[5m]))`, '{{component}}']] },
  {
    title: 'Time per piece of a log', type: 'timeseries', unit: 's', width: 12, min: 0,
    targets: [[`histogram_quantile(0.5, sum by (le) (rate(logging_processing_duration_seconds_bucket${chosen}[5m])))`, 'median'], [`histogram_quantile(0.99, sum by (le) (rate(logging_processing_duration_seconds_bucket${chosen}[5m])))`, '99 %']],
  },
  { title: 'Behind the logs', type: 'timeseries', unit: 'bytes', width: 12, min: 0, targets: [[`logbrief_lag_bytes${chosen}`, 'not stored yet {{instance}}'], [`increase(logbrief_dropped_bytes_total${chosen}[5m])`, 'left out {{instance}}']] },
  { title: 'Queue', type: 'timeseries', unit: 'percentunit', width: 12, min: 0, max: 1, targets: [[`logbrief_queue_records${chosen} / logbrief_queue_capacity_records${chosen}`, '{{instance}}']] },
  { title: 'Store and free disk', type: 'timeseries', unit: 'bytes', width: 12, min: 0, targets: [[`logbrief_store_bytes${chosen}`, 'store {{instance}}'], [`logbrief_free_disk_bytes${chosen}`, 'free {{instance}}']] },
];

/** Renders the dashboard, as Grafana's "Import" and its file provisioning take it; same version, same bytes. */
export function renderGrafanaDashboard(): string {
  let x = 0;
  let y = 0;
  const placed = panels.map((panel, index) => {
    if (x + panel.width > gridWidth) {
      x = 0;
      y += rowHeight;
    }
    const gridPos = { h: rowHeight, w: panel.width, x, y };
    x += panel.width;
    return panelOf(panel, index + 1, gridPos);
  });
  return `${JSON.stringify({
    uid: 'logbrief', title: 'Logbrief', description: 'What the logs say, and how Logbrief keeps up with them.', tags: ['logbrief', 'logs'], schemaVersion, version: 1, editable: true, graphTooltip: 1,
    time: { from: 'now-6h', to: 'now' }, refresh: '30s', timezone: 'browser', annotations: { list: [] }, links: [], templating: { list: variables() }, panels: placed,
  }, undefined, 2)}\n`;
}

function variables(): readonly object[] {
  return [
    { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', hide: 0, includeAll: false, multi: false, refresh: 1, regex: '', options: [], current: {} },
    { name: 'instance', label: 'Engine', type: 'query', datasource, query: { query: 'label_values(memory_usage_mb, instance)', refId: 'instance' }, definition: 'label_values(memory_usage_mb, instance)', hide: 0, includeAll: true, allValue: '.*', multi: true, refresh: 2, regex: '', sort: 1, options: [], current: { text: 'All', value: '$__all' } },
  ];
}

function panelOf({ title, type, unit, targets, description, min, max, thresholds }: Panel, id: number, gridPos: object): object {
  const steps = (thresholds ?? [[null, 'green'] as const]).map(([value, color]) => ({ color, value }));
  const custom = type === 'timeseries' ? { custom: { drawStyle: 'line', lineWidth: 1, fillOpacity: 10, showPoints: 'never', spanNulls: false, ...(thresholds ? { thresholdsStyle: { mode: 'area' } } : {}) } } : {};
  return {
    id, title, type, gridPos, datasource, ...(description === undefined ? {} : { description }),
    targets: targets.map(([expr, legendFormat], index) => ({ refId: String.fromCharCode(65 + index), datasource, editorMode: 'code', expr, legendFormat, range: true, instant: false })),
    fieldConfig: { defaults: { unit, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), color: { mode: thresholds ? 'thresholds' : 'palette-classic' }, thresholds: { mode: 'absolute', steps }, ...custom }, overrides: [] },
    options: optionsOf(type),
  };
}

function optionsOf(type: Panel['type']): object {
  const reduceOptions = { calcs: ['lastNotNull'], fields: '', values: false };
  if (type === 'timeseries') return { legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] }, tooltip: { mode: 'multi', sort: 'desc' } };
  if (type === 'gauge') return { reduceOptions, orientation: 'auto', showThresholdLabels: false, showThresholdMarkers: true };
  return { reduceOptions, orientation: 'auto', colorMode: 'value', graphMode: 'area', justifyMode: 'auto', textMode: 'auto' };
}
