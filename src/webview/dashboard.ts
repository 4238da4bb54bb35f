/** Script of the dashboard panel. */
import { Chart } from './chart.ts';
import { chartSeries } from './chartSeries.ts';
import { chartId } from './chartView.ts';
import { dashboardView } from './dashboardView.ts';
import { openPage } from './page.ts';

let chart: Chart | undefined;

openPage((message, page) => {
  if (message.kind !== 'dashboard') return;
  const formats = page.formats();
  page.render(dashboardView(message.view, { strings: page.strings, formats }));
  const host = document.getElementById(chartId);
  if (!chart?.isIn(host)) {
    chart?.dispose();
    chart = host ? new Chart(host) : undefined;
  }
  const series = chartSeries(message.view.snapshot?.perMinute ?? []);
  if (series) chart?.draw(series, formats, `${document.body.className} ${document.body.dataset['vscodeThemeId'] ?? ''}`);
});
