/** Looks at the files of a folder: which are chosen, which are rotated parts of a log, which are nothing. */
import fs from 'node:fs';
import path from 'node:path';
import type { Source } from '../../model/source.ts';
import { statOf, type FileStat } from './fileStat.ts';
import type { Lineages } from './lineages.ts';
import { compressionOf, generationOf, type Compression, type Generation } from './logNames.ts';
import { relativeTo, type Choice, type Selection } from './selection.ts';

/** A regular file as it was seen. */
export interface Sighting {
  readonly path: string;
  readonly stat: FileStat;
  /** The rule that chose it; a rotated part is only chosen when it was named. */
  readonly choice: Choice | undefined;
  /** The log it is a rotated part of. */
  readonly rotatedFrom: { readonly logPath: string; readonly generation: Generation } | undefined;
  readonly compression: Compression | undefined;
}

/** Sees folders with the eyes of the selection. */
export class Sightings {
  readonly #selection: Selection;
  readonly #lineages: Lineages;
  readonly #workspace: string;
  readonly #realWorkspace: string;

  constructor(selection: Selection, lineages: Lineages, workspace: { readonly path: string; readonly real: string }) {
    this.#selection = selection;
    this.#lineages = lineages;
    this.#workspace = workspace.path;
    this.#realWorkspace = workspace.real;
  }

  /** Returns the files that matter and are not in their place as lineages, logs before rotated parts; with `all`, every regular file. */
  of(folder: string, names: readonly string[], all: boolean): Sighting[] {
    const here = new Set(names);
    const isRoot = folder.endsWith(path.sep);
    const logs: Sighting[] = [];
    const parts: Sighting[] = [];
    for (const name of names) {
      const file = isRoot ? folder + name : folder + path.sep + name;
      if (this.#lineages.at(file)?.place === 'here') continue;
      const rotatedFrom = this.#rotatedFrom(folder, name, here);
      const chosen = this.#selection.choose(file);
      const choice = rotatedFrom && chosen?.explicit !== true ? undefined : chosen;
      if (!choice && !rotatedFrom && !all) continue;
      const stat = statOf(file);
      if (typeof stat === 'string' || stat.kind !== 'file' || this.#leadsOut(file)) continue;
      (choice ? logs : parts).push({ path: file, stat, choice, rotatedFrom, compression: compressionOf(name) });
    }
    return [...logs, ...parts];
  }

  /** Sets the name under which answers show a source. */
  name(source: Source): void {
    source.name = this.nameOf(source.path);
  }

  ruleOf(file: string): string | undefined {
    return this.#selection.choose(file)?.rule;
  }

  nameOf(file: string): string {
    const relative = relativeTo(this.#workspace, file);
    return relative === '..' || relative.startsWith('../') || path.isAbsolute(relative) ? file : relative;
  }

  /** Returns where a symbolic link leads, undefined when the path is none. */
  realPathOf(file: string): string | undefined {
    try {
      return fs.lstatSync(file).isSymbolicLink() ? fs.realpathSync(file) : undefined;
    } catch {
      return undefined;
    }
  }

  /** A link in the workspace may lead to a file that is none of its own. */
  #leadsOut(file: string): boolean {
    if (this.#selection.followsLinks(file)) return false;
    const real = this.realPathOf(file);
    return real !== undefined && relativeTo(this.#realWorkspace, real).startsWith('..');
  }

  /** A rotated part lies beside its log, or in a folder below it or beside it (`olddir`). */
  #rotatedFrom(folder: string, name: string, here: ReadonlySet<string>): Sighting['rotatedFrom'] {
    const generation = generationOf(name);
    if (!generation) return undefined;
    const beside = path.join(folder, generation.base);
    if (this.#lineages.knowsLog(beside) || (here.has(generation.base) && this.#selection.choose(beside))) return { logPath: beside, generation };
    const above = path.join(path.dirname(folder), generation.base);
    return this.#lineages.knowsLog(above) ? { logPath: above, generation } : undefined;
  }
}
