/** The open faults of a moment, by the log in which they show: asked for each of many logs. */
import { isFault, onsetOf, type Finding } from './finding.ts';

/** Shared, since most logs have none. */
const none: readonly Finding[] = [];

/** All of them. */
export class OpenFaults {
  /** When the first of them began; infinite when there is none. */
  readonly sinceMs: number;
  readonly #byLog = new Map<string, Finding[]>();

  constructor(findings: readonly Finding[]) {
    let sinceMs = Infinity;
    for (const finding of findings) {
      if (!isFault(finding) || finding.state === 'resolved' || !Number.isFinite(onsetOf(finding))) continue;
      sinceMs = Math.min(sinceMs, onsetOf(finding));
      for (const name of new Set(finding.issue.sources)) {
        const inLog = this.#byLog.get(name);
        if (inLog) inLog.push(finding);
        else this.#byLog.set(name, [finding]);
      }
    }
    this.sinceMs = sinceMs;
  }

  /** Those that show in a log. */
  in(logName: string): readonly Finding[] {
    return this.#byLog.get(logName) ?? none;
  }
}
