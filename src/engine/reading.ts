/** How bytes become records on their way to the store: in the writer's own thread, or in threads of their own. */
import type { Source } from '../model/source.ts';
import type { LogParser } from './parse/parse.ts';
import type { Pipeline, Taken } from './pipeline.ts';

/** The next bytes of a source, borrowed until `push` has returned. */
export interface Chunk {
  readonly source: Source;
  readonly bytes: Uint8Array;
  readonly positionBytes: number;
  /** With the first chunk after a restart: the lines before it. */
  readonly resumedLines?: number;
}

/** Reads sources, each in its order; what it gives the pipeline is not stored before the next commit. */
export interface Reading extends AsyncDisposable {
  readonly threads: number;
  /** Records, some of them estimated, that are given and not yet taken into the pipeline. */
  readonly waitingRecords: number;
  /** Takes a chunk; returns what to wait for before the next one when the queue is full. */
  push(chunk: Chunk): Promise<void> | undefined;
  /** Gives out the record that is held of a source; `partial`: a line without an end too. */
  settle(source: Source, partial: boolean): void;
  /** Gives out everything of a source and forgets it. */
  end(source: Source, rotated: boolean): void;
  /** What to wait for until everything given is in the pipeline; undefined when it is. */
  drained(): Promise<void> | undefined;
  heldBytes(source: Source): number;
  /** When the held bytes began to be held; undefined when nothing is held. */
  heldSinceMs(source: Source): number | undefined;
}

/** What the writer hears. */
export interface ReadingEvents {
  /** Records of a source are in the pipeline. */
  onTaken(source: Source, taken: Taken): void;
  /** Nothing can be read any more. */
  onBroken(error: Error): void;
}

/** Reads in the thread it is called in: when a call returns, all is done. */
export class ReadingHere implements Reading {
  readonly threads = 1;
  readonly waitingRecords = 0;
  readonly #parser: LogParser;
  readonly #pipeline: Pipeline;
  readonly #events: Pick<ReadingEvents, 'onTaken'>;

  constructor(parser: LogParser, pipeline: Pipeline, events: Pick<ReadingEvents, 'onTaken'>) {
    this.#parser = parser;
    this.#pipeline = pipeline;
    this.#events = events;
  }

  push({ source, bytes, positionBytes, resumedLines }: Chunk): undefined {
    if (resumedLines !== undefined) this.#parser.resume(source, positionBytes, resumedLines);
    this.#events.onTaken(source, this.#pipeline.ingest(source, bytes, positionBytes));
  }

  settle(source: Source, partial: boolean): void {
    this.#events.onTaken(source, this.#pipeline.settle(source, partial));
  }

  end(source: Source, rotated: boolean): void {
    this.#events.onTaken(source, this.#pipeline.end(source, rotated));
  }

  drained(): undefined {
    return undefined;
  }

  heldBytes(source: Source): number {
    return this.#parser.heldBytes(source);
  }

  heldSinceMs(source: Source): number | undefined {
    return this.#parser.heldSinceMs(source);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}
