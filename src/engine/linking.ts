/** Runs the linker beside the writer: one look-up at a time, in the background, told when it found something new. */
import type { Issue } from '../model/issue.ts';
import type { Linker } from './link/link.ts';

/** So long issues are looked up at a time; what is left goes on at once, after others had their turn. */
const turnMs = 1000;
/** A stopping engine gives the links of its last issues so much time. */
const lastMs = 700;

/** What the look-ups tell. */
export interface LinkingEvents {
  /** Something is known that no report has told. */
  onNews(): void;
  onTrouble(thrown: unknown): void;
}

/** The look-ups of one writer. */
export class Linking {
  readonly #linker: Linker;
  readonly #events: LinkingEvents;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;

  constructor(linker: Linker, events: LinkingEvents) {
    this.#linker = linker;
    this.#events = events;
  }

  /** Begins to look these issues up unless it is at it already. */
  begin(issues: readonly Issue[]): void {
    this.#running ??= this.#work(issues).finally(() => {
      this.#running = undefined;
    });
  }

  /** Looks up what is still unknown before the last report; returns whether anything was found. */
  async finish(issues: readonly Issue[]): Promise<boolean> {
    this.stop();
    await this.#running;
    return this.#linker.isBehind(issues) && this.#linker.resolve(issues, { timeMs: lastMs, signal: AbortSignal.timeout(2 * lastMs) });
  }

  /** Ends what is under way. */
  stop(): void {
    this.#stopped.abort();
  }

  async #work(issues: readonly Issue[]): Promise<void> {
    const { signal } = this.#stopped;
    try {
      for (;;) {
        const isNews = await this.#linker.resolve(issues, { timeMs: turnMs, signal });
        if (signal.aborted || !isNews) return;
        this.#events.onNews();
        if (!this.#linker.isBehind(issues)) return;
      }
    } catch (thrown) {
      this.#events.onTrouble(thrown);
    }
  }
}
