/** Observe: how Logbrief itself does, for Prometheus, for charts and for whoever is to be told. */
import type { MetricsExporter } from './exporter.ts';

export { AlertBook, listAlerts, markAlert, readMarks } from './alertBook.ts';
export { alertText, crossings } from './alertConditions.ts';
export { renderAlertRules } from './alertRules.ts';
export { alertPayload, postAlert, runAlertCommand } from './deliver.ts';
export { MetricsEndpoint } from './endpoint.ts';
export type { MetricsExporter } from './exporter.ts';
export type { EntryCount, Figures } from './figures.ts';
export { renderGrafanaDashboard } from './grafana.ts';
export { MemoryRelief } from './memory.ts';
export { MetricsJournal, readMetrics, type Sample } from './metricsFiles.ts';
export { MemoryTrend } from './trend.ts';

/** Makes an exporter of at most so many time series; only who serves metrics pays for loading what they are made with. */
export async function openExporter(maxSeries: number): Promise<MetricsExporter> {
  const { MetricsExporter: Exporter } = await import('./exporter.ts');
  return new Exporter(maxSeries);
}
