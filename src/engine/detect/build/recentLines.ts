/** The last lines of a step: what stands before an end, a verdict or a telling line. */
import type { BuildLine } from './physicalLines.ts';

/** So many may tell why (ours). */
const limit = 30;
/** Of these so many stand right before a telling line (ours). */
const nearLines = 3;
const boundaries = new Set(['noise', 'green', 'test', 'tally']);

/** The lines, those without text left out. */
export class RecentLines {
  #lines: BuildLine[] = [];

  /** Takes the next one. */
  push(line: BuildLine): void {
    this.#lines.push(line);
    if (this.#lines.length >= 2 * limit) this.#lines = this.#lines.slice(-limit);
  }

  /** All that are kept, the newest first. */
  newest(): BuildLine[] {
    return this.#lines.slice(-limit).reverse();
  }

  /** Those that stand right before a line and say nothing themselves, the newest first. */
  near(line: BuildLine): BuildLine[] {
    const near = this.#lines.slice(-nearLines).reverse();
    const end = near.findIndex(({ reading, number }) => reading !== undefined || number < line.number - nearLines - 1);
    return end < 0 ? near : near.slice(0, end);
  }

  /** What was said since the last verdict or the beginning of a test, the newest first. */
  sinceVerdict(): BuildLine[] {
    const lines = this.newest();
    const end = lines.findIndex(({ reading }) => reading !== undefined && boundaries.has(reading.idiom.kind));
    return end < 0 ? lines : lines.slice(0, end);
  }

  /** Drops what was said since the last verdict: it belongs to what passed. */
  dropSinceVerdict(): BuildLine[] {
    const dropped = this.sinceVerdict();
    this.#lines = this.#lines.slice(0, this.#lines.length - dropped.length);
    return dropped;
  }
}
