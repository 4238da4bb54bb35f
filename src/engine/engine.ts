/** The engine of one workspace whatever its role: writer if the store is free, else reader until it is. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EngineError, messageOf } from '../base/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { BackupReport, CleanupPlan, CleanupReport } from '../model/maintenance.ts';
import type { RecordPage, RecordQuery } from '../model/query.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { EngineRole } from '../rpc/contract.ts';
import { configTemplate, loadConfig, type LoadedConfig } from './config/config.ts';
import { confirmRestore, openSettled, planCleanup, runCleanup } from './maintain/maintain.ts';
import type { EngineSetup } from './parts.ts';
import { Query } from './query.ts';
import { renderBriefing, reportPaths, writeWhole } from './report/report.ts';
import { isWriting } from './store/store.ts';
import { backUp, cleanupOptions, prepareUpgrade } from './upkeep.ts';
import { prepareStateFolder } from './stateFolder.ts';
import { Writer } from './writer.ts';

/** What an engine is started with. */
export interface EngineOptions {
  readonly workspace: string;
  readonly stateFolder: string;
  /** Dotted key → value, over the configuration file. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether git may be asked about the workspace; true unless said otherwise, since nobody runs an engine where they trust nothing. */
  readonly isTrusted?: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  onSnapshot(snapshot: Snapshot): void;
  onRole(role: EngineRole): void;
}

/** How often a reader looks whether the writer is gone, and reads what it wrote. */
const readerPollMs = 2000;

