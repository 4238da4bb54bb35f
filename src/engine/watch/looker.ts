/** Looks whether a lineage is still where it was and still what it was. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { statOf, type FileStat } from './fileStat.ts';
import { holds } from './identity.ts';
import type { Lineage, LostBecause } from './lineage.ts';
import type { Lineages } from './lineages.ts';
import type { OpenFiles } from './openFiles.ts';
import type { Reader } from './reader.ts';

/** What it works with. */
export interface LookerParts {
  readonly lineages: Lineages;
  readonly files: OpenFiles;
  readonly reader: Reader;
  readonly clock: Clock;
  /** There may be bytes to read. */
  grew(lineage: Lineage): void;
  /** A folder has to be settled. */
  unsettled(folder: string): void;
}

/** A file's size and time may be this close to a change that they do not show (FAT: 2 s). */
const coarsestStampMs = 2000;

/** The eye. */
export class Looker {
  readonly #parts: LookerParts;

  constructor(parts: LookerParts) {
    this.#parts = parts;
  }

  /** Looks at the lineage's path; with `prove`, content that changed is compared even when it only grew: else reading does that. */
  look(lineage: Lineage, prove: boolean): void {
    const stat = statOf(lineage.source.path);
    if (stat === 'denied') {
      lineage.problem = deniedProblem(lineage.source.path);
      return;
    }
    if (stat === 'missing' || stat.key !== lineage.key || stat.kind !== 'file') {
      this.lose(lineage, 'moved');
      return;
    }
    lineage.sizeBytes = stat.sizeBytes;
    const isUnchanged = lineage.settled && stat.modifiedMs === lineage.modifiedMs && stat.sizeBytes === lineage.provedBytes;
    if (stat.sizeBytes < lineage.positionBytes) this.lose(lineage, 'truncated');
    else if (isUnchanged || (!prove && stat.sizeBytes > lineage.positionBytes)) this.tellGrowth(lineage);
    else this.#prove(lineage, stat);
  }

  /** Says that the lineage's file is not at its path, or that its content is not there any more. */
  lose(lineage: Lineage, because: LostBecause): void {
    const { lineages, files, clock } = this.#parts;
    if (lineage.place !== 'here') return;
    lineage.place = 'lost';
    lineage.lostBecause = because;
    lineage.sinceMs = clock.nowMs();
    if (because === 'moved') lineages.leavePath(lineage);
    else {
      lineages.detach(lineage);
      files.close(lineage);
    }
    this.#parts.unsettled(path.dirname(lineage.source.path));
  }

  tellGrowth(lineage: Lineage): void {
    if (lineage.sizeBytes > lineage.positionBytes) this.#parts.grew(lineage);
  }

  #prove(lineage: Lineage, stat: FileStat): void {
    const { files, reader, clock } = this.#parts;
    const opened = files.use(lineage);
    if ('failed' in opened) {
      if (opened.failed === 'denied') lineage.problem = deniedProblem(lineage.source.path);
      else this.lose(lineage, 'moved');
      return;
    }
    if (!holds(opened.fd, lineage)) {
      this.lose(lineage, 'rewritten');
      return;
    }
    lineage.problem = undefined;
    noteProof(lineage, stat, clock.nowMs());
    reader.learnHead(lineage);
    this.tellGrowth(lineage);
  }
}

/** Notes that the content was the lineage's own when the file looked like this. */
export function noteProof(lineage: Lineage, stat: FileStat, nowMs: number): void {
  lineage.modifiedMs = stat.modifiedMs;
  lineage.provedBytes = stat.sizeBytes;
  lineage.settled = nowMs - stat.modifiedMs > coarsestStampMs;
}

/** Says what to do about a file that may not be read. */
export function deniedProblem(file: string): string {
  return `Cannot read ${file}: permission denied. Give read access or exclude it with \`watch.exclude\`.`;
}
