/** Keeps the settings in force: reads them, reads them again when a file changes, keeps the last good ones. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf, systemCodeOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { writeWhole } from '../base/wholeFile.ts';
import { problemText, type ConfigProblem, type ConfigReport } from '../model/configReport.ts';
import type { Settings } from '../model/settings.ts';
import { compareSettings, loadConfig, type ConfigOptions, type LoadedConfig, type SettingOrigin } from './config/config.ts';

/** A file is read when it looks the same at two looks, so that one half-written by an editor is not; three files cost nothing to look at (ours). */
const lookEveryMs = 500;

/** Where settings come from, but for what the keeper decides itself. */
export type SettingsSources = Omit<ConfigOptions, 'useLastGood'>;

/** Holds them; `reload` is the only thing that changes them. */
export class SettingsKeeper {
  #sources: SettingsSources;
  readonly #logger: Logger;
  #loaded: LoadedConfig;
  #problems: readonly ConfigProblem[];
  #seen: string;

  constructor(sources: SettingsSources, logger: Logger) {
    this.#sources = sources;
    this.#logger = logger;
    this.#loaded = loadConfig({ ...sources, useLastGood: true });
    this.#problems = this.#loaded.problems;
    this.#seen = lookOf(this.#loaded.files);
  }

  /** What is in force. */
  get settings(): Settings {
    return this.#loaded.settings;
  }

  /** What was wrong at the newest reading, whether or not it was taken. */
  get problems(): readonly ConfigProblem[] {
    return this.#problems;
  }

  /** Sentences for the notices of every answer. */
  notices(): readonly string[] {
    return this.#problems.map(problemText);
  }

  /** Where the value in force of a setting was given. */
  originOf(key: string): SettingOrigin {
    return this.#loaded.origins.get(key) ?? { kind: 'default' };
  }

  /** What the start led to; warns of it. */
  firstReport(): ConfigReport {
    this.#warn(this.#loaded);
    return { isTaken: this.#loaded.refusedFiles.length === 0, problems: this.#problems, applied: [], reopened: [] };
  }

  /** Reads everything again; `sources` replaces where from. A faulty file leaves what is in force as it is. */
  reload(sources: Partial<SettingsSources> = {}): ConfigReport {
    this.#sources = { ...this.#sources, ...sources };
    const loaded = loadConfig(this.#sources);
    this.#seen = lookOf(loaded.files);
    this.#problems = loaded.problems;
    this.#warn(loaded);
    if (loaded.refusedFiles.length > 0) return { isTaken: false, problems: loaded.problems, applied: [], reopened: [] };
    const { live, reopening } = compareSettings(this.#loaded.settings, loaded.settings);
    this.#loaded = loaded;
    return { isTaken: true, problems: loaded.problems, applied: live, reopened: reopening };
  }

  /** Writes down what the files say, when they are sound, for a start at which they are not. */
  remember(): void {
    const { lastGood } = this.#loaded;
    if (!lastGood) return;
    try {
      if (fs.existsSync(lastGood.path) && fs.readFileSync(lastGood.path, 'utf8') === lastGood.text) return;
      writeWhole({ fs, path }, lastGood.path, lastGood.text);
    } catch (thrown) {
      this.#logger.warn(`The settings in force could not be written down: ${messageOf(thrown)}`);
    }
  }

  /** Calls whenever a file has changed and has settled, until aborted; `onChange` is to reload. */
  async follow(onChange: () => void, signal: AbortSignal): Promise<void> {
    let last = this.#seen;
    while (!signal.aborted) {
      const isUp = await wait(lookEveryMs, true, { signal }).catch(() => false);
      if (!isUp) return;
      const now = lookOf(this.#loaded.files);
      if (now !== this.#seen && now === last) onChange();
      last = now;
    }
  }

  #warn({ problems, refusedFiles, origins }: LoadedConfig): void {
    for (const problem of problems) this.#logger.warn(problemText(problem));
    if (refusedFiles.length === 0) return;
    const isFormer = [...origins.values()].some(({ kind }) => kind === 'lastGood');
    this.#logger.warn(`Nothing of ${refusedFiles.join(', ')} is used until that is corrected${isFormer ? '; what the files said when they were last sound is in force' : ''}.`);
  }
}

/** Equal as long as no file changed, came or went; one that cannot be looked at is told when it is read. */
function lookOf(files: readonly string[]): string {
  return files.map((file) => {
    try {
      const { ino, size, mtimeNs, ctimeNs } = fs.statSync(file, { bigint: true });
      return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
    } catch (thrown) {
      return systemCodeOf(thrown) ?? messageOf(thrown);
    }
  }).join('|');
}
