/** Draws the stacked bars with uPlot, in the theme's colours. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { bands, stacked, type ChartSeries } from './chartSeries.ts';
import { axisText, numberText, type Formats } from './format.ts';

const heightPx = 180;
/** Narrower than this the axis labels overlap. */
const minWidthPx = 240;
/** Share of a bucket's width that its bar takes. */
const barRatio = 0.85;

/** One chart in one element; it is drawn anew when its figures, its width or the theme change. */
export class Chart {
  readonly #host: HTMLElement;
  readonly #resized: ResizeObserver;
  #plot: uPlot | undefined;
  #drawn = '';

  constructor(host: HTMLElement) {
    this.#host = host;
    this.#resized = new ResizeObserver(() => this.#fit());
    this.#resized.observe(host);
  }

  /** Tells whether this chart draws into `host`. */
  isIn(host: HTMLElement | null): boolean {
    return this.#host === host;
  }

  /** Shows `series`; `theme` is different whenever the colours are. */
  draw(series: ChartSeries, formats: Formats, theme: string): void {
    const key = JSON.stringify([series, theme]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    this.#plot?.destroy();
    const seconds = series.startsMs.map((ms) => ms / 1000);
    this.#plot = new uPlot(this.#options(series, formats), [seconds, ...stacked(series.counts).map((row) => [...row])], this.#host);
  }

  /** Removes the chart. */
  dispose(): void {
    this.#resized.disconnect();
    this.#plot?.destroy();
  }

  #fit(): void {
    this.#plot?.setSize({ width: this.#width(), height: heightPx });
  }

  #width(): number {
    return Math.max(minWidthPx, this.#host.clientWidth);
  }

  #options(series: ChartSeries, formats: Formats): uPlot.Options {
    const style = getComputedStyle(this.#host);
    const colour = (name: string): string => style.getPropertyValue(`--logbrief-${name}`).trim() || style.color;
    const axis = { stroke: colour('axis'), grid: { stroke: colour('grid'), width: 1 }, ticks: { stroke: colour('grid'), width: 1 }, font: `11px ${style.fontFamily}` };
    const stepSeconds = series.bucketMinutes * 60;
    const first = (series.startsMs[0] ?? 0) / 1000;
    const last = (series.startsMs.at(-1) ?? 0) / 1000 + stepSeconds;
    return {
      width: this.#width(),
      height: heightPx,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: true, range: [first, last] }, y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.05)] } },
      axes: [
        { ...axis, space: 70, values: (_plot, splits) => axisTexts(splits, formats) },
        { ...axis, size: 60, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7, 1e8], values: (_plot, splits) => splits.map((count) => numberText(count, formats)) },
      ],
      series: [{}, ...[...bands].reverse().map((band): uPlot.Series => ({
        label: band.name,
        fill: colour(band.name.toLowerCase()),
        width: 0,
        points: { show: false },
        ...bars(),
      }))],
    };
  }
}

function axisTexts(splits: readonly number[], formats: Formats): string[] {
  const stepMs = ((splits[1] ?? 0) - (splits[0] ?? 0)) * 1000;
  return splits.map((seconds) => axisText(seconds * 1000, stepMs, formats));
}

function bars(): Pick<uPlot.Series, 'paths'> {
  const paths = uPlot.paths.bars?.({ size: [barRatio, Infinity], align: 1 });
  return paths ? { paths } : {};
}
