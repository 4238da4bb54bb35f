/** What is still to be saved: put together from a commit that failed and the next one. */
import type { ByteInterner } from '../base/byteInterner.ts';
import type { SavedSource } from '../model/source.ts';
import type { StoreCommit } from './store/store.ts';

/** Joins an earlier commit that was not made with a later one; where both name a thing the later one holds. */
export function mergeCommits(earlier: StoreCommit | undefined, later: StoreCommit): StoreCommit {
  if (!earlier) return later;
  return {
    templates: latest(earlier.templates, later.templates, (template) => template.id),
    components: [...earlier.components, ...later.components],
    sources: latest(earlier.sources, withHeads(earlier.sources, later.sources), (source) => source.id),
    coverage: latest(earlier.coverage, later.coverage, (coverage) => coverage.sourceId),
    issues: latest(earlier.issues, later.issues, (issue) => issue.id),
    links: latest(earlier.links ?? [], later.links ?? [], (link) => link.issueId),
    sightings: [...(earlier.sightings ?? []), ...(later.sightings ?? [])],
    runs: latest(earlier.runs ?? [], later.runs ?? [], (run) => `${run.log}\n${run.number}`),
    detector: later.detector ?? earlier.detector,
    nowMs: later.nowMs,
  };
}

/** First bytes are given once. */
function withHeads(earlier: readonly SavedSource[], later: readonly SavedSource[]): SavedSource[] {
  const heads = new Map(earlier.map(({ id, fingerprint }) => [id, fingerprint?.head]));
  return later.map((source) => (source.fingerprint ? { ...source, fingerprint: { ...source.fingerprint, head: source.fingerprint.head ?? heads.get(source.id) } } : source));
}

/** The names given since the table had `from` ids. */
export function namesFrom(components: ByteInterner, from: number): { readonly id: number; readonly name: string }[] {
  return Array.from({ length: components.size - from }, (_, index) => ({ id: from + index, name: components.textOf(from + index) }));
}

function latest<T>(earlier: readonly T[], later: readonly T[], keyOf: (entry: T) => unknown): T[] {
  return [...new Map([...earlier, ...later].map((entry) => [keyOf(entry), entry])).values()];
}
