/** Decides which files are followed and says by which rule: globs, folders and files of the user, or discovery. */
import fs from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import { logFolderNames, logRules, neverLogs, packageManagerLog, sampleFolders, skippedFolders, type Look } from './logRules.ts';
import { compressionOf, generationOf } from './logNames.ts';

/** Why a file is followed. */
export interface Choice {
  /** The rule, to be shown: a glob of the user's, or a rule of discovery. */
  readonly rule: string;
  /** What its first bytes must look like. */
  readonly look: Look | 'any';
  /** The user named this very file: it is read even when it is a rotated part. */
  readonly explicit: boolean;
}

/** Something that chooses files below one folder. */
export interface Picker {
  readonly root: string;
  /** How many folders below `root` it looks into. */
  readonly maxDepth: number;
  /** May symbolic links lead out of `root`? */
  readonly followsLinks: boolean;
  /** Whether to look into a folder: its name, its path relative to `root`. */
  enters(name: string, relative: string): boolean;
  choose(relative: string): Choice | undefined;
}

/** What is asked for. */
export interface SelectionOptions {
  readonly workspace: string;
  readonly stateFolder: string;
  /** The one folder in there that is followed: captured output of commands. */
  readonly captureFolder?: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Depth below a folder of the user's, and below the workspace in discovery (ours). */
const maxFolderDepth = 32;
const maxDiscoveryDepth = 10;

/** All pickers together, with what is left out always. */
export class Selection {
  readonly pickers: readonly Picker[];
  readonly #excluded: readonly ((relative: string) => boolean)[];
  readonly #workspace: string;
  readonly #stateFolder: string;
  readonly #captureFolder: string | undefined;

  constructor(options: SelectionOptions) {
    this.#workspace = options.workspace;
    this.#stateFolder = options.stateFolder;
    this.#captureFolder = options.captureFolder;
    this.#excluded = options.exclude.map((glob) => excluderOf(toSlashes(path.isAbsolute(glob) ? glob : stripDot(glob))));
    const wanted = options.include.length === 0
      ? [discoveryPicker(options.workspace)]
      : options.include.map((entry) => pickerOf(path.resolve(options.workspace, entry), entry));
    this.pickers = options.captureFolder === undefined ? wanted : [...wanted, capturePicker(options.captureFolder)];
  }

  /** Tells whether to look into a folder whose parent is looked into. */
  enters(folder: string): boolean {
    if (this.leftOut(folder) !== undefined) return false;
    return this.#over(folder).some(({ picker, relative }) =>
      relative.split('/').length <= picker.maxDepth && picker.enters(path.basename(folder).toLowerCase(), relative));
  }

  /** Tells whether a symbolic link at this path may lead anywhere. */
  followsLinks(file: string): boolean {
    return this.#over(file).some(({ picker }) => picker.followsLinks);
  }

