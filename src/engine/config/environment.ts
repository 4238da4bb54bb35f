/** Settings from environment variables: `LOGBRIEF_` and the key, or a name of the older system. */
import { settingsTable, variableOf, type SettingRow } from './settingsTable.ts';
import { suggest } from './suggest.ts';

/** A variable that sets a row. */
export interface Variable {
  readonly row: SettingRow;
  readonly name: string;
  readonly text: string;
}

/** Returns the variables that set something, older names before ours so that ours win, and a sentence for each that is probably a slip of the pen. */
export function readVariables(environment: Readonly<Record<string, string | undefined>>): { readonly found: readonly Variable[]; readonly faults: readonly string[] } {
  const found = settingsTable.flatMap((row) => [...(row.formerVariables ?? []), variableOf(row)].flatMap((name): Variable[] => {
    const text = environment[name];
    return text === undefined || text === '' ? [] : [{ row, name, text }];
  }));
  return { found, faults: Object.keys(environment).flatMap(slipOf) };
}

/** Other parts of the product have variables of their own, so only a near miss of a setting's name is told. */
function slipOf(name: string): string[] {
  if (!name.startsWith('LOGBRIEF_')) return [];
  const names = settingsTable.map(variableOf);
  if (names.includes(name)) return [];
  const sections = new Set(settingsTable.map((row) => row.key.split('.')[0]));
  const near = suggest(name.slice('LOGBRIEF_'.length), names.map((known) => known.slice('LOGBRIEF_'.length)));
  const isMeant = sections.has(name.split('_')[1]?.toLowerCase()) || near !== undefined;
  if (!isMeant) return [];
  return [`\`${name.slice(0, 80).replace(/\p{C}/gu, '\ufffd')}\` sets nothing. ${near === undefined ? `Known are ${names.join(', ')}.` : `Did you mean \`LOGBRIEF_${near}\`?`}`];
}
