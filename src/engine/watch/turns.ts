/** Reads what there is to read, one lineage after the other, so that none starves. */
import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Source } from '../../model/source.ts';
import type { EndReason, Lineage } from './lineage.ts';
import type { Lineages } from './lineages.ts';
import { deniedProblem, type Looker } from './looker.ts';
import { holdMs } from './newcomers.ts';
import type { OpenFiles } from './openFiles.ts';
import { PackedReader } from './packedReader.ts';
import type { Reader } from './reader.ts';

/** What a step may bring; the chunk's bytes are valid until the next step. */
export type TrackerEvent =
  | { readonly kind: 'chunk'; readonly source: Source; readonly bytes: Uint8Array; readonly positionBytes: number; readonly resumedLines?: number; readonly caughtUp: boolean }
  | { readonly kind: 'ended'; readonly source: Source; readonly reason: EndReason }
  | { readonly kind: 'idle' };

/** What it works with. */
export interface TurnsParts {
  readonly lineages: Lineages;
  readonly files: OpenFiles;
  readonly reader: Reader;
  readonly clock: Clock;
  looker(): Looker;
  /** A folder has to be settled. */
  unsettled(folder: string): void;
}

interface Bytes {
  readonly bytes: Uint8Array;
  readonly positionBytes: number;
  readonly caughtUp: boolean;
}

/** Lineages with bytes to read, and ends to tell. */
export class Turns {
  readonly #parts: TurnsParts;
  readonly #ready = new Set<Lineage>();
  readonly #ended: TrackerEvent[] = [];

  constructor(parts: TurnsParts) {
    this.#parts = parts;
  }

  /** There may be bytes to read; it gets its turn after those that wait already. */
  add(lineage: Lineage): void {
    this.#ready.add(lineage);
  }

  /** Returns the next end or chunk. */
  async next(): Promise<TrackerEvent | undefined> {
    for (const lineage of this.#ready) {
      const ended = this.#ended.shift();
      if (ended) return ended;
      this.#ready.delete(lineage);
      const event = lineage.place === 'packed' ? await this.#readPacked(lineage) : this.#readFile(lineage);
      if (event) return event;
    }
    return this.#ended.shift();
  }

  /** Nothing more will come of a lineage. */
  end(lineage: Lineage, reason: EndReason): void {
    if (lineage.ended !== undefined) return;
    const { lineages, files, clock } = this.#parts;
    lineage.ended = reason;
    this.#ready.delete(lineage);
    // The inode of a deleted file may be given to another one.
    if (lineage.place === 'unlinked') lineages.detach(lineage);
    if (lineage.place !== 'here') {
      files.close(lineage);
      lineage.place = 'lost';
      lineage.sinceMs = clock.nowMs() - holdMs;
    }
    this.#ended.push({ kind: 'ended', source: lineage.source, reason });
  }

  #readFile(lineage: Lineage): TrackerEvent | undefined {
    if (lineage.place === 'lost') return undefined;
    const piece = this.#parts.reader.next(lineage);
    switch (piece.kind) {
      case 'bytes':
        lineage.sinceMs = this.#parts.clock.nowMs();
        lineage.problem = undefined;
        if (!piece.caughtUp) this.#ready.add(lineage);
        return chunkOf(lineage, piece);
      case 'lost':
        if (lineage.pinned) this.end(lineage, piece.because === 'moved' ? 'deleted' : piece.because);
        else this.#parts.looker().lose(lineage, piece.because);
        return undefined;
      case 'denied':
        lineage.problem = deniedProblem(lineage.source.path);
        return undefined;
      case 'nothing':
        return undefined;
    }
  }

  async #readPacked(lineage: Lineage): Promise<TrackerEvent | undefined> {
    lineage.packed ??= PackedReader.ofLineage(lineage);
    if (!lineage.packed) {
      // Renamed since it was found: settling its folder finds it again, or the sweep gives it up.
      this.#parts.unsettled(lineage.folder);
      return undefined;
    }
    const bytes = await lineage.packed.next().catch((thrown: unknown) => {
      lineage.problem = `Cannot read ${lineage.source.path} to its end: ${messageOf(thrown)}. Check the file; what came before is kept.`;
    });
    if (!bytes) {
      await lineage.packed.close();
      lineage.packed = undefined;
      this.end(lineage, 'rotated');
      return undefined;
    }
    const positionBytes = lineage.positionBytes;
    this.#parts.reader.advance(lineage, bytes);
    this.#ready.add(lineage);
    return chunkOf(lineage, { bytes, positionBytes, caughtUp: false });
  }
}

function chunkOf(lineage: Lineage, { bytes, positionBytes, caughtUp }: Bytes): TrackerEvent {
  // A log that goes on after all (a writer that kept its rotated file open) is the same source again.
  if (lineage.ended !== undefined && lineage.savedBytes === positionBytes) lineage.resumedLines ??= lineage.savedLines;
  lineage.ended = undefined;
  const { resumedLines, source } = lineage;
  lineage.resumedLines = undefined;
  return { kind: 'chunk', source, bytes, positionBytes, caughtUp, ...(resumedLines === undefined ? {} : { resumedLines }) };
}
