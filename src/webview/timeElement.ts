/** A moment on the page. */
import { fullMomentText, momentText, type Formats } from './format.ts';
import { element, type TreeElement } from './tree.ts';

/** Returns a moment as an element whose tooltip has date and zone. */
export function timeElement(epochMs: number, formats: Formats): TreeElement {
  return element('time', { datetime: new Date(epochMs).toISOString(), title: fullMomentText(epochMs, formats) }, momentText(epochMs, formats));
}
