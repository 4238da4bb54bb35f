/** The alert rules for Prometheus: the conditions of the section `alerts`, and what only somebody outside of the engine can see. */
import type { AlertSettings } from '../../model/settings.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  /** How long it must hold. */
  readonly for: string;
  readonly severity: 'critical' | 'warning';
  readonly summary: string;
}

/** Renders the rules file by these limits; `promtool check rules` takes it. */
export function renderAlertRules(alerts: AlertSettings): string {
  const rules = rulesOf(alerts).map(({ alert, expr, for: span, severity, summary }) => `      - alert: ${alert}
        expr: ${JSON.stringify(expr)}
        for: ${span}
        labels: { severity: ${severity} }
        annotations: { summary: ${JSON.stringify(summary)} }
`);
  return `# Alert rules for Prometheus by the limits of Logbrief's configuration. Load it with rule_files in prometheus.yml.
groups:
  - name: logbrief
    rules:
${rules.join('')}`;
}

function rulesOf({ minHealthScore, maxMemoryMb, maxQueueRatio, maxErrorsPerMinute, minFreeDiskMb }: AlertSettings): readonly Rule[] {
  const value = '{{ $value }}';
  return [
    ...(minHealthScore > 0 ? [{ alert: 'LogbriefHealthLow', expr: `system_health_score < ${minHealthScore}`, for: '1m', severity: 'critical', summary: `Health score {{ $value }} is below ${minHealthScore}: see the briefing` } as const] : []),
    { alert: 'LogbriefErrorsMany', expr: `sum by (instance) (rate(logging_entries_total{level=~"ERROR|FATAL"}[5m])) * 60 > ${maxErrorsPerMinute}`, for: '1m', severity: 'warning', summary: `${value} errors a minute, more than ${maxErrorsPerMinute}` },
    { alert: 'LogbriefMemoryHigh', expr: `memory_usage_mb > ${maxMemoryMb}`, for: '2m', severity: 'warning', summary: `The engine takes ${value} MB, more than ${maxMemoryMb}` },
    { alert: 'LogbriefMemoryGrows', expr: `deriv(memory_usage_mb[2h]) * 3600 > ${Math.max(10, Math.round(maxMemoryMb / 10))}`, for: '2h', severity: 'warning', summary: `The engine's memory grows by ${value} MB an hour` },
    { alert: 'LogbriefQueueFull', expr: `logbrief_queue_records / logbrief_queue_capacity_records > ${maxQueueRatio}`, for: '2m', severity: 'warning', summary: `The queue is filled to ${value}, more than ${maxQueueRatio}` },
    { alert: 'LogbriefFallsBehind', expr: 'min_over_time(logbrief_lag_bytes[10m]) > 256e6', for: '1m', severity: 'warning', summary: `${value} bytes of logs are not read yet` },
    ...(minFreeDiskMb > 0 ? [{ alert: 'LogbriefDiskLow', expr: `logbrief_free_disk_bytes < ${minFreeDiskMb * 1e6}`, for: '2m', severity: 'critical', summary: `{{ $value }} bytes are free on the disk of the store, less than ${minFreeDiskMb} MB` } as const] : []),
    { alert: 'LogbriefDropsText', expr: 'increase(logbrief_dropped_bytes_total[10m]) > 0', for: '0m', severity: 'warning', summary: `${value} bytes of logs were left out` },
    { alert: 'LogbriefDown', expr: 'up{job="logbrief"} == 0', for: '2m', severity: 'critical', summary: 'No engine answers: start it, or set metrics.enabled' },
  ];
}
