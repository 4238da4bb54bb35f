/** Texts that are their own names, so that a test of a view depends on no wording. */
import type { PanelStrings } from '../../../src/webview/strings.ts';

/** `{0}` is added to the texts that tests look into. */
export const keyStrings = new Proxy<Record<string, string>>({}, {
  get: (_, key) => (key === 'openPlace' ? 'open {0} at {1}' : String(key)),
}) as unknown as PanelStrings;
