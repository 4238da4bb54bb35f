/** Logs over minutes for tests of what the detector makes of them: records with a text, a time in seconds and a severity, mined by their words. */
import { Detector, type Assessment } from '../../src/engine/detect/detect.ts';
import { madeBatch, madeSource } from './batches.ts';
import { someMs } from './issues.ts';

/** One record of a scenario. */
export interface ScenarioRecord {
  readonly atSeconds: number;
  readonly text: string;
  readonly severity?: number;
  readonly component?: string;
}

/** Repeats a record every `every` seconds from `from` to `to`; `n` in the text is replaced by the number of the repetition. */
export function repeated(range: { readonly from: number; readonly to: number; readonly every: number }, text: string, given: Partial<ScenarioRecord> = {}): ScenarioRecord[] {
  return Array.from({ length: Math.ceil((range.to - range.from) / range.every) }, (_, i) => ({ ...given, atSeconds: range.from + i * range.every, text: text.replaceAll('#', String(i)) }));
}

/** Has a detector read the logs, each in order of its own times, and says what it makes of them. */
export function assessed(logs: Readonly<Record<string, readonly ScenarioRecord[]>>): Assessment {
  const templates: string[] = [''];
  const components: string[] = [''];
  const idIn = (table: string[], text: string): number => {
    const known = table.indexOf(text);
    return known >= 0 ? known : table.push(text) - 1;
  };
  const detector = new Detector({ templateText: (id) => templates[id] ?? '', componentText: (id) => components[id] ?? '', issues: [], saved: undefined });
  for (const [index, [name, records]] of Object.entries(logs).entries()) {
    const made = records.toSorted((a, b) => a.atSeconds - b.atSeconds).map(({ atSeconds, text, severity = 9, component = '' }) => ({
      text, severity, timestampMs: someMs + atSeconds * 1000, template: idIn(templates, text.replaceAll(/\b\d[\w.]*/g, '<*>')), component: idIn(components, component),
    }));
    detector.observe(madeBatch(madeSource(name, index + 1), made), NaN);
  }
  return detector.assess();
}
