/** The mined shape of a body. */

/** What is known of one template; `text` is words with `<*>` for what varies. */
export interface Template {
  /** Stable over restarts of the same store. */
  readonly id: number;
  readonly text: string;
  readonly count: number;
}
