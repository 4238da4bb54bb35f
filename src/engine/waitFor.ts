/** Waits for something to happen in the logs of a workspace: an issue, a text, or quiet. Looks at the store; an engine has to keep it true. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import type { Issue } from '../model/issue.ts';
import type { LogRecord } from '../model/record.ts';
import { Query } from './query.ts';
import { rankIssues } from './score/score.ts';
import type { Arrivals } from './store/store.ts';

/** What to wait for: one more sighting of an issue, of any issue, a record with this text, or no sighting for so long. */
export type Wanted =
  | { readonly kind: 'issue'; readonly id: string }
  | { readonly kind: 'anyIssue' }
  | { readonly kind: 'pattern'; readonly text: string }
  | { readonly kind: 'quiet'; readonly forMs: number };

/** Where, for how long, and by which clock. */
export interface WaitOptions {
  readonly workspace: string;
  readonly stateFolder: string;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** How it ended. */
export type Outcome =
  | { readonly kind: 'issue'; readonly issue: Issue; readonly sightings: number }
  | { readonly kind: 'record'; readonly record: LogRecord }
  | { readonly kind: 'quiet'; readonly forMs: number }
  | { readonly kind: 'timeout'; readonly afterMs: number };

const pollMs = 100;
/** Whether an engine runs is asked so often; it opens a file. */
const writerPollMs = 1000;

/** Waits; throws `engineDown` when no engine writes here, and `notFound` for an issue that is none, since then nothing can happen. */
export async function waitFor(wanted: Wanted, options: WaitOptions): Promise<Outcome> {
  const { workspace, stateFolder, clock, timeoutMs, signal } = options;
  using query = Query.open(workspace, stateFolder);
  if (wanted.kind === 'issue') query.issue(wanted.id);
  const startMs = clock.nowMs();
  const watch = new Waiting(query, wanted, startMs);
  for (let askedMs = -Infinity; ;) {
    const nowMs = clock.nowMs();
    if (nowMs - askedMs >= writerPollMs || nowMs < askedMs) {
      if (!query.writerAlive()) throw new EngineError('engineDown', `No engine runs in ${workspace}, so nothing new will be seen. Start one with \`logbrief serve\` or in VS Code.`);
      askedMs = nowMs;
    }
    const outcome = watch.look(nowMs);
    if (outcome) return outcome;
    const afterMs = clock.nowMs() - startMs;
    if (afterMs >= timeoutMs) return { kind: 'timeout', afterMs };
    await wait(Math.min(pollMs, timeoutMs - afterMs), undefined, { signal });
  }
}

/** What a waiting asks. */
export type Watched = Pick<Query, 'dataVersion' | 'arrivals' | 'issueCounts' | 'issue'>;

/** What is known since the waiting began. */
export class Waiting {
  readonly #query: Watched;
  readonly #wanted: Wanted;
  readonly #arrivals?: Arrivals;
  #counts: ReadonlyMap<string, number> = new Map();
  #quietSinceMs: number;
  #dataVersion: number;

  constructor(query: Watched, wanted: Wanted, startMs: number) {
    this.#query = query;
    this.#wanted = wanted;
    this.#quietSinceMs = startMs;
    // First, so that what is committed meanwhile is looked at.
    this.#dataVersion = query.dataVersion;
    if (wanted.kind === 'pattern') this.#arrivals = query.arrivals(wanted.text);
    else this.#counts = query.issueCounts();
  }

  /** Looks; only at what is new, and at nothing when nothing was committed since the last look. */
  look(nowMs: number): Outcome | undefined {
    const wanted = this.#wanted;
    const { dataVersion } = this.#query;
    const hasNews = dataVersion !== this.#dataVersion;
    this.#dataVersion = dataVersion;
    if (wanted.kind === 'pattern') {
      const record = hasNews ? this.#arrivals?.next() : undefined;
      return record && { kind: 'record', record };
    }
    const seen = hasNews ? this.#seenMore() : undefined;
    if (wanted.kind !== 'quiet') return seen && { kind: 'issue', ...seen };
    if (seen) this.#quietSinceMs = nowMs;
    const forMs = nowMs - this.#quietSinceMs;
    return forMs >= wanted.forMs ? { kind: 'quiet', forMs } : undefined;
  }

  /** The worst issue that is meant and was seen since the beginning, or since the last look where quiet is meant. */
  #seenMore(): { readonly issue: Issue; readonly sightings: number } | undefined {
    const before = this.#counts;
    const counts = this.#query.issueCounts();
    // An issue that was seen may turn out to be more than noise later: only a quiet begins anew.
    if (this.#wanted.kind === 'quiet') this.#counts = counts;
    const grown = [...counts].flatMap(([id, count]) => (count > (before.get(id) ?? 0) ? this.#query.issue(id) : []));
    const [issue] = rankIssues(grown.filter((each) => isMeant(this.#wanted, each)));
    return issue && { issue, sightings: issue.count - (before.get(issue.id) ?? 0) };
  }
}

/** Noise and muted issues neither end a waiting nor break a quiet, unless they are asked for by name. */
function isMeant(wanted: Wanted, issue: Issue): boolean {
  if (wanted.kind === 'issue') return issue.id === wanted.id;
  return issue.state !== 'muted' && issue.severity !== 'LOW' && issue.isNoise !== true;
}
