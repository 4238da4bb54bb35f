/**
 * Build and test logs (FEATURES B2, A3): a log that reads as one is understood as runs with steps, and one failed job makes one
 * issue, led by the first cause, with the lines that tell most. Nothing of the log is kept but those lines.
 */
import { isBuildIssue, type Issue } from '../../model/issue.ts';
import type { RecordBatch } from '../../model/record.ts';
import { BuildSource } from './build/source.ts';

/** Logs of which it is not known yet what they are, and whose lines are kept until then, at most (ours: some 2 MB). */
const undecidedLimit = 500;

/** Follows the build logs among all sources. */
export class BuildDetector {
  readonly #sources = new Map<string, BuildSource>();
  readonly #restored: ReadonlyMap<string, readonly Issue[]>;
  readonly #templateText: (templateId: number) => string;
  readonly #published = new Map<string, string>();
  /** The one that wrote last comes last. */
  readonly #undecided = new Set<BuildSource>();

  /** `issues`: those known from before a restart; the ones of build logs stand until their log says something new. */
  constructor(templateText: (templateId: number) => string, issues: readonly Issue[]) {
    this.#templateText = templateText;
    const own = issues.filter(isBuildIssue);
    const bySource = new Map<string, Issue[]>();
    for (const issue of own) {
      const name = issue.sources[0] ?? '';
      bySource.set(name, [...(bySource.get(name) ?? []), issue]);
      this.#published.set(issue.id, JSON.stringify(issue));
    }
    this.#restored = bySource;
  }

  /** Takes the next records of a source; `timesMs[i]` is the time of record i. Returns whether the source is a build log. */
  observe(batch: RecordBatch, timesMs: Float64Array): boolean {
    const { name } = batch.source;
    let source = this.#sources.get(name);
    if (!source) {
      source = new BuildSource(name, this.#restored.get(name) ?? [], this.#templateText);
      this.#sources.set(name, source);
    }
    const isBuild = source.observe(batch, timesMs);
    this.#undecided.delete(source);
    if (source.isUndecided) this.#undecided.add(source);
    if (this.#undecided.size > undecidedLimit) this.#giveOneUp();
    return isBuild;
  }

  /** The one that was quiet for longest and shows no mark of a build. */
  #giveOneUp(): void {
    const [oldest] = this.#undecided;
    const given = [...this.#undecided].find((source) => !source.isSuspected) ?? oldest;
    if (!given) return;
    given.giveUp();
    this.#undecided.delete(given);
  }

  /** Whether a log reads as one of a build. */
  isBuild(sourceName: string): boolean {
    return this.#sources.get(sourceName)?.isBuild ?? this.#restored.has(sourceName);
  }

  /** Whether a log is that of a build server's jobs, which say where each of their steps begins. */
  isServed(sourceName: string): boolean {
    return this.#sources.get(sourceName)?.isServed === true;
  }

  /** What failed, one issue per failed job, those that are over included. */
  issues(): Issue[] {
    const waiting = [...this.#restored].filter(([name]) => !this.#sources.has(name)).flatMap(([, issues]) => issues);
    return [...waiting, ...[...this.#sources.values()].filter((source) => source.isBuild).flatMap((source) => source.issues())];
  }

  /** Issues that are new or changed since the last call, for the store. */
  takeChanged(): Issue[] {
    const changed: Issue[] = [];
    for (const issue of this.issues()) {
      const text = JSON.stringify(issue);
      if (this.#published.get(issue.id) === text) continue;
      this.#published.set(issue.id, text);
      changed.push(issue);
    }
    return changed;
  }
}
