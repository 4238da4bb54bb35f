/** Records over time: the place where the chart is drawn, its legend, and the same figures as a table. */
import type { Snapshot } from '../model/snapshot.ts';
import { bands, chartSeries, type ChartSeries } from './chartSeries.ts';
import type { Look } from './look.ts';
import { momentText, numberText, spanText } from './format.ts';
import { fill, type PanelStrings } from './strings.ts';
import { timeElement } from './timeElement.ts';
import { element, type TreeElement } from './tree.ts';

/** The element in which the chart is drawn; its content is not part of the tree. */
export const chartId = 'chart';

/** Returns the section; the chart itself is drawn by `chart.ts`. */
export function chartSection({ perMinute }: Snapshot, look: Look): TreeElement {
  const { strings } = look;
  const series = chartSeries(perMinute);
  return element('section', { 'aria-labelledby': 'records', 'data-key': 'records' },
    element('h2', { id: 'records' }, strings.recordsOverTime),
    ...(series ? drawn(series, look) : [element('p', { 'class': 'muted', 'data-key': 'empty' }, strings.noRecords)]));
}

function drawn(series: ChartSeries, look: Look): readonly TreeElement[] {
  const { strings, formats } = look;
  const title = fill(strings.perBucket, spanText(series.bucketMinutes, strings));
  const label = fill(strings.chartLabel, title, momentText(series.startsMs[0] ?? 0, formats), momentText(series.startsMs.at(-1) ?? 0, formats));
  return [
    element('p', { 'class': 'muted', 'data-key': 'title' }, title),
    element('div', { 'id': chartId, 'class': 'chart', 'role': 'img', 'aria-label': label, 'data-kept': '', 'data-key': 'chart' }),
    element('ul', { 'class': 'legend', 'data-key': 'legend' }, ...shownBands(series).map((row) => element('li', {},
      element('span', { class: `swatch ${bandClass(row)}` }), ' ', bandName(row, strings)))),
    figuresTable(series, title, look),
  ];
}

/** Rows of `bands` that have any record, so that the legend names no colour that is not there. */
function shownBands({ counts }: ChartSeries): readonly number[] {
  return counts.flatMap((row, index) => (row.some((count) => count > 0) ? [index] : []));
}

function figuresTable(series: ChartSeries, title: string, { strings, formats }: Look): TreeElement {
  const shown = shownBands(series);
  const filled = series.startsMs.flatMap((startMs, bucket) => (shown.some((row) => (series.counts[row]?.[bucket] ?? 0) > 0) ? [{ startMs, bucket }] : []));
  const cell = (count: number): TreeElement => element('td', { class: 'number' }, numberText(count, formats));
  return element('details', { 'data-key': 'figures' },
    element('summary', {}, strings.showAsTable),
    element('div', { 'class': 'scroll', 'tabindex': '0', 'role': 'region', 'aria-labelledby': 'records' }, element('table', {},
      element('caption', {}, title),
      element('thead', {}, element('tr', {},
        element('th', { scope: 'col' }, strings.from),
        ...shown.map((row) => element('th', { scope: 'col', class: 'number' }, bandName(row, strings))),
        element('th', { scope: 'col', class: 'number' }, strings.total))),
      element('tbody', {}, ...filled.reverse().map(({ startMs, bucket }) => {
        const counts = shown.map((row) => series.counts[row]?.[bucket] ?? 0);
        return element('tr', { 'data-key': String(startMs) }, element('td', {}, timeElement(startMs, formats)), ...counts.map(cell), cell(counts.reduce((sum, count) => sum + count, 0)));
      })))));
}

function bandName(row: number, strings: PanelStrings): string {
  const name = bands[row]?.name;
  return name === undefined || name === 'missing' ? strings.noSeverity : name;
}

function bandClass(row: number): string {
  return (bands[row]?.name ?? 'missing').toLowerCase();
}
