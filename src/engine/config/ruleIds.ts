/** Holds the ids in `rules.disabled` against the rules there are. */
import { knownFailureIds } from '../../model/knownFailureIds.ts';
import { shownName, type ValueFault } from './checkValue.ts';
import type { SettingValue } from './settingRow.ts';
import { suggest } from './suggest.ts';

/** Returns the first id of `disabled` that neither a built-in rule nor one of the lists `own` has; undefined when all are known. */
export function unknownRule(disabled: SettingValue, own: readonly unknown[]): ValueFault | undefined {
  if (!Array.isArray(disabled)) return undefined;
  const names = [...own.flatMap((list) => (Array.isArray(list) ? list.flatMap((entry) => idOf(entry) ?? []) : [])), ...knownFailureIds];
  const index = (disabled as readonly unknown[]).findIndex((id) => typeof id === 'string' && !names.includes(id));
  if (index < 0) return undefined;
  const id = String((disabled as readonly unknown[])[index]);
  const near = suggest(id, names);
  const way = near === undefined ? 'Remove it, or name a rule of `rules.own` or a built-in one such as `diskFull`.' : `Did you mean \`${near}\`?`;
  return { message: `\`rules.disabled\`: there is no rule \`${shownName(id)}\`. ${way}`, path: [index] };
}

function idOf(entry: unknown): string | undefined {
  return typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string' ? entry.id : undefined;
}
