/** What may meet a full or read-only disk, and the sentences about it that stand until it works again. */
import { EngineError, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';

/** Remembers one sentence per topic. */
export class Troubles {
  readonly #logger: Logger;
  readonly #sentences = new Map<string, string>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** What does not work now. */
  get sentences(): readonly string[] {
    return [...this.#sentences.values()];
  }

  /** What does not work about one topic. */
  of(topic: string): string | undefined {
    return this.#sentences.get(topic);
  }

  /** Does something and remembers the trouble until it works again; a damaged store is thrown on. Returns whether it worked. */
  guard(topic: string, action: () => void): boolean {
    try {
      action();
      if (this.#sentences.delete(topic)) this.#logger.notice(`${topic}: works again`);
      return true;
    } catch (thrown) {
      if (thrown instanceof EngineError && thrown.code === 'storeCorrupt') throw thrown;
      const text = messageOf(thrown);
      if (this.#sentences.get(topic) !== text) this.#logger.error(text);
      this.#sentences.set(topic, text);
      return false;
    }
  }
}