  /** Returns why a path is never followed, undefined when it may be. */
  leftOut(file: string): string | undefined {
    const isCapture = this.#captureFolder !== undefined && isWithin(this.#captureFolder, file);
    if (isWithin(this.#stateFolder, file) && !isCapture) return 'written by Logbrief';
    if (this.#excluded.length === 0) return undefined;
    const relative = relativeTo(this.#workspace, file);
    const absolute = toSlashes(file);
    return this.#excluded.some((matches) => matches(relative) || matches(absolute)) ? 'excluded by `watch.exclude`' : undefined;
  }

  /** Returns by which rule a file is followed. */
  choose(file: string): Choice | undefined {
    if (this.leftOut(file) !== undefined) return undefined;
    for (const { picker, relative } of this.#over(file)) {
      const choice = picker.choose(relative);
      if (choice) return choice;
    }
    return undefined;
  }

  /** The pickers above a path. */
  #over(file: string): { readonly picker: Picker; readonly relative: string }[] {
    const over: { readonly picker: Picker; readonly relative: string }[] = [];
    for (const picker of this.pickers) if (file !== picker.root && isWithin(picker.root, file)) over.push({ picker, relative: relativeTo(picker.root, file) });
    return over;
  }
}

/** Returns the path below `root` with `/`. */
export function relativeTo(root: string, file: string): string {
  // What lies inside is cut off: `path.relative` makes a dozen strings for each of perhaps many thousands of files.
  return toSlashes(isWithin(root, file) && file !== root ? file.slice(root.endsWith(path.sep) ? root.length : root.length + 1) : path.relative(root, file));
}

/** Returns the rule by which a name is a log; `relative` lies below a folder for logs when `inLogFolder`. */
export function logRuleOf(relative: string, inLogFolder: boolean): Choice | undefined {
  const name = path.posix.basename(relative).toLowerCase();
  if (packageManagerLog.test(name) || compressionOf(name) !== undefined || neverLogs.test(name)) return undefined;
  const below = inLogFolder || relative.split('/').slice(0, -1).some((part) => logFolderNames.has(part.toLowerCase()));
  const rule = logRules.find((candidate) => (below || !candidate.inLogFolder) && candidate.name.test(name));
  return rule && { rule: rule.rule, look: rule.look, explicit: false };
}

function isWithin(folder: string, file: string): boolean {
  return file === folder || (file.startsWith(folder) && (file[folder.length] === path.sep || folder.endsWith(path.sep)));
}

function capturePicker(root: string): Picker {
  const rule = 'output captured by `logbrief run`';
  return { root, maxDepth: 1, followsLinks: false, enters: () => false, choose: (relative) => (relative.endsWith('.log') ? { rule, look: 'any', explicit: true } : undefined) };
}

function discoveryPicker(workspace: string): Picker {
  const ownFolderIsForLogs = logFolderNames.has(path.basename(workspace).toLowerCase());
  return {
    root: workspace, maxDepth: maxDiscoveryDepth, followsLinks: false,
    enters: (name, relative) => !skippedFolders.has(name) && !sampleFolders.has(name) && !/(?:^|\/)\.next\/(?:cache|server|static)$/.test(relative),
    choose: (relative) => logRuleOf(relative, ownFolderIsForLogs),
  };
}

function pickerOf(absolute: string, entry: string): Picker {
  const stat = fs.statSync(absolute, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return folderPicker(absolute, entry);
  const { base, glob, isGlob } = picomatch.scan(toSlashes(absolute), { parts: false }) as { base: string; glob: string; isGlob: boolean };
  if (stat !== undefined || !isGlob) return filePicker(absolute, entry);
  return globPicker(path.normalize(base === '' ? '/' : base), glob, entry);
}

function folderPicker(folder: string, entry: string): Picker {
  return {
    root: folder, maxDepth: maxFolderDepth, followsLinks: true,
    enters: (name) => !skippedFolders.has(name),
    choose: (relative) => {
      const choice = logRuleOf(relative, true);
      return choice && { ...choice, rule: `\`${entry}\`: ${choice.rule}` };
    },
  };
}

/** A path without wildcards: that file, or all logs in the folder that may come to be there. */
function filePicker(file: string, entry: string): Picker {
  const name = path.basename(file);
  const inside = folderPicker(file, entry);
  return {
    root: path.dirname(file), maxDepth: maxFolderDepth, followsLinks: true,
    enters: (folder, relative) => (relative === name || relative.startsWith(`${name}/`)) && inside.enters(folder, relative),
    choose: (relative) => {
      if (relative === name) return { rule: `\`${entry}\``, look: 'any', explicit: true };
      return relative.startsWith(`${name}/`) ? inside.choose(relative.slice(name.length + 1)) : undefined;
    },
  };
}

function globPicker(root: string, glob: string, entry: string): Picker {
  const parts = glob.split('/');
  const last = parts.at(-1) ?? '';
  const matches = matcherOf(glob);
  // `apps/*/logs` names folders as well as `logs/*.log` names files.
  const below = /[*?[\]{}()!+@]/.test(last) ? undefined : matcherOf(`${glob}/**`);
  const named = new Set(parts.map((part) => part.toLowerCase()));
  return {
    root, maxDepth: glob.includes('**') || below !== undefined ? maxFolderDepth : parts.length - 1, followsLinks: true,
    enters: (name) => named.has(name) || !skippedFolders.has(name),
    choose: (relative) => {
      const name = path.posix.basename(relative);
      if (matches(relative)) {
        const generation = generationOf(name);
        return compressionOf(name) ? undefined : { rule: `\`${entry}\``, look: 'text', explicit: generation !== undefined && !generation.infix };
      }
      const choice = below?.(relative) === true ? logRuleOf(relative, true) : undefined;
      return choice && { ...choice, rule: `\`${entry}\`: ${choice.rule}` };
    },
  };
}

function matcherOf(glob: string): (relative: string) => boolean {
  return picomatch(glob, { dot: true });
}

function excluderOf(glob: string): (relative: string) => boolean {
  const exact = matcherOf(glob);
  const below = matcherOf(`${glob.replace(/\/+$/, '')}/**`);
  return (relative) => exact(relative) || below(relative);
}

function stripDot(glob: string): string {
  return glob.replace(/^\.\//, '');
}

function toSlashes(file: string): string {
  return path.sep === '/' ? file : file.split(path.sep).join('/');
}
