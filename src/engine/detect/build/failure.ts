/** By what a failure is known over runs. */
import type { Candidate } from './candidates.ts';

/** Returns the test's name, or the sort of error; undefined for what is no failure of its own. */
export function failureKey({ kind, key, groups }: Pick<Candidate, 'kind' | 'key' | 'groups'>): string | undefined {
  if (kind === 'test') return `test ${(groups['test'] ?? groups['name'] ?? groups['path'] ?? key).replace(/ \([\d.]+ ?m?s\)$/, '')}`;
  return kind === 'error' || kind === 'exception' || kind === 'cause' ? key : undefined;
}

