/** The book of lineages: enters new ones and those of the store, writes down what is to be saved. */
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { EngineError } from '../../base/errors.ts';
import type { SavedSource, Source } from '../../model/source.ts';
import { emptyTail } from './identity.ts';
import { Lineage } from './lineage.ts';
import type { Lineages } from './lineages.ts';
import type { Memory } from './memory.ts';
import type { Newcomer, NewcomerListener } from './newcomers.ts';
import type { OpenFiles } from './openFiles.ts';
import { deniedProblem, noteProof } from './looker.ts';
import type { Reader } from './reader.ts';
import type { Sightings } from './sightings.ts';

/** What it works with. */
export interface RegistrarParts {
  readonly lineages: Lineages;
  readonly memory: Memory;
  readonly sightings: Sightings;
  readonly files: OpenFiles;
  readonly reader: Reader;
  readonly clock: Clock;
  grew(lineage: Lineage): void;
}

/** Enters what is decided. */
export class Registrar implements NewcomerListener {
  readonly #parts: RegistrarParts;
  #lastId = 0;

  constructor(parts: RegistrarParts) {
    this.#parts = parts;
  }

  /** Enters the lineages of the store; where they are now is still to be found out. */
  restore(saved: readonly SavedSource[], workspace: string): void {
    for (const { id, kind, path: file, name, logName, fingerprint, checkpoint } of saved) {
      this.#lastId = Math.max(this.#lastId, id);
      if (kind !== 'file' || !fingerprint) continue;
      const logPath = path.resolve(workspace, logName);
      const lineage = new Lineage({ id, kind, path: file, name, logName }, logPath, `${fingerprint.device}:${fingerprint.inode}`, checkpoint.tailHash);
      lineage.positionBytes = checkpoint.positionBytes;
      lineage.savedBytes = checkpoint.positionBytes;
      lineage.savedLines = checkpoint.lines;
      lineage.resumedLines = checkpoint.lines;
      lineage.restored = true;
      this.#parts.lineages.add(lineage);
      this.#parts.lineages.setHead(lineage, Buffer.from(fingerprint.head ?? '', 'base64'));
      lineage.headBytes = undefined;
    }
  }

  create(newcomer: Newcomer, logPath: string): void {
    const { lineages, sightings, files, reader, clock } = this.#parts;
    const { path: file, stat, choice, compression } = newcomer;
    const name = sightings.nameOf(file);
    const source: Source = { id: ++this.#lastId, kind: 'file', path: file, name, logName: file === logPath ? name : sightings.nameOf(logPath) };
    const lineage = new Lineage(source, logPath, stat.key, emptyTail);
    lineages.add(lineage);
    lineages.place(lineage, stat.key, file);
    lineage.place = compression === undefined ? 'here' : 'packed';
    lineage.seen = true;
    lineage.sinceMs = clock.nowMs();
    lineage.realPath = sightings.realPathOf(file);
    lineage.sizeBytes = stat.sizeBytes;
    noteProof(lineage, stat, clock.nowMs());
    lineage.rule = choice?.rule ?? `rotated away from ${source.logName} while it is followed`;
    this.#parts.memory.noteLog(logPath);
    if (newcomer.head === undefined) lineage.problem = deniedProblem(file);
    else if (newcomer.head.length > 0) lineages.setHead(lineage, newcomer.head);
    // An open descriptor keeps a file readable that is deleted before the next look.
    if (files.spare > 0 && compression === undefined) reader.learnHead(lineage);
    if (lineage.sizeBytes > 0) this.#parts.grew(lineage);
  }

  /** Says why a source is followed. */
  ruleOf(source: Source): string {
    return this.#parts.lineages.get(source.id)?.rule ?? this.#parts.sightings.ruleOf(source.path) ?? `followed before the restart as ${source.logName}`;
  }

  /** Returns a source as it is to be saved when everything before `positionBytes` is stored. */
  save(source: Source, positionBytes: number, lines: number): SavedSource {
    const lineage = this.#parts.lineages.get(source.id);
    if (!lineage) throw new EngineError('badRequest', `The source ${source.name} is not followed here.`);
    const { id, kind, path: file, name, logName } = lineage.source;
    lineage.savedBytes = positionBytes;
    lineage.savedLines = lines;
    const tailHash = this.#parts.reader.tailHashAt(lineage, positionBytes);
    const [device = '', inode = ''] = lineage.key.split(':');
    const head = lineage.headBytes && Buffer.from(lineage.headBytes).toString('base64');
    // From now on the store has them.
    lineage.headBytes = undefined;
    return { id, kind, path: file, name, logName, fingerprint: { device, inode, head }, checkpoint: { sourceId: id, positionBytes, lines, tailHash } };
  }
}
