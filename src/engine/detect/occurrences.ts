/** When each issue was seen: counts in seconds of late, in minutes for a day, handed to the store and forgotten. */

/** Sightings of one issue within one span of time. */
export interface SightingCount {
  readonly issueId: string;
  /** Start of the span, ms since the epoch, a multiple of `widthMs`. */
  readonly startMs: number;
  readonly widthMs: number;
  readonly count: number;
}

const secondMs = 1000;
const minuteMs = 60_000;
/** The store joins seconds to minutes after the same time. */
const secondsForMs = 30 * minuteMs;
const minutesForMs = 24 * 60 * minuteMs;
/** Kept until they are taken at most; a commit comes long before (ours: some 10 MB). */
const mostKept = 100_000;

/** The counts since they were last taken. */
export class Occurrences {
  readonly #counts = new Map<string, Map<number, number>>();
  #kept = 0;

  /** Counts a sighting. What is later than now is counted now: a clock that is ahead hides nothing that happens after a moment of ours. */
  note(issueId: string, atMs: number, nowMs: number): void {
    const ms = atMs < nowMs ? atMs : nowMs;
    const ageMs = nowMs - ms;
    if (!(ageMs <= minutesForMs)) return;
    // The width goes into the key: seconds as they are, minutes as negative numbers.
    const key = ageMs <= secondsForMs ? Math.floor(ms / secondMs) : -Math.floor(ms / minuteMs);
    const byTime = this.#counts.get(issueId) ?? new Map<number, number>();
    this.#counts.set(issueId, byTime);
    const before = byTime.get(key);
    if (before === undefined && this.#kept >= mostKept) return;
    if (before === undefined) this.#kept++;
    byTime.set(key, (before ?? 0) + 1);
  }

  /** Gives all counts and begins anew. */
  take(): SightingCount[] {
    const taken = [...this.#counts].flatMap(([issueId, byTime]) => [...byTime].map(([key, count]): SightingCount => key < 0
      ? { issueId, startMs: -key * minuteMs, widthMs: minuteMs, count }
      : { issueId, startMs: key * secondMs, widthMs: secondMs, count }));
    this.#counts.clear();
    this.#kept = 0;
    return taken;
  }
}
