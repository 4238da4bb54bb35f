/** The snapshot as it goes to the editor's own thread, which is to wait for nothing: without most of ten thousand sources. */
import path from 'node:path';
import { shownSources } from '../model/shownSources.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** Keeps the sources that are shown, those that issues name, and those outside of the workspace, which may only be opened when they are known. */
export function hostSnapshot(snapshot: Snapshot): Snapshot {
  const named = new Set(snapshot.issues.flatMap(({ sources, evidence }) => [...sources, ...evidence.map((place) => place.path)]));
  const sources = shownSources(snapshot.sources, ({ name }) => named.has(name) || path.isAbsolute(name));
  return sources.length === snapshot.sources.length ? snapshot : { ...snapshot, sources, sourceTotal: snapshot.sources.length };
}
