/** Logbrief's own notices: what it did and what it could not do, never text of the watched logs. */

/** Takes a notice; each sentence names the thing and, when something is wrong, the next step. */
export interface Logger {
  debug(message: string): void;
  notice(message: string): void;
  /** Something is not as it should be, and the work goes on. */
  warn(message: string): void;
  /** Something that was to be done could not be done. */
  error(message: string): void;
}

/** Drops everything; for tests and for callers that show nothing. */
export const silentLogger: Logger = { debug: () => undefined, notice: () => undefined, warn: () => undefined, error: () => undefined };
