/** What every view is made with. */
import type { Formats } from './format.ts';
import type { PanelStrings } from './strings.ts';

/** Texts, language, zone and the present moment. */
export interface Look {
  readonly strings: PanelStrings;
  readonly formats: Formats;
}
