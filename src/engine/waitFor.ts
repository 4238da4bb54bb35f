/** Waits for something to happen in the logs of a workspace: an issue, a text, or quiet. Looks at the store; an engine has to keep it true. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import { EngineError } from '../base/errors.ts';
import type { Issue } from '../model/issue.ts';
import type { LogRecord } from '../model/record.ts';
import { Query } from './query.ts';

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

/** Waits; throws `engineDown` when no engine writes here, and `notFound` for an issue that is none, since then nothing can happen. */
export async function waitFor(wanted: Wanted, options: WaitOptions): Promise<Outcome> {
  const { workspace, stateFolder, clock, timeoutMs, signal } = options;
  using query = Query.open(workspace, stateFolder);
  if (wanted.kind === 'issue') query.issue(wanted.id);
  const startMs = clock.nowMs();
  const watch = new Waiting(query, wanted, startMs);
  for (;;) {
    if (!query.writerAlive()) throw new EngineError('engineDown', `No engine runs in ${workspace}, so nothing new will be seen. Start one with \`logbrief serve\` or in VS Code.`);
    const outcome = watch.look(clock.nowMs());
    if (outcome) return outcome;
    const afterMs = clock.nowMs() - startMs;
    if (afterMs >= timeoutMs) return { kind: 'timeout', afterMs };
    await wait(Math.min(pollMs, timeoutMs - afterMs), undefined, { signal });
  }
}

/** What is known since the waiting began. */
class Waiting {
  readonly #query: Query;
  readonly #wanted: Wanted;
  readonly #startMs: number;
  #counts: ReadonlyMap<string, number>;
  #quietSinceMs: number;

  constructor(query: Query, wanted: Wanted, startMs: number) {
    this.#query = query;
    this.#wanted = wanted;
    this.#startMs = startMs;
    this.#quietSinceMs = startMs;
    this.#counts = countsOf(query.issues());
  }

  look(nowMs: number): Outcome | undefined {
    const wanted = this.#wanted;
    if (wanted.kind === 'pattern') {
      // By our own clock: what was stored before the question is no answer to it.
      const { records } = this.#query.records({ filter: { text: wanted.text }, limit: 20 });
      const record = records.findLast(({ observedTimestampMs }) => observedTimestampMs >= this.#startMs);
      return record && { kind: 'record', record };
    }
    const issues = this.#query.issues();
    const seen = issues.filter((issue) => isMeant(wanted, issue) && issue.count > (this.#counts.get(issue.id) ?? 0));
    const [issue] = seen;
    if (wanted.kind !== 'quiet') return issue && { kind: 'issue', issue, sightings: issue.count - (this.#counts.get(issue.id) ?? 0) };
    if (issue) this.#quietSinceMs = nowMs;
    this.#counts = countsOf(issues);
    const forMs = nowMs - this.#quietSinceMs;
    return forMs >= wanted.forMs ? { kind: 'quiet', forMs } : undefined;
  }
}

/** Noise and muted issues neither end a waiting nor break a quiet, unless they are asked for by name. */
function isMeant(wanted: Wanted, issue: Issue): boolean {
  if (wanted.kind === 'issue') return issue.id === wanted.id;
  return issue.state !== 'muted' && issue.severity !== 'LOW' && issue.isNoise !== true;
}

function countsOf(issues: readonly Issue[]): Map<string, number> {
  return new Map(issues.map(({ id, count }) => [id, count]));
}
