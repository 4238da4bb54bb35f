/** What was done to the system, as its logs announce it: deploys, changed configuration, starts and stops; the newest are kept. */
import type { SystemChange } from '../../model/snapshot.ts';
import type { AnnouncementKind } from './announceForms.ts';

/** Changes kept per kind; of one template the first and the newest, so that a busy one pushes nothing else out (ours). */
const perKind = 40;
const perTemplate = 6;

/** Keeps announcements. */
export class ChangeLog {
  readonly #kept = new Map<SystemChange['kind'], { readonly change: SystemChange; readonly template: number }[]>();

  /** Takes one announcement; readiness is part of a start. */
  note(kind: AnnouncementKind, template: number, change: Omit<SystemChange, 'kind'>): void {
    if (kind === 'ready') return;
    const kept = this.#kept.get(kind) ?? [];
    this.#kept.set(kind, kept);
    kept.push({ change: { kind, ...change }, template });
    const same = kept.flatMap((entry, index) => (entry.template === template ? [index] : []));
    if (same.length > perTemplate) kept.splice(same[1] ?? 0, 1);
    else if (kept.length > perKind) kept.shift();
  }

  /** All kept ones, oldest first. */
  all(): SystemChange[] {
    return [...this.#kept.values()].flat().map(({ change }) => change).sort((a, b) => a.atMs - b.atMs || a.line - b.line);
  }
}