/** Runs until stopped; every public method is safe to call at any time while it runs. */
export class Engine {
  readonly #options: EngineOptions;
  #config: LoadedConfig;
  /** Of the newest reading, whether or not it was taken. */
  #problems: LoadedConfig['problems'];
  #writer: Writer | undefined;
  #isReader = false;
  #snapshot: Snapshot | undefined;
  #reload = new AbortController();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#config = this.#readConfig();
    this.#problems = this.#config.problems;
  }

  /** Works until `signal` is aborted: as writer when the store is free, else as reader. */
  async run(signal: AbortSignal): Promise<void> {
    prepareStateFolder(this.#options.stateFolder);
    while (!signal.aborted) {
      const writer = await this.#becomeWriter(signal);
      if (!writer) return;
      this.#writer = writer;
      this.#isReader = false;
      try {
        this.#options.onRole({ kind: 'writer' });
        await writer.run(AbortSignal.any([signal, this.#reload.signal]));
      } finally {
        this.#writer = undefined;
        await writer[Symbol.asyncDispose]();
        this.#reload = new AbortController();
      }
    }
  }

  /** Reads the configuration again; a faulty file is refused and the last good one stays. Returns whether it was taken. */
  reload(): boolean {
    const config = this.#readConfig();
    this.#problems = config.problems;
    if (config.refusedFiles.length > 0) return false;
    this.#config = config;
    this.#reload.abort();
    return true;
  }

  /** Makes `config.yaml`, with every setting explained, where there is none; returns its path. */
  makeConfiguration(): string {
    const file = path.join(this.#options.stateFolder, 'config.yaml');
    if (!fs.existsSync(file)) writeWhole(file, configTemplate());
    return file;
  }

  /** Sentences about the configuration as it was last read. */
  configProblems(): readonly string[] {
    return this.#problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  }

  /** The newest snapshot; undefined before the first. */
  snapshot(): Snapshot | undefined {
    return this.#writer?.snapshot() ?? this.#snapshot;
  }

  /** The briefing made from the newest snapshot. */
  briefing(): string {
    const snapshot = this.snapshot();
    if (!snapshot) throw new EngineError('engineDown', 'There is no briefing yet: the engine is still starting. Try again in a moment.');
    return renderBriefing(snapshot, this.#config.settings.briefing.budgetBytes);
  }

  /** Writes the reports now; only the writer can. */
  writeReports(): { readonly briefingPath: string; readonly dashboardPath: string } {
    this.#requireWriter('write the briefing').report();
    const paths = reportPaths(this.#options.stateFolder);
    return { briefingPath: paths.briefing, dashboardPath: paths.dashboard };
  }

  /** Whether everything before `sizeBytes` of the log at this path is stored; true for a reader, whose writer sees to it. */
  hasStored(path: string, sizeBytes: number): boolean {
    return this.#writer?.hasStored(path, sizeBytes) ?? this.#isReader;
  }

  /** Searches stored records, newest first. */
  records(query: RecordQuery): RecordPage {
    using reader = Query.open(this.#options.workspace, this.#options.stateFolder);
    return reader.records(query);
  }

  /** Makes a verified backup. */
  async backup(): Promise<BackupReport> {
    const writer = this.#requireWriter('make a backup');
    const { made } = await backUp(this.#options, this.#config.settings.backup, undefined, (file) => writer.backupInto(file));
    return made;
  }

  /** Says what a cleanup would delete. */
  planCleanup(): CleanupPlan {
    return planCleanup(cleanupOptions(this.#options, this.#config.settings));
  }

  /** Deletes what a plan names, as far as it is unchanged. */
  cleanup(plan: CleanupPlan): CleanupReport {
    return runCleanup(plan, cleanupOptions(this.#options, this.#config.settings));
  }

  /** Waits for the writer lock, telling as reader what the other writes; undefined when aborted. */
  async #becomeWriter(signal: AbortSignal): Promise<Writer | undefined> {
    while (!signal.aborted) {
      try {
        return await this.#openWriter();
      } catch (thrown) {
        if (!(thrown instanceof EngineError) || thrown.code !== 'storeBusy') throw thrown;
        if (!this.#isReader) this.#options.onRole({ kind: 'reader', reason: thrown.message });
        this.#isReader = true;
        this.#tellAsReader();
      }
      await wait(readerPollMs, undefined, { signal }).catch(() => undefined);
    }
    return undefined;
  }

  async #openWriter(): Promise<Writer> {
    const { stateFolder, clock, logger } = this.#options;
    // Cheaper than the lock of maintenance, which a reader would otherwise take at every look.
    if (isWriting(stateFolder)) throw new EngineError('storeBusy', `Another Logbrief is writing in ${stateFolder} already. Read beside it, or stop it first.`);
    await prepareUpgrade(this.#options, logger);
    const { opened, settled } = await openSettled(this.#options, clock, async () => {
      let isConfirmed = false;
      return Writer.open(this.#setup(), {
        onSnapshot: (snapshot) => {
          // Opened, committed and reported: this start was a good one.
          if (!isConfirmed) this.#confirmRestore();
          isConfirmed = true;
          this.#tell(snapshot);
        },
      });
    });
    if (settled === 'undone') logger.warn('The newest restore could not be used and was undone: what was there before is back.');
    return opened;
  }

  #confirmRestore(): void {
    try {
      confirmRestore(this.#options, this.#options.clock);
    } catch (thrown) {
      this.#options.logger.warn(`What was there before the restore is still kept: ${messageOf(thrown)}`);
    }
  }

  #tell(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#options.onSnapshot(snapshot);
  }

  #tellAsReader(): void {
    try {
      using reader = Query.open(this.#options.workspace, this.#options.stateFolder);
      this.#tell(reader.snapshot(this.#options.clock.nowMs()));
    } catch (thrown) {
      this.#options.logger.debug(`cannot read the store yet: ${messageOf(thrown)}`);
    }
  }

  #requireWriter(what: string): Writer {
    if (this.#writer) return this.#writer;
    throw new EngineError('storeBusy', `Cannot ${what}: another Logbrief process writes in this workspace, or the engine is still starting. Use that one, or stop it.`);
  }

  #readConfig(): LoadedConfig {
    const { workspace, stateFolder, overrides, environment, logger } = this.#options;
    const config = loadConfig({ workspace, stateFolder, overrides, environment });
    for (const { file, line, column, message } of config.problems) logger.warn(`${file}:${line}:${column}: ${message}`);
    return config;
  }

  #setup(): EngineSetup {
    const { workspace, stateFolder, clock, logger, isTrusted = true } = this.#options;
    return { workspace, stateFolder, clock, logger, isTrusted, settings: this.#config.settings, notices: this.configProblems(), captureFolder: path.join(stateFolder, 'captures') };
  }
}
